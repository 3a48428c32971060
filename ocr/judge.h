// Chooses between near-equal readings of the words of a line by what office texts say.
#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/lexicon.h"
#include "ocr/candidates.h"

namespace sohoa::ocr {

// What is known of a word that bears on whether it is right. Names in `fact_names`.
inline constexpr std::size_t fact_count = 16;
using Facts = std::array<double, fact_count>;
extern const std::array<std::string_view, fact_count> fact_names;

struct Judgement {
  std::string text;                       // NFC
  std::vector<std::string> alternatives;  // the engine's own reading first if another was chosen
  Facts facts{};
};

struct JudgeLimits {
  Nearness nearness;
  double language_weight = 1;  // of the texts' voice beside the engine's
  // By how much another reading must be better than the engine's own: if that is no syllable, code,
  // number or other known form; if it is one; and if it is a single character or looks like a name,
  // of which office texts know little.
  double gain = 1;
  double gain_over_known = 2;
  double gain_over_name = 6;
  double alternative_within = 4.0;  // of the chosen one's score
};

// Pure; thread-safe.
std::vector<Judgement> judge_line(std::span<const ReadWord> line, const Lexicon& lexicon,
                                  const JudgeLimits& limits = {});

}  // namespace sohoa::ocr
