// The line recogniser in a .traineddata as it stands there: the layers of Tesseract's
// [1,36,0,1 Ct3,3,16 Mp3,3 Lfys.. (Lfx..|Lrx..)+ O1c..], weights in int8.
//
// A weight is int8 x the scale of its row, for inputs of -127 to 127 that stand for -1 to 1.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/network/alphabet.h"

namespace sohoa::ocr {

// Rows are outputs; the last column is the bias, whose input is always 127.
struct Matrix {
  int rows = 0, columns = 0;
  std::vector<std::int8_t> weights;  // row by row, -127 to 127
  std::vector<float> scales;         // one a row
};

// Long short-term memory (Hochreiter and Schmidhuber 1997) with forget gate, without peepholes.
struct Recurrent {
  enum Gate { candidate, input, forget, output };
  int inputs = 0, outputs = 0;
  bool leftwards = false;       // reads each line from its end
  std::array<Matrix, 4> gates;  // columns: the inputs, the layer's last outputs, the bias
};

struct NetworkFile {
  static constexpr int line_height = 36;  // of its input, in pixels
  static constexpr int pooled = 3;        // rows and columns of which the front keeps the largest

  Matrix front;                  // 3x3 pixels, column by column, to features
  Recurrent up;                  // down each column of features; its last output is kept
  std::vector<Recurrent> along;  // along the line
  Matrix output;                 // to codes
  int null = 0;                  // the code between letters
  std::uint64_t seed = 0;        // of what is put around the line
  Alphabet alphabet;
};

// Checks every length, size and shape. Throws Error(data_missing) naming the file `name` and saying
// what is wrong with it.
NetworkFile read_network_file(std::span<const std::byte> file, std::string_view name);

}  // namespace sohoa::ocr
