#include "ocr/unread.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "ocr/doubt.h"
#include "ocr/handwriting.h"

namespace sohoa::ocr {
namespace {

// Specks and the remains of rules and leaders are not text-like, whoever listed them.
bool like_text(const Piece& piece, double x_height) {
  const bool speck = piece.box.h < 0.5 * x_height && piece.box.w < 0.5 * x_height;
  const bool rule = std::min(piece.box.w, piece.box.h) < 0.3 * x_height &&
                    std::max(piece.box.w, piece.box.h) > 3 * x_height;
  return !speck && !rule;
}

// Words by where they are, to ask quickly which may cover a piece.
class Rows {
 public:
  Rows(std::span<const Box> words, double x_height) : words_(words.begin(), words.end()) {
    for (Box& box : words_) {
      const int rim = static_cast<int>(std::lround(0.25 * x_height));
      box = {box.x - rim, box.y - rim, box.w + 2 * rim, box.h + 2 * rim};
      tallest_ = std::max(tallest_, box.h);
    }
    std::ranges::sort(words_, {}, &Box::y);
  }
  bool cover(const Box& piece) const {
    const int x = piece.x + piece.w / 2, y = piece.y + piece.h / 2;
    for (auto word = std::ranges::lower_bound(words_, y - tallest_, {}, &Box::y);
         word != words_.end() && word->y <= y; ++word)
      if (y < word->bottom() && x >= word->x && x < word->right()) return true;
    return false;
  }

 private:
  std::vector<Box> words_;
  int tallest_ = 0;
};

struct Region {
  Box box;
  std::vector<Piece> pieces;
};

int ink_of(const Region& region) {
  return std::transform_reduce(region.pieces.begin(), region.pieces.end(), 0, std::plus<>(),
                               [](const Piece& piece) { return piece.ink; });
}

bool near(const Box& a, const Box& b, int across, int down) {
  return a.x < b.right() + across && b.x < a.right() + across && a.y < b.bottom() + down &&
         b.y < a.bottom() + down;
}

// Pieces a few letters apart, or on neighbouring lines, are one region.
std::vector<Region> regions_of(std::vector<Piece> pieces, double x_height) {
  const int across = static_cast<int>(std::lround(2.5 * x_height));
  const int down = static_cast<int>(std::lround(0.8 * x_height));
  std::ranges::sort(pieces, {}, [](const Piece& p) { return p.box.y; });
  std::vector<Region> regions;
  for (const Piece& piece : pieces) {
    Region grown{piece.box, {piece}};
    for (bool joined = true; joined;) {
      joined = false;
      for (std::size_t i = regions.size(); i-- > 0;)
        if (near(regions[i].box, grown.box, across, down)) {
          grown.box = united(regions[i].box, grown.box);
          grown.pieces.insert(grown.pieces.end(), regions[i].pieces.begin(),
                              regions[i].pieces.end());
          regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(i));
          joined = true;
        }
    }
    regions.push_back(std::move(grown));
  }
  std::ranges::sort(regions, {}, [](const Region& r) { return std::pair(r.box.y, r.box.x); });
  return regions;
}

}  // namespace

Unread unread_ink(const Layout& layout, std::span<const Box> words) {
  const double x_height = common_x_height(layout);
  const Rows read(words, x_height);
  std::vector<Piece> missed;
  double all = 0;
  const auto look_at = [&](const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
      if (!like_text(piece, x_height)) continue;
      all += piece.ink;
      if (!read.cover(piece.box)) missed.push_back(piece);
    }
  };
  for (const TextLine& line : layout.lines) look_at(line.pieces);
  look_at(layout.rest);
  Unread result;
  if (all <= 0) return result;
  for (const Region& region : regions_of(std::move(missed), x_height)) {
    const bool dirt = region.pieces.size() < 2 && region.box.w < 4 * x_height;
    const bool dashes = std::min(region.box.w, region.box.h) < 0.6 * x_height;
    if (looks_written(region.pieces, x_height)) {
      result.written.push_back(region.box);
    } else if (!dirt && !dashes) {
      result.share += ink_of(region) / all;
      result.regions.push_back(region.box);
    }
  }
  return result;
}

}  // namespace sohoa::ocr
