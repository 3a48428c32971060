#include <algorithm>
#include <cmath>

#include "ocr/strands.h"

namespace sohoa::ocr {
namespace {

// The strands in whose letters' height the blob has its share, top to bottom.
std::vector<std::uint32_t> crossed(const Box& box, const std::vector<Strand>& strands) {
  std::vector<std::pair<double, std::uint32_t>> found;
  for (std::uint32_t i = 0; i < strands.size(); ++i) {
    const Chain& chain = strands[i].chain;
    if (centre_x(box) < chain.box.x - 2 * chain.body ||
        centre_x(box) > chain.box.right() + 2 * chain.body)
      continue;
    const double base = chain.baseline.y(centre_x(box)), top = base - chain.x_height;
    const double shared = std::min<double>(base, box.bottom()) - std::max<double>(top, box.y);
    if (shared >= 0.6 * chain.x_height && box.h <= 8 * chain.body) found.emplace_back(base, i);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::uint32_t> result;
  for (const auto& [base, strand] : found) result.push_back(strand);
  return result;
}

// The row in [from, to) with the least ink of the blob.
int thinnest(const Ink& ink, const Blob& blob, int from, int to) {
  from = std::clamp(from, blob.box.y + 1, blob.box.bottom() - 1);
  to = std::clamp(to, from + 1, blob.box.bottom());
  std::vector<int> pixels(static_cast<std::size_t>(to - from), 0);
  for (std::uint32_t i = blob.first; i < blob.first + blob.runs; ++i)
    if (const Run& run = ink.runs[i]; run.y >= from && run.y < to)
      pixels[static_cast<std::size_t>(run.y - from)] += run.right - run.left;
  return from + static_cast<int>(std::min_element(pixels.begin(), pixels.end()) - pixels.begin());
}

// The blob's rows [from, to) as a new blob; its index.
std::uint32_t cut_out(Ink& ink, const Blob& blob, int from, int to) {
  Blob piece;
  piece.first = static_cast<std::uint32_t>(ink.runs.size());
  for (std::uint32_t i = blob.first; i < blob.first + blob.runs; ++i) {
    const Run run = ink.runs[i];
    if (run.y < from || run.y >= to) continue;
    ink.runs.push_back(run);
    piece.box = united(piece.box, {run.left, run.y, run.right - run.left, 1});
    piece.ink += run.right - run.left;
    piece.darkest = std::min(piece.darkest, run.darkest);
    ++piece.runs;
  }
  ink.blobs.push_back(piece);
  return static_cast<std::uint32_t>(ink.blobs.size() - 1);
}

}  // namespace

void part(Ink& ink, std::vector<Strand>& strands, std::vector<std::uint32_t>& loose) {
  std::vector<std::uint32_t> left;
  for (const std::uint32_t index : loose) {
    const Blob blob = ink.blobs[index];
    const auto over = crossed(blob.box, strands);
    if (over.empty() || (over.size() == 1 && blob.box.h > 4 * strands[over[0]].chain.body)) {
      left.push_back(index);
      continue;
    }
    int from = blob.box.y;
    for (std::size_t i = 0; i < over.size(); ++i) {
      int to = blob.box.bottom();
      if (i + 1 < over.size()) {
        const Chain& upper = strands[over[i]].chain;
        const Chain& lower = strands[over[i + 1]].chain;
        const double x = centre_x(blob.box);
        to = thinnest(ink, blob, static_cast<int>(upper.baseline.y(x)) + 1,
                      static_cast<int>(lower.baseline.y(x) - lower.x_height));
      }
      if (to <= from) continue;
      const std::uint32_t piece = cut_out(ink, blob, from, to);
      if (ink.blobs[piece].runs > 0) strands[over[i]].marks.push_back(piece);
      from = to;
    }
  }
  loose = std::move(left);
}

}  // namespace sohoa::ocr
