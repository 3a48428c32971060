// The operators of content streams (ISO 32000-1, annex A), as far as they differ for PDF/A.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace sohoa::pdf {

enum class Operator : std::uint8_t {
  nothing,  // nothing to check
  save,
  restore,
  graphics,
  intent,
  fill_space,
  fill_gray,
  fill_rgb,
  fill_cmyk,
  stroke_space,
  stroke_gray,
  stroke_rgb,
  stroke_cmyk,
  colour,  // perhaps a pattern
  fill,
  stroke,
  fill_and_stroke,
  shade,
  draw,
  font,
  mode,
  text,
  inline_image,
  marked
};

std::optional<Operator> operator_of(std::string_view word);  // nullopt: there is none

}  // namespace sohoa::pdf
