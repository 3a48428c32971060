#include "forms/number_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "core/vietnamese.h"
#include "forms/likeness.h"

namespace sohoa::forms {
namespace {

struct Word {
  std::string_view plain;
  std::array<std::string_view, 2> spelled;  // the first is put; the second is right too
};

constexpr std::array<Word, 36> words = {{
    {"ngay", {"ngày", ""}},   {"thang", {"tháng", ""}}, {"nam", {"năm", ""}},
    {"khong", {"không", ""}}, {"mot", {"một", ""}},     {"hai", {"hai", ""}},
    {"ba", {"ba", ""}},       {"bon", {"bốn", ""}},     {"tu", {"tư", ""}},
    {"lam", {"lăm", ""}},     {"nham", {"nhăm", ""}},   {"sau", {"sáu", ""}},
    {"bay", {"bảy", "bẩy"}},  {"tam", {"tám", ""}},     {"chin", {"chín", ""}},
    {"muoi", {"mười", ""}},   {"tram", {"trăm", ""}},   {"nghin", {"nghìn", ""}},
    {"ngan", {"ngàn", ""}},   {"trieu", {"triệu", ""}}, {"ty", {"tỷ", ""}},
    {"ti", {"tỉ", ""}},       {"linh", {"linh", ""}},   {"le", {"lẻ", ""}},
    {"mong", {"mồng", ""}},   {"mung", {"mùng", ""}},   {"gieng", {"giêng", ""}},
    {"chap", {"chạp", ""}},   {"dong", {"đồng", ""}},   {"chan", {"chẵn", ""}},
    {"bang", {"bằng", ""}},   {"chu", {"chữ", ""}},     {"so", {"số", ""}},
    {"tien", {"tiền", ""}},   {"la", {"là", ""}},       {"viet", {"việt", ""}},
}};

constexpr std::array<std::string_view, 9> counts_of_tens = {"hai", "ba",  "bon", "tu",  "nam",
                                                            "sau", "bay", "tam", "chin"};

// How a word is spelled behind the one before it; empty if it is none of ours.
std::array<std::string_view, 2> spelled(std::string_view plain, std::string_view before) {
  if (plain == "muoi" &&
      std::find(counts_of_tens.begin(), counts_of_tens.end(), before) != counts_of_tens.end())
    return {"mươi", ""};
  if (plain == "mot" && before == "muoi") return {"mốt", "một"};
  if (plain == "nam" && before == "viet") return {"nam", ""};
  const auto* at = std::find_if(words.begin(), words.end(),
                                [&](const Word& word) { return word.plain == plain; });
  return at == words.end() ? std::array<std::string_view, 2>{} : at->spelled;
}

std::string in_case_of(const std::string& printed, std::string_view right) {
  const std::u32string letters = to_utf32(printed);
  if (letters.size() > 1 && printed == upper(printed)) return upper(right);
  const std::string first = to_utf8(letters.substr(0, 1));
  if (first != upper(first)) return std::string(right);
  const std::u32string wanted = to_utf32(right);
  return upper(to_utf8(wanted.substr(0, 1))) + to_utf8(wanted.substr(1));
}

bool is_letter(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string respelled_numbers(std::string_view text) {
  const std::string canonical = nfc(text);
  std::string result, before;
  for (std::size_t at = 0; at < canonical.size();) {
    std::size_t end = at;
    while (end < canonical.size() && is_letter(canonical[end])) ++end;
    if (end == at) {
      result += canonical[at++];
      continue;
    }
    const std::string printed = canonical.substr(at, end - at), plain = folded(printed);
    const auto right = spelled(plain, before);
    const Spelling spelling(printed);
    const bool good = right[0].empty() || spelling == Spelling(right[0]) ||
                      (!right[1].empty() && spelling == Spelling(right[1]));
    result += good ? printed : in_case_of(printed, right[0]);
    before = plain;
    at = end;
  }
  return result;
}

}  // namespace sohoa::forms
