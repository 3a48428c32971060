#include "ocr/gap_tables.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace sohoa::ocr {
namespace {

constexpr double least_gap = 1.2;       // heights of letters; the gap between columns in one row
constexpr double least_open = 0.7;      // what stays open of it in all rows
constexpr double widest_row = 6;        // from one baseline to the next in a table
constexpr std::size_t row_limit = 400;  // of a page; noise makes more
constexpr std::size_t least_rows = 3, least_gaps = 2;

struct Span {
  double from = 0, to = 0;
};

// Strands on one baseline: where there is text, and how high.
struct Row {
  double base = 0, body = 0;
  std::vector<Span> text;  // from the left
};

double overlap(const Span& a, const Span& b) {
  return std::min(a.to, b.to) - std::max(a.from, b.from);
}

void add_text(Row& row, const Ink& ink, const Chain& chain) {
  for (const std::uint32_t i : chain.letters) {
    const Box& box = ink.blobs[i].box;
    const bool follows = !row.text.empty() &&
                         box.x - row.text.back().to <= least_gap * chain.body &&
                         row.text.back().from <= box.x;
    if (follows)
      row.text.back().to = std::max<double>(row.text.back().to, box.right());
    else
      row.text.push_back({double(box.x), double(box.right())});
  }
}

std::vector<Row> rows_of(const Ink& ink, std::span<const Strand> strands, double slope) {
  std::vector<std::pair<double, const Chain*>> sorted;
  for (const Strand& strand : strands)
    sorted.emplace_back(level_of(strand.chain, slope), &strand.chain);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::pair{a.first, a.second->box.x} < std::pair{b.first, b.second->box.x};
  });
  std::vector<Row> rows;
  for (const auto& [base, chain] : sorted) {
    if (rows.empty() || base - rows.back().base > 0.4 * std::min(rows.back().body, chain->body))
      rows.push_back({base, chain->body, {}});
    add_text(rows.back(), ink, *chain);
    rows.back().body = std::max(rows.back().body, chain->body);
  }
  for (Row& row : rows)
    std::sort(row.text.begin(), row.text.end(),
              [](const Span& a, const Span& b) { return a.from < b.from; });
  return rows;
}

// A gap that stays open over rows [first, last].
struct Corridor {
  Span open;
  std::size_t first = 0, last = 0, crossed = 0;  // rows with text on both sides
};

// The widest part of `open` that is free of text in a row.
Span still_open(const Row& row, const Span& open) {
  Span best{open.from, open.from};
  double from = open.from;
  const auto consider = [&](double to) {
    if (to - from > best.to - best.from) best = {from, to};
  };
  for (const Span& text : row.text) {
    consider(std::min(text.from, open.to));
    from = std::max(from, text.to);
  }
  consider(open.to);
  return best;
}

Corridor followed(std::span<const Row> rows, std::size_t first, Span open) {
  Corridor corridor{open, first, first, 1};
  for (std::size_t r = first + 1; r < rows.size(); ++r) {
    const Row& row = rows[r];
    if (row.base - rows[r - 1].base > widest_row * row.body) break;
    const Span left = still_open(row, open);
    if (left.to - left.from < least_open * row.body) break;
    open = left;
    if (row.text.front().from < open.from && row.text.back().to > open.to) {
      corridor.open = open;
      corridor.last = r;
      ++corridor.crossed;
    }
  }
  // Rows with text on one side only go on with the row they follow closely.
  while (corridor.last + 1 < rows.size()) {
    const Row& row = rows[corridor.last + 1];
    const Span left = still_open(row, corridor.open);
    if (row.base - rows[corridor.last].base > 2.2 * row.body ||
        left.to - left.from < least_open * row.body)
      break;
    corridor.open = left;
    ++corridor.last;
  }
  return corridor;
}

std::vector<Corridor> corridors_of(std::span<const Row> rows) {
  std::vector<Corridor> all;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t i = 1; i < rows[r].text.size(); ++i) {
      const Span open{rows[r].text[i - 1].to, rows[r].text[i].from};
      if (open.to - open.from < least_gap * rows[r].body) continue;
      const Corridor corridor = followed(rows, r, open);
      if (corridor.crossed >= least_rows) all.push_back(corridor);
    }
  std::stable_sort(all.begin(), all.end(), [](const Corridor& a, const Corridor& b) {
    return a.last - a.first > b.last - b.first;
  });
  std::vector<Corridor> kept;
  for (const Corridor& c : all)
    if (std::none_of(kept.begin(), kept.end(), [&](const Corridor& k) {
          return c.first <= k.last && k.first <= c.last && overlap(c.open, k.open) > 0;
        }))
      kept.push_back(c);
  return kept;
}

// Where rows [first, last] of text begin as rows of a table: not where a cell goes on.
std::vector<int> row_edges(std::span<const Row> rows, const std::vector<int>& columns,
                           std::span<const Box> level_rules) {
  const auto column_of = [&columns](const Span& text) {
    const double middle = (text.from + text.to) / 2;
    return static_cast<std::size_t>(
        std::upper_bound(columns.begin() + 1, columns.end() - 1, middle) - columns.begin() - 1);
  };
  // The narrowest gap between two lines in one column is that of a cell of two lines, if any is.
  std::vector<double> last_base(columns.size(), -1);
  double narrowest = std::numeric_limits<double>::max();
  for (const Row& row : rows)
    for (const Span& text : row.text) {
      double& last = last_base[column_of(text)];
      // Nearer is dirt, or what is written in between.
      const double gap = row.base - row.body - last;
      if (last >= 0 && gap > 0.25 * row.body) narrowest = std::min(narrowest, gap);
      last = row.base;
    }

  std::vector<int> edges{static_cast<int>(rows.front().base - 1.3 * rows.front().body)};
  double bottom = rows.front().base;
  bool numbered = false;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Row& row = rows[r];
    std::vector<bool> filled(columns.size(), false);
    for (const Span& text : row.text) filled[column_of(text)] = true;
    const auto count = static_cast<std::size_t>(std::count(filled.begin(), filled.end(), true));
    if (r > 0) {
      const double top = row.base - row.body, middle = (bottom + top) / 2;
      const bool ruled = std::any_of(level_rules.begin(), level_rules.end(), [&](const Box& rule) {
        return 2 * rule.w > columns.back() - columns.front() && rule.y > bottom - row.body &&
               rule.y < row.base && std::abs(rule.y - middle) < row.body;
      });
      const bool close = top - bottom <= 1.2 * narrowest + 3;
      const bool whole = 10 * count >= 7 * (columns.size() - 1);
      if (ruled || !close || (numbered && filled[0]) || (numbered && whole)) {
        edges.push_back(static_cast<int>(middle));
        numbered = false;
      }
    }
    numbered = numbered || filled[0];
    bottom = std::max(bottom, row.base);
  }
  edges.push_back(static_cast<int>(bottom + rows.back().body));
  return edges;
}

}  // namespace

std::vector<GapTable> find_gap_tables(const Ink& ink, std::span<const Strand> strands,
                                      std::span<const Box> level_rules, double slope) {
  const std::vector<Row> rows = rows_of(ink, strands, slope);
  if (rows.size() > row_limit) return {};
  std::vector<Corridor> corridors = corridors_of(rows);
  std::vector<GapTable> tables;
  while (!corridors.empty()) {
    // The longest, and those beside it.
    std::size_t first = corridors.front().first, last = corridors.front().last;
    std::vector<Corridor> beside, others;
    for (const Corridor& c : corridors) {
      const std::size_t from = std::max(first, c.first), to = std::min(last, c.last);
      const bool belongs = from <= to && 3 * (to - from + 1) >= 2 * (last - first + 1);
      if (belongs) {
        first = from;
        last = to;
      }
      (belongs ? beside : others).push_back(c);
    }
    corridors = std::move(others);
    if (beside.size() < least_gaps || last - first + 1 < least_rows) continue;
    const std::span<const Row> own(rows.data() + first, last - first + 1);
    GapTable table;
    double left = std::numeric_limits<double>::max(), right = 0;
    for (const Row& row : own) {
      left = std::min(left, row.text.front().from);
      right = std::max(right, row.text.back().to);
    }
    for (const Corridor& c : beside)
      table.columns.push_back(static_cast<int>((c.open.from + c.open.to) / 2));
    table.columns.push_back(static_cast<int>(left) - 8);
    table.columns.push_back(static_cast<int>(right) + 8);
    std::sort(table.columns.begin(), table.columns.end());
    table.rows = row_edges(own, table.columns, level_rules);
    if (table.rows.size() > least_rows) tables.push_back(std::move(table));
  }
  return tables;
}

void cut_at_columns(const Ink& ink, std::vector<Strand>& strands, const GapTable& table,
                    double slope) {
  std::vector<Strand> cut;
  for (Strand& strand : strands) {
    const double level = level_of(strand.chain, slope) - strand.chain.body / 2;
    if (level < table.rows.front() || level > table.rows.back()) {
      cut.push_back(std::move(strand));
      continue;
    }
    std::vector<Strand> parts(table.columns.size() + 1);
    const auto part_of = [&](std::uint32_t i) -> Strand& {
      const Box& blob = ink.blobs[i].box;
      return parts[static_cast<std::size_t>(
          std::upper_bound(table.columns.begin(), table.columns.end(), blob.x + blob.w / 2) -
          table.columns.begin())];
    };
    for (const std::uint32_t i : strand.chain.letters) part_of(i).chain.letters.push_back(i);
    const auto filled = std::count_if(
        parts.begin(), parts.end(), [](const Strand& part) { return !part.chain.letters.empty(); });
    if (filled < 2) {
      cut.push_back(std::move(strand));
      continue;
    }
    for (const std::uint32_t i : strand.marks) {
      Strand& part = part_of(i);
      if (!part.chain.letters.empty()) part.marks.push_back(i);
    }
    for (Strand& part : parts) {
      if (part.chain.letters.empty()) continue;
      fit(part.chain, ink, strand.chain.baseline.slope);
      cut.push_back(std::move(part));
    }
  }
  strands = std::move(cut);
}

}  // namespace sohoa::ocr
