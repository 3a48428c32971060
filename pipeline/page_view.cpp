#include "pipeline/page_view.h"

namespace sohoa {

forms::PageView page_view(const Page& page) {
  const bool sideways = page.placement.turn % 180 != 0;
  forms::PageView view;
  view.text = page.text;
  view.codes = page.codes;
  view.width = sideways ? page.image.height : page.image.width;
  view.height = sideways ? page.image.width : page.image.height;
  view.dpi = page.image.dpi_x;
  view.marks = page.marks;
  view.tables = page.tables;
  return view;
}

}  // namespace sohoa
