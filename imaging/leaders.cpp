#include "imaging/leaders.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace sohoa::imaging {
namespace {

// Inches.
constexpr double dot_most = 0.04, flat_most = 0.3;
constexpr double colon_most = 0.11;
constexpr double letter_least = 0.05, letter_most = 0.7;  // letters that touch are one
constexpr double letter_near = 0.06;
constexpr double pitch_close = 1.0 / 14;  // of dots set close; wider apart, more are needed
constexpr double pitch_most = 1.0 / 7;
constexpr double off_line = 1.0 / 110;
constexpr double rejoin_most = 0.7;  // over what a pen or a worn ribbon left out

constexpr std::size_t dots_least = 6, wide_dots_least = 8, broken_least = 2;
constexpr double in_step = 0.22;  // of the pitch
constexpr double even_least = 0.75;
constexpr double larger = 1.2;  // a mark below a vowel than the dots of a leader
constexpr std::size_t neighbours = 6;

struct Dot {
  double x, y, size;
  std::uint32_t shape;
};

// Letters, to ask what stands above a dot.
class Letters {
 public:
  Letters(const std::vector<Shape>& shapes, double dpi)
      : shapes_(shapes), near_(letter_near * dpi) {
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const Box& box = shapes[i].box;
      if (box.h < letter_least * dpi || box.w > letter_most * dpi) continue;
      for (int at = box.x / band; at <= box.right() / band; ++at) {
        if (static_cast<std::size_t>(at) >= bands_.size())
          bands_.resize(static_cast<std::size_t>(at) + 1);
        bands_[static_cast<std::size_t>(at)].push_back(i);
      }
    }
  }
  bool above(const Box& dot) const {
    const auto at = static_cast<std::size_t>((dot.x + dot.w / 2) / band);
    return at < bands_.size() && std::ranges::any_of(bands_[at], [&](std::size_t i) {
             const Box& box = shapes_[i].box;
             return box.x < dot.right() && box.right() > dot.x && box.bottom() <= dot.y + 1 &&
                    box.bottom() > dot.y - near_;
           });
  }

 private:
  static constexpr int band = 64;
  const std::vector<Shape>& shapes_;
  double near_;
  std::vector<std::vector<std::size_t>> bands_;
};

double middle(std::vector<double> values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, at);
  return *at;
}

class Chain {
 public:
  std::vector<Dot> dots;
  double pitch = 0, size = 0, even = 0;

  void measure() {
    std::vector<double> sizes, steps;
    for (const Dot& dot : dots) sizes.push_back(dot.size);
    for (std::size_t i = 1; i < dots.size(); ++i) steps.push_back(dots[i].x - dots[i - 1].x);
    size = middle(std::move(sizes));
    pitch = steps.empty() ? 0 : middle(std::move(steps));
  }

  // What stands out of step or is of another size - a full stop, the dot below a vowel - is left
  // on the page.
  void keep_even(const std::vector<Shape>& shapes, const Letters& letters) {
    if (dots.size() < broken_least) return;
    std::vector<Dot> kept;
    for (std::size_t i = 0; i < dots.size(); ++i)
      if (stands_in_step(i) &&
          !(dots[i].size > size * larger + 0.3 && letters.above(shapes[dots[i].shape].box)))
        kept.push_back(dots[i]);
    even = static_cast<double>(kept.size()) / static_cast<double>(dots.size());
    dots = std::move(kept);
  }

 private:
  bool stands_in_step(std::size_t i) const {
    if (dots[i].size > size * 1.6 + 1 || dots[i].size < size * 0.45) return false;
    int in = 0, all = 0;
    const std::size_t first = i < neighbours ? 0 : i - neighbours;
    for (std::size_t j = first; j < std::min(dots.size(), i + neighbours + 1); ++j) {
      if (j == i) continue;
      const double steps = std::abs(dots[j].x - dots[i].x) / pitch;
      ++all;
      // Half a pixel of place and a hundredth of the pitch add up from dot to dot.
      const double tolerance = std::min(0.35, in_step + 0.015 * steps) + 0.6 / pitch;
      if (std::round(steps) >= 1 && std::abs(steps - std::round(steps)) < tolerance) ++in;
    }
    return in * 2 > all;
  }
};

// Dots one above the other are a colon, or its like beside a leader.
void drop_colons(std::vector<Dot>& dots, double dpi) {
  std::vector<bool> colon(dots.size(), false);
  for (std::size_t i = 0; i < dots.size(); ++i)
    for (std::size_t j = i + 1; j < dots.size() && dots[j].x - dots[i].x <= 2; ++j) {
      const double apart = std::abs(dots[j].y - dots[i].y);
      const double size = std::min(dots[i].size, dots[j].size);
      if (apart > 2 * size && apart < colon_most * dpi &&
          std::max(dots[i].size, dots[j].size) < 1.3 * size + 0.5)
        colon[i] = colon[j] = true;
    }
  std::size_t i = 0;
  std::erase_if(dots, [&](const Dot&) { return colon[i++]; });
}

std::vector<Dot> dots_of(const std::vector<Shape>& shapes, double dpi) {
  std::vector<Dot> dots;
  const int most = static_cast<int>(dot_most * dpi);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Box& box = shapes[i].box;
    if (box.w > most || box.h > most || shapes[i].ink < 2 || box.w > 2 * box.h + 1 ||
        box.h > 2 * box.w + 1 || shapes[i].ink * 2 < box.w * box.h)
      continue;
    dots.push_back({box.x + box.w / 2.0, box.y + box.h / 2.0, std::sqrt(double(shapes[i].ink)),
                    static_cast<std::uint32_t>(i)});
  }
  std::ranges::sort(dots, {}, &Dot::x);
  drop_colons(dots, dpi);
  return dots;
}

std::vector<Chain> chains_of(const std::vector<Dot>& dots, double dpi) {
  constexpr int band = 6;
  double bottom = 0;
  for (const Dot& dot : dots) bottom = std::max(bottom, dot.y);
  std::vector<std::vector<std::size_t>> bands(static_cast<std::size_t>(bottom / band) + 3);
  std::vector<Chain> chains;
  for (const Dot& dot : dots) {
    const auto at = static_cast<std::size_t>(dot.y / band) + 1;
    std::optional<std::size_t> best;
    double least = 0;
    for (std::size_t b = at - 1; b <= at + 1; ++b) {
      std::erase_if(bands[b], [&](std::size_t i) {
        return dot.x - chains[i].dots.back().x > pitch_most * dpi;
      });
      for (const std::size_t i : bands[b]) {
        const Dot& last = chains[i].dots.back();
        const double step = dot.x - last.x, off = std::abs(dot.y - last.y);
        if (step < 2 || off > off_line * dpi ||
            std::max(dot.size, last.size) > 2.2 * std::min(dot.size, last.size) + 0.5)
          continue;
        if (const double cost = step + 6 * off; !best || cost < least) {
          best = i;
          least = cost;
        }
      }
    }
    if (!best) {
      best = chains.size();
      chains.emplace_back();
    }
    chains[*best].dots.push_back(dot);
    auto& home = bands[at];
    if (std::ranges::find(home, *best) == home.end()) home.push_back(*best);
  }
  return chains;
}

bool is_leader(const Chain& chain, double dpi) {
  return chain.even >= even_least && chain.pitch > chain.size * 1.15 &&
         chain.dots.size() >= (chain.pitch <= pitch_close * dpi ? dots_least : wide_dots_least);
}

// Whether `part` is a piece of `leader` beyond a gap.
bool goes_on(const Chain& leader, const Chain& part, double dpi) {
  const Dot &first = part.dots.front(), &last = part.dots.back();
  const Dot &start = leader.dots.front(), &end = leader.dots.back();
  const double before = start.x - last.x, behind = first.x - end.x;
  const double gap = std::max(before, behind);
  const double off = std::abs(before > behind ? start.y - last.y : first.y - end.y);
  const bool close = gap < 1.5 * leader.pitch;
  if (gap > rejoin_most * dpi || off > off_line * dpi * 1.2 || gap < leader.pitch / 2) return false;
  if (part.size > 1.5 * leader.size || leader.size > 1.7 * part.size) return false;
  if (part.dots.size() < broken_least) return close;
  return std::abs(part.pitch - leader.pitch) < 0.25 * leader.pitch &&
         (part.dots.size() > broken_least || close);
}

// Dots that ran together, at the ends of a leader or between its dots: as high as a dot, on the
// line of those that stand next to them.
void add_flat(Leader& leader, const Chain& chain, const std::vector<Shape>& shapes,
              const std::vector<std::uint32_t>& flat, const Letters& letters) {
  std::vector<Box> dots;
  for (const std::uint32_t i : leader.dots) dots.push_back(shapes[i].box);
  for (bool more = true; more;) {
    more = false;
    for (const std::uint32_t i : flat) {
      const Box& box = shapes[i].box;
      const int apart = static_cast<int>(chain.pitch * 1.3);
      if (box.y > leader.box.bottom() || box.bottom() < leader.box.y ||
          box.x > leader.box.right() + apart || box.right() < leader.box.x - apart ||
          box.h > chain.size * 1.5 + 1.5 || std::ranges::find(leader.dots, i) != leader.dots.end())
        continue;
      const bool beside = std::ranges::any_of(dots, [&](const Box& dot) {
        return std::max(dot.x - box.right(), box.x - dot.right()) <= apart &&
               std::abs((dot.y + dot.h / 2.0) - (box.y + box.h / 2.0)) <= 1.5;
      });
      if (!beside || (box.h > chain.size * larger + 0.3 && letters.above(box))) continue;
      leader.dots.push_back(i);
      dots.push_back(box);
      leader.box = united(leader.box, box);
      more = true;
    }
  }
}

}  // namespace

std::vector<Leader> find_leaders(const std::vector<Shape>& shapes, double dpi) {
  std::vector<Chain> chains = chains_of(dots_of(shapes, dpi), dpi);
  const Letters letters(shapes, dpi);
  std::vector<Chain> leaders, parts;
  for (Chain& chain : chains) {
    chain.measure();
    const Chain whole = chain;
    chain.keep_even(shapes, letters);
    if (is_leader(chain, dpi)) {
      leaders.push_back(std::move(chain));
    } else {
      parts.push_back(whole);
    }
  }
  // A leader takes what is left of its row, nearest first, and two that meet become one.
  for (Chain& leader : leaders) {
    for (bool more = true; more;) {
      const auto part =
          std::ranges::find_if(parts, [&](const Chain& c) { return goes_on(leader, c, dpi); });
      more = part != parts.end();
      if (!more) break;
      leader.dots.insert(leader.dots.end(), part->dots.begin(), part->dots.end());
      std::ranges::sort(leader.dots, {}, &Dot::x);
      parts.erase(part);
    }
  }
  std::vector<std::uint32_t> flat;
  for (std::size_t i = 0; i < shapes.size(); ++i)
    if (const Box& box = shapes[i].box;
        box.h <= dot_most * dpi && box.w <= flat_most * dpi && box.w >= box.h && shapes[i].ink >= 2)
      flat.push_back(static_cast<std::uint32_t>(i));
  std::vector<Leader> result;
  for (const Chain& chain : leaders) {
    Leader leader;
    leader.even = chain.even;
    for (const Dot& dot : chain.dots) {
      leader.dots.push_back(dot.shape);
      leader.box = united(leader.box, shapes[dot.shape].box);
    }
    add_flat(leader, chain, shapes, flat, letters);
    result.push_back(std::move(leader));
  }
  return result;
}

}  // namespace sohoa::imaging
