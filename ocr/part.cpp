#include <algorithm>
#include <cmath>

#include "ocr/strands.h"

namespace sohoa::ocr {
namespace {

// From the baseline, in heights of a line's letters: what is no letter, and what of it may be one.
constexpr double too_high = 2.6, letter_top = 1.6;  // a capital with its mark
constexpr double too_low = 0.9, letter_bottom = 0.5;
// How far apart baselines are at most where letters with all their marks may touch across them.
constexpr double touching = 2.4;
constexpr double least_dense = 0.2;  // share of ink: letters have more, a pen's strokes less
constexpr int most_narrow = 5;       // heights in widths: an l and an l below it

// The strands in whose letters' height the blob has its share, top to bottom.
std::vector<std::uint32_t> crossed(const Box& box, std::span<const Strand> strands) {
  std::vector<std::pair<double, std::uint32_t>> found;
  for (std::uint32_t i = 0; i < strands.size(); ++i) {
    const Chain& chain = strands[i].chain;
    if (box.right() < chain.box.x - 2 * chain.body || box.x > chain.box.right() + 2 * chain.body)
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
  if (blob.box.h < 2) return blob.box.bottom();
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

// Of the strands that a blob lies over one for each row: parts of one row are not to be cut apart.
std::vector<std::uint32_t> rows_of(const std::vector<std::uint32_t>& over, const Box& box,
                                   std::span<const Strand> strands) {
  std::vector<std::uint32_t> rows;
  const double x = centre_x(box);
  for (const std::uint32_t i : over) {
    const Chain& chain = strands[i].chain;
    if (rows.empty() ||
        chain.baseline.y(x) - strands[rows.back()].chain.baseline.y(x) > chain.x_height)
      rows.push_back(i);
  }
  return rows;
}

// Whether a blob over those rows is letters that touch, not a pen's strokes through them.
bool touching_letters(const Blob& blob, const std::vector<std::uint32_t>& rows,
                      std::span<const Strand> strands) {
  const Box& box = blob.box;
  if (blob.ink < least_dense * box.w * box.h || box.h > most_narrow * box.w) return false;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Chain& upper = strands[rows[i - 1]].chain;
    const Chain& lower = strands[rows[i]].chain;
    const double x = centre_x(box), apart = lower.baseline.y(x) - upper.baseline.y(x);
    if (apart > touching * std::max(upper.body, lower.body)) return false;
  }
  return rows.size() > 1;
}

// Cuts the blob between the strands that it lies over; the pieces, top to bottom, as many.
std::vector<std::uint32_t> cut_between(Ink& ink, const Blob& blob,
                                       const std::vector<std::uint32_t>& over,
                                       std::span<const Strand> strands) {
  std::vector<std::uint32_t> pieces;
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
    to = std::max(from, to);
    pieces.push_back(cut_out(ink, blob, from, to));
    from = to;
  }
  return pieces;
}

// The piece without what is too far above or below its line for letters: a fold, a pen's stroke or
// dirt that touches them would make the line's picture so high that it cannot be read.
std::uint32_t trimmed(Ink& ink, std::uint32_t piece, const Chain& chain) {
  const Blob blob = ink.blobs[piece];
  const double base = chain.baseline.y(centre_x(blob.box));
  const bool above = base - blob.box.y > too_high * chain.body;
  const bool below = blob.box.bottom() - base > too_low * chain.body;
  if (!above && !below) return piece;
  return cut_out(ink, blob, above ? static_cast<int>(base - letter_top * chain.body) : blob.box.y,
                 below ? static_cast<int>(base + letter_bottom * chain.body) : blob.box.bottom());
}

}  // namespace

bool part_rows(Ink& ink, std::span<const Strand> strands, std::vector<std::uint32_t>& loose) {
  std::vector<std::uint32_t> parted;
  for (const std::uint32_t index : loose) {
    const Blob blob = ink.blobs[index];
    const auto over = rows_of(crossed(blob.box, strands), blob.box, strands);
    if (!touching_letters(blob, over, strands)) {
      parted.push_back(index);
      continue;
    }
    for (const std::uint32_t piece : cut_between(ink, blob, over, strands))
      if (ink.blobs[piece].runs > 0) parted.push_back(piece);
  }
  const bool any = parted != loose;
  loose = std::move(parted);
  return any;
}

void part(Ink& ink, std::vector<Strand>& strands, std::vector<std::uint32_t>& loose) {
  std::vector<std::uint32_t> left;
  for (const std::uint32_t index : loose) {
    const Blob blob = ink.blobs[index];
    const auto over = crossed(blob.box, strands);
    if (over.empty() || (over.size() == 1 && blob.box.h > 4 * strands[over[0]].chain.body)) {
      left.push_back(index);
      continue;
    }
    const auto pieces = cut_between(ink, blob, over, strands);
    for (std::size_t i = 0; i < over.size(); ++i) {
      Strand& strand = strands[over[i]];
      const std::uint32_t piece = trimmed(ink, pieces[i], strand.chain);
      if (ink.blobs[piece].runs > 0) strand.marks.push_back(piece);
    }
  }
  loose = std::move(left);
}

}  // namespace sohoa::ocr
