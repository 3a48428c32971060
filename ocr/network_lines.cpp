#include "ocr/network_lines.h"

#include <algorithm>
#include <cmath>

#include "ocr/line_shape.h"
#include "ocr/network/beam.h"
#include "ocr/network/forward.h"

namespace sohoa::ocr {
namespace {

// Lines of about the same width are worked out together: enough to use each weight often, few
// enough for their outputs to stay in the cache.
constexpr std::size_t most_lines = 20;
constexpr std::size_t most_columns = 12'000;

float confidence(float certainty) { return std::clamp(1 + certainty / 20, 0.0F, 1.0F); }

struct Prepared {
  std::size_t line = 0;  // among those asked for
  int width = 0;         // of its image
  LineInput input;
};

std::vector<Prepared> prepared(std::span<const PageImage> lines, const Deadline& deadline) {
  std::vector<Prepared> all;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    deadline.check();
    const PageImage image = readable(lines[i]);
    if (image.empty()) continue;
    Prepared line{i, lines[i].width(), line_input(image)};
    if (!line.input.empty()) all.push_back(std::move(line));
  }
  std::ranges::stable_sort(all, std::ranges::greater(),
                           [](const Prepared& line) { return line.input.width; });
  return all;
}

Character character(const Spelled& spelled, const Prepared& line, const Alphabet& alphabet) {
  const auto text = [&](int code) -> const std::string& {
    return alphabet.texts[static_cast<std::size_t>(code)];
  };
  const auto place = [&](int step) {
    const double x = step * NetworkFile::pooled / line.input.scale;
    return std::clamp(static_cast<int>(std::lround(x)), 0, line.width);
  };
  Character c{text(spelled.code),
              confidence(spelled.certainty),
              place(spelled.first),
              place(spelled.last),
              {}};
  for (const Likely& other : spelled.others)
    if (!text(other.code).empty() && text(other.code) != " " && text(other.code) != c.text)
      c.others.push_back({text(other.code), confidence(other.certainty)});
  return c;
}

LineReading reading(const std::vector<Spelled>& spelled, const Prepared& line,
                    const Alphabet& alphabet) {
  LineReading reading;
  for (const Spelled& one : spelled) {
    Character c = character(one, line, alphabet);
    const bool space = c.text == " ";
    const bool after_space = reading.characters.empty() || reading.characters.back().text == " ";
    if (c.text.empty() || (space && after_space)) continue;
    if (space) c.others.clear();
    reading.characters.push_back(std::move(c));
  }
  if (!reading.characters.empty() && reading.characters.back().text == " ")
    reading.characters.pop_back();
  return reading;
}

}  // namespace

struct NetworkLines::State {
  State(const Network& network, const Kernels& kernels)
      : forward(network, kernels), beam(network.null) {}
  Forward forward;
  Beam beam;
};

NetworkLines::NetworkLines(std::shared_ptr<const Network> network, const Kernels& kernels)
    : network_(std::move(network)), state_(std::make_unique<State>(*network_, kernels)) {}

NetworkLines::~NetworkLines() = default;

std::string NetworkLines::name() const { return network_name(network_->name); }

std::string network_name(const std::string& model) { return "network " + model; }

std::vector<LineReading> NetworkLines::read(std::span<const PageImage> lines,
                                            const Deadline& deadline) {
  const std::vector<Prepared> all = prepared(lines, deadline);
  std::vector<LineReading> readings(lines.size());
  for (std::size_t first = 0; first < all.size();) {
    std::vector<const LineInput*> batch;
    std::size_t columns = 0;
    for (std::size_t i = first; i < all.size() && batch.size() < most_lines; ++i) {
      columns += static_cast<std::size_t>(all[i].input.width);
      if (!batch.empty() && columns > most_columns) break;
      batch.push_back(&all[i].input);
    }
    state_->forward.run(batch, deadline);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const Prepared& line = all[first + i];
      state_->beam.start();
      state_->forward.each_step(
          i, [&](std::span<const float> shares, float total) { state_->beam.step(shares, total); });
      readings[line.line] = reading(state_->beam.best(), line, network_->alphabet);
    }
    first += batch.size();
  }
  return readings;
}

}  // namespace sohoa::ocr
