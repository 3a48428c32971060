#include "storage/portal_json.h"

#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "tests/unit/storage/pages.h"
#include "tests/unit/storage/schema.h"

namespace sohoa::storage::test {
namespace {

const std::filesystem::path golden =
    std::filesystem::path(SOHOA_SOURCE_DIR) / "tests/unit/storage/portal.golden.json";

FieldValue value_of(const std::string& key, const std::string& value) {
  return {key, value, value, 0.9F, Source::ocr, 0, {}, {}, {}};
}

Document document_at(std::uint32_t number) {
  Document document = dossier_for("HS").documents[0];
  document.number = number;
  document.name = "00" + std::to_string(number + 1);
  document.pdf = "pdf/" + document.name + ".pdf";
  document.result_code = "H29.245.260812.00000" + std::to_string(number + 1);
  document.minimum = {value_of("ma_loai_giay_to", "07"), value_of("ten_giay_to", "Thông báo")};
  return document;
}

// A slip, a component, a result and a paper that nobody asked for.
Dossier handed_in() {
  Dossier dossier = dossier_for("H29.245-260812-0039");
  dossier.documents.clear();
  for (std::uint32_t i = 0; i < 4; ++i) dossier.documents.push_back(document_at(i));
  Receipt& receipt = dossier.receipt;
  receipt.dossier_code = "H29.245-260812-0039";
  receipt.owner = "Nguyễn Thị Mẫu";
  receipt.owner_number = "079190999901";
  receipt.phone = "0900000001";
  receipt.agency = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ NHÀ BÈ";
  receipt.received = "2026-08-12";
  receipt.received_time = "14:25";
  receipt.due = "2026-08-21";
  Checklist list;
  list.code = "1.001193";
  list.name = "Đăng ký khai sinh";
  list.sector = "Hộ tịch";
  list.known = true;
  list.receipts = {0};
  list.components.push_back({"to_khai", "TP-H05.000079", "Tờ khai", true, "", false, {1}});
  list.results.push_back({"ket_qua", "KQ.G15.000031", "Giấy khai sinh", false, "", false, {2}});
  list.others = {3};
  dossier.checklist = list;
  return dossier;
}

}  // namespace

TEST_CASE("portal.json: a dossier in the portal's own keys, as it was agreed upon (R27)") {
  const std::string text = portal_json(handed_in());
  CHECK(Schema("portal").fault(json::parse(text)) == "");
  if (std::getenv("SOHOA_WRITE_GOLDEN") != nullptr) write_durably(golden, text);
  CHECK(text == read_file(golden));
}

TEST_CASE("portal.json: what is not known is empty, and nothing is made up (R27)") {
  Dossier dossier = dossier_for("HS-1");
  auto value = json::parse(portal_json(dossier));
  CHECK(Schema("portal").fault(value) == "");
  for (const char* key :
       {"MaHoSo", "MaTTHC", "ChuHoSo", "LoaiDoiTuong", "NgayTiepNhan", "NgayHenTra"})
    CHECK(value[key] == "");
  CHECK(value["DinhDanhCHS"].empty());
  // Without the procedure's lists each document is one that was handed in.
  REQUIRE(value["TaiLieuNop"].size() == 1);
  CHECK(value["TaiLieuNop"][0]["MaThanhPhanHoSo"] == "");
  CHECK(value["HoSoCoThanhPhanSoHoa"] == "1");

  // A value that somebody has to look at is not known yet.
  dossier = handed_in();
  dossier.documents[3].minimum[1].review = {"low_confidence"};
  dossier.receipt.owner_number = "0100047516";
  value = json::parse(portal_json(dossier));
  CHECK(value["DanhSachTepDinhKemKhac"][0]["TenGiayTo"] == "");
  CHECK(value["LoaiDoiTuong"] == "2");
  dossier.checklist->known = false;
  value = json::parse(portal_json(dossier));
  CHECK(value["TaiLieuNop"].size() == 3);  // all but the slip
}

TEST_CASE("portal.json: times are fourteen digits, days without a time begin at midnight (R27)") {
  CHECK(portal_time("2026-08-12", "14:25") == "20260812142500");
  CHECK(portal_time("2026-08-12", "") == "20260812000000");
  CHECK(portal_time("2026-08-12", "14 giờ") == "20260812000000");
  for (const char* none : {"", "2026", "2026-08", "12/08/2026", "2026-08-12T00:00:00"})
    CHECK(portal_time(none, "14:25") == "");
}

}  // namespace sohoa::storage::test
