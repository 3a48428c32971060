// The weights of the network in letter_turn.cpp, as scripts/train-turn learnt them.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace sohoa::imaging {

inline constexpr int letter_picture_side = 12;  // pixels
inline constexpr std::size_t letter_picture_size =
    std::size_t{letter_picture_side} * letter_picture_side;

struct LetterTurnWeights {
  static constexpr std::size_t hidden = 24;
  float scale;  // of `first`
  std::array<std::int8_t, hidden * letter_picture_size> first;
  std::array<float, hidden> bias;
  std::array<float, hidden> second;
};
extern const LetterTurnWeights letter_turn_weights;

}  // namespace sohoa::imaging
