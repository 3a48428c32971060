// Which kind of document this is, by title, symbol and other signs.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "forms/definition.h"
#include "forms/extract.h"

namespace sohoa::forms {

struct Recognition {
  const Definition* definition = nullptr;  // null: unknown
  const Kind* kind = nullptr;
  double score = 0;             // 0..1
  const Line* title = nullptr;  // the (first) line of the title, in page 1's Area::page
  Line title_text;              // the title with its second line, if it has one
};

// Below this score a document is of no kind we know.
inline constexpr double least_score = 0.5;

// Of a document's pages; the layouts and definitions must outlive the result. Of kinds with equal
// score the first wins.
// `kind`: only this one is looked at, and taken whatever its score; empty: any. `scores`, if given,
// gets every kind that had any, best first.
Recognition recognise(const std::vector<Definition>& definitions, std::span<const Layout> pages,
                      std::span<const PageView> views, std::string_view kind = {},
                      std::vector<Explanation::Kind>* scores = nullptr);

}  // namespace sohoa::forms
