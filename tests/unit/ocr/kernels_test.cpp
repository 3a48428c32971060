#include "ocr/network/kernels.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

namespace sohoa::ocr {
namespace {

Matrix any_matrix(std::mt19937& random, int rows, int columns) {
  Matrix matrix{rows, columns, {}, {}};
  std::uniform_int_distribution<int> weight(-127, 127);
  for (int i = 0; i < rows * columns; ++i)
    matrix.weights.push_back(static_cast<std::int8_t>(weight(random)));
  std::uniform_real_distribution<float> scale(1e-6F, 2e-4F);
  for (int i = 0; i < rows; ++i) matrix.scales.push_back(scale(random));
  return matrix;
}

NetworkFile any_network(std::mt19937& random, int outputs, int codes) {
  NetworkFile file;
  file.front = any_matrix(random, 16, 10);
  const auto layer = [&](int inputs, int out, bool leftwards) {
    Recurrent made{inputs, out, leftwards, {}};
    for (Matrix& gate : made.gates) gate = any_matrix(random, out, inputs + out + 1);
    return made;
  };
  file.up = layer(16, outputs, false);
  file.along = {layer(outputs, 16, true)};
  file.output = any_matrix(random, codes, 17);
  file.alphabet.texts.resize(static_cast<std::size_t>(codes));
  return file;
}

std::vector<std::int8_t> any_bytes(std::mt19937& random, std::size_t count) {
  std::uniform_int_distribution<int> value(-127, 127);
  std::vector<std::int8_t> bytes(count);
  for (auto& byte : bytes) byte = static_cast<std::int8_t>(value(random));
  return bytes;
}

const Activations tables{&tanh_table(), &logistic_table()};

struct Ran {
  std::vector<std::int8_t> bytes;
  std::vector<float> floats;
  bool operator==(const Ran&) const = default;
};

// Some steps of a recurrent layer for `count` lines.
Ran run_lstm(const Kernels& kernels, const PackedRecurrent& layer, int count,
             const std::vector<std::int8_t>& inputs) {
  const auto outputs = static_cast<std::size_t>(layer.outputs);
  const auto lines = static_cast<std::size_t>(count);
  Ran ran{std::vector<std::int8_t>(lines * outputs), std::vector<float>(lines * outputs)};
  std::vector<std::int8_t> next(lines * outputs);
  for (int step = 0; step < 5; ++step) {
    std::vector<LstmStep> steps;
    for (std::size_t i = 0; i < lines; ++i)
      steps.push_back({inputs.data() + static_cast<std::size_t>(step) + i * 4,
                       ran.bytes.data() + i * outputs, ran.floats.data() + i * outputs,
                       next.data() + i * outputs});
    kernels.lstm(view(layer.gates), tables, layer.outputs, steps.data(), count);
    std::swap(next, ran.bytes);
  }
  return ran;
}

}  // namespace

TEST_CASE("kernels: the last runs everywhere, and better ones come first") {
  REQUIRE_FALSE(kernels().empty());
  CHECK(kernels().back()->name == "portable");
}

TEST_CASE("kernels: a recurrent layer is the same to the bit on every kind of processor") {
  std::mt19937 random(5);
  for (const int outputs : {16, 48, 96})
    for (const int count : {1, 2, 5, 6, 13}) {
      const Network network = pack(any_network(random, outputs, 9), "any");
      const auto inputs = any_bytes(random, 1000);
      const Ran expected = run_lstm(*kernels().back(), network.up, count, inputs);
      for (const Kernels* one : kernels()) {
        CAPTURE(one->name);
        CAPTURE(outputs);
        CAPTURE(count);
        CHECK(run_lstm(*one, network.up, count, inputs) == expected);
      }
    }
}

TEST_CASE("kernels: a recurrent layer does what its definition says") {
  std::mt19937 random(6);
  const NetworkFile file = any_network(random, 16, 3);
  const Network network = pack(file, "any");
  const auto inputs = any_bytes(random, 16), before = any_bytes(random, 16);
  std::vector<float> state(16, 0.25F);
  std::vector<std::int8_t> outputs(16);
  const LstmStep step{inputs.data(), before.data(), state.data(), outputs.data()};
  kernels().front()->lstm(view(network.up.gates), tables, 16, &step, 1);
  for (int row = 0; row < 16; ++row) {
    const auto at = static_cast<std::size_t>(row);
    const auto gate = [&](Recurrent::Gate which) {
      const Matrix& matrix = file.up.gates[static_cast<std::size_t>(which)];
      const auto weight = [&](int column) {
        return matrix.weights[static_cast<std::size_t>(row * 33 + column)];
      };
      int sum = weight(32) * 127;
      for (int i = 0; i < 16; ++i)
        sum += weight(i) * inputs[static_cast<std::size_t>(i)] +
               weight(16 + i) * before[static_cast<std::size_t>(i)];
      return double{matrix.scales[at]} * sum;
    };
    const auto logistic = [](double x) { return 1 / (1 + std::exp(-x)); };
    const double cell = 0.25 * logistic(gate(Recurrent::forget)) +
                        std::tanh(gate(Recurrent::candidate)) * logistic(gate(Recurrent::input));
    CHECK(double{state[at]} == doctest::Approx(cell).epsilon(1e-4));
    const double output = std::tanh(cell) * logistic(gate(Recurrent::output));
    CHECK(std::abs(outputs[at] - 127 * output) <= 0.51);
  }
}

TEST_CASE("kernels: the front is the same to the bit, and takes the largest of nine") {
  std::mt19937 random(7);
  const NetworkFile file = any_network(random, 16, 3);
  const Network network = pack(file, "any");
  for (int round = 0; round < 20; ++round) {
    const auto pixels = any_bytes(random, 9 * 12);
    FrontCell cell;
    for (std::size_t i = 0; i < 9; ++i)
      for (std::size_t row = 0; row < 3; ++row) cell[i][row] = pixels.data() + i * 12 + row * 4;
    std::vector<std::int8_t> expected(16);
    kernels().back()->front(view(network.front), tables, cell, expected.data());
    for (const Kernels* one : kernels()) {
      CAPTURE(one->name);
      std::vector<std::int8_t> features(16);
      one->front(view(network.front), tables, cell, features.data());
      CHECK(features == expected);
    }
    for (int feature = 0; feature < 16; ++feature) {
      const auto weights = file.front.weights.begin() + feature * 10;
      int most = INT32_MIN;
      for (int i = 0; i < 9; ++i) {
        int sum = weights[9] * 127;
        for (int x = 0; x < 3; ++x)
          for (int y = 0; y < 3; ++y) sum += weights[x * 3 + y] * cell[i][y][x];
        most = std::max(most, sum);
      }
      const auto at = static_cast<std::size_t>(feature);
      CHECK(std::abs(expected[at] - 127 * std::tanh(double{file.front.scales[at]} * most)) <= 0.51);
    }
  }
}

TEST_CASE("kernels: outputs and their exponentials are the same to the bit, and right") {
  std::mt19937 random(8);
  for (const int codes : {2, 16, 17, 269}) {
    const Network network = pack(any_network(random, 16, codes), "any");
    const int count = 7;
    const auto inputs = any_bytes(random, 16 * count);
    const auto stride = static_cast<std::size_t>(network.output.blocks()) * 16;
    std::vector<float> expected, totals;
    for (const Kernels* one : kernels()) {
      CAPTURE(one->name);
      CAPTURE(codes);
      std::vector<float> values(stride * count), sums;
      one->outputs(view(network.output), inputs.data(), count, values.data());
      const std::vector<float> before = values;
      for (std::size_t i = 0; i < count; ++i)
        sums.push_back(one->exponentials(values.data() + i * stride, codes));
      if (expected.empty()) {
        expected = values;
        totals = sums;
        for (std::size_t i = 0; i < count; ++i) {
          const auto row = before.begin() + static_cast<std::ptrdiff_t>(i * stride);
          const float most = *std::max_element(row, row + codes);
          double sum = 0;
          for (int code = 0; code < codes; ++code) {
            const double value = std::exp(double{row[code]} - double{most});
            sum += value;
            CHECK(double{values[i * stride + static_cast<std::size_t>(code)]} ==
                  doctest::Approx(value).epsilon(1e-5));
          }
          CHECK(double{sums[i]} == doctest::Approx(sum).epsilon(1e-5));
          for (std::size_t code = static_cast<std::size_t>(codes); code < stride; ++code)
            CHECK(values[i * stride + code] == 0);
        }
      }
      CHECK(values == expected);
      CHECK(sums == totals);
    }
  }
}

TEST_CASE("kernels: cells far out of the tables' range stay in theirs") {
  NetworkFile file;
  std::mt19937 random(9);
  file = any_network(random, 16, 3);
  for (Matrix& gate : file.up.gates) std::ranges::fill(gate.scales, 1e5F);
  const Network network = pack(file, "any");
  const auto inputs = any_bytes(random, 100);
  for (const Kernels* one : kernels()) {
    CAPTURE(one->name);
    const Ran ran = run_lstm(*one, network.up, 3, inputs);
    for (const std::int8_t byte : ran.bytes) CHECK(std::abs(byte) <= 127);
    for (const float state : ran.floats) CHECK(std::abs(state) <= 100);
    CHECK(ran == run_lstm(*kernels().back(), network.up, 3, inputs));
  }
}

}  // namespace sohoa::ocr
