// A line recogniser's weights, laid out for the kernels: read once, shared by all workers.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ocr/network/aligned.h"
#include "ocr/network/network_file.h"

namespace sohoa::ocr {

// Matrices of the same shape, worked out together: sixteen outputs of each at a time, four
// inputs of each output side by side.
struct PackedMatrices {
  static constexpr int lanes = 16;  // outputs side by side
  static constexpr int group = 4;   // inputs side by side

  int rows = 0, inputs = 0;  // of each; inputs without the bias
  int blocks() const noexcept { return (rows + lanes - 1) / lanes; }
  int groups() const noexcept { return (inputs + group - 1) / group; }

  // [block][group of inputs][matrix][output][input]; what is beyond the shape is 0.
  AlignedVector<std::int8_t> weights;
  // [block][matrix][output]: what a sum starts from, for inputs as they are, and for inputs with
  // 128 added to each, which some processors multiply faster.
  AlignedVector<std::int32_t> bias, bias_of_shifted;
  AlignedVector<float> scales;  // [block][matrix][output]
};

struct PackedRecurrent {
  int inputs = 0, outputs = 0;
  bool leftwards = false;
  PackedMatrices gates;  // in the order of Recurrent::Gate
};

struct Network {
  std::string name;      // of its file, without .traineddata
  PackedMatrices front;  // 12 inputs: three rows of three pixels and a pixel that does not count
  PackedRecurrent up;
  std::vector<PackedRecurrent> along;
  PackedMatrices output;
  int null = 0;
  std::uint64_t seed = 0;
  Alphabet alphabet;
};

Network pack(const NetworkFile& file, std::string name);

// Reads a .traineddata of at most 64 MB. Throws Error(data_missing) saying what is wrong.
std::shared_ptr<const Network> load_network(const std::filesystem::path& traineddata);

}  // namespace sohoa::ocr
