#include "ocr/reading_order.h"

#include <algorithm>
#include <limits>
#include <map>

namespace sohoa::ocr {
namespace {

// What is read as one: a line, or the lines of one row of a table.
struct Block {
  double level = 0;  // of its first baseline, the page's slope taken out
  double left = 0;
  double height = 0;  // of its letters
  std::vector<std::uint32_t> lines;
};

// Rows from the top; blocks whose baselines nearly agree are one row, read from the left.
std::vector<std::uint32_t> by_rows(std::vector<Block> blocks) {
  std::sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) {
    return std::pair{a.level, a.left} < std::pair{b.level, b.left};
  });
  std::vector<std::uint32_t> order;
  for (std::size_t start = 0; start < blocks.size();) {
    std::size_t end = start + 1;
    while (end < blocks.size() && blocks[end].level - blocks[start].level <=
                                      0.6 * std::min(blocks[start].height, blocks[end].height))
      ++end;
    const auto from = blocks.begin() + static_cast<std::ptrdiff_t>(start);
    const auto to = blocks.begin() + static_cast<std::ptrdiff_t>(end);
    std::sort(from, to, [](const Block& a, const Block& b) { return a.left < b.left; });
    for (auto block = from; block != to; ++block)
      order.insert(order.end(), block->lines.begin(), block->lines.end());
    start = end;
  }
  return order;
}

double height_of(const TextLine& line) { return std::max(4.0, line.x_height * 1.3); }

}  // namespace

std::vector<std::uint32_t> reading_order(std::span<const TextLine> lines,
                                         std::span<const Table> tables, const Barriers& barriers,
                                         double slope) {
  std::vector<Block> blocks;
  std::map<std::pair<int, int>, std::map<std::pair<int, int>, std::vector<Block>>> rows;
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    const double x = line.box.x + line.box.w / 2.0;
    const Block block{line.baseline - slope * x, double(line.box.x), height_of(line), {i}};
    const auto place = barriers.at(x, line.baseline - line.x_height / 2);
    if (place.table < 0) {
      blocks.push_back(block);
      continue;
    }
    const Cell& cell =
        tables[static_cast<std::size_t>(place.table)].cells[static_cast<std::size_t>(place.cell)];
    rows[{place.table, cell.row}][{cell.column, place.cell}].push_back(block);
  }
  for (auto& [row, cells] : rows) {
    Block whole{std::numeric_limits<double>::max(), 0, 0, {}};
    for (auto& [column, cell] : cells)
      for (const Block& block : cell)
        if (block.level < whole.level) whole = {block.level, block.left, block.height, {}};
    for (auto& [column, cell] : cells) {
      const auto order = by_rows(std::move(cell));
      whole.lines.insert(whole.lines.end(), order.begin(), order.end());
    }
    blocks.push_back(std::move(whole));
  }
  return by_rows(std::move(blocks));
}

}  // namespace sohoa::ocr
