#include "forms/code_parts.h"

#include <map>
#include <string>

#include <doctest/doctest.h>

namespace {

using namespace sohoa;

std::map<std::string, std::string> parts(const std::string& format, const std::string& text) {
  std::map<std::string, std::string> found;
  for (const Code& code : forms::parts_of({format, text, {1, 2, 3, 4}})) {
    CHECK(code.box == Box{1, 2, 3, 4});
    found[code.format] = code.text;
  }
  return found;
}

void check_slip(const std::string& payload) {
  INFO(payload);
  const auto found = parts("QR_CODE", payload);
  REQUIRE(found.count("QR_PART:dossier_code") == 1);
  CHECK(found.at("QR_PART:dossier_code") == "H29.197-260804-0485");
  CHECK(found.at("QR_PART:procedure_code") == "1.001193");
  CHECK(found.at("QR_PART:identity_number") == "079190999901");
  CHECK(found.at("QR_PART:paper_name") == "Giấy tiếp nhận hồ sơ");
  CHECK(found.at("QR_PART:issuing_system") == "Hệ thống thông tin giải quyết TTHC");
  CHECK(found.at("QR_PART:issue_date") == "2026-08-04");
  CHECK(found.at("QR_PART:issue_time") == "13:43");
  CHECK(found.at("QR_PART:return_date") == "2026-08-05");
}

}  // namespace

TEST_CASE("code parts: a system's QR code is understood however it is written (R26)") {
  check_slip(
      "H29.197-260804-0485|1.001193|079190999901|Giấy tiếp nhận hồ sơ|Hệ thống thông tin giải "
      "quyết "
      "TTHC|2026-08-04T13:43:00+07:00|2026-08-05");
  check_slip(
      "Mã hồ sơ: H29.197-260804-0485\nMã TTHC: 1.001193\nSố định danh: 079190999901\nTên giấy tờ: "
      "Giấy tiếp nhận hồ sơ\nHệ thống cấp: Hệ thống thông tin giải quyết TTHC\nThời gian: 13:43 "
      "04/08/2026\nHẹn trả: 05/08/2026");
  check_slip(
      R"({"maHoSo":"H29.197-260804-0485","tthc":{"ma":"1.001193"},"chu":["079190999901"],"ten":"Giấy tiếp nhận hồ sơ",
      "hethong":"Hệ thống thông tin giải quyết TTHC","capLuc":"20260804134300","henTra":"2026-08-05"})");
  check_slip(
      "https://dichvucong.gov.vn/"
      "tra?ma=H29.197-260804-0485&tthc=1.001193&id=079190999901&ten=Gi%E1%"
      "BA%A5y+ti%E1%BA%BFp+nh%E1%BA%ADn+h%E1%BB%93+s%C6%A1&ht=H%E1%BB%87%20th%E1%BB%91ng%20th%C3%"
      "B4ng%20tin%20gi%E1%BA%A3i%20quy%E1%BA%BFt%20TTHC&luc=04/08/2026%2013:43&hen=05/08/2026");
}

TEST_CASE("code parts: what is no system's code has no parts (R26, R39)") {
  CHECK(parts("QR_CODE", "079190999901||Nguyễn Thị Mẫu|01011990|Nữ|12 Đường Mẫu|15082021").empty());
  CHECK(parts("QR_CODE", "H29.197-260804-0485").empty());
  CHECK(parts("QR_CODE", "").empty());
  CHECK(parts("QR_CODE", "{\"a\":").empty());
  CHECK(parts("QR_CODE", "{" + std::string(3000, '[')).empty());
  CHECK(parts("CODE_128", "H29.197-260804-0485|1.001193").empty());
}

TEST_CASE("code parts: a zone gives number, dates, sex, nationality and name (R40)") {
  const auto found = parts("MRZ_TD1",
                           "IDVNM1909999017079190999901<<7\n9001011F4001016VNM<<<<<<<<<<<4\n"
                           "NGUYEN<<THI<MAU<<<<<<<<<<<<<<<");
  CHECK(found.at("MRZ_PART:number") == "079190999901");
  CHECK(found.at("MRZ_PART:birth_date") == "1990-01-01");
  CHECK(found.at("MRZ_PART:expiry_date") == "2040-01-01");
  CHECK(found.at("MRZ_PART:sex") == "Nữ");
  CHECK(found.at("MRZ_PART:nationality") == "Việt Nam");
  CHECK(found.at("MRZ_PART:name") == "NGUYEN THI MAU");
  CHECK(parts("MRZ_TD1", "IDVNM").empty());
}
