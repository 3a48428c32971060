#include "forms/extract.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/error.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/forms/sheet.h"

namespace {

using namespace sohoa;
using forms::Extraction;
using forms::Extractor;
using forms::PageView;
using forms::test::Sheet;

const Extractor& extractor() {
  static const Extractor made(std::filesystem::path(SOHOA_SOURCE_DIR) / "models/forms");
  return made;
}

Extraction extract(const Sheet& sheet) { return extractor().extract({sheet.view()}); }

FieldValue field(const Extraction& extraction, const std::string& key) {
  for (const FieldValue& each : extraction.fields)
    if (each.key == key) return each;
  return {};
}
std::string value(const Extraction& extraction, const std::string& key) {
  return field(extraction, key).value;
}
bool asks(const FieldValue& value, const std::string& reason) {
  return std::find(value.review.begin(), value.review.end(), reason) != value.review.end();
}

Sheet official_letter() {
  Sheet sheet = forms::test::letter();
  sheet.text(130, 310, "V/v rà soát, cập nhật thủ tục hành");
  sheet.text(130, 345, "chính thuộc thẩm quyền giải quyết");
  sheet.text(500, 430, "Kính gửi: Văn phòng Ủy ban nhân dân Thành phố.");
  sheet.text(200, 500,
             "Căn cứ Công văn số 2324/VP-KSTT ngày 27/05/2026 của Văn phòng Ủy ban nhân dân");
  return forms::test::closing(sheet);
}

}  // namespace

TEST_CASE("extract: the header of an official letter, by columns (R36, R37)") {
  const Extraction found = extract(official_letter());
  CHECK(found.kind == "cong_van");
  CHECK(value(found, "loai") == "Công văn");
  CHECK(value(found, "co_quan") == "ỦY BAN NHÂN DÂN XÃ HÓC MÔN");
  CHECK(value(found, "so_ky_hieu") == "457/UBND-VHXH");
  CHECK(value(found, "so") == "457");
  CHECK(value(found, "ky_hieu") == "UBND-VHXH");
  CHECK(value(found, "noi_ban_hanh") == "Thành phố Hồ Chí Minh");
  CHECK(value(found, "ngay") == "2026-06-01");
  CHECK(value(found, "trich_yeu") ==
        "V/v rà soát, cập nhật thủ tục hành chính thuộc thẩm quyền giải quyết");
  CHECK(value(found, "kinh_gui") == "Văn phòng Ủy ban nhân dân Thành phố");
  CHECK(value(found, "can_cu") == "2324/VP-KSTT");
  CHECK(value(found, "chuc_vu_ky") == "PHÓ CHỦ TỊCH");
  CHECK(value(found, "nguoi_ky") == "Nguyễn Thị Mẫu");
}

TEST_CASE("extract: a decision by its title, with superior and issuing agency (R36, R37)") {
  Sheet sheet;
  sheet.text(150, 150, "UBND TỈNH KIÊN GIANG").text(760, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  sheet.text(200, 190, "SỞ Y TẾ").text(830, 190, "Độc lập - Tự do - Hạnh phúc");
  sheet.text(150, 250, "Số: 05/QĐ-SYT").text(760, 250, "Kiên Giang, ngày 05 tháng 3 năm 2020");
  sheet.centred(850, 340, "QUYẾT ĐỊNH");
  sheet.centred(850, 380, "Về việc công nhận danh hiệu Chiến sĩ thi đua cấp cơ sở");
  sheet.centred(850, 430, "GIÁM ĐỐC SỞ Y TẾ TỈNH KIÊN GIANG");
  sheet.text(200, 480,
             "Căn cứ Quyết định số 1675/QĐ-UBND ngày 09/8/2017 của Ủy ban nhân dân tỉnh;");
  const Extraction found = extract(forms::test::closing(sheet));
  CHECK(found.kind == "quyet_dinh");
  CHECK(found.score == doctest::Approx(1));
  CHECK(value(found, "co_quan_cap_tren") == "UBND TỈNH KIÊN GIANG");
  CHECK(value(found, "co_quan") == "SỞ Y TẾ");
  CHECK(value(found, "so_ky_hieu") == "05/QĐ-SYT");
  CHECK(value(found, "ngay") == "2020-03-05");
  CHECK(value(found, "trich_yeu") == "Về việc công nhận danh hiệu Chiến sĩ thi đua cấp cơ sở");
}

TEST_CASE("extract: boxes are in the original frame, around the words of the value (R18)") {
  const FieldValue number = field(extract(official_letter()), "so_ky_hieu");
  const int number_x = 150 + 3 * Sheet::letter + Sheet::space;  // behind "Số:"
  CHECK(number.box == Box{number_x + 7, 250 + 11, 13 * Sheet::letter, Sheet::height});
  CHECK(number.page == 0);
  CHECK(number.source == Source::ocr);
  CHECK(number.review.empty());
  CHECK(number.confidence > 0.9F);
}

TEST_CASE("extract: a number or day left for the pen is empty and asks for a person (R37)") {
  for (const char* number : {"Số: /UBND-VHXH", "Số: ~% /UBND-VHXH"}) {
    const Extraction found = extract(forms::test::letter(number));
    CAPTURE(number);
    CHECK(value(found, "so").empty());
    CHECK(value(found, "so_ky_hieu").empty());
    CHECK(asks(field(found, "so_ky_hieu"), "handwritten"));
    CHECK(value(found, "ky_hieu") == "UBND-VHXH");
  }
  for (const char* date : {"Hà Nội, ngày tháng 6 năm 2026", "Hà Nội, ngày lồ tháng 6 năm 2026"}) {
    const Extraction found = extract(forms::test::letter("Số: 1/UBND-VP", date));
    CAPTURE(date);
    CHECK(value(found, "ngay").empty());
    CHECK(asks(field(found, "ngay"), "handwritten"));
    CHECK(value(found, "noi_ban_hanh") == "Hà Nội");
  }
}

TEST_CASE("extract: a digit read unsurely before the symbol is not taken (R37)") {
  Sheet sheet = forms::test::letter("Số:");
  sheet.text(230, 250, "147", 0.5F).text(300, 250, "/UBND-VHXH");
  const Extraction found = extract(sheet);
  CHECK(value(found, "so").empty());
  CHECK(asks(field(found, "so"), "handwritten"));
}

TEST_CASE("extract: a handwritten number that touches its symbol is not taken (R37)") {
  for (const char* number : {"09/UBND-VHXH", "901//UBND-VHXH", "0đ/UBND-VHXH"}) {
    CAPTURE(number);
    Sheet sheet = forms::test::letter("Số:");
    sheet.text(230, 250, number, 0.6F);
    const Extraction found = extract(sheet);
    for (const char* key : {"so", "so_ky_hieu"}) {
      const FieldValue read = field(found, key);
      CHECK(read.value.empty());
      CHECK(asks(read, "handwritten"));
      CHECK(read.raw.find(number) != std::string::npos);
    }
  }
}

TEST_CASE("extract: digits higher than the print of the page are taken for handwriting (R37)") {
  Sheet sheet = official_letter();
  PageView view = sheet.view();
  for (auto& line : view.text.lines)
    for (Word& word : line.words)
      if (word.text == "457/UBND-VHXH") word.upright.h = Sheet::height * 2;
  const Extraction found = extractor().extract({view});
  CHECK(value(found, "so").empty());
  CHECK(asks(field(found, "so"), "handwritten"));
}

TEST_CASE("extract: what was hardly read is raw without a value (R38)") {
  Sheet sheet = forms::test::letter();
  sheet.text(150, 1500, "Nơi nhận:").text(1110, 1540, "PHÓ CHỦ TỊCH");
  sheet.text(1100, 1760, "Nguyễn Thị Mẫu", 0.15F);
  const FieldValue signer = field(extract(sheet), "nguoi_ky");
  CHECK(signer.value.empty());
  CHECK(signer.raw == "Nguyễn Thị Mẫu");
  CHECK(asks(signer, "low_confidence"));
}

TEST_CASE("extract: the signer of the last page, past strokes of the pen (R36, R37)") {
  Sheet first = forms::test::letter("Số: 457/QĐ-UBND");
  first.centred(850, 340, "QUYẾT ĐỊNH");
  Sheet last;
  last.text(150, 200,
            "hội) trước ngày 13 tháng 3 năm 2026. Mọi vướng mắc xin liên hệ phòng Văn hóa");
  last.text(150, 300, "Nơi nhận:").text(1150, 300, "KT. CHU TỊCH");
  last.text(150, 340, "- Như trên;").text(1110, 340, "PHO CHỦ TICH");
  last.text(150, 380, "- Lưu: VT.").text(1000, 450, "l9", 0.1F);
  last.text(1100, 560, "Nguyễn Thị Mẫu");
  const Extraction found = extractor().extract({first.view(), last.view()});
  CHECK(value(found, "tham_quyen_ky") == "KT. CHỦ TỊCH");
  CHECK(value(found, "chuc_vu_ky") == "PHÓ CHỦ TỊCH");
  CHECK(value(found, "nguoi_ky") == "Nguyễn Thị Mẫu");
  CHECK(field(found, "nguoi_ky").page == 1);
}

TEST_CASE("extract: several addressees, each on a line that ends in a semicolon (R37)") {
  Sheet sheet = forms::test::letter();
  sheet.text(130, 310, "V/v rà soát, cập nhật");
  sheet.text(500, 430, "Kính gửi: Văn phòng Ủy ban nhân dân Thành phố;");
  sheet.text(630, 470, "- Sở Khoa học và Công nghệ;").text(630, 510, "- Sở Nội vụ.");
  sheet.text(200, 560, "Thực hiện Kế hoạch số 77/KH-UBND ngày 02 tháng 02 năm 2026");
  CHECK(value(extract(sheet), "kinh_gui") ==
        "Văn phòng Ủy ban nhân dân Thành phố; Sở Khoa học và Công nghệ; Sở Nội vụ");
}

TEST_CASE("extract: a text that stops at the margin over an empty row may be cut off (R38)") {
  const auto address = [](int next) {
    Sheet sheet;
    sheet.centred(827, 300, "ĐƠN ĐỀ NGHỊ").centred(827, 400, "Kính gửi: Ủy ban nhân dân xã Mẫu");
    sheet.text(150, 500,
               "Địa chỉ: 12/3 đường Mẫu, khu phố Tân Mẫu, phường Bến Thành, Thành phố Hồ Chí Minh");
    sheet.text(150, next, "Số điện thoại: 0900000001");
    return field(extract(sheet), "dia_chi");
  };
  CHECK(address(560).review.empty());
  CHECK(asks(address(620), "low_confidence"));
}

TEST_CASE("extract: part of a name beside strokes of the pen is never sure (R38)") {
  const auto signer = [](int row) {
    Sheet sheet = forms::test::letter("Số: 457/QĐ-UBND");
    sheet.centred(850, 340, "QUYẾT ĐỊNH");
    sheet.text(150, 1500, "Nơi nhận:").text(1150, 1500, "CHỦ TỊCH");
    sheet.text(1060, row, "T9,", 0.1F).text(1110, row, "TT", 0).text(1150, 1760, "Thị Mẫu");
    return field(extract(sheet), "nguoi_ky");
  };
  CHECK(signer(1760).value.empty());  // in its row
  CHECK(signer(1760).raw == "T9, TT Thị Mẫu");
  CHECK(asks(signer(1760), "handwritten"));
  CHECK(asks(signer(1744), "low_confidence"));  // a little above
}

TEST_CASE("extract: what is not a name under the post is no signer (R38)") {
  for (const char* line : {"Đươñng Khánh Dung", "G Thị Mẫu", "quy định", "HƯNG"}) {
    CAPTURE(line);
    Sheet sheet = forms::test::letter("Số: 457/QĐ-UBND");
    sheet.centred(850, 340, "QUYẾT ĐỊNH");
    sheet.text(150, 1500, "Nơi nhận:").text(1150, 1500, "CHỦ TỊCH");
    sheet.text(1100, 1760, line);
    const FieldValue signer = field(extract(sheet), "nguoi_ky");
    CHECK(signer.value.empty());
    CHECK_FALSE(signer.review.empty());
  }
}

TEST_CASE("extract: a name that is not of Vietnamese syllables is taken, but looked at (R38)") {
  const auto signer = [](std::string_view name) {
    Sheet sheet = forms::test::letter("Số: 457/QĐ-UBND");
    sheet.centred(850, 340, "QUYẾT ĐỊNH");
    sheet.text(150, 1500, "Nơi nhận:").centred(1200, 1500, "CHỦ TỊCH").centred(1200, 1760, name);
    return field(extract(sheet), "nguoi_ky");
  };
  for (const char* name : {"Nguyễn Trúc Giang", "Ngụy Thanh Hòa", "Lý Uyên Thư"}) {
    CAPTURE(name);
    CHECK(signer(name).value == name);
    CHECK(fmt::format("{}", fmt::join(signer(name).review, ",")).empty());
  }
  CHECK(signer("Y Thông Quyền").value == "Y Thông Quyền");
  CHECK(asks(signer("Y Thông Quyền"), "unlike_name"));
  for (const char* name : {"Nguyễn Trúc Glang", "Kpă Thuyên"}) {
    CAPTURE(name);
    CHECK(signer(name).value == name);
    CHECK(asks(signer(name), "low_confidence"));
  }
}

TEST_CASE("extract: the superior's post is not that of who signs in his stead (R38)") {
  Sheet sheet = forms::test::letter();
  sheet.text(150, 1500, "Nơi nhận:").text(1150, 1500, "KT. CHỦ TỊCH");
  sheet.text(1100, 1760, "Nguyễn Thị Mẫu");
  const Extraction found = extract(sheet);
  CHECK(value(found, "tham_quyen_ky") == "KT. CHỦ TỊCH");
  CHECK(value(found, "chuc_vu_ky").empty());
}

TEST_CASE("extract: dots left of the line to write on end a value") {
  Sheet sheet;
  sheet.centred(827, 300, "ĐƠN ĐỀ NGHỊ").centred(827, 400, "Kính gửi: Ủy ban nhân dân xã Mẫu");
  sheet.text(150, 500, "Tôi tên là: Trần Thanh Mẫu............--:--- Giới tính: Nữ....");
  sheet.text(150, 560, "Địa chỉ: 12 Đường Mẫu, xã Mẫu............-- 5: 222cc");
  const Extraction found = extract(sheet);
  CHECK(value(found, "ho_ten") == "Trần Thanh Mẫu");
  CHECK(value(found, "dia_chi") == "12 Đường Mẫu, xã Mẫu");
}

TEST_CASE("extract: a date that is not in the calendar is kept raw without a value (R38)") {
  const FieldValue date = field(
      extract(forms::test::letter("Số: 1/UBND-VP", "Hà Nội, ngày 31 tháng 02 năm 2026")), "ngay");
  CHECK(date.value.empty());
  CHECK(date.raw == "ngày 31 tháng 02 năm 2026");
  CHECK(asks(date, "pattern_mismatch"));
}

TEST_CASE("extract: unrelated prose is of no kind and gives no value (R36)") {
  Sheet sheet;
  for (int row = 0; row < 30; ++row)
    sheet.text(150, 200 + row * 40,
               "Buổi sáng ngoài đồng sương còn phủ kín và tiếng chim gọi nhau ở cuối làng xa");
  const Extraction found = extract(sheet);
  CHECK(found.kind.empty());
  CHECK(found.score == 0);
  REQUIRE(found.fields.size() == 1);  // what its kind would require is not known
  CHECK(found.fields[0].key == "loai");
  CHECK(found.fields[0].value.empty());
  CHECK(asks(found.fields[0], "not_found"));
}

TEST_CASE("extract: of a document of no kind there is what was found") {
  Sheet sheet;
  sheet.text(150, 150, "Tôi cam đoan nội dung trên")
      .text(760, 250, "Hà Nội, ngày 05 tháng 3 năm 2026");
  sheet.text(900, 300, "Người làm đơn");
  const Extraction found = extract(sheet);
  CHECK(found.kind.empty());
  CHECK(value(found, "ngay") == "2026-03-05");
  CHECK(asks(field(found, "ngay"), "kind_unknown"));
  CHECK(asks(field(found, "loai"), "not_found"));
  CHECK(field(found, "so_ky_hieu").review.empty());
  CHECK(field(found, "so_ky_hieu").key.empty());
}

TEST_CASE("extract: nothing from nothing") {
  CHECK(extractor().extract({}).fields.empty());
  CHECK(extract(Sheet()).kind.empty());
}

TEST_CASE("extract: a card's QR code with 6, 7 and more parts, the raw text kept (R39)") {
  const std::string card = "Nguyễn Thị Mẫu|01011990|Nữ|12 Đường Mẫu, Phường Bến Thành|15082021";
  for (const std::string& payload :
       {"079190999901|024000001|" + card, "079190999901||" + card, "079190999901|" + card,
        "079190999901|024000001|" + card + "||Nguyễn Văn Cha|Trần Thị Mẹ|"}) {
    CAPTURE(payload);
    Sheet sheet;
    sheet.code("QR_CODE", payload);
    const Extraction found = extract(sheet);
    // More than seven parts are those of the card of 2024.
    CHECK(found.kind == (payload.ends_with("|") ? "can_cuoc" : "cccd"));
    CHECK(value(found, "qr") == payload);
    CHECK(value(found, "so_cccd") == "079190999901");
    CHECK(value(found, "ho_ten") == "Nguyễn Thị Mẫu");
    CHECK(value(found, "ngay_sinh") == "1990-01-01");
    CHECK(value(found, "gioi_tinh") == "Nữ");
    CHECK(value(found, "dia_chi") == "12 Đường Mẫu, Phường Bến Thành");
    CHECK(value(found, "ngay_cap") == "2021-08-15");
    CHECK(field(found, "so_cccd").source == Source::qr);
    CHECK(field(found, "so_cccd").box == Box{100, 120, 90, 90});
  }
}

TEST_CASE("extract: print that contradicts the code goes to review with both (R43)") {
  Sheet sheet;
  sheet.text(400, 300, "Số / No.: 079190999902");
  sheet.code("QR_CODE", "079190999901||Nguyễn Thị Mẫu|01011990|Nữ|12 Đường Mẫu|15082021");
  const FieldValue number = field(extract(sheet), "so_cccd");
  CHECK(number.value == "079190999901");
  CHECK(asks(number, "sources_disagree"));
  CHECK(number.alternatives == std::vector<std::string>{"079190999902"});
}

TEST_CASE("extract: a receipt slip's bar code is its dossier code (R24, R30)") {
  Sheet sheet;
  sheet.centred(827, 400, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ");
  sheet.text(150, 460, "Tiếp nhận hồ sơ của: Trần Thanh Mẫu Số CCCD: 079093999988");
  sheet.code("CODE_128", "H29.245-260812-0039");
  const Extraction found = extract(sheet);
  CHECK(found.kind == "giay_tiep_nhan");
  CHECK(value(found, "ma_ho_so") == "H29.245-260812-0039");
  CHECK(field(found, "ma_ho_so").source == Source::barcode);
  CHECK(value(found, "ho_ten") == "Trần Thanh Mẫu");
  CHECK(value(found, "so_cccd") == "079093999988");
}

TEST_CASE("extract: child, mother and father are not mixed up (R45)") {
  Sheet sheet;
  sheet.centred(827, 300, "GIẤY KHAI SINH");
  int y = 400;
  for (const char* line :
       {"Họ, chữ đệm, tên: ĐỖ NGỌC MẪU", "Ngày, tháng, năm sinh: 29/12/2025",
        "Giới tính: Nữ Dân tộc: Kinh Quốc tịch: Việt Nam",
        "Họ, chữ đệm, tên người mẹ: PHẠM THỊ MẪU",
        "Năm sinh: 2003 Dân tộc: Hoa Quốc tịch: Việt Nam", "Họ, chữ đệm, tên người cha: ĐỖ VĂN MẪU",
        "Năm sinh: 1995 Dân tộc: Kinh Quốc tịch: Việt Nam",
        "Họ, chữ đệm, tên người đi khai sinh: Đỗ Văn Mẫu"}) {
    sheet.text(150, y, line);
    y += 45;
  }
  const Extraction found = extract(sheet);
  CHECK(found.kind == "giay_khai_sinh");
  CHECK(value(found, "ho_ten") == "Đỗ Ngọc Mẫu");
  CHECK(value(found, "ngay_sinh") == "2025-12-29");
  CHECK(value(found, "dan_toc") == "Kinh");
  CHECK(value(found, "me_ho_ten") == "Phạm Thị Mẫu");
  CHECK(value(found, "me_nam_sinh") == "2003");
  CHECK(value(found, "cha_ho_ten") == "Đỗ Văn Mẫu");
  CHECK(value(found, "cha_nam_sinh") == "1995");
  CHECK(value(found, "nguoi_di_khai") == "Đỗ Văn Mẫu");
}

TEST_CASE("extract: a definition no code mentions works by being there") {
  const sohoa::test::TempFolder folder;
  std::ofstream(folder / "phieu_kiem_tra.toml") << R"(
law = "a house rule"
valid_from = 2026-01-01
[[kinds]]
id = "phieu_kiem_tra"
name = "Phiếu kiểm tra"
title = ["PHIẾU KIỂM TRA"]
[[fields]]
key = "ma_may"
required = true
find = [{take = "after_label", label = ["Mã máy"], pattern = '(?<v>M-\d+)', group = "v"}]
)";
  Sheet sheet;
  sheet.centred(827, 300, "PHIẾU KIỂM TRA").text(150, 400, "Mã máy: M-42 tầng 3");
  const Extraction found = Extractor(folder.path()).extract({sheet.view()});
  CHECK(found.kind == "phieu_kiem_tra");
  CHECK(value(found, "ma_may") == "M-42");
}

TEST_CASE("extract: a folder without definitions is an error that names it") {
  const sohoa::test::TempFolder folder;
  try {
    const Extractor none(folder.path());
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.cause == Cause::data_missing);
    CHECK(std::string(error.what()).find(folder.path().string()) != std::string::npos);
  }
}
