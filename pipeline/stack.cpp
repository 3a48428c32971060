#include "pipeline/stack.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "pipeline/likeness.h"

namespace sohoa {
namespace {

constexpr const char* stage = "stack";
constexpr std::size_t remembered = 16;  // pages; a sheet is laid in again soon or not at all

std::uint64_t key_of(const std::string& sha256) {
  std::uint64_t key = 0;
  for (const char c : sha256.substr(0, 16))
    key = key << 4U | static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  return key;
}

bool continues(const PageFacts& page) {
  return page.first.goes_on || (page.printed && page.printed->number > 1);
}

}  // namespace

std::optional<Opening> Stack::opening(const PageFacts& page, const std::string& source,
                                      const PagePlace& place) {
  if (!separator_.empty()) return Opening{"separator", std::exchange(separator_, {})};
  if (!any_) return Opening{source.empty() ? "source" : source, ""};
  if (!source.empty()) return Opening{source, ""};
  if (!automatic_ || page.blank || place.repeats || place.variant) return {};
  if (!page.separator.empty()) return Opening{"separator", page.separator};
  if (page.first.begins && !continues(page)) return Opening{"title", page.first.why};
  return {};
}

void Stack::compare(const PageFacts& page, PagePlace& place) {
  const auto [known, fresh] = by_image_.emplace(key_of(page.sha256), page.number);
  if (!fresh) place.repeats = known->second;
  if (!page.readable || place.repeats) return;
  // The sheet before it: with both sides scanned, two pages back.
  const std::size_t parts = page.side == Side::only ? 1 : 2;
  std::size_t back = 0;
  for (auto other = recent_.rbegin(); other != recent_.rend(); ++other) {
    const auto found = likeness(*other, page, ++back <= parts);
    if (found.kind == Likeness::Kind::different) continue;
    if (found.kind == Likeness::Kind::same) {
      place.repeats = other->number;
    } else if (found.note == Likeness::Note::unknown) {
      const auto& box = found.place;
      const auto mm = [](int cells) { return cells * InkMap::cell_mm; };
      place.faults.push_back(
          {Cause::pages_alike, stage,
           fmt::format("{}: as {}, but for a place of {:.0f} x {:.0f} mm, {:.0f} mm from the left, "
                       "{:.0f} mm from the top",
                       page.origin, other->origin, mm(box.w), mm(box.h), mm(box.x), mm(box.y))});
    } else {
      place.variant = {other->number, found.note == Likeness::Note::on_second};
    }
    return;
  }
}

PagePlace Stack::place(PageFacts page, const std::string& source) {
  PagePlace place;
  place.blank = page.blank;
  if (automatic_ && page.sheet_of_separator) {
    separator_ = page.separator;
    place.before = numbering_.end();
    place.use = PagePlace::Use::separator;
    return place;
  }
  const bool may_be_back = page.side == Side::back || !page.from_scanner;
  if (!separator_.empty() && page.blank && may_be_back) {
    place.use = PagePlace::Use::separator_back;
    return place;
  }
  if (!page.blank) compare(page, place);
  place.opens = opening(page, source, place);
  any_ = true;
  if (place.repeats)
    place.faults.push_back(
        {Cause::page_repeated, stage,
         fmt::format("{}: the same as page {} of the stack", page.origin, *place.repeats + 1)});
  // On the front of a sheet scanned on both sides nothing is lost: its back is there.
  if (page.blank && page.from_scanner && page.side == Side::only)
    place.faults.push_back({Cause::page_blank, stage, page.origin + ": there is nothing on it"});
  if (page.side != Side::back && !place.variant) ++sheets_;
  if (page.blank || place.repeats || place.variant) return place;

  const bool begins = page.first.begins && !continues(page);
  if (begins || (page.printed && page.printed->number == 1)) place.before = numbering_.end();
  if (auto fault = numbering_.next(page, begins)) place.faults.push_back(std::move(*fault));
  if (!page.readable) return place;
  recent_.push_back(std::move(page));
  if (recent_.size() > remembered) recent_.pop_front();
  return place;
}

}  // namespace sohoa
