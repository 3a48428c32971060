#include "pdf/structure/font_program.h"

#include <string_view>

#include <hb.h>

#include "pdf/bytes.h"

namespace sohoa::pdf {
namespace {

template <class T, void (*destroy)(T*)>
struct Destroy {
  void operator()(T* object) const noexcept { destroy(object); }
};
using Blob = std::unique_ptr<hb_blob_t, Destroy<hb_blob_t, hb_blob_destroy>>;
using Face = std::unique_ptr<hb_face_t, Destroy<hb_face_t, hb_face_destroy>>;
using Font = std::unique_ptr<hb_font_t, Destroy<hb_font_t, hb_font_destroy>>;

std::string table(hb_face_t* face, hb_tag_t tag) {
  const Blob blob(hb_face_reference_table(face, tag));
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob.get(), &length);
  return data != nullptr ? std::string(data, length) : std::string();
}

unsigned short_at(std::string_view bytes, std::size_t at) {
  if (at + 2 > bytes.size()) return 0;
  return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) << 8U |
         static_cast<unsigned char>(bytes[at + 1]);
}

}  // namespace

struct FontProgram::Parts {
  std::string bytes;
  Face face;
  Font font;
  unsigned units = 0;
  bool measured = false;  // it has widths
  int encodings = 0;
  bool symbol = false;
};

FontProgram::FontProgram(std::string bytes) : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.bytes = std::move(bytes);
  const Blob blob(hb_blob_create(p.bytes.data(), static_cast<unsigned>(p.bytes.size()),
                                 HB_MEMORY_MODE_READONLY, nullptr, nullptr));
  p.face.reset(hb_face_create(blob.get(), 0));
  p.font.reset(hb_font_create(p.face.get()));
  p.units = hb_face_get_upem(p.face.get());
  hb_font_set_scale(p.font.get(), static_cast<int>(p.units), static_cast<int>(p.units));
  p.measured = p.units > 0 && !table(p.face.get(), HB_TAG('h', 'm', 't', 'x')).empty() &&
               !table(p.face.get(), HB_TAG('h', 'h', 'e', 'a')).empty();
  const std::string cmap = table(p.face.get(), HB_TAG('c', 'm', 'a', 'p'));
  p.encodings = static_cast<int>(short_at(cmap, 2));
  for (int i = 0; i < p.encodings; ++i) {
    const std::size_t at = 4 + 8 * static_cast<std::size_t>(i);
    p.symbol = p.symbol || (short_at(cmap, at) == 3 && short_at(cmap, at + 2) == 0);
  }
}
FontProgram::~FontProgram() = default;

std::uint32_t FontProgram::glyphs() const noexcept {
  return hb_face_get_glyph_count(parts_->face.get());
}

std::optional<double> FontProgram::width(std::uint32_t glyph) const {
  if (!parts_->measured || glyph >= glyphs()) return std::nullopt;
  return hb_font_get_glyph_h_advance(parts_->font.get(), glyph) * 1000.0 / parts_->units;
}

std::optional<std::uint32_t> FontProgram::glyph_of(char32_t c) const {
  hb_codepoint_t glyph = 0;
  if (hb_font_get_nominal_glyph(parts_->font.get(), c, &glyph) == 0) return std::nullopt;
  return glyph;
}

int FontProgram::encodings() const noexcept { return parts_->encodings; }
bool FontProgram::has_symbol_encoding() const noexcept { return parts_->symbol; }

}  // namespace sohoa::pdf
