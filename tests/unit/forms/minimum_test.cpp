#include "forms/minimum.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/error.h"
#include "forms/definition.h"

namespace sohoa::forms::test {
namespace {

const std::vector<std::string> keys{"loai",    "so_cccd",   "so",           "ngay", "ngay_dang_ky",
                                    "co_quan", "trich_yeu", "ngay_het_han", "ten"};

constexpr std::string_view good = R"(
[minimum]
so_dinh_danh = "so_cccd"
ten_giay_to = "loai"
so_ky_hieu = {none = true, law = "Điều 1"}
ngay_cap = ["ngay", "ngay_dang_ky"]
co_quan_cap = {value = "Bộ Công an", law = "Điều 2"}
trich_yeu = {keys = ["trich_yeu", "ten"], optional = true}
thoi_han_hieu_luc = {key = "ngay_het_han", optional = true}
pham_vi_hieu_luc = {value = "Toàn quốc", law = "Điều 3"}
)";

Minimum parsed(std::string_view text) {
  Document document(text, "x.toml");
  Table root = document.root();
  return parse_minimum(*root.table("minimum"), keys);
}

std::string refusal(std::string_view text) {
  try {
    parsed(text);
  } catch (const Error& error) {
    CHECK(error.cause == Cause::definition_invalid);
    return error.what();
  }
  return "";
}

std::string with(std::string_view line, std::string_view other) {
  std::string text(good);
  const auto at = text.find(line);
  REQUIRE(at != std::string::npos);
  text.replace(at, text.find('\n', at) - at, other);
  return text;
}

FieldValue field(std::string key, std::string value, std::vector<std::string> review = {}) {
  FieldValue field;
  field.key = std::move(key);
  field.raw = field.value = std::move(value);
  field.confidence = 0.9F;
  field.page = 1;
  field.box = {1, 2, 3, 4};
  field.review = std::move(review);
  return field;
}

Kind kind_with(std::string code) {
  Kind kind;
  kind.id = "the";
  kind.name = "Thẻ";
  kind.type_code = std::move(code);
  return kind;
}

}  // namespace

TEST_CASE("minimum: nine values in the order of the law, each with its place and source (R18)") {
  const Kind kind = kind_with("32");
  const auto record = minimum_record(
      parsed(good), &kind,
      {field("loai", "Thẻ"), field("so_cccd", "079190999901"), field("ngay", "2026-03-05")});
  REQUIRE(record.size() == 9);
  for (std::size_t i = 0; i < 9; ++i) CHECK(record[i].key == minimum_keys[i]);
  CHECK(record[0].value == "32");
  CHECK(record[0].box == Box{1, 2, 3, 4});
  CHECK(record[1].value == "079190999901");
  CHECK(record[1].page == 1);
  CHECK(record[1].confidence == 0.9F);
  CHECK(record[2].value == "Thẻ");
  CHECK(record[4].value == "2026-03-05");
  CHECK(record[5].value == "Bộ Công an");
  CHECK(record[5].source == Source::law);
  CHECK(record[5].confidence == 1.0F);
  CHECK(record[8].value == "Toàn quốc");
  CHECK(std::ranges::all_of(record, [](const FieldValue& each) { return each.review.empty(); }));
}

TEST_CASE("minimum: one that is missing and may not be is a reason to look, never success (R18)") {
  const Kind kind = kind_with("");
  FieldValue unread = field("ngay", "31/02/2026", {"pattern_mismatch"});
  unread.value.clear();
  FieldValue expiry = unread;
  expiry.key = "ngay_het_han";
  const auto record = minimum_record(parsed(good), &kind, {unread, expiry});
  const std::vector<std::string> missing{"minimum_missing"};
  CHECK(record[0].review == missing);  // the kind has no code
  CHECK(record[1].review == missing);
  CHECK(record[2].review == missing);
  CHECK(record[3].review.empty());  // has none by law
  CHECK(record[4].review == missing);
  CHECK(record[4].raw == "31/02/2026");  // with what was read, and where
  CHECK(record[4].box == Box{1, 2, 3, 4});
  CHECK(record[6].review.empty());
  // It is there and could not be read: somebody must look, though papers may have none.
  CHECK(record[7].review == std::vector<std::string>{"pattern_mismatch"});
}

TEST_CASE("minimum: of several fields the first with a value is taken, its doubts with it (R18)") {
  const Kind kind = kind_with("32");
  FieldValue unread = field("ngay", "?", {"pattern_mismatch"});
  unread.value.clear();
  const auto record = minimum_record(
      parsed(good), &kind, {field("ngay_dang_ky", "2026-01-02", {"low_confidence"}), unread});
  CHECK(record[4].value == "2026-01-02");
  CHECK(record[4].review == std::vector<std::string>{"low_confidence"});
}

TEST_CASE(
    "minimum: a paper of no kind, or of a file without the table, lacks all it must have (R18)") {
  const auto record = minimum_record(Minimum{}, nullptr, {});
  REQUIRE(record.size() == 9);
  for (const FieldValue& each : record)
    CHECK(each.review == std::vector<std::string>{"minimum_missing"});
}

TEST_CASE("minimum: a definition's mistakes are told with file, line and column (R18)") {
  CHECK(refusal(good) == "");
  CHECK(refusal(with("ngay_cap", "")).starts_with("x.toml:2:1: ngay_cap is missing"));
  CHECK(refusal(with("so_dinh_danh", "so_dinh_danh = \"so_khac\"")) ==
        "x.toml:3:16: so_dinh_danh: \"so_khac\" is no field of this file");
  CHECK(
      refusal(with("so_dinh_danh", "so_dinh_danh = []")).ends_with("so_dinh_danh: an empty list"));
  CHECK(
      refusal(with("so_dinh_danh", "so_dinh_danh = 5")).starts_with("x.toml:3:16: so_dinh_danh: "));
  CHECK(refusal(with("so_dinh_danh", "so_dinh_danh = {none = true}")).find("law is missing") !=
        std::string::npos);
  CHECK(refusal(with("so_dinh_danh", "so_dinh_danh = {value = \"x\"}")).find("law is missing") !=
        std::string::npos);
  CHECK(refusal(with("so_dinh_danh", "so_dinh_danh = {key = \"so\", value = \"x\", law = \"y\"}"))
            .find("exactly one of") != std::string::npos);
  CHECK(refusal(with("so_dinh_danh", "so_dinh_danh = {none = true, law = \"y\", optional = true}"))
            .find("optional: only for") != std::string::npos);
  CHECK(refusal(with("so_dinh_danh", "so_dinh_danh = {key = \"so\", x = 1}")).find("unknown key") !=
        std::string::npos);
  CHECK(refusal(with("so_dinh_danh", "so_dinh_danh = \"so\"\nngay_sinh = \"so\""))
            .find("unknown key \"ngay_sinh\"") != std::string::npos);
  CHECK(refusal(with("so_dinh_danh", "so_dinh_danh = \"so\"\nma_loai_giay_to = \"so\""))
            .find("unknown key \"ma_loai_giay_to\"") != std::string::npos);
}

}  // namespace sohoa::forms::test
