#include "pipeline/numbering.h"

#include <algorithm>

#include <fmt/format.h>

namespace sohoa {
namespace {

constexpr const char* stage = "stack";
constexpr double longer = 1.05;  // than the page before: two sheets drawn in one after the other

}  // namespace

void Numbering::restart(int last) {
  last_ = last;
  unnumbered_ = 0;
  of_.reset();
}

std::optional<Fault> Numbering::end() {
  std::optional<Fault> fault;
  // Unnumbered pages may be the ones that are missing.
  if (of_ && last_ + unnumbered_ < *of_)
    fault =
        Fault{Cause::page_missing, stage,
              fmt::format("{}: the last page of its document says {} of {}", origin_, last_, *of_)};
  restart(0);
  return fault;
}

// Two sheets at once lose one number, or two if both sides are printed and scanned.
std::optional<Fault> Numbering::jumped(const PageFacts& page, int expected) const {
  const int lost = page.printed->number - expected;
  const bool sheet = lost == 1 || (lost == 2 && page.side != Side::only);
  const std::string what =
      last_ == 0 ? fmt::format("{}: number {} stands first", page.origin, page.printed->number)
                 : fmt::format("{}: number {} follows {}", page.origin, page.printed->number,
                               expected - 1);
  if (!page.from_scanner || last_ == 0 || unnumbered_ > 0 || !sheet)
    return Fault{Cause::page_missing, stage, what};
  const bool long_sheet = inches_long_ > 0 && page.inches_long > longer * inches_long_;
  return Fault{Cause::double_feed, stage,
               what + (long_sheet ? fmt::format("; it is {:.0f} mm long, the one before {:.0f} mm",
                                                page.inches_long * 25.4, inches_long_ * 25.4)
                                  : "")};
}

std::optional<Fault> Numbering::next(const PageFacts& page, bool begins) {
  std::optional<Fault> fault;
  const int number = page.printed ? page.printed->number : 0;
  if (begins || number == 1) {
    restart(1);
  } else if (number == 0) {
    ++unnumbered_;
  } else {
    const bool goes_on = number > last_ && number <= last_ + 1 + unnumbered_;
    // The unnumbered pages before it may have begun a document of their own.
    const bool anew = unnumbered_ > 0 && number <= unnumbered_ + 1;
    const int expected = last_ + 1 + unnumbered_;
    if (!goes_on && !anew)
      fault = number > last_
                  ? jumped(page, expected)
                  : Fault{Cause::page_misplaced, stage,
                          fmt::format("{}: number {} comes after {}", page.origin, number, last_)};
    const auto of = of_;
    restart(goes_on || anew ? number : std::max(number, last_));
    if (!anew || goes_on) of_ = of;
  }
  if (page.printed && page.printed->of) of_ = page.printed->of;
  origin_ = page.origin;
  inches_long_ = page.inches_long;
  return fault;
}

}  // namespace sohoa
