// A .traineddata with a line network of a few kilobytes, right in every part unless told otherwise:
// what tests of its reader start from.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace sohoa::test {

struct TinyNetwork {
  int front_features = 16, outputs = 16, codes = 5, null = 4;
  std::int8_t weight = 3;                  // every weight
  std::uint8_t mode = 133;                 // of matrices
  double scale = 0.01;                     // of every row
  int extra_scales = 0, missing_rows = 0;  // of every matrix
  int said_inputs = 0;  // what the last recurrent layer says it takes, if not the truth
  int line_height = 36, front_size = 1, pool = 3;
  std::string last_layer = "Softmax", front_layer = "Tanh";
  std::uint32_t series_length = 7;
  int depth = 0;  // of containers around everything
  std::string characters = "5\nNULL 0 Common 0\nA 5 0\nb 3 0\n\u1ea1 3 0\n|Broken|0|1 f 0\n";
  std::array<int, 5> codes_of{0, 1, 2, 3, 4};
  int code_length = 1;

  std::string bytes() const {
    const std::string network = network_part(), recoder = recoder_part();
    std::string head, body;
    put(head, std::uint32_t{24});
    const auto first = static_cast<std::int64_t>(4 + 24 * 8);
    for (int entry = 0; entry < 24; ++entry) {
      const std::string* part = entry == 17   ? &network
                                : entry == 21 ? &characters
                                : entry == 22 ? &recoder
                                              : nullptr;
      put(head, part ? first + static_cast<std::int64_t>(body.size()) : std::int64_t{-1});
      if (part) body += *part;
    }
    return head + body;
  }

 private:
  template <class T>
  static void put(std::string& to, T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    to.append(bytes, sizeof value);
  }
  static void text(std::string& to, const std::string& text) {
    put(to, static_cast<std::uint32_t>(text.size()));
    to += text;
  }
  static void node(std::string& to, const std::string& type, int inputs, int outputs_) {
    put(to, std::int8_t{0});
    text(to, type);
    put(to, std::int8_t{0});
    put(to, std::int8_t{0});
    for (const int value : {0, inputs, outputs_, 1}) put(to, std::int32_t{value});
    text(to, "layer");
  }
  void matrix(std::string& to, int rows, int columns) const {
    rows -= missing_rows;
    put(to, mode);
    put(to, static_cast<std::uint32_t>(rows));
    put(to, static_cast<std::uint32_t>(columns));
    put(to, std::int8_t{0});
    for (int i = 0; i < rows * columns; ++i)
      put(to, static_cast<std::int8_t>(i % 3 == 1 ? -weight : weight));
    put(to, static_cast<std::uint32_t>(rows + extra_scales));
    for (int i = 0; i < rows + extra_scales; ++i) put(to, scale);
  }
  void lstm(std::string& to, const std::string& type, int inputs, int said = 0) const {
    node(to, type, said != 0 ? said : inputs, outputs);
    put(to, std::int32_t{inputs + outputs});
    for (int gate = 0; gate < 4; ++gate) matrix(to, outputs, inputs + outputs + 1);
  }
  std::string network_part() const {
    std::string to;
    for (int i = 0; i < depth; ++i) {
      node(to, "Series", 36, codes);
      put(to, std::uint32_t{1});
    }
    node(to, "Series", 36, codes);
    put(to, series_length);
    node(to, "Input", 36, 1);
    for (const int value : {1, line_height, 0, 1, 0}) put(to, std::int32_t{value});
    node(to, "Convolve", 1, 9);
    for (int i = 0; i < 2; ++i) put(to, std::int32_t{front_size});
    node(to, front_layer, 9, front_features);
    matrix(to, front_features, 10);
    node(to, "Maxpool", front_features, front_features);
    for (int i = 0; i < 2; ++i) put(to, std::int32_t{pool});
    node(to, "XYTranspose", front_features, outputs);
    put(to, std::uint32_t{1});
    lstm(to, "SummLSTM", front_features);
    node(to, "RTLReversed", outputs, outputs);
    put(to, std::uint32_t{1});
    lstm(to, "LSTM", outputs, said_inputs);
    node(to, last_layer, outputs, codes);
    matrix(to, codes, outputs + 1);
    text(to, "[spec]");
    for (const int value : {65, 1, 24, null}) put(to, std::int32_t{value});
    for (int i = 0; i < 3; ++i) put(to, 0.5F);
    return to;
  }
  std::string recoder_part() const {
    std::string to;
    put(to, static_cast<std::uint32_t>(codes_of.size()));
    for (const int code : codes_of) {
      put(to, std::int8_t{1});
      put(to, std::int32_t{code_length});
      put(to, std::int32_t{code});
    }
    return to;
  }
};

}  // namespace sohoa::test
