// Runs lines through the network, many side by side, so that its weights stay in the cache.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ocr/line_recognizer.h"
#include "ocr/network/kernels.h"
#include "ocr/network/line_input.h"

namespace sohoa::ocr {

// Owned and used by one thread; its memory is kept from batch to batch.
class Forward {
 public:
  // Both must outlive it.
  Forward(const Network& network, const Kernels& kernels);

  // One batch; none of them empty, nor wider than readable() lets pass (line_shape.h). Lines do not
  // influence each other. Throws what Deadline::check() does.
  void run(std::span<const LineInput* const> lines, const Deadline& deadline);

  // A step is three columns of the input.
  int steps(std::size_t line) const { return lines_[line].steps; }
  // For each step of a line of the last batch, in order: what the network says of each code, to be
  // divided by `total`.
  using Take = std::function<void(std::span<const float> shares, float total)>;
  void each_step(std::size_t line, const Take& take);

 private:
  struct Line {
    int steps = 0;
    std::size_t first = 0;  // of its steps among those of all lines
  };

  void fold(const LineInput& input, const Line& line);
  void sum_up(const Line& line);
  void along(const PackedRecurrent& layer, const std::vector<std::int8_t>& from,
             std::vector<std::int8_t>& to, const Deadline& deadline);

  const Network& network_;
  const Kernels& kernels_;
  Activations tables_;
  std::vector<Line> lines_;
  std::size_t all_steps_ = 0;
  std::vector<std::int8_t> features_;    // of one line: steps x 12 rows x 16
  std::vector<std::int8_t> now_, next_;  // layers' outputs: steps of all lines x outputs
  std::vector<std::int8_t> zeros_, last_[2];
  std::vector<float> states_;
  std::vector<LstmStep> rows_;
  std::vector<float> shares_;
};

}  // namespace sohoa::ocr
