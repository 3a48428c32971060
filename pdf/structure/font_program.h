// A TrueType font program as far as PDF/A asks of it: glyphs, their widths, its encodings.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace sohoa::pdf {

class FontProgram {
 public:
  explicit FontProgram(std::string bytes);  // hostile ones are expected
  ~FontProgram();

  std::uint32_t glyphs() const noexcept;                    // 0: it is none
  std::optional<double> width(std::uint32_t glyph) const;   // in thousandths of an em
  std::optional<std::uint32_t> glyph_of(char32_t c) const;  // by its Unicode encoding
  int encodings() const noexcept;                           // subtables of cmap
  bool has_symbol_encoding() const noexcept;                // platform 3, encoding 0

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sohoa::pdf
