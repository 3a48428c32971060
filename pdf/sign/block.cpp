#include "pdf/sign/block.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/Pl_Flate.hh>

#include <fmt/format.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

#include "core/error.h"
#include "core/resources.h"
#include "core/vietnamese.h"
#include "pdf/slice.h"
#include "pdf/write/font.h"

namespace sohoa::pdf {
namespace {

constexpr const char* font_file = "models/fonts/LiberationSerif-Regular.ttf";

constexpr double size = 10;     // points
constexpr double leading = 12;  // from base line to base line
// Of the first base line below the upper edge, and of the lower edge below the last: capitals with
// two marks (Ẫ) and letters with a dot below stay within.
constexpr double above = 10.5, below = 3;
constexpr double beside = 1;  // for letters that lean out of their advance

struct Release {
  void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
  void operator()(hb_face_t* face) const noexcept { hb_face_destroy(face); }
  void operator()(hb_font_t* font) const noexcept { hb_font_destroy(font); }
  void operator()(hb_subset_input_t* input) const noexcept { hb_subset_input_destroy(input); }
  void operator()(hb_subset_plan_t* plan) const noexcept { hb_subset_plan_destroy(plan); }
};
template <class T>
using Held = std::unique_ptr<T, Release>;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(Cause::data_missing, std::string(font_file) + ": " + why);
}

struct Typeface {
  Held<hb_face_t> face;
  Held<hb_font_t> font;  // scaled to 1000 units an em, as PDF counts

  Typeface() {
    const Held<hb_blob_t> blob(hb_blob_create_from_file_or_fail(resource(font_file).c_str()));
    if (!blob) refuse("cannot be read");
    face.reset(hb_face_create(blob.get(), 0));
    if (hb_face_get_glyph_count(face.get()) == 0) refuse("is no font");
    hb_face_make_immutable(face.get());
    font.reset(hb_font_create(face.get()));
    hb_font_set_scale(font.get(), 1000, 1000);
    hb_font_make_immutable(font.get());
  }
};

// Read once; HarfBuzz lets threads share what is immutable.
const Typeface& typeface() {
  static const Typeface only;
  return only;
}

struct Letter {
  char32_t character = 0;
  hb_codepoint_t glyph = 0;  // of the whole font
  int advance = 0;           // thousandths of an em
};

// Vietnamese in NFC has one shape a character: nothing is left to shaping. A mark that NFC leaves
// by itself would need it.
std::vector<Letter> letters(const std::string& line) {
  const auto& font = typeface().font;
  std::vector<Letter> found;
  for (const char32_t c : to_utf32(nfc(line))) {
    Letter letter{c};
    auto* classes = hb_unicode_funcs_get_default();
    const bool loose =
        hb_unicode_general_category(classes, c) == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK;
    if (loose || hb_font_get_nominal_glyph(font.get(), c, &letter.glyph) == 0)
      refuse(fmt::format("no shape for U+{:04X} in '{}'", std::uint32_t{c}, line));
    letter.advance = hb_font_get_glyph_h_advance(font.get(), letter.glyph);
    found.push_back(letter);
  }
  return found;
}

std::string deflated(std::string_view bytes) {
  Pl_Buffer out("deflated");
  Pl_Flate flate("deflate", &out, Pl_Flate::a_deflate);
  flate.write(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  flate.finish();
  const auto buffer = out.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

// The part of the font that a block shows. Its codes count the characters, from 1.
class BlockFont {
 public:
  std::string encode(const std::string& line) {
    std::string hex;
    for (const Letter& letter : letters(line)) {
      const auto [code, added] = codes_.try_emplace(letter.character, letters_.size() + 1);
      if (added) letters_.push_back(letter);
      hex += fmt::format("{:04X}", code->second);
    }
    return hex;
  }
  int add_to(Revision& revision) const;

 private:
  std::string widths() const;
  std::string descriptor(const std::string& name, int file) const;

  std::map<char32_t, std::uint16_t> codes_;
  std::vector<Letter> letters_;
};

struct Subset {
  std::string program;
  std::string glyphs;  // of each code, two bytes, as /CIDToGIDMap has them
};

Subset subset_of(const std::vector<Letter>& letters) {
  const Held<hb_subset_input_t> input(hb_subset_input_create_or_fail());
  if (!input) throw std::bad_alloc();
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
  // A PDF's own dictionaries name characters and widths: only shapes are taken.
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const char* tag : {"GSUB", "GPOS", "GDEF", "OS/2", "name", "post"})
    hb_set_add(dropped, HB_TAG(tag[0], tag[1], tag[2], tag[3]));
  for (const Letter& letter : letters)
    hb_set_add(hb_subset_input_glyph_set(input.get()), letter.glyph);
  const Held<hb_subset_plan_t> plan(
      hb_subset_plan_create_or_fail(typeface().face.get(), input.get()));
  if (!plan) refuse("cannot be cut to what is shown");
  const Held<hb_face_t> face(hb_subset_plan_execute_or_fail(plan.get()));
  if (!face) refuse("cannot be cut to what is shown");
  const Held<hb_blob_t> blob(hb_face_reference_blob(face.get()));
  unsigned length = 0;
  const char* bytes = hb_blob_get_data(blob.get(), &length);

  Subset subset{{bytes, length}, std::string(2, '\0')};
  const hb_map_t* places = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const Letter& letter : letters) {
    const auto glyph = hb_map_get(places, letter.glyph);
    subset.glyphs += static_cast<char>(glyph >> 8U & 0xFFU);
    subset.glyphs += static_cast<char>(glyph & 0xFFU);
  }
  return subset;
}

std::string BlockFont::widths() const {
  std::string list;
  for (const Letter& letter : letters_) list += fmt::format("{} ", letter.advance);
  return "[1 [" + list + "]]";
}

std::string BlockFont::descriptor(const std::string& name, int file) const {
  hb_font_extents_t line{};
  hb_font_get_h_extents(typeface().font.get(), &line);
  int left = 0, bottom = 0, right = 0, top = 0;
  for (const Letter& letter : letters_) {
    hb_glyph_extents_t box{};
    hb_font_get_glyph_extents(typeface().font.get(), letter.glyph, &box);
    left = std::min(left, box.x_bearing);
    right = std::max(right, box.x_bearing + box.width);
    top = std::max(top, box.y_bearing);
    bottom = std::min(bottom, box.y_bearing + box.height);
  }
  return fmt::format(
      "<< /Type /FontDescriptor /FontName /{} /Flags 6 /FontBBox [{} {} {} {}] /ItalicAngle 0 "
      "/Ascent {} /Descent {} /CapHeight 662 /StemV 80 /FontFile2 {} 0 R >>",
      name, left, bottom, right, top, line.ascender, line.descender, file);
}

// Names of subsets begin with six letters that differ from subset to subset (ISO 32000-1, 9.6.4).
std::string subset_name(const Subset& subset) {
  Digest digest("SHA2-256");
  digest.add(subset.program);
  const Bytes value = digest.end();
  std::string tag;
  for (const std::byte b : std::span(value).first(6))
    tag += static_cast<char>('A' + std::to_integer<int>(b) % 26);
  return tag + "+LiberationSerif";
}

int BlockFont::add_to(Revision& revision) const {
  const Subset subset = subset_of(letters_);
  const std::string name = subset_name(subset);
  const int file = revision.reserve();
  const int description = revision.reserve();
  const int glyphs = revision.reserve();
  const int shapes = revision.reserve();
  const int characters = revision.reserve();
  const int font = revision.reserve();
  revision.stream(file, fmt::format("/Filter /FlateDecode /Length1 {}", subset.program.size()),
                  deflated(subset.program));
  revision.object(description, descriptor(name, file));
  revision.stream(glyphs, "/Filter /FlateDecode", deflated(subset.glyphs));
  revision.object(
      shapes,
      fmt::format("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{} /CIDSystemInfo << /Registry "
                  "(Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {} 0 R /W {} "
                  "/CIDToGIDMap {} 0 R >>",
                  name, description, widths(), glyphs));
  revision.stream(characters, "/Filter /FlateDecode", deflated(to_unicode(codes_)));
  revision.object(font, fmt::format("<< /Type /Font /Subtype /Type0 /BaseFont /{} /Encoding "
                                    "/Identity-H /DescendantFonts [{} 0 R] /ToUnicode {} 0 R >>",
                                    name, shapes, characters));
  return font;
}

// The page is turned clockwise when shown; this turns a w x h form the other way (ISO 32000-1,
// 12.5.5, algorithm 8.1 then moves it into /Rect).
std::string turned_back(int turn, double w, double h) {
  switch (turn) {
    case 90:
      return fmt::format("0 1 -1 0 {:.3f} 0", h);
    case 180:
      return fmt::format("-1 0 0 -1 {:.3f} {:.3f}", w, h);
    case 270:
      return fmt::format("0 -1 1 0 0 {:.3f}", w);
    default:
      return "1 0 0 1 0 0";
  }
}

}  // namespace

double line_width(const std::string& line) {
  int sum = 0;
  for (const Letter& letter : letters(line)) sum += letter.advance;
  return sum * size / 1000;
}

BlockSize block_size(const std::vector<std::string>& lines) {
  BlockSize needed{0, lines.empty() ? 0 : above + leading * double(lines.size() - 1) + below};
  for (const auto& line : lines) needed.width = std::max(needed.width, line_width(line));
  needed.width += 2 * beside;
  return needed;
}

int add_block(Revision& revision, const VisibleBlock& block) {
  const bool across = block.turn % 180 == 0;
  const double width = across ? block.width : block.height;
  const double height = across ? block.height : block.width;
  const BlockSize needed = block_size(block.lines);
  constexpr double rounding = 0.01;
  if (block.lines.empty() || needed.width > width + rounding || needed.height > height + rounding)
    throw Error(Cause::bug, revision.name() + ": a signature's text does not fit its block");
  BlockFont font;
  std::string text =
      fmt::format("BT 0 g /F0 {} Tf {} TL {} {:.3f} Td", size, leading, beside, height - above);
  for (const auto& line : block.lines) text += fmt::format(" <{}> Tj T*", font.encode(line));
  text += " ET";
  const int fonts = font.add_to(revision);
  const int form = revision.reserve();
  revision.stream(
      form,
      fmt::format("/Type /XObject /Subtype /Form /BBox [0 0 {:.3f} {:.3f}] /Matrix [{}] "
                  "/Resources << /Font << /F0 {} 0 R >> >>",
                  width, height, turned_back(block.turn, width, height), fonts),
      text);
  return form;
}

}  // namespace sohoa::pdf
