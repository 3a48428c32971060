#include "ocr/look_alikes.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace sohoa::ocr {
namespace {

// Within a group any may be taken for any other.
constexpr std::array<std::u32string_view, 37> groups{
    // One letter with other marks, as far as print that is worn or small makes them alike.
    U"aáàảãạ", U"ăắằẳẵặ", U"âấầẩẫậ", U"ăâ", U"ắấ", U"ằầ", U"ẳẩ", U"ẵẫ", U"ặậ", U"eéèẻẽẹ",
    U"êếềểễệé", U"iíìỉĩị", U"oóòỏõọ", U"ôốồổỗộó", U"ơớờởỡợ", U"oơ", U"uúùủũụ", U"ưứừửữự", U"uư",
    U"yýỳỷỹỵ", U"AÁÀẢÃẠ", U"ĂẮẰẲẴẶ", U"ÂẤẦẨẪẬ", U"EÉÈẺẼẸ", U"ÊẾỀỂỄỆÉ", U"IÍÌỈĨỊ", U"OÓÒỎÕỌ",
    U"ÔỐỒỔỖỘÓ", U"ƠỚỜỞỠỢ", U"UÚÙỦŨỤ", U"ƯỨỪỬỮỰ", U"YÝỲỶỸỴ", U"dđ", U"DĐ",
    // Digits and letters.
    U"0O", U"1lI", U"5S"};

using Table = std::unordered_map<char32_t, std::u32string>;

Table make_table() {
  Table table;
  for (const std::u32string_view group : groups)
    for (const char32_t c : group)
      for (const char32_t other : group)
        if (other != c && table[c].find(other) == std::u32string::npos) table[c] += other;
  return table;
}

}  // namespace

std::u32string_view look_alikes(char32_t c) noexcept {
  static const Table table = make_table();
  const auto at = table.find(c);
  return at == table.end() ? std::u32string_view() : std::u32string_view(at->second);
}

}  // namespace sohoa::ocr
