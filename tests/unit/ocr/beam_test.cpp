#include "ocr/network/beam.h"

#include <cmath>

#include <doctest/doctest.h>

namespace sohoa::ocr {
namespace {

constexpr int a = 0, b = 1, space = 2, null = 3;
using Step = std::vector<float>;

std::vector<Spelled> read(const std::vector<Step>& steps) {
  Beam beam(null);
  beam.start();
  for (const Step& step : steps) beam.step(step, 1);
  return beam.best();
}

Step sure(int code) {
  Step step(4, 0.001F);
  step[static_cast<std::size_t>(code)] = 0.997F;
  return step;
}

std::vector<int> codes(const std::vector<Spelled>& text) {
  std::vector<int> found;
  for (const Spelled& one : text) found.push_back(one.code);
  return found;
}

}  // namespace

TEST_CASE("beam: equal codes side by side are one character, apart they are two") {
  CHECK(codes(read({sure(a), sure(a), sure(null), sure(a), sure(b), sure(space), sure(null)})) ==
        std::vector<int>{a, a, b, space});
  CHECK(read({sure(null), sure(null)}).empty());
  CHECK(read({}).empty());
  CHECK(codes(read({sure(b)})) == std::vector<int>{b});
}

TEST_CASE("beam: a character that shares two steps with nothing is still one") {
  // Neither step alone prefers the character: the path through either of them does.
  const Step half{0.45F, 0.04F, 0.01F, 0.5F};
  CHECK(codes(read({sure(null), half, half, sure(null)})) == std::vector<int>{a});
  CHECK(read({sure(null), {0.05F, 0.04F, 0.01F, 0.9F}, sure(null)}).empty());
}

TEST_CASE("beam: certainty is that of the least certain step on the way") {
  const Step doubtful{0.6F, 0.395F, 0.001F, 0.004F};
  const auto text = read({sure(null), doubtful, sure(null), sure(b), sure(null)});
  REQUIRE(codes(text) == std::vector<int>{a, b});
  CHECK(text[0].certainty == doctest::Approx(std::log(0.6F)).epsilon(0.01));
  CHECK(text[1].certainty == doctest::Approx(std::log(0.997F)).epsilon(0.1));
  REQUIRE(text[0].others.size() == 1);
  CHECK(text[0].others[0].code == b);
  CHECK(text[0].others[0].certainty == doctest::Approx(std::log(0.395F)).epsilon(0.01));
  CHECK(text[1].others.empty());
}

TEST_CASE("beam: characters share the steps between them, and cover all") {
  const auto text = read({sure(null), sure(null), sure(a), sure(null), sure(null), sure(null),
                          sure(b), sure(null), sure(null)});
  // A step with nothing may count for the character before it, which so reaches a step further.
  REQUIRE(text.size() == 2);
  CHECK(text[0].first == 0);
  CHECK(text[0].last == 5);
  CHECK(text[1].first == 5);
  CHECK(text[1].last == 9);
}

TEST_CASE("beam: shares need not add up to one, and it can be used again") {
  Beam beam(null);
  for (int round = 0; round < 2; ++round) {
    beam.start();
    beam.step(Step{20, 1, 1, 1}, 23);
    beam.step(Step{1, 1, 1, 20}, 23);
    CHECK(codes(beam.best()) == std::vector<int>{a});
  }
}

TEST_CASE("beam: shares of nothing at all end in some reading, not in a fault") {
  const Step nothing(4, 0);
  CHECK(read({nothing, nothing, nothing}).size() <= 3);
}

}  // namespace sohoa::ocr
