#include "ocr/network/line_input.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include <leptonica/allheaders.h>

#include "ocr/network/network_file.h"

namespace sohoa::ocr {
namespace {

constexpr int height = NetworkFile::line_height;
constexpr int least_width = NetworkFile::pooled;

struct Destroy {
  void operator()(Pix* pix) const noexcept { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, Destroy>;

// Leptonica keeps pixels in words of the machine, the first one uppermost.
std::uint32_t* row_of(Pix* pix, int y) {
  return pixGetData(pix) + std::ptrdiff_t{y} * pixGetWpl(pix);
}

PixPtr pix_of(const PageImage& line) {
  PixPtr pix(pixCreate(line.width(), line.height(), 8));
  if (!pix) return nullptr;
  for (int y = 0; y < line.height(); ++y) {
    std::uint32_t* to = row_of(pix.get(), y);
    const auto from = line.row(y);
    for (int x = 0; x < line.width(); ++x)
      SET_DATA_BYTE(to, x, std::to_integer<std::uint8_t>(from[static_cast<std::size_t>(x)]));
  }
  return pix;
}

PixPtr to_line_height(PixPtr pix) {
  const float factor = static_cast<float>(height) / static_cast<float>(pixGetHeight(pix.get()));
  return PixPtr(pixScale(pix.get(), factor, factor));
}

using Row = std::vector<std::uint8_t>;

std::vector<Row> rows_of(Pix* pix) {
  std::vector<Row> rows(height, Row(static_cast<std::size_t>(pixGetWidth(pix))));
  for (int y = 0; y < height; ++y) {
    std::uint32_t* from = row_of(pix, y);
    Row& to = rows[static_cast<std::size_t>(y)];
    for (std::size_t x = 0; x < to.size(); ++x) to[x] = GET_DATA_BYTE(from, x);
  }
  return rows;
}

// How often each grey occurs, with quantiles inside a grey by interpolation.
class Greys {
 public:
  void add(std::uint8_t grey) {
    ++counts_[grey];
    ++total_;
  }
  bool empty() const noexcept { return total_ == 0; }
  float quantile(double share) const {
    const double target = std::clamp(share * total_, 1.0, static_cast<double>(total_));
    int sum = 0;
    std::size_t grey = 0;
    while (grey < counts_.size() && sum < target) sum += counts_[grey++];
    return static_cast<float>(static_cast<double>(grey) - (sum - target) / counts_[grey - 1]);
  }
  double share_below(float limit) const {
    int below = 0;
    for (std::size_t grey = 0; grey < counts_.size(); ++grey)
      if (static_cast<float>(grey) < limit) below += counts_[grey];
    return static_cast<double>(below) / total_;
  }

 private:
  std::array<int, 256> counts_{};
  int total_ = 0;
};

// Light letters on dark, as in headings of tables: letters never cover most of a line.
bool is_light_on_dark(const std::vector<Row>& rows) {
  constexpr double edges = 0.02, most = 0.6;
  constexpr float least_contrast = 32;  // less ink than `edges`, or none: nothing to tell by
  Greys all;
  for (const Row& row : rows)
    for (const std::uint8_t grey : row) all.add(grey);
  const float dark = all.quantile(edges), light = all.quantile(1 - edges);
  return light - dark >= least_contrast && all.share_below((dark + light) / 2) > most;
}

struct Contrast {
  float black = 0, half = 1;
};

Contrast contrast_of(const Row& row) {
  Greys lows, highs;
  for (std::size_t x = 1; x + 1 < row.size(); ++x) {
    const int before = row[x - 1], here = row[x], after = row[x + 1];
    if ((here < before && here <= after) || (here <= before && here < after)) lows.add(row[x]);
    if ((here > before && here >= after) || (here >= before && here > after)) highs.add(row[x]);
  }
  if (lows.empty()) lows.add(0);
  if (highs.empty()) highs.add(255);
  const float black = lows.quantile(0.25), white = highs.quantile(0.75);
  const float half = (white - black) / 2;
  return {black, half > 0 ? half : 1};
}

std::array<std::int8_t, 256> input_of_grey(const Contrast& contrast) {
  std::array<std::int8_t, 256> table;
  for (std::size_t grey = 0; grey < table.size(); ++grey) {
    const float value = (static_cast<float>(grey) - contrast.black) / contrast.half - 1;
    // std::round takes halves away from zero, as the network was trained with.
    table[grey] = static_cast<std::int8_t>(std::clamp(std::round(value * 128), -127.0F, 127.0F));
  }
  return table;
}

}  // namespace

LineInput line_input(const PageImage& line) {
  PixPtr pix = pix_of(line);
  if (pix) pix = to_line_height(std::move(pix));
  // Rounding may miss the height by a row.
  if (pix && pixGetHeight(pix.get()) != height) pix = to_line_height(std::move(pix));
  if (!pix || pixGetHeight(pix.get()) != height || pixGetWidth(pix.get()) < least_width) return {};
  auto rows = rows_of(pix.get());
  if (is_light_on_dark(rows))
    for (Row& row : rows)
      for (std::uint8_t& grey : row) grey = static_cast<std::uint8_t>(255 - grey);
  const auto table = input_of_grey(contrast_of(rows[height / 2]));
  LineInput input;
  input.width = pixGetWidth(pix.get());
  input.scale = static_cast<float>(height) / static_cast<float>(line.height());
  input.pixels.reserve(std::size_t{height} * static_cast<std::size_t>(input.width) + 4);
  for (const Row& row : rows)
    std::ranges::transform(row, std::back_inserter(input.pixels),
                           [&](std::uint8_t grey) { return table[grey]; });
  input.pixels.insert(input.pixels.end(), 4, std::int8_t{0});
  return input;
}

}  // namespace sohoa::ocr
