#include "ocr/text_lines.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "ocr/barriers.h"
#include "ocr/barring_marks.h"
#include "ocr/chains.h"
#include "ocr/gap_tables.h"
#include "ocr/ink.h"
#include "ocr/reading_order.h"
#include "ocr/strands.h"

namespace sohoa::ocr {
namespace {

// At 200 dpi.
constexpr int least_ink = 3;       // the dot of 6-point print
constexpr int tallest_text = 130;  // no letter is taller
constexpr int letter_width = 60;   // a dash may be as long
constexpr int letter_least = 8;    // what is smaller, alone and far from letters, is dirt

bool may_be_text(const Blob& blob) {
  const Box& box = blob.box;
  if (blob.ink < least_ink || box.h > tallest_text) return false;
  // Remains of rules, level or somewhat askew; letters that touch have more ink.
  const bool level = box.w > 12 * box.h && (box.h < 9 || blob.ink < box.w * box.h / 5);
  const bool upright = box.h > 12 * box.w;
  return !(level && box.w > letter_width) && !(upright && box.h > letter_width);
}

TextLine to_line(const Ink& ink, const Strand& strand) {
  TextLine line;
  const auto add = [&](std::uint32_t i) {
    line.pieces.push_back({ink.blobs[i].box, ink.blobs[i].ink});
    line.box = united(line.box, ink.blobs[i].box);
  };
  std::for_each(strand.chain.letters.begin(), strand.chain.letters.end(), add);
  std::for_each(strand.marks.begin(), strand.marks.end(), add);
  std::sort(line.pieces.begin(), line.pieces.end(), [](const Piece& a, const Piece& b) {
    return std::pair{a.box.x, a.box.y} < std::pair{b.box.x, b.box.y};
  });
  line.x_height = strand.chain.x_height;
  line.baseline = strand.chain.baseline.y(centre_x(line.box));
  return line;
}

// What most of the letters of a page are like.
struct Usual {
  double body = 0;      // pixels
  double contrast = 0;  // tones between the darkest of a letter and paper
};

double contrast_of(const Ink& ink, const Strand& strand) {
  double sum = 0;
  for (const std::uint32_t i : strand.chain.letters) sum += 255 - ink.blobs[i].darkest;
  return sum / static_cast<double>(strand.chain.letters.size());
}

double middle_of(std::vector<std::pair<double, std::size_t>> weighted) {
  std::size_t all = 0, seen = 0;
  for (const auto& [value, weight] : weighted) all += weight;
  std::sort(weighted.begin(), weighted.end());
  for (const auto& [value, weight] : weighted)
    if ((seen += weight) * 2 >= all) return value;
  return 0;
}

Usual usual(const Ink& ink, const std::vector<Strand>& strands) {
  std::vector<std::pair<double, std::size_t>> bodies, contrasts;
  for (const Strand& strand : strands) {
    // Noise makes strands without number, but no long ones.
    const std::size_t weight = strand.chain.letters.size() * strand.chain.letters.size();
    bodies.emplace_back(strand.chain.body, weight);
    contrasts.emplace_back(contrast_of(ink, strand), weight);
  }
  return {middle_of(std::move(bodies)), middle_of(std::move(contrasts))};
}

bool is_text(const Ink& ink, const Strand& strand, const Usual& page) {
  // The other side of the sheet shines through.
  if (contrast_of(ink, strand) < 0.42 * page.contrast) return false;
  if (strand.chain.letters.size() > 3) return true;
  if (strand.chain.body < 0.45 * page.body) return false;
  if (strand.chain.letters.size() > 1) return true;
  // One letter alone is a page number or an entry in a table if it is like the others of the page.
  const Box& box = strand.chain.box;
  return strand.chain.body >= 0.55 * page.body && strand.chain.body <= 2.5 * page.body &&
         box.h < 7 * box.w && box.w < 12 * box.h;
}

std::vector<std::uint32_t> without(const std::vector<std::uint32_t>& blobs,
                                   const std::vector<Strand>& strands, std::size_t count) {
  std::vector<bool> taken(count, false);
  for (const Strand& strand : strands)
    for (const std::uint32_t i : strand.chain.letters) taken[i] = true;
  std::vector<std::uint32_t> left;
  for (const std::uint32_t i : blobs)
    if (!taken[i]) left.push_back(i);
  return left;
}

double slope_of(const std::vector<Strand>& strands) {
  std::vector<Chain> chains;
  for (const Strand& strand : strands) chains.push_back(strand.chain);
  return usual_slope(chains);
}

// Strands of letters; what is in none is left in `loose`.
std::vector<Strand> rows_of_letters(Ink& ink, std::vector<std::uint32_t>& loose,
                                    const MayFollow& may_follow, const Barriers& barriers) {
  // Letters that touch across rows are in no chain and leave gaps, behind which more of them are.
  constexpr int most_gaps = 3;
  for (int gaps = 0;; ++gaps) {
    std::vector<Strand> found = join(ink, find_chains(ink, loose, may_follow), barriers);
    loose = without(loose, found, ink.blobs.size());
    if (gaps == most_gaps || !part_rows(ink, found, loose)) return found;
    for (const Strand& strand : found)
      loose.insert(loose.end(), strand.chain.letters.begin(), strand.chain.letters.end());
  }
}

std::vector<Strand> find_strands(Ink& ink, std::vector<std::uint32_t>& loose,
                                 const Barriers& barriers) {
  const MayFollow may_follow = [&barriers](const Box& a, const Box& b) {
    return !barriers.between(a, b);
  };
  std::vector<Strand> strands;
  // Twice: small print beside large looks like its marks at first.
  for (int round = 0; round < 2; ++round) {
    std::vector<Strand> found = rows_of_letters(ink, loose, may_follow, barriers);
    attach(ink, found, loose, barriers);
    part(ink, found, loose);
    std::move(found.begin(), found.end(), std::back_inserter(strands));
  }
  return strands;
}

// A table of cells in the upright frame, as tables with rules come.
Table to_table(const GapTable& gaps, const Frames& frames, double slope) {
  Table table;
  for (std::size_t row = 0; row + 1 < gaps.rows.size(); ++row)
    for (std::size_t column = 0; column + 1 < gaps.columns.size(); ++column) {
      const int left = gaps.columns[column], width = gaps.columns[column + 1] - left;
      const int top = gaps.rows[row] + static_cast<int>(std::lround(slope * (left + width / 2)));
      Cell cell{static_cast<int>(row), static_cast<int>(column), 1, 1, {}, {}};
      cell.upright = frames.upright({left, top, width, gaps.rows[row + 1] - gaps.rows[row]});
      table.cells.push_back(cell);
    }
  return table;
}

// The tables without upright rules outside of those that are known; strands are cut at their
// columns.
std::vector<Table> tables_by_gaps(const Ink& ink, std::vector<Strand>& strands,
                                  std::span<const Mark> marks, const Barriers& barriers,
                                  const Frames& frames, double slope) {
  const auto free = std::partition(strands.begin(), strands.end(), [&](const Strand& strand) {
    const double x = centre_x(strand.chain.box);
    return barriers.at(x, strand.chain.baseline.y(x) - strand.chain.body / 2).table >= 0;
  });
  std::vector<Strand> outside(std::make_move_iterator(free),
                              std::make_move_iterator(strands.end()));
  strands.erase(free, strands.end());
  std::vector<Box> level_rules;
  for (const Mark& mark : marks)
    if (mark.kind == MarkKind::rule && mark.upright.w > 2 * mark.upright.h)
      level_rules.push_back(frames.reading(mark.upright));
  std::vector<Table> tables;
  for (const GapTable& gaps : find_gap_tables(ink, outside, level_rules, slope)) {
    cut_at_columns(ink, outside, gaps, slope);
    tables.push_back(to_table(gaps, frames, slope));
  }
  std::move(outside.begin(), outside.end(), std::back_inserter(strands));
  return tables;
}

}  // namespace

Layout find_text_lines(const PageImage& reading, std::span<const Mark> marks,
                       std::span<const Table> tables, const Frames& frames) {
  Layout layout;
  Ink ink = find_ink(reading);
  const int width = reading.width(), height = reading.height();
  std::vector<std::uint32_t> loose;
  for (std::uint32_t i = 0; i < ink.blobs.size(); ++i)
    if (may_be_text(ink.blobs[i])) loose.push_back(i);
  const Barriers barriers(width, height, barring_marks(ink, loose, marks, frames), tables, frames);
  std::vector<Strand> strands = find_strands(ink, loose, barriers);
  const Usual page = usual(ink, strands);
  std::erase_if(strands, [&](const Strand& strand) { return !is_text(ink, strand, page); });

  const double slope = slope_of(strands);
  std::vector<Table> all(tables.begin(), tables.end());
  std::ranges::move(tables_by_gaps(ink, strands, marks, barriers, frames, slope),
                    std::back_inserter(all));
  std::vector<TextLine> lines;
  for (const Strand& strand : strands) lines.push_back(to_line(ink, strand));
  const Barriers cells(width, height, {}, all, frames);
  for (const std::uint32_t i : reading_order(lines, all, cells, slope))
    layout.lines.push_back(std::move(lines[i]));
  for (const std::uint32_t i : loose)
    if (std::max(ink.blobs[i].box.w, ink.blobs[i].box.h) >= letter_least)
      layout.rest.push_back({ink.blobs[i].box, ink.blobs[i].ink});
  return layout;
}

}  // namespace sohoa::ocr
