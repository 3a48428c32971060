#include "ocr/network/network.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/error.h"
#include "core/file.h"

namespace sohoa::ocr {
namespace {

constexpr std::uint64_t largest_file = 64U << 20U;
constexpr int bias_input = 127;
constexpr int shift = 128;

PackedMatrices pack_all(std::span<const Matrix> matrices) {
  constexpr int lanes = PackedMatrices::lanes, group = PackedMatrices::group;
  PackedMatrices packed;
  packed.rows = matrices.front().rows;
  packed.inputs = matrices.front().columns - 1;
  packed.weights.reserve(static_cast<std::size_t>(packed.blocks()) *
                         static_cast<std::size_t>(packed.groups()) * matrices.size() *
                         static_cast<std::size_t>(lanes * group));
  for (int block = 0; block < packed.blocks(); ++block) {
    const auto weight = [&](const Matrix& matrix, int lane, int input) {
      const int row = block * lanes + lane;
      return row < matrix.rows && input < packed.inputs
                 ? matrix.weights[static_cast<std::size_t>(row * matrix.columns + input)]
                 : std::int8_t{0};
    };
    for (int first = 0; first < packed.inputs; first += group)
      for (const Matrix& matrix : matrices)
        for (int lane = 0; lane < lanes; ++lane)
          for (int i = 0; i < group; ++i) packed.weights.push_back(weight(matrix, lane, first + i));
    for (const Matrix& matrix : matrices)
      for (int lane = 0; lane < lanes; ++lane) {
        const int row = block * lanes + lane;
        int sum = 0;
        for (int i = 0; i < packed.inputs; ++i) sum += weight(matrix, lane, i);
        const bool real = row < matrix.rows;
        const int bias =
            real ? matrix.weights[static_cast<std::size_t>((row + 1) * matrix.columns - 1)] : 0;
        packed.bias.push_back(bias * bias_input);
        packed.bias_of_shifted.push_back(bias * bias_input - shift * sum);
        packed.scales.push_back(real ? matrix.scales[static_cast<std::size_t>(row)] : 0.0F);
      }
  }
  return packed;
}

// The file has the pixels of the front column by column; kernels read rows, four pixels at once.
Matrix front_by_rows(const Matrix& file) {
  Matrix rows{file.rows, 13, {}, file.scales};
  for (int feature = 0; feature < file.rows; ++feature) {
    const auto at = file.weights.begin() + std::ptrdiff_t{feature} * file.columns;
    for (int y = 0; y < 3; ++y) {
      for (int x = 0; x < 3; ++x) rows.weights.push_back(at[x * 3 + y]);
      rows.weights.push_back(0);
    }
    rows.weights.push_back(at[9]);
  }
  return rows;
}

PackedRecurrent pack_layer(const Recurrent& layer) {
  return {layer.inputs, layer.outputs, layer.leftwards, pack_all(layer.gates)};
}

}  // namespace

Network pack(const NetworkFile& file, std::string name) {
  Network network;
  network.name = std::move(name);
  const Matrix front = front_by_rows(file.front);
  network.front = pack_all({&front, 1});
  network.up = pack_layer(file.up);
  std::ranges::transform(file.along, std::back_inserter(network.along), pack_layer);
  network.output = pack_all({&file.output, 1});
  network.null = file.null;
  network.seed = file.seed;
  network.alphabet = file.alphabet;
  return network;
}

std::shared_ptr<const Network> load_network(const std::filesystem::path& traineddata) {
  std::string bytes;
  try {
    bytes = read_file(traineddata, largest_file);
  } catch (const Error& error) {
    throw Error(Cause::data_missing, error.what());
  }
  return std::make_shared<const Network>(
      pack(read_network_file(std::as_bytes(std::span(bytes)), traineddata.string()),
           traineddata.stem().string()));
}

}  // namespace sohoa::ocr
