#include "pipeline/page_view.h"

#include <utility>

#include "forms/code_parts.h"

namespace sohoa {

forms::PageView page_view(const Page& page) {
  const bool sideways = page.placement.turn % 180 != 0;
  forms::PageView view;
  view.text = page.text;
  view.codes = page.codes;
  for (const Code& code : page.codes)
    for (Code& part : forms::parts_of(code)) view.codes.push_back(std::move(part));
  view.width = sideways ? page.image.height : page.image.width;
  view.height = sideways ? page.image.width : page.image.height;
  view.dpi = page.image.dpi_x;
  view.marks = page.marks;
  view.tables = page.tables;
  return view;
}

}  // namespace sohoa
