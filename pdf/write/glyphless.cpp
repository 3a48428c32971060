// The font program of the text layer (ISO/IEC 14496-22), made here: a file would hide what is in
// it.
#include <array>
#include <utility>
#include <vector>

#include "pdf/write/font.h"

namespace sohoa::pdf {
namespace {

constexpr unsigned em = 1000;
constexpr unsigned width = 500;
constexpr int top = 800;
constexpr int bottom = -200;
constexpr unsigned glyphs = 2;  // .notdef, empty, and the one that is shown

// Big-endian fields, in order.
class Table {
 public:
  Table& u16(unsigned v) {
    bytes_ += static_cast<char>(v >> 8U & 255U);
    bytes_ += static_cast<char>(v & 255U);
    return *this;
  }
  Table& i16(int v) { return u16(static_cast<unsigned>(v) & 0xFFFFU); }
  Table& u32(std::uint32_t v) { return u16(v >> 16U).u16(v & 0xFFFFU); }
  Table& zeros(std::size_t count) {
    bytes_.append(count, '\0');
    return *this;
  }
  Table& text(std::string_view t) {
    bytes_ += t;
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// In the tables below a line is a group of fields.
// clang-format off
std::string os2() {
  return Table()
      .u16(4).i16(width).u16(400).u16(5).u16(0)            // version, width, weight, installable
      .zeros(20)                                           // sub- and superscripts, strike-out
      .i16(0).zeros(10).zeros(16).text("    ")             // class, panose, ranges, vendor
      .u16(0x40).u16(0x20).u16(0x20)                       // regular; first and last character
      .i16(top).i16(bottom).i16(0).u16(800).u16(200)       // typographic and Windows metrics
      .zeros(8).i16(500).i16(700).u16(0).u16(0x20).u16(1)  // code pages … context
      .take();
}

// A contour there and back along a diagonal: it has a bounding box but no area. Without a box,
// PDFium takes a word of one character for nothing and leaves it out.
std::string glyf() {
  return Table()
      .i16(1).i16(0).i16(bottom).i16(width).i16(top)  // one contour, its box
      .u16(2).u16(0).text("\1\1\1")                  // last point, no instructions, on the curve
      .i16(0).i16(500).i16(-250)                      // x: steps
      .i16(bottom).i16(1000).i16(-500)                // y: steps
      .zeros(1)                                       // offsets in loca are even
      .take();
}

// Format 4 with U+0020 alone; a PDF does not look here, font checkers do.
std::string cmap() {
  return Table()
      .u16(0).u16(1).u16(3).u16(1).u32(12)
      .u16(4).u16(32).u16(0).u16(4).u16(4).u16(1).u16(0)
      .u16(0x20).u16(0xFFFF).u16(0).u16(0x20).u16(0xFFFF)
      .u16(0xFFE1).u16(1).u16(0).u16(0)
      .take();
}

std::string head(std::uint32_t adjustment) {
  return Table()
      .u32(0x10000).u32(0x10000).u32(adjustment).u32(0x5F0F3CF5)  // versions, magic number
      .u16(0).u16(em).zeros(16)                                   // flags, units, times
      .i16(0).i16(bottom).i16(width).i16(top)
      .u16(0).u16(8).i16(2).i16(0).i16(0)                         // style … short loca
      .take();
}

std::string hhea() {
  return Table()
      .u32(0x10000).i16(top).i16(bottom).i16(0).u16(width)
      .i16(0).i16(0).i16(0).i16(1).i16(0).i16(0).zeros(8).i16(0).u16(glyphs)
      .take();
}
// clang-format on

std::string name() {
  constexpr std::string_view text = "Glyphless";
  std::string wide;
  for (const char c : text) wide += {'\0', c};
  Table table;
  constexpr std::array<unsigned, 4> ids = {1, 3, 4, 6};  // family, identifier, full, PostScript
  table.u16(0).u16(ids.size()).u16(6 + 12 * ids.size());
  for (const unsigned id : ids)
    table.u16(3).u16(1).u16(0x409).u16(id).u16(static_cast<unsigned>(wide.size())).u16(0);
  return table.text(wide).take();
}

std::uint32_t checksum(const std::string& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += std::uint32_t{static_cast<unsigned char>(bytes[i])} << (24U - 8U * (i % 4U));
  return sum;
}

std::string assemble(std::uint32_t adjustment) {
  const std::vector<std::pair<const char*, std::string>> tables = {
      {"OS/2", os2()},
      {"cmap", cmap()},
      {"glyf", glyf()},
      {"head", head(adjustment)},
      {"hhea", hhea()},
      {"hmtx", Table().u16(width).i16(0).u16(width).i16(0).take()},
      {"loca", Table().u16(0).u16(0).u16(static_cast<unsigned>(glyf().size() / 2)).take()},
      {"maxp", Table().u32(0x10000).u16(glyphs).u16(3).u16(1).zeros(4).u16(2).zeros(16).take()},
      {"name", name()},
      {"post", Table().u32(0x30000).u32(0).i16(-100).i16(50).u32(1).zeros(16).take()},
  };
  const auto count = static_cast<unsigned>(tables.size());
  Table directory;
  directory.u32(0x10000).u16(count).u16(128).u16(3).u16(count * 16 - 128);
  std::string body;
  const std::size_t start = 12 + 16 * tables.size();
  for (const auto& [tag, bytes] : tables) {
    // head's own sum is taken with its adjustment at zero.
    const std::uint32_t sum = tag == std::string_view("head") ? checksum(head(0)) : checksum(bytes);
    directory.text(tag).u32(sum).u32(static_cast<std::uint32_t>(start + body.size()));
    directory.u32(static_cast<std::uint32_t>(bytes.size()));
    body += bytes;
    body.resize((body.size() + 3) / 4 * 4);
  }
  return directory.take() + body;
}

}  // namespace

std::string glyphless_truetype() { return assemble(0xB1B0AFBAU - checksum(assemble(0))); }

}  // namespace sohoa::pdf
