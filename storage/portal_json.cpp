#include "storage/portal_json.h"

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

namespace sohoa::storage {
namespace {

using json = nlohmann::ordered_json;

bool is_shape(std::string_view text, std::string_view shape) {
  return text.size() == shape.size() && std::ranges::equal(text, shape, [](char c, char s) {
           return s == '0' ? (c >= '0' && c <= '9') : c == s;
         });
}

// Of the nine, unless somebody has to look at it.
std::string minimum_value(const Document& document, std::string_view key) {
  for (const auto& field : document.minimum)
    if (field.key == key && field.review.empty()) return field.value;
  return "";
}

const Document* document_at(const Dossier& dossier, std::uint32_t number) {
  const auto found = std::ranges::find(dossier.documents, number, &Document::number);
  return found == dossier.documents.end() ? nullptr : &*found;
}

json handed_in(const Document& document, const std::string& component_code) {
  return {{"TepDinhKemId", document.result_code},
          {"TenTepDinhKem", document.name + ".pdf"},
          {"IsDeleted", "0"},
          {"MaThanhPhanHoSo", component_code},
          {"DuongDanTaiTepTin", document.pdf},
          {"DuocSoHoa", "1"},
          {"DuocTaiSuDung", "0"},
          {"DuocLayTuKhoDMQG", "0"},
          {"MaKetQuaThayThe", ""}};
}

json other(const Document& document) {
  return {{"TenGiayTo", minimum_value(document, "ten_giay_to")},
          {"SoLuong", "1"},
          {"LoaiGiayTo", minimum_value(document, "ma_loai_giay_to")}};
}

json result(const Document& document, const ChecklistItem& item) {
  return {{"TenGiayTo", item.name},
          {"MaThanhPhanHoSo", ""},
          {"GiayToId", document.result_code},
          {"DuongDanTepTinKetQua", document.pdf},
          {"MaGiayToKetQua", item.code}};
}

struct Lists {
  json handed_in = json::array(), others = json::array(), results = json::array();
};

// By the procedure's lists; without them every paper is one that was handed in.
Lists lists_of(const Dossier& dossier) {
  Lists lists;
  const auto& checklist = dossier.checklist;
  if (!checklist || !checklist->known) {
    for (const auto& document : dossier.documents)
      if (!checklist ||
          std::ranges::find(checklist->receipts, document.number) == checklist->receipts.end())
        lists.handed_in.push_back(handed_in(document, ""));
    return lists;
  }
  for (const auto& item : checklist->components)
    for (const auto number : item.documents)
      if (const auto* document = document_at(dossier, number))
        lists.handed_in.push_back(handed_in(*document, item.code));
  for (const auto& item : checklist->results)
    for (const auto number : item.documents)
      if (const auto* document = document_at(dossier, number))
        lists.results.push_back(result(*document, item));
  for (const auto number : checklist->others)
    if (const auto* document = document_at(dossier, number))
      lists.others.push_back(other(*document));
  return lists;
}

// "1" a citizen, "2" a business or other organisation, by the number alone.
std::string owner_type(const std::string& number) {
  if (is_shape(number, std::string(12, '0'))) return "1";
  if (is_shape(number, "0000000000") || is_shape(number, "0000000000-000")) return "2";
  return "";
}

json identities(const Receipt& receipt) {
  json list = json::array();
  if (!receipt.owner_number.empty())
    list.push_back({{"LoaiDinhDanh", ""}, {"SoDinhDanh", receipt.owner_number}});
  return list;
}

}  // namespace

std::string portal_time(const std::string& date, const std::string& time) {
  if (!is_shape(date, "0000-00-00")) return "";
  std::string text = date.substr(0, 4) + date.substr(5, 2) + date.substr(8, 2);
  if (is_shape(time, "00:00")) return text + time.substr(0, 2) + time.substr(3, 2) + "00";
  return text + "000000";
}

std::string portal_json(const Dossier& dossier) {
  const Receipt& receipt = dossier.receipt;
  const Checklist none;
  const Checklist& checklist = dossier.checklist ? *dossier.checklist : none;
  Lists lists = lists_of(dossier);
  const bool digitized = !lists.handed_in.empty();
  const json value{
      {"MaHoSo", receipt.dossier_code},
      {"MaTTHC", checklist.code},
      {"TenTTHC", checklist.name},
      {"MaLinhVuc", checklist.sector_code},
      {"TenLinhVuc", checklist.sector},
      {"KenhThucHien", ""},
      {"ChuHoSo", receipt.owner},
      {"LoaiDoiTuong", owner_type(receipt.owner_number)},
      {"MaDoiTuong", ""},
      {"SoGiayToChuHoSo", receipt.owner_number},
      {"Email", ""},
      {"SoDienThoai", receipt.phone},
      {"TrichYeuHoSo", ""},
      {"NgayTiepNhan", portal_time(receipt.received, receipt.received_time)},
      {"NgayHenTra", portal_time(receipt.due, "")},
      {"TrangThaiHoSo", ""},
      {"NgayTra", ""},
      {"HinhThuc", ""},
      {"NgayKetThucXuLy", ""},
      {"DonViXuLy", receipt.agency},
      {"NoiNopHoSo", ""},
      {"HoSoCoThanhPhanSoHoa", digitized ? "1" : "0"},
      {"TaiKhoanDuocXacThucVoiVNeID", ""},
      {"DuocThanhToanTrucTuyen", ""},
      {"NgayTuChoi", ""},
      {"NgayNopHoSo", ""},
      {"TaiLieuNop", std::move(lists.handed_in)},
      {"DanhSachTepDinhKemKhac", std::move(lists.others)},
      {"DanhSachGiayToKetQua", std::move(lists.results)},
      {"DinhDanhCHS", identities(receipt)},
      {"DSKetNoiCSDL", json::array()},
  };
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace sohoa::storage
