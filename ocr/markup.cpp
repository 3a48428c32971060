#include "ocr/markup.h"

#include <algorithm>

#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

// XML 1.0, fifth edition, production 2.
bool is_xml_character(char32_t c) {
  return c == U'\t' || c == U'\n' || c == U'\r' || (c >= 0x20 && c <= 0xd7ff) ||
         (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::u32string valid = to_utf32(text);
  std::replace_if(
      valid.begin(), valid.end(), [](char32_t c) { return !is_xml_character(c); }, U'\uFFFD');
  std::string result;
  for (const char c : to_utf8(valid)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      // An attribute's raw white space would come back as spaces.
      case '\t':
        result += "&#9;";
        break;
      case '\n':
        result += "&#10;";
        break;
      case '\r':
        result += "&#13;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string escaped_in_quotes(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '"', '\'');
  return escaped(plain);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return line;
}

}  // namespace sohoa::ocr
