#include "ocr/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

namespace sohoa::ocr {
namespace {

// A page of 7-point print with all its marks has about 15,000; noise has no end.
constexpr std::size_t blob_limit = 40'000;
constexpr std::size_t run_limit = 4'000'000;
constexpr int tile = 8;  // pixels; the ink around a pixel is that of 3 x 3 tiles, a 10-point letter

std::span<const std::uint8_t> bytes(const PageImage& image, int y) {
  const auto row = image.row(y);
  return {reinterpret_cast<const std::uint8_t*>(row.data()), row.size()};
}

using Histogram = std::array<std::int64_t, 256>;

// Every other row says as much as all of them.
Histogram histogram_of(const PageImage& image) {
  std::array<std::array<std::int32_t, 256>, 2> counts{};  // two, as equal neighbours stall one
  for (int y = 0; y < image.height(); y += 2) {
    const auto row = bytes(image, y);
    std::size_t x = 0;
    for (; x + 1 < row.size(); x += 2) {
      ++counts[0][row[x]];
      ++counts[1][row[x + 1]];
    }
    if (x < row.size()) ++counts[0][row[x]];
  }
  Histogram sum{};
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = counts[0][i] + counts[1][i];
  return sum;
}

int quantile(const Histogram& histogram, double share) {
  const auto all = std::accumulate(histogram.begin(), histogram.end(), std::int64_t{0});
  const auto wanted = static_cast<std::int64_t>(static_cast<double>(all) * share);
  std::int64_t seen = 0;
  for (int value = 0; value < 256; ++value)
    if ((seen += histogram[static_cast<std::size_t>(value)]) > wanted) return value;
  return 255;
}

// N. Otsu, "A threshold selection method from gray-level histograms", 1979.
int otsu(const Histogram& histogram) {
  double all = 0, sum = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    all += static_cast<double>(histogram[i]);
    sum += static_cast<double>(histogram[i]) * static_cast<double>(i);
  }
  double below = 0, sum_below = 0, best = -1;
  int threshold = 128;
  for (std::size_t i = 0; i < 255; ++i) {
    below += static_cast<double>(histogram[i]);
    sum_below += static_cast<double>(histogram[i]) * static_cast<double>(i);
    if (below <= 0 || below >= all) continue;
    const double apart = sum_below / below - (sum - sum_below) / (all - below);
    const double between = below * (all - below) * apart * apart;
    if (between > best) {
      best = between;
      threshold = static_cast<int>(i) + 1;
    }
  }
  return threshold;
}

// Standard deviation of the paper's noise, from neighbours that are both paper.
double noise_of(const PageImage& image, int paper_from) {
  std::int64_t sum = 0, count = 0;
  for (int y = 0; y < image.height(); y += 8) {
    const auto row = bytes(image, y);
    for (std::size_t x = 1; x < row.size(); ++x) {
      if (row[x] < paper_from || row[x - 1] < paper_from) continue;
      sum += std::abs(int{row[x]} - int{row[x - 1]});
      ++count;
    }
  }
  return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count) / 1.128;
}

struct Tones {
  int lightest_ink = 0;  // that can be ink on this page
  double noise = 0;
};

Tones tones_of(const PageImage& image) {
  const Histogram histogram = histogram_of(image);
  const int paper = quantile(histogram, 0.6);
  const int middle = std::min(otsu(histogram), paper);
  // What JPEG has smeared differs little from pixel to pixel.
  Histogram lit = histogram;
  std::fill(lit.begin(), lit.begin() + middle, 0);
  const double spread = quantile(lit, 0.5) - quantile(lit, 0.16);
  const double grain = noise_of(image, middle);
  const double noise = std::clamp(spread, grain, 3 * grain);
  const double from_ink = middle + 0.4 * (paper - middle);
  const double from_paper = paper - std::max(20.0, 4.5 * noise);
  return {std::clamp(static_cast<int>(std::min(from_ink, from_paper)), 1, 254), noise};
}

// Each pixel with its eight neighbours, weighted 1 2 1 both ways.
PageImage smoothed(const PageImage& image) {
  const auto width = static_cast<std::size_t>(image.width());
  std::vector<std::byte> pixels(width * static_cast<std::size_t>(image.height()));
  std::vector<std::uint16_t> sums(width);
  for (int y = 0; y < image.height(); ++y) {
    const auto above = bytes(image, std::max(0, y - 1)), row = bytes(image, y),
               below = bytes(image, std::min(image.height() - 1, y + 1));
    for (std::size_t x = 0; x < width; ++x)
      sums[x] = static_cast<std::uint16_t>(above[x] + 2 * row[x] + below[x]);
    std::byte* out = pixels.data() + static_cast<std::size_t>(y) * width;
    for (std::size_t x = 0; x < width; ++x) {
      const int sum = sums[x > 0 ? x - 1 : x] + 2 * sums[x] + sums[x + 1 < width ? x + 1 : x];
      out[x] = static_cast<std::byte>(sum / 16);
    }
  }
  return {image.width(), image.height(), image.dpi(), PixelFormat::gray8, std::move(pixels)};
}

// The darkest tone of each tile, and of it and the tiles around it.
struct DarkestTiles {
  std::vector<std::uint8_t> own, around;
};
DarkestTiles darkest_tiles(const PageImage& image, int across, int down) {
  std::vector<std::uint8_t> tiles(static_cast<std::size_t>(across) * static_cast<std::size_t>(down),
                                  255);
  std::vector<std::uint8_t> columns(static_cast<std::size_t>(across) * tile);
  for (int ty = 0; ty < down; ++ty) {
    std::fill(columns.begin(), columns.end(), std::uint8_t{255});
    const int end = std::min(image.height(), (ty + 1) * tile);
    for (int y = ty * tile; y < end; ++y) {
      const auto row = bytes(image, y);
      const std::uint8_t* tones = row.data();
      std::uint8_t* darkest = columns.data();
      for (std::size_t x = 0; x < row.size(); ++x)
        darkest[x] = tones[x] < darkest[x] ? tones[x] : darkest[x];
    }
    for (int tx = 0; tx < across; ++tx) {
      const auto first = columns.begin() + static_cast<std::ptrdiff_t>(tx) * tile;
      tiles[static_cast<std::size_t>(ty) * static_cast<std::size_t>(across) +
            static_cast<std::size_t>(tx)] = *std::min_element(first, first + tile);
    }
  }
  std::vector<std::uint8_t> around(tiles.size());
  for (int ty = 0; ty < down; ++ty)
    for (int tx = 0; tx < across; ++tx) {
      std::uint8_t least = 255;
      for (int y = std::max(0, ty - 1); y <= std::min(down - 1, ty + 1); ++y)
        for (int x = std::max(0, tx - 1); x <= std::min(across - 1, tx + 1); ++x)
          least =
              std::min(least, tiles[static_cast<std::size_t>(y) * static_cast<std::size_t>(across) +
                                    static_cast<std::size_t>(x)]);
      around[static_cast<std::size_t>(ty) * static_cast<std::size_t>(across) +
             static_cast<std::size_t>(tx)] = least;
    }
  return {std::move(tiles), std::move(around)};
}

std::vector<Run> find_runs(const PageImage& image, int lightest) {
  const int across = (image.width() + tile - 1) / tile, down = (image.height() + tile - 1) / tile;
  const DarkestTiles tiles = darkest_tiles(image, across, down);
  // Thin marks beside bold letters are lighter than half way.
  std::array<std::uint8_t, 256> limit{};
  for (int dark = 0; dark < 256; ++dark)
    limit[static_cast<std::size_t>(dark)] = static_cast<std::uint8_t>(
        dark > lightest ? 0 : std::min(lightest, dark + (255 - dark) * 6 / 10));

  std::vector<Run> runs;
  runs.reserve(200'000);
  for (int y = 0; y < image.height() && runs.size() < run_limit; ++y) {
    const auto row = bytes(image, y);
    const std::size_t first_tile =
        static_cast<std::size_t>(y / tile) * static_cast<std::size_t>(across);
    const std::uint8_t *own = tiles.own.data() + first_tile,
                       *around = tiles.around.data() + first_tile;
    int start = -1;
    std::uint8_t darkest = 255;
    for (int tx = 0; tx < across; ++tx) {
      const std::uint8_t below = limit[around[tx]];
      const int first = tx * tile, end = std::min(image.width(), first + tile);
      if (own[tx] >= below) {  // no ink in it
        if (start >= 0) runs.push_back({y, start, first, darkest});
        start = -1;
        continue;
      }
      for (int x = first; x < end; ++x) {
        const std::uint8_t tone = row[static_cast<std::size_t>(x)];
        if (tone < below) {
          darkest = start < 0 ? tone : std::min(darkest, tone);
          if (start < 0) start = x;
        } else if (start >= 0) {
          runs.push_back({y, start, x, darkest});
          start = -1;
        }
      }
    }
    if (start >= 0) runs.push_back({y, start, image.width(), darkest});
  }
  return runs;
}

// Union by the smaller index, so that a root is its blob's first run.
class Forest {
 public:
  explicit Forest(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), 0u);
  }
  std::uint32_t root(std::uint32_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

Forest connect(const std::vector<Run>& runs) {
  Forest forest(runs.size());
  std::size_t above = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    while (above < i && (runs[above].y < run.y - 1 ||
                         (runs[above].y == run.y - 1 && runs[above].right < run.left)))
      ++above;
    for (std::size_t k = above; k < i && runs[k].y == run.y - 1 && runs[k].left <= run.right; ++k)
      forest.join(static_cast<std::uint32_t>(k), static_cast<std::uint32_t>(i));
  }
  return forest;
}

// The ink a blob must have, so that no more than the limit remain.
int least_ink(const std::vector<Blob>& blobs) {
  if (blobs.size() <= blob_limit) return 1;
  std::vector<int> sizes;
  sizes.reserve(blobs.size());
  for (const Blob& blob : blobs) sizes.push_back(blob.ink);
  const auto last = sizes.begin() + static_cast<std::ptrdiff_t>(blob_limit);
  std::nth_element(sizes.begin(), last, sizes.end(), std::greater<>());
  return *last + 1;
}

}  // namespace

Ink find_ink(const PageImage& reading) {
  Ink ink;
  ink.width = reading.width();
  ink.height = reading.height();
  if (reading.empty() || reading.format() != PixelFormat::gray8) return ink;
  // Noise breaks letters and joins them to specks; smoothing once takes out three parts of five.
  constexpr double noisy = 5;
  PageImage even = reading;
  Tones tones = tones_of(even);
  for (int round = 0; round < 2 && tones.noise > noisy; ++round) {
    even = smoothed(even);
    tones = tones_of(even);
  }
  const std::vector<Run> runs = find_runs(even, tones.lightest_ink);
  Forest forest = connect(runs);

  std::vector<std::uint32_t> blob_of(runs.size());
  std::vector<Blob> blobs;
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    const Box box{run.left, run.y, run.right - run.left, 1};
    const std::uint32_t root = forest.root(i);
    if (root == i) {
      blob_of[i] = static_cast<std::uint32_t>(blobs.size());
      blobs.push_back({box, box.w, run.darkest, 0, 1});
      continue;
    }
    blob_of[i] = blob_of[root];
    Blob& blob = blobs[blob_of[i]];
    blob.box = united(blob.box, box);
    blob.ink += box.w;
    blob.darkest = std::min(blob.darkest, run.darkest);
    ++blob.runs;
  }

  const int least = least_ink(blobs);
  constexpr std::uint32_t left_out = UINT32_MAX;
  std::vector<std::uint32_t> place(blobs.size(), left_out);  // where the blob's next run goes
  std::uint32_t filled = 0;
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    if (blobs[i].ink < least) continue;
    blobs[i].first = place[i] = filled;
    filled += blobs[i].runs;
    ink.blobs.push_back(blobs[i]);
  }
  ink.runs.resize(filled);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (std::uint32_t& next = place[blob_of[i]]; next != left_out) ink.runs[next++] = runs[i];
  return ink;
}

}  // namespace sohoa::ocr
