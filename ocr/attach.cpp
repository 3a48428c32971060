#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "ocr/blob_grid.h"
#include "ocr/strands.h"

namespace sohoa::ocr {
namespace {

// Distances are in heights of a line's letters.
constexpr double over_letter = 0.8;   // a tone over a circumflex that is broken, over a capital
constexpr double under_letter = 0.5;  // a dot below, a cedilla
constexpr double beside_letter = 1.2;
constexpr double farthest = 3;  // a dash before an item
constexpr double too_far = std::numeric_limits<double>::infinity();
constexpr std::uint32_t none = UINT32_MAX;

// Dirt is as small as a dot, but need not be near a letter.
double reach_of(const Blob& blob, double body) { return blob.ink < 0.03 * body * body ? 0.55 : 1; }

// Whether a blob can be part of a chain's line at all, by its height and size.
bool within(const Box& box, const Chain& chain) {
  const double body = chain.body, base = chain.baseline.y(centre_x(box));
  return box.h <= 2.5 * body && base - box.y <= 2.6 * body && box.bottom() - base <= 0.9 * body;
}

// From a blob to one that is part of a line, over it, under it or at its side; more than can be if
// they are too far apart. What stands over a letter is rather its own than what stands under it.
double distance(const Blob& blob, const Box& part, const Chain& chain) {
  const Box& box = blob.box;
  const double body = chain.body, reach = reach_of(blob, body);
  if (std::max(part.x - box.right(), box.x - part.right()) > 0.15 * body) return too_far;
  const double over = (part.y - box.bottom()) / body, under = (box.y - part.bottom()) / body;
  if (over > 0) return over <= over_letter * reach ? over : too_far;
  if (under <= 0) return 0;
  const bool small = std::max(box.w, box.h) <= 0.6 * body;
  return small && under <= under_letter * reach ? 0.05 + 1.25 * under : too_far;
}

// From a point, a comma, a dash or a piece of a letter to a letter beside it.
double distance_aside(const Blob& blob, const Box& letter, const Chain& chain) {
  const Box& box = blob.box;
  const double body = chain.body, reach = reach_of(blob, body);
  const double gap = std::max({letter.x - box.right(), box.x - letter.right(), 0}) / body;
  const double base = chain.baseline.y(centre_x(box));
  const double level = (base - (box.y + box.h / 2.0)) / body;
  if (level > -0.4 && level < 1.4 && gap < beside_letter * reach) return 0.15 + 0.3 * gap;
  if (level >= 1.4 && level < 2.0 && gap < beside_letter / 2 * reach) return 0.6 + 0.3 * gap;
  const bool dash = box.w >= 0.2 * body && box.w <= 2 * body && box.w >= 1.5 * box.h;
  if (dash && level > 0.15 && level < 0.75 && gap < farthest) return 0.15 + 0.3 * gap;
  return too_far;
}

struct Step {
  double distance = 0;
  std::uint32_t blob = 0, strand = 0;
  int storey = 1;  // 1: next to a letter, 2: next to what is next to a letter
  friend bool operator<(const Step& a, const Step& b) {
    return std::tie(b.distance, b.blob, b.strand) < std::tie(a.distance, a.blob, a.strand);
  }
};

// Follows the smallest steps first, so that a tone goes with the circumflex between it and its
// letter, and not to the line above that is as near as that letter.
class Growth {
 public:
  Growth(const Ink& ink, std::span<const Strand> strands, std::span<const std::uint32_t> loose,
         const Barriers& barriers)
      : ink_(ink),
        strands_(strands),
        barriers_(barriers),
        grid_(ink, loose),
        strand_of_(ink.blobs.size(), none) {}

  // The strand of each blob, `none` of those that belong to none.
  std::vector<std::uint32_t> run() {
    for (std::uint32_t s = 0; s < strands_.size(); ++s)
      for (const std::uint32_t letter : strands_[s].chain.letters) {
        look_above_and_below(ink_.blobs[letter].box, s, 1);
        look_aside(ink_.blobs[letter].box, s);
      }
    while (!steps_.empty()) {
      const Step step = steps_.top();
      steps_.pop();
      if (strand_of_[step.blob] != none) continue;
      strand_of_[step.blob] = step.strand;
      look_above_and_below(ink_.blobs[step.blob].box, step.strand, step.storey + 1);
    }
    return std::move(strand_of_);
  }

 private:
  void look_above_and_below(const Box& part, std::uint32_t strand, int storey) {
    const double body = strands_[strand].chain.body;
    const Box around = grown(part, 0.15 * body, over_letter * body, under_letter * body);
    // No letter has three marks above it; pieces of broken ones may be.
    const double unlikely = storey > 2 ? 0.3 : 0;
    look(around, strand, storey, [&](const Blob& blob, const Chain& chain) {
      return distance(blob, part, chain) + unlikely;
    });
  }

  void look_aside(const Box& letter, std::uint32_t strand) {
    const double body = strands_[strand].chain.body;
    look(grown(letter, farthest * body, body, 0.5 * body), strand, 1,
         [&](const Blob& blob, const Chain& chain) {
           const bool barred = blob.box.x > letter.x ? barriers_.between(letter, blob.box)
                                                     : barriers_.between(blob.box, letter);
           return barred ? too_far : distance_aside(blob, letter, chain);
         });
  }

  template <class Measure>
  void look(const Box& around, std::uint32_t strand, int storey, const Measure& measure) {
    const Chain& chain = strands_[strand].chain;
    grid_.visit(around, [&](std::uint32_t i) {
      if (strand_of_[i] != none || !within(ink_.blobs[i].box, chain)) return;
      const double far = measure(ink_.blobs[i], chain);
      if (far < too_far) steps_.push({far, i, strand, storey});
    });
  }

  static Box grown(const Box& box, double aside, double up, double down) {
    const int a = static_cast<int>(aside) + 1, u = static_cast<int>(up) + 1;
    return {box.x - a, box.y - u, box.w + 2 * a, box.h + u + static_cast<int>(down) + 1};
  }

  const Ink& ink_;
  std::span<const Strand> strands_;
  const Barriers& barriers_;
  BlobGrid grid_;  // of loose blobs
  std::vector<std::uint32_t> strand_of_;
  std::priority_queue<Step> steps_;
};

}  // namespace

void attach(const Ink& ink, std::vector<Strand>& strands, std::vector<std::uint32_t>& loose,
            const Barriers& barriers) {
  const auto strand_of = Growth(ink, strands, loose, barriers).run();
  std::vector<std::uint32_t> left;
  for (const std::uint32_t blob : loose) {
    if (strand_of[blob] == none)
      left.push_back(blob);
    else
      strands[strand_of[blob]].marks.push_back(blob);
  }
  loose = std::move(left);
}

}  // namespace sohoa::ocr
