// The font of the text layer: it has no shapes, only boxes, and says exactly which characters were
// written. Every character is half an em wide; each distinct code point gets a code of its own.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

class QPDF;
class QPDFObjectHandle;

namespace sohoa::pdf {

constexpr double glyph_width = 0.5;  // em
constexpr double ascent = 0.8;       // em above the base line: the selection's upper edge
constexpr double descent = 0.2;      // em below it

class TextFont {
 public:
  // `text` as two-byte codes, each four hex digits. Code points that PDF/A-2u does not let a text
  // layer say (controls, U+FEFF, non-characters) are left out; invalid UTF-8 becomes U+FFFD.
  // `count`: how many codes it is.
  std::string encode(std::string_view text, std::size_t& count);

  // The font with all its parts, to be called once everything is encoded.
  QPDFObjectHandle finish(QPDF& pdf) const;

 private:
  std::map<char32_t, std::uint16_t> codes_;
};

// The /ToUnicode map of a font with these two-byte codes: 1, 2, ... without a gap.
std::string to_unicode(const std::map<char32_t, std::uint16_t>& codes);

// A TrueType font of two glyphs without area, both half an em wide.
std::string glyphless_truetype();

}  // namespace sohoa::pdf
