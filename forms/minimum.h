// The nine things that every digitised paper is filed by, taken from its fields.
//
// Circular 01/2023/TT-VPCP, article 9, names them; a definition says in its table [minimum] how
// each is got for its kinds (models/README.md).
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/page.h"
#include "forms/definition_table.h"

namespace sohoa::forms {

struct Kind;

// In the order of the article: code of the kind of paper, identity number of the person or
// organisation, name of the paper, number and symbol, date and agency of issue, abstract, how long
// and where it is valid.
inline constexpr std::array<std::string_view, 9> minimum_keys{
    "ma_loai_giay_to", "so_dinh_danh", "ten_giay_to",       "so_ky_hieu",      "ngay_cap",
    "co_quan_cap",     "trich_yeu",    "thoi_han_hieu_luc", "pham_vi_hieu_luc"};

// The reason to look at a paper of which one of the nine is not known.
inline constexpr std::string_view minimum_missing = "minimum_missing";

// How one of the nine is got.
struct MinimumRule {
  std::vector<std::string> keys;  // of fields: the first that has a value
  std::string value;              // fixed by law for these kinds
  bool optional = false;          // papers of these kinds may lack it; with neither keys nor value:
                                  // they have none
};

struct Minimum {
  std::array<MinimumRule, minimum_keys.size()> rules;  // that of ma_loai_giay_to is not used
};

// The table [minimum] of a definition whose fields have the keys `fields`. Each of the nine but
// ma_loai_giay_to, which is the kind's type code, has one entry:
//
//   so_dinh_danh = "so_cccd"
//   ngay_cap = ["ngay", "ngay_dang_ky"]
//   thoi_han_hieu_luc = {key = "ngay_het_han", optional = true}
//   pham_vi_hieu_luc = {value = "Toàn quốc", law = "…"}
//   so_dinh_danh = {none = true, law = "…"}
//
// Throws Error(definition_invalid) with file, line and column.
Minimum parse_minimum(Table table, const std::vector<std::string>& fields);

// Always nine values in order. One that is not known is empty, keeps what was read and where, and
// has the reason `minimum_missing`, unless papers of the kind may lack it. `kind`: null if unknown.
std::vector<FieldValue> minimum_record(const Minimum& minimum, const Kind* kind,
                                       const std::vector<FieldValue>& fields);

}  // namespace sohoa::forms
