#include "ocr/network/network_file.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "ocr/network/byte_reader.h"
#include "ocr/network/traineddata.h"

namespace sohoa::ocr {
namespace {

constexpr int deepest = 8;                 // containers in containers
constexpr std::uint32_t most_layers = 16;  // in one container
constexpr int most_recurrent = 8;          // along the line
constexpr int widest = 1024;               // outputs of a recurrent layer
constexpr int most_codes = 4096;
constexpr std::size_t longest_name = 400;
// Kernels take features by sixteens (kernels.h).
constexpr int step = 16;

constexpr std::uint8_t mode_int8 = 1, mode_current = 128;
constexpr std::int32_t layer_rates = 64;

// A node of the tree of layers, before it is known what it is for.
struct Node {
  std::string type;
  std::int32_t flags = 0, inputs = 0, outputs = 0;
};

Node read_node(ByteReader& at) {
  if (at.number<std::int8_t>() != 0) at.fail("a network of another version of Tesseract");
  Node node;
  node.type = at.text(longest_name);
  at.take(2);  // whether it is being trained
  node.flags = at.number<std::int32_t>();
  node.inputs = at.number<std::int32_t>();
  node.outputs = at.number<std::int32_t>();
  at.number<std::int32_t>();  // number of weights, which the matrices say themselves
  at.text(longest_name);
  return node;
}

Matrix read_matrix(ByteReader& at, int rows, int columns) {
  const auto mode = at.number<std::uint8_t>();
  if ((mode & mode_int8) == 0 || (mode & mode_current) == 0)
    at.fail("weights that are not int8 (a \"best\" model of floats)");
  const auto high = at.number<std::uint32_t>();
  const auto wide = at.number<std::uint32_t>();
  if (high != static_cast<std::uint32_t>(rows) || wide != static_cast<std::uint32_t>(columns))
    at.fail(
        fmt::format("a layer of {}x{} weights, {}x{} were expected", high, wide, rows, columns));
  at.take(1);
  Matrix matrix{rows, columns, {}, {}};
  const auto bytes = at.take(std::size_t{high} * wide);
  matrix.weights.reserve(bytes.size());
  std::ranges::transform(bytes, std::back_inserter(matrix.weights),
                         [](std::byte b) { return static_cast<std::int8_t>(b); });
  if (std::ranges::count(matrix.weights, std::int8_t{-128}) > 0) at.fail("a weight of -128");
  const auto scales = at.number<std::uint32_t>();
  if (scales < high || scales > high + 64) at.fail("a layer without its scales");
  for (std::uint32_t i = 0; i < scales; ++i) {
    const auto scale = at.number<double>();
    if (!std::isfinite(scale) || std::abs(scale) > 1e6) at.fail("a scale that is no number");
    if (i < high) matrix.scales.push_back(static_cast<float>(scale / 127));
  }
  return matrix;
}

void by_sixteens(const ByteReader& at, int size, int most) {
  if (size < step || size > most || size % step != 0)
    at.fail(fmt::format("a layer of {} features, a multiple of {} up to {} was expected", size,
                        step, most));
}

// The tree is flat in meaning: what is in a container follows what was before it.
class LayerReader {
 public:
  LayerReader(ByteReader& at, NetworkFile& network) : at_(at), network_(network) {}

  void read(int depth, bool leftwards, bool upright) {
    if (depth > deepest) at_.fail("layers in layers");
    const Node node = read_node(at_);
    const int before = features_;
    read_layer(node, depth, leftwards, upright);
    // libtesseract, which may be given the same file, trusts these numbers.
    if (node.inputs != before || node.outputs != features_)
      at_.fail(fmt::format("its layer \"{}\" takes {} features to {}, {} to {} was expected",
                           node.type, node.inputs, node.outputs, before, features_));
  }

  bool finished_all() const noexcept { return stage_ == finished; }

 private:
  static constexpr int finished = 1000;

  void read_layer(const Node& node, int depth, bool leftwards, bool upright) {
    if (node.type == "Series" || node.type == "RTLReversed" || node.type == "XYTranspose") {
      container(node, depth, leftwards, upright);
    } else if (node.type == "Input") {
      expect(0, node);
      const std::array<std::int32_t, 5> shape = parameters<5>();
      if (shape[1] != NetworkFile::line_height || shape[2] != 0 || shape[3] != 1)
        at_.fail("an input that is not grey lines of 36 pixels");
      features_ = 1;
    } else if (node.type == "Convolve") {
      expect(1, node);
      if (parameters<2>() != std::array<std::int32_t, 2>{1, 1}) at_.fail("a front other than 3x3");
      features_ = 9;
    } else if (node.type == "Tanh") {
      expect(2, node);
      if (node.outputs != step) at_.fail("a front of other than 16 features");
      network_.front = read_matrix(at_, node.outputs, 10);
      features_ = node.outputs;
    } else if (node.type == "Maxpool") {
      expect(3, node);
      if (parameters<2>() != std::array<std::int32_t, 2>{NetworkFile::pooled, NetworkFile::pooled})
        at_.fail("a front that does not take the largest of 3x3");
    } else if (node.type == "SummLSTM") {
      expect(4, node);
      if (!upright || leftwards) at_.fail("a layer that sums up along the line");
      network_.up = recurrent(node, false);
    } else if (node.type == "LSTM") {
      if (stage_ < 5 || stage_ >= 5 + most_recurrent || upright)
        at_.fail("its layers stand in another order");
      ++stage_;
      network_.along.push_back(recurrent(node, leftwards));
    } else if (node.type == "Softmax") {
      if (stage_ < 6) at_.fail("its layers stand in another order");
      stage_ = finished;
      if (node.outputs < 2 || node.outputs > most_codes) at_.fail("too many codes");
      network_.output = read_matrix(at_, node.outputs, features_ + 1);
      features_ = node.outputs;
    } else {
      at_.fail("a layer \"" + node.type + "\"");
    }
  }

  void expect(int stage, const Node& node) {
    if (stage_ != stage) at_.fail("its layer \"" + node.type + "\" stands in another place");
    ++stage_;
  }

  void container(const Node& node, int depth, bool leftwards, bool upright) {
    const auto count = at_.number<std::uint32_t>();
    if (count == 0 || count > most_layers) at_.fail("a part of too many layers");
    for (std::uint32_t i = 0; i < count; ++i)
      read(depth + 1, leftwards != (node.type == "RTLReversed"),
           upright != (node.type == "XYTranspose"));
    if ((node.flags & layer_rates) != 0) {
      const auto rates = at_.number<std::uint32_t>();
      if (rates > most_layers) at_.fail("a part of too many learning rates");
      at_.take(rates * sizeof(float));
    }
  }

  template <std::size_t count>
  std::array<std::int32_t, count> parameters() {
    std::array<std::int32_t, count> found;
    for (auto& value : found) value = at_.number<std::int32_t>();
    return found;
  }

  Recurrent recurrent(const Node& node, bool leftwards) {
    by_sixteens(at_, node.outputs, widest);
    Recurrent layer{features_, node.outputs, leftwards, {}};
    const int columns = layer.inputs + layer.outputs + 1;
    if (parameters<1>()[0] != columns - 1) at_.fail("a layer over two directions");
    for (Matrix& gate : layer.gates) gate = read_matrix(at_, layer.outputs, columns);
    features_ = layer.outputs;
    return layer;
  }

  ByteReader& at_;
  NetworkFile& network_;
  int stage_ = 0, features_ = NetworkFile::line_height;
};

}  // namespace

NetworkFile read_network_file(std::span<const std::byte> file, std::string_view name) {
  const TrainedData data(file, name);
  NetworkFile network;
  ByteReader at(data.part(Part::network), name);
  if (at.done()) at.fail("no network for lines");
  LayerReader layers(at, network);
  layers.read(0, false, false);
  if (!layers.finished_all()) at.fail("no network for lines");
  at.text(longest_name);      // its spec
  at.number<std::int32_t>();  // what training was told
  at.number<std::int32_t>();  // how often it was trained
  network.seed = static_cast<std::uint64_t>(std::int64_t{at.number<std::int32_t>()} * 0x10000001);
  network.null = at.number<std::int32_t>();
  at.take(3 * sizeof(float));  // of training
  if (!at.done()) at.fail("more after the network than was expected");
  if (network.null < 0 || network.null >= network.output.rows)
    at.fail("a code between letters that is none");
  network.alphabet = read_alphabet(data.part(Part::characters), data.part(Part::codes),
                                   network.output.rows, network.null, name);
  return network;
}

}  // namespace sohoa::ocr
