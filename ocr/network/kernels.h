// The arithmetic of the network, once for each kind of processor: all give the same bits.
//
// Sums of products are integers, so their order does not matter; what follows them is single
// precision, one operation after the other, never contracted.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "ocr/network/activation_tables.h"
#include "ocr/network/network.h"

namespace sohoa::ocr {

// What a kernel sees of PackedMatrices: nothing in it is a class of the standard library, whose
// functions, compiled for one processor, could be linked in for all.
struct MatricesView {
  const std::int8_t* weights;
  const std::int32_t *bias, *bias_of_shifted;
  const float* scales;
  int blocks, inputs;
};
MatricesView view(const PackedMatrices& matrices);

// One step of a recurrent layer for one line.
struct LstmStep {
  const std::int8_t* inputs;  // of this step
  const std::int8_t* before;  // the layer's outputs at the step before; zeros at first
  float* state;               // the layer's cells, changed in place; zeros at first
  std::int8_t* outputs;       // must not be `before`
};

// The nine pixels around each of the nine positions of which the front keeps the largest: for each
// position and row of it, four bytes of which the first three count.
using FrontCell = const std::int8_t* [9][3];

// The functions of cells by their tables (activation_tables.h).
struct Activations {
  const ActivationTable *tanh, *logistic;
};

struct Kernels {
  std::string_view name;  // "avx512vnni"
  // 16 features of one cell: largest of nine 3x3 convolutions, then tanh.
  void (*front)(const MatricesView& weights, const Activations& tables, const FrontCell& cell,
                std::int8_t* features);
  // `outputs` is how many the layer has; the rest of the inputs' columns are its own last outputs.
  void (*lstm)(const MatricesView& gates, const Activations& tables, int outputs,
               const LstmStep* steps, int count);
  // Outputs of `count` rows of inputs, one after the other in memory, as floats: `blocks` x 16
  // each.
  void (*outputs)(const MatricesView& weights, const std::int8_t* inputs, int count, float* to);
  // In place: e to the power of each value less the largest, of the first `count`; beyond it 0, up
  // to the next multiple of 16. Returns their sum.
  float (*exponentials)(float* values, int count);
};

// Those this processor can run, best first; the last one runs everywhere.
std::span<const Kernels* const> kernels();

}  // namespace sohoa::ocr
