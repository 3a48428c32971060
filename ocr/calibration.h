// From what is known of a word to the probability that it is exactly right.
#pragma once
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "ocr/judge.h"

namespace sohoa::ocr {

// A weighted sum of the facts, then a rising curve: both fitted by scripts/calibrate-reading.
// Immutable; may be shared between threads.
class Calibration {
 public:
  // calibration.json (models/text/README.md). Throws Error(data_missing).
  static Calibration load(const std::filesystem::path& file);
  // `name` is for messages.
  static Calibration parse(std::string_view json, std::string_view name);

  float probability(const Facts& facts) const noexcept;  // 0..1

 private:
  Calibration() = default;
  Facts weights_{};
  double bias_ = 0;
  std::vector<std::pair<double, double>> curve_;  // sum and probability, both rising
};

}  // namespace sohoa::ocr
