#include "imaging/code128.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace sohoa::imaging {
namespace {

// Widths of bars and spaces by turns, in modules.
constexpr std::array<std::string_view, 106> patterns = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232"};
constexpr std::string_view stop = "2331112";

constexpr int symbol_modules = 11, stop_modules = 13;
constexpr int least_symbols = 4, most_symbols = 40;  // with start and check symbol
constexpr int start_a = 103, start_c = 105;
constexpr int grid = 4;  // samples a module
constexpr double least_likeness = 0.80, least_margin = 0.02;

using Samples = std::array<float, stop_modules * grid>;

// What the samples of a symbol look like whose bars are wider by `growth` modules on either side,
// blurred by about a module; mean 0, length 1.
Samples drawn(std::string_view widths, int modules, double growth) {
  const int count = modules * grid;
  Samples out{};
  double at = 0;
  for (std::size_t i = 0; i < widths.size(); at += widths[i++] - '0') {
    if (i % 2 != 0) continue;
    const double from = (at - growth) * grid, to = (at + widths[i] - '0' + growth) * grid;
    for (int s = 0; s < count; ++s)
      // The light of a place comes from half a module on either side of it.
      out[static_cast<std::size_t>(s)] += static_cast<float>(std::clamp(
          (std::min(to, s + 0.5 + grid * 0.5) - std::max(from, s + 0.5 - grid * 0.5)) / grid, 0.0,
          1.0));
  }
  return out;
}

void normalise(Samples& samples, int count) {
  double mean = 0, power = 0;
  for (int i = 0; i < count; ++i) mean += samples[static_cast<std::size_t>(i)];
  mean /= count;
  for (int i = 0; i < count; ++i) {
    float& value = samples[static_cast<std::size_t>(i)];
    value -= static_cast<float>(mean);
    power += value * value;
  }
  const auto length = static_cast<float>(std::sqrt(power));
  for (int i = 0; i < count && length > 0; ++i) samples[static_cast<std::size_t>(i)] /= length;
}

double likeness(const Samples& a, const Samples& b, int count) {
  double sum = 0;
  for (int i = 0; i < count; ++i)
    sum += a[static_cast<std::size_t>(i)] * b[static_cast<std::size_t>(i)];
  return sum;
}

// All symbols as bars of one growth print them.
struct Face {
  std::array<Samples, patterns.size()> symbols;
  Samples stop_symbol;
};

Face face_of(double growth) {
  Face face;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    face.symbols[i] = drawn(patterns[i], symbol_modules, growth);
    normalise(face.symbols[i], symbol_modules * grid);
  }
  face.stop_symbol = drawn(stop, stop_modules, growth);
  normalise(face.stop_symbol, stop_modules * grid);
  return face;
}

constexpr std::array growths = {-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5};

const Face& face(std::size_t growth) {
  static const std::array<Face, growths.size()> faces = [] {
    std::array<Face, growths.size()> all;
    for (std::size_t i = 0; i < growths.size(); ++i) all[i] = face_of(growths[i]);
    return all;
  }();
  return faces[growth];
}

struct Fit {
  double left = 0, right = 0;  // of the bars, places
  int symbols = 0;             // without stop
  std::size_t growth = 0;
  double score = -1;  // mean likeness
};

class Bars {
 public:
  explicit Bars(std::span<const float> darkness) : darkness_(darkness) {}

  Samples samples(const Fit& fit, int first_module, int modules) const {
    const double module = (fit.right - fit.left) / (fit.symbols * symbol_modules + stop_modules);
    Samples out{};
    for (int i = 0; i < modules * grid; ++i)
      out[static_cast<std::size_t>(i)] =
          at(fit.left + (first_module + (i + 0.5) / grid) * module - 0.5);
    normalise(out, modules * grid);
    return out;
  }

  double score(const Fit& fit) const {
    const Face& of = face(fit.growth);
    double sum = 0;
    for (int s = 0; s < fit.symbols; ++s) sum += best(fit, of, s).first;
    sum += likeness(samples(fit, fit.symbols * symbol_modules, stop_modules), of.stop_symbol,
                    stop_modules * grid);
    return sum / (fit.symbols + 1);
  }

  // The likeness of the likest symbol, which one, and how far the next is behind.
  struct Likest {
    double first = -1, margin = 0;
    int symbol = 0;
  };
  Likest best(const Fit& fit, const Face& of, int symbol) const {
    const Samples seen = samples(fit, symbol * symbol_modules, symbol_modules);
    Likest likest;
    double second = -1;
    // Start symbols stand at the start only.
    const std::size_t from = symbol == 0 ? start_a : 0,
                      to = symbol == 0 ? patterns.size() : start_a;
    for (std::size_t i = from; i < to; ++i) {
      const double like = likeness(seen, of.symbols[i], symbol_modules * grid);
      if (like > likest.first) {
        second = likest.first;
        likest.first = like, likest.symbol = static_cast<int>(i);
      } else {
        second = std::max(second, like);
      }
    }
    likest.margin = likest.first - second;
    return likest;
  }

  std::optional<Fit> fit() const;
  std::optional<std::vector<int>> symbols(const Fit& fit) const;

 private:
  float at(double place) const {
    const double clamped = std::clamp(place, 0.0, static_cast<double>(darkness_.size() - 1));
    const auto low = static_cast<std::size_t>(clamped);
    const std::size_t high = std::min(low + 1, darkness_.size() - 1);
    const auto part = static_cast<float>(clamped - static_cast<double>(low));
    return darkness_[low] * (1 - part) + darkness_[high] * part;
  }

  std::span<const float> darkness_;
};

std::optional<Fit> Bars::fit() const {
  const auto [least, most] = std::ranges::minmax(darkness_);
  const float border = (least + most) / 2;
  std::size_t first = 0, last = darkness_.size();
  while (first < last && darkness_[first] < border) ++first;
  while (last > first && darkness_[last - 1] < border) --last;
  const auto width = static_cast<double>(last - first);
  std::vector<Fit> fits;
  for (int count = least_symbols; count <= most_symbols; ++count) {
    const double module = width / (count * symbol_modules + stop_modules);
    if (module < 2) break;
    for (const std::size_t growth : {std::size_t{2}, std::size_t{4}, std::size_t{6}}) {
      const double wider = growths[growth] * module;
      Fit fit{static_cast<double>(first) + wider, static_cast<double>(last) - wider, count, growth};
      fit.score = score(fit);
      fits.push_back(fit);
    }
  }
  if (fits.empty()) return std::nullopt;
  std::ranges::stable_sort(fits, std::ranges::greater(), &Fit::score);
  fits.resize(std::min<std::size_t>(fits.size(), 3));
  for (Fit& fit : fits) {
    const double module = (fit.right - fit.left) / (fit.symbols * symbol_modules + stop_modules);
    // Each end, then the growth, then again in smaller steps.
    for (const double step : {0.5, 0.25, 0.12})
      for (bool better = true; better;) {
        better = false;
        for (const auto& [left, right] : {std::pair{step, 0.0},
                                          {-step, 0.0},
                                          {0.0, step},
                                          {0.0, -step},
                                          {step, step},
                                          {-step, -step}}) {
          Fit other = fit;
          other.left += left * module, other.right += right * module;
          other.score = score(other);
          if (other.score > fit.score) fit = other, better = true;
        }
        for (const int more : {-1, 1}) {
          Fit other = fit;
          other.growth += static_cast<std::size_t>(more);
          if (other.growth >= growths.size()) continue;
          other.score = score(other);
          if (other.score > fit.score) fit = other, better = true;
        }
      }
  }
  return *std::ranges::max_element(fits, {}, &Fit::score);
}

std::optional<std::vector<int>> Bars::symbols(const Fit& fit) const {
  const Face& of = face(fit.growth);
  std::vector<int> all;
  for (int s = 0; s < fit.symbols; ++s) {
    const Likest likest = best(fit, of, s);
    if (likest.first < least_likeness || likest.margin < least_margin) return std::nullopt;
    all.push_back(likest.symbol);
  }
  const auto end = samples(fit, fit.symbols * symbol_modules, stop_modules);
  if (likeness(end, of.stop_symbol, stop_modules * grid) < least_likeness) return std::nullopt;
  int sum = all[0];
  for (std::size_t i = 1; i + 1 < all.size(); ++i) sum += static_cast<int>(i) * all[i];
  if (sum % 103 != all.back()) return std::nullopt;
  return all;
}

// Data of the three code sets; function symbols, which carry no text, make a code not understood.
std::optional<std::string> text_of(const std::vector<int>& symbols) {
  char set = static_cast<char>('A' + symbols[0] - start_a);
  std::string text;
  bool shifted = false;
  for (std::size_t i = 1; i + 1 < symbols.size(); ++i) {
    const int symbol = symbols[i];
    const char now = shifted ? (set == 'A' ? 'B' : 'A') : set;
    shifted = false;
    if (now == 'C' && symbol < 100) {
      text += static_cast<char>('0' + symbol / 10);
      text += static_cast<char>('0' + symbol % 10);
    } else if (now != 'C' && symbol < 96) {
      const int letter = symbol + 32;
      if (now == 'A' && symbol >= 64) return std::nullopt;  // control characters
      text += static_cast<char>(letter);
    } else if (symbol == 99) {
      set = 'C';
    } else if (symbol == 100 && now != 'B') {
      set = 'B';
    } else if (symbol == 101 && now != 'A') {
      set = 'A';
    } else if (symbol == 98) {
      shifted = true;
    } else {
      return std::nullopt;
    }
  }
  if (text.empty()) return std::nullopt;
  return text;
}

std::optional<std::string> read_forwards(std::span<const float> darkness) {
  const Bars bars(darkness);
  const auto fit = bars.fit();
  if (!fit || fit->score < least_likeness) return std::nullopt;
  const auto symbols = bars.symbols(*fit);
  return symbols ? text_of(*symbols) : std::nullopt;
}

}  // namespace

std::optional<std::string> read_code128(std::span<const float> darkness) {
  constexpr std::size_t most_places = 20'000;
  if (darkness.size() < 100 || darkness.size() > most_places) return std::nullopt;
  if (auto text = read_forwards(darkness)) return text;
  const std::vector<float> backwards(darkness.rbegin(), darkness.rend());
  return read_forwards(backwards);
}

}  // namespace sohoa::imaging
