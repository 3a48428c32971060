#include "pdf/write/font.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <vector>

#include <fmt/format.h>

#include "core/vietnamese.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

bool may_be_written(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool non_character = (c & 0xFFFEU) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  const bool surrogate = c >= 0xD800 && c < 0xE000;
  return !control && !non_character && !surrogate && c != 0xFEFF && c <= 0x10FFFF;
}

std::string utf16_hex(char32_t c) {
  if (c < 0x10000) return fmt::format("{:04X}", std::uint32_t{c});
  const std::uint32_t rest = c - 0x10000;
  return fmt::format("{:04X}{:04X}", 0xD800 + (rest >> 10U), 0xDC00 + (rest & 0x3FFU));
}

}  // namespace

std::string TextFont::encode(std::string_view text, std::size_t& count) {
  std::string hex;
  count = 0;
  for (char32_t c : to_utf32(text)) {
    if (!may_be_written(c)) continue;
    // Two bytes hold 65,535 codes; a text with more distinct characters is not writing.
    if (codes_.size() >= 0xFFFF && !codes_.contains(c)) continue;
    const auto [entry, added] = codes_.try_emplace(c, 0);
    if (added) entry->second = static_cast<std::uint16_t>(codes_.size());
    hex += fmt::format("{:04X}", entry->second);
    ++count;
  }
  return hex;
}

std::string to_unicode(const std::map<char32_t, std::uint16_t>& codes) {
  std::vector<std::string> lines(codes.size());
  for (const auto& [c, code] : codes)
    lines[code - 1U] = fmt::format("<{:04X}> <{}>\n", code, utf16_hex(c));
  std::string out =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr std::size_t block = 100;  // the most that one bfchar section may hold
  for (std::size_t i = 0; i < lines.size(); i += block) {
    const std::size_t end = std::min(i + block, lines.size());
    out += fmt::format("{} beginbfchar\n", end - i);
    for (std::size_t k = i; k < end; ++k) out += lines[k];
    out += "endbfchar\n";
  }
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

Object TextFont::finish(QPDF& pdf) const {
  const std::string program = glyphless_truetype();
  Object file = pdf.newStream(program);
  file.getDict().replaceKey("/Length1", Object::newInteger(static_cast<long long>(program.size())));
  // Glyph 1 for every code: glyph 0 is .notdef, which PDF/A does not let a text show.
  std::string glyphs;
  for (std::size_t i = 0; i <= codes_.size(); ++i) glyphs += std::string("\0\1", 2);

  Object descriptor = pdf.makeIndirectObject(Object::parse(
      "<< /Type /FontDescriptor /FontName /Glyphless /Flags 5 /FontBBox [0 -200 500 800] "
      "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>"));
  descriptor.replaceKey("/FontFile2", file);
  Object cid_font = pdf.makeIndirectObject(Object::parse(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Glyphless /DW 500 "
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"));
  cid_font.replaceKey("/FontDescriptor", descriptor);
  cid_font.replaceKey("/CIDToGIDMap", pdf.newStream(glyphs));
  Object font =
      Object::parse("<< /Type /Font /Subtype /Type0 /BaseFont /Glyphless /Encoding /Identity-H >>");
  font.replaceKey("/DescendantFonts", Object::newArray(std::vector<Object>{cid_font}));
  font.replaceKey("/ToUnicode", pdf.newStream(to_unicode(codes_)));
  return font;
}

}  // namespace sohoa::pdf
