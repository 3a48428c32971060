#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "ocr/strands.h"

namespace sohoa::ocr {
namespace {

constexpr double farthest = 3;  // heights of letters
constexpr double no = std::numeric_limits<double>::infinity();

double middle(const Box& box) { return box.x + box.w / 2.0; }

// How badly a blob fits to a strand, in heights of its letters; `no` if not at all. `boxes`: of its
// letters and what was attached so far, by their left edge.
double misfit(const Blob& blob, const Chain& chain, const std::vector<Box>& boxes) {
  const Box& box = blob.box;
  const double body = chain.body;
  const double base = chain.baseline.y(middle(box));
  if (box.h > 2.5 * body || base - box.y > 2.6 * body || box.bottom() - base > 0.9 * body)
    return no;
  if (box.x > chain.box.right() + farthest * body || box.right() < chain.box.x - farthest * body)
    return no;
  // Dirt is as small as a dot, but need not be near a letter.
  const double reach = blob.ink < 0.03 * body * body ? 0.55 : 1;

  const double near = 0.15 * body;
  double best = no, aside = no;
  const auto first = std::lower_bound(boxes.begin(), boxes.end(), box.x - 12 * body,
                                      [](const Box& b, double x) { return b.x < x; });
  for (auto at = first; at != boxes.end() && at->x < box.right() + farthest * body; ++at) {
    const double gap = std::max(at->x - box.right(), box.x - at->right());
    if (gap > near) {
      aside = std::min(aside, gap / body);
      continue;
    }
    const double over = at->y - box.bottom(), under = box.y - at->bottom();
    if (over > 0.8 * reach * body || under > 0.5 * reach * body) continue;
    // What stands below a letter is small: a dot, a cedilla; marks are above.
    if (under > 0 && std::max(box.w, box.h) > 0.6 * body) continue;
    best = std::min(best, over > 0 ? over / body : under > 0 ? 0.05 + 1.25 * under / body : 0.0);
  }
  if (best < no) return best;
  // Points, commas, dashes and pieces of letters stand beside others.
  const double level = (base - (box.y + box.h / 2.0)) / body;
  if (level > -0.4 && level < 1.4 && aside < 1.2 * reach) return 0.15 + 0.3 * aside;
  if (level >= 1.4 && level < 2.0 && aside < 0.6 * reach) return 0.6 + 0.3 * aside;
  // A dash before an item of a list, or between words set wide.
  const bool dash = box.w >= 0.2 * body && box.w <= 2 * body && box.w >= 1.5 * box.h;
  if (dash && level > 0.15 && level < 0.75 && aside < farthest) return 0.15 + 0.3 * aside;
  return no;
}

void insert(std::vector<Box>& boxes, const Box& box) {
  boxes.insert(std::upper_bound(boxes.begin(), boxes.end(), box,
                                [](const Box& a, const Box& b) { return a.x < b.x; }),
               box);
}

}  // namespace

void attach(const Ink& ink, std::vector<Strand>& strands, std::vector<std::uint32_t>& loose,
            const Barriers& barriers) {
  std::vector<std::vector<Box>> boxes(strands.size());
  std::vector<std::pair<double, std::uint32_t>> tops;  // where a strand's marks may begin
  double tallest = 0;
  for (std::uint32_t i = 0; i < strands.size(); ++i) {
    const Chain& chain = strands[i].chain;
    for (const std::uint32_t letter : chain.letters) boxes[i].push_back(ink.blobs[letter].box);
    std::sort(boxes[i].begin(), boxes[i].end(),
              [](const Box& a, const Box& b) { return a.x < b.x; });
    tops.emplace_back(chain.box.y - 2 * chain.body, i);
    tallest = std::max(tallest, chain.box.h + 4 * chain.body);
  }
  std::sort(tops.begin(), tops.end());

  // Twice: the tone over a circumflex is as far from the letter as from the line above.
  for (int round = 0; round < 2; ++round) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;  // strand, blob
    std::vector<std::uint32_t> left;
    for (const std::uint32_t blob : loose) {
      const Box& box = ink.blobs[blob].box;
      double best = no;
      std::uint32_t best_strand = 0;
      for (auto at = std::lower_bound(tops.begin(), tops.end(), std::pair{box.y - tallest, 0u});
           at != tops.end() && at->first <= box.bottom(); ++at) {
        const Chain& chain = strands[at->second].chain;
        if (box.y > chain.box.bottom() + chain.body) continue;
        const double fits = misfit(ink.blobs[blob], chain, boxes[at->second]);
        if (fits >= best) continue;
        const double level = chain.baseline.y(middle(box)) - chain.body / 2;
        const Box side = middle(box) < middle(chain.box) ? ink.blobs[chain.letters.front()].box
                                                         : ink.blobs[chain.letters.back()].box;
        if (barriers.at(middle(box), level) != barriers.at(middle(side), level) &&
            (box.right() < chain.box.x || box.x > chain.box.right()))
          continue;
        best = fits;
        best_strand = at->second;
      }
      if (best < no)
        found.emplace_back(best_strand, blob);
      else
        left.push_back(blob);
    }
    for (const auto& [strand, blob] : found) {
      strands[strand].marks.push_back(blob);
      insert(boxes[strand], ink.blobs[blob].box);
    }
    loose = std::move(left);
  }
}

}  // namespace sohoa::ocr
