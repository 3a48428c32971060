#include "ocr/network/forward.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

namespace sohoa::ocr {
namespace {

constexpr int height = NetworkFile::line_height, pooled = NetworkFile::pooled;
constexpr int rows = height / pooled;
constexpr int features = 16;
// Columns summed up together: their states stay in the nearest cache.
constexpr int columns_at_once = 40;
constexpr int steps_at_once = 10;
constexpr int steps_between_checks = 64;

// What is around a line: Tesseract puts random numbers there, other ones for each time that a pixel
// is asked for, and the network was trained with that. The order of the questions is Tesseract's.
class Surroundings {
 public:
  using Taps =
      std::array<std::int8_t, 12>;  // three rows of three pixels and one that does not count

  Surroundings(const LineInput& line, std::uint64_t seed)
      : line_(line), random_(seed % std::minstd_rand::modulus) {
    random_();
    const auto width = static_cast<std::size_t>(line.width);
    top_.resize(width);
    bottom_.resize(width);
    for (int x = 0; x < line.width; ++x) top_[static_cast<std::size_t>(x)] = taps(x, 0);
    for (int y = 1; y + 1 < height; ++y) {
      sides_[static_cast<std::size_t>(y)][0] = taps(0, y);
      sides_[static_cast<std::size_t>(y)][1] = taps(line.width - 1, y);
    }
    for (int x = 0; x < line.width; ++x) bottom_[static_cast<std::size_t>(x)] = taps(x, height - 1);
  }

  // The pixels around (x, y), which lies at the line's border.
  const Taps& at(int x, int y) const {
    if (y == 0) return top_[static_cast<std::size_t>(x)];
    if (y == height - 1) return bottom_[static_cast<std::size_t>(x)];
    return sides_[static_cast<std::size_t>(y)][x == 0 ? 0 : 1];
  }

 private:
  std::int8_t any() {
    const double value = 127 * 2.0 * static_cast<double>(random_()) / INT32_MAX - 127;
    return static_cast<std::int8_t>(std::round(value));
  }
  Taps taps(int x, int y) {
    Taps taps{};
    for (int dx = 0; dx < 3; ++dx)
      for (int dy = 0; dy < 3; ++dy) {
        const int column = x + dx - 1, row = y + dy - 1;
        const bool inside = column >= 0 && column < line_.width && row >= 0 && row < height;
        taps[static_cast<std::size_t>(dy * 4 + dx)] =
            inside ? line_.pixels[static_cast<std::size_t>(row * line_.width + column)] : any();
      }
    return taps;
  }

  const LineInput& line_;
  std::minstd_rand random_;
  std::vector<Taps> top_, bottom_;
  std::array<std::array<Taps, 2>, height> sides_;
};

}  // namespace

Forward::Forward(const Network& network, const Kernels& kernels)
    : network_(network), kernels_(kernels), tables_{&tanh_table(), &logistic_table()} {
  int widest = network.up.outputs;
  for (const auto& layer : network.along) widest = std::max(widest, layer.outputs);
  zeros_.assign(static_cast<std::size_t>(widest), 0);
}

void Forward::fold(const LineInput& input, const Line& line) {
  const Surroundings around(input, network_.seed);
  const MatricesView weights = view(network_.front);
  features_.resize(static_cast<std::size_t>(line.steps) * rows * features);
  std::int8_t* to = features_.data();
  for (int step = 0; step < line.steps; ++step)
    for (int row = 0; row < rows; ++row, to += features) {
      FrontCell cell;
      for (int i = 0; i < pooled * pooled; ++i) {
        const int x = step * pooled + i % pooled, y = row * pooled + i / pooled;
        if (x == 0 || y == 0 || x == input.width - 1 || y == height - 1) {
          const auto& taps = around.at(x, y);
          for (int k = 0; k < 3; ++k) cell[i][k] = taps.data() + 4 * k;
          continue;
        }
        const std::int8_t* corner =
            input.pixels.data() + std::ptrdiff_t{y - 1} * input.width + x - 1;
        for (int k = 0; k < 3; ++k) cell[i][k] = corner + k * input.width;
      }
      kernels_.front(weights, tables_, cell, to);
    }
}

void Forward::sum_up(const Line& line) {
  const PackedRecurrent& layer = network_.up;
  const MatricesView weights = view(layer.gates);
  const auto outputs = static_cast<std::size_t>(layer.outputs);
  for (int first = 0; first < line.steps; first += columns_at_once) {
    const auto count = static_cast<std::size_t>(std::min(columns_at_once, line.steps - first));
    states_.assign(count * outputs, 0.0F);
    rows_.resize(count);
    for (int row = 0; row < rows; ++row) {
      const bool ends = row == rows - 1;
      auto& into = last_[row % 2];
      into.resize(std::max(into.size(), count * outputs));
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t step = static_cast<std::size_t>(first) + i;
        rows_[i] = {features_.data() + (step * rows + static_cast<std::size_t>(row)) * features,
                    row == 0 ? zeros_.data() : last_[1 - row % 2].data() + i * outputs,
                    states_.data() + i * outputs,
                    ends ? now_.data() + (line.first + step) * outputs : into.data() + i * outputs};
      }
      kernels_.lstm(weights, tables_, layer.outputs, rows_.data(), static_cast<int>(count));
    }
  }
}

void Forward::along(const PackedRecurrent& layer, const std::vector<std::int8_t>& from,
                    std::vector<std::int8_t>& to, const Deadline& deadline) {
  const MatricesView weights = view(layer.gates);
  const auto inputs = static_cast<std::size_t>(layer.inputs);
  const auto outputs = static_cast<std::size_t>(layer.outputs);
  to.resize(all_steps_ * outputs);
  states_.assign(lines_.size() * outputs, 0.0F);
  int longest = 0;
  for (const Line& line : lines_) longest = std::max(longest, line.steps);
  for (int step = 0; step < longest; ++step) {
    if (step % steps_between_checks == 0) deadline.check();
    rows_.clear();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      if (step >= line.steps) continue;
      const int place = layer.leftwards ? line.steps - 1 - step : step;
      const std::size_t at = line.first + static_cast<std::size_t>(place);
      const std::size_t before = layer.leftwards ? at + 1 : at - 1;
      rows_.push_back({from.data() + at * inputs,
                       step == 0 ? zeros_.data() : to.data() + before * outputs,
                       states_.data() + i * outputs, to.data() + at * outputs});
    }
    kernels_.lstm(weights, tables_, layer.outputs, rows_.data(), static_cast<int>(rows_.size()));
  }
}

void Forward::run(std::span<const LineInput* const> lines, const Deadline& deadline) {
  lines_.clear();
  all_steps_ = 0;
  for (const LineInput* line : lines) {
    lines_.push_back({line->width / pooled, all_steps_});
    all_steps_ += static_cast<std::size_t>(lines_.back().steps);
  }
  now_.resize(all_steps_ * static_cast<std::size_t>(network_.up.outputs));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    deadline.check();
    fold(*lines[i], lines_[i]);
    sum_up(lines_[i]);
  }
  for (const PackedRecurrent& layer : network_.along) {
    along(layer, now_, next_, deadline);
    std::swap(now_, next_);
  }
}

void Forward::each_step(std::size_t line, const Take& take) {
  const MatricesView weights = view(network_.output);
  const auto inputs = static_cast<std::size_t>(weights.inputs);
  const auto stride = static_cast<std::size_t>(weights.blocks) * PackedMatrices::lanes;
  const int codes = network_.output.rows;
  shares_.resize(stride * steps_at_once);
  for (int step = 0; step < lines_[line].steps; step += steps_at_once) {
    const int count = std::min(steps_at_once, lines_[line].steps - step);
    const std::size_t at = lines_[line].first + static_cast<std::size_t>(step);
    kernels_.outputs(weights, now_.data() + at * inputs, count, shares_.data());
    for (int i = 0; i < count; ++i) {
      float* shares = shares_.data() + static_cast<std::size_t>(i) * stride;
      const float total = kernels_.exponentials(shares, codes);
      take({shares, static_cast<std::size_t>(codes)}, total);
    }
  }
}

}  // namespace sohoa::ocr
