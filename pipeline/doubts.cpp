#include "pipeline/doubts.h"

#include <algorithm>

#include <fmt/format.h>

#include "pipeline/turn.h"

namespace sohoa {
namespace {

// Fewer may be specks: nobody minds how an empty back lies.
constexpr std::size_t words_least = 10;

// Of a word in 12 point type.
constexpr double square_inches_least = 0.6 * 0.17;

double unread_square_inches(const Page& page) {
  double pixels = 0;
  for (const Mark& mark : page.marks)
    if (mark.kind == MarkKind::unread) pixels += double(mark.box.w) * mark.box.h;
  return pixels / page.image.dpi_x / page.image.dpi_y;
}

std::size_t words_of(const PageText& text) {
  std::size_t words = 0;
  for (const Line& line : text.lines) words += line.words.size();
  return words;
}

// "; most of it at 310,1200 820x60": where to look first, in pixels of the original.
std::string largest_place(const Page& page) {
  const Mark* largest = nullptr;
  const auto area = [](const Mark& mark) { return std::int64_t{mark.box.w} * mark.box.h; };
  for (const Mark& mark : page.marks)
    if (mark.kind == MarkKind::unread && (largest == nullptr || area(mark) > area(*largest)))
      largest = &mark;
  if (largest == nullptr) return "";
  const Box& box = largest->box;
  return fmt::format("; the largest part is at {},{} {}x{}", box.x, box.y, box.w, box.h);
}

}  // namespace

std::vector<Fault> doubts(const Page& page, double unread_limit) {
  std::vector<Fault> found;
  if (page.text_missing) return found;
  if (page.text.unread > unread_limit && unread_square_inches(page) >= square_inches_least)
    found.push_back({Cause::text_unread, "read",
                     fmt::format("{}: {:.1f} % of the ink like text was not read{}",
                                 page.image.origin, page.text.unread * 100, largest_place(page))});
  if (is_turn_doubtful(page) && words_of(page.text) >= words_least)
    found.push_back({Cause::turn_doubtful, "straighten",
                     page.image.origin + ": which way up it lies is not certain"});
  return found;
}

bool is_read(const Page& page) {
  return !page.text_missing && std::ranges::none_of(page.faults, [](const Fault& fault) {
    return fault.cause == Cause::text_unread || fault.cause == Cause::turn_doubtful;
  });
}

}  // namespace sohoa
