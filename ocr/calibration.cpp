#include "ocr/calibration.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"

namespace sohoa::ocr {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_bytes = 64 << 10;
constexpr std::size_t most_points = 1000;
constexpr double largest = 1e6;

[[noreturn]] void refuse(std::string_view name, std::string_view expected) {
  throw Error(Cause::data_missing, fmt::format("{}: {} was expected", name, expected));
}

double number(const Json& value, std::string_view name) {
  if (!value.is_number()) refuse(name, "a number");
  const double read = value.get<double>();
  if (!(std::abs(read) <= largest)) refuse(name, "a number of at most a million");
  return read;
}

const Json& member(const Json& object, const char* key, std::string_view name) {
  if (!object.is_object() || !object.contains(key)) refuse(name, fmt::format("\"{}\"", key));
  return object[key];
}

}  // namespace

Calibration Calibration::load(const std::filesystem::path& file) {
  std::string text;
  try {
    text = read_file(file, most_bytes);
  } catch (const Error& error) {
    throw Error(Cause::data_missing, error.what());
  }
  return parse(text, file.filename().string());
}

Calibration Calibration::parse(std::string_view json, std::string_view name) {
  if (json.size() > most_bytes) refuse(name, "at most 64 kB");
  const Json root = Json::parse(json, nullptr, false);
  Calibration result;
  result.bias_ = number(member(root, "bias", name), name);
  const Json& weights = member(root, "weights", name);
  if (!weights.is_object() || weights.size() != fact_count)
    refuse(name, fmt::format("{} weights", fact_count));
  for (std::size_t i = 0; i < fact_count; ++i)
    result.weights_[i] = number(member(weights, std::string(fact_names[i]).c_str(), name), name);
  const Json& curve = member(root, "curve", name);
  if (!curve.is_array() || curve.empty() || curve.size() > most_points)
    refuse(name, "a curve of 1 to 1000 points");
  for (const Json& point : curve) {
    if (!point.is_array() || point.size() != 2) refuse(name, "a point of two numbers");
    const double sum = number(point[0], name), probability = number(point[1], name);
    const bool rising = result.curve_.empty() || (sum > result.curve_.back().first &&
                                                  probability >= result.curve_.back().second);
    if (!rising || probability < 0 || probability > 1)
      refuse(name, "a curve that rises within 0 and 1");
    result.curve_.emplace_back(sum, probability);
  }
  return result;
}

float Calibration::probability(const Facts& facts) const noexcept {
  double sum = bias_;
  for (std::size_t i = 0; i < fact_count; ++i) sum += weights_[i] * facts[i];
  if (!(sum > curve_.front().first)) return static_cast<float>(curve_.front().second);
  if (sum >= curve_.back().first) return static_cast<float>(curve_.back().second);
  const auto above = std::ranges::upper_bound(curve_, sum, {}, &std::pair<double, double>::first);
  const auto below = above - 1;
  const double along = (sum - below->first) / (above->first - below->first);
  return static_cast<float>(std::lerp(below->second, above->second, along));
}

}  // namespace sohoa::ocr
