#include "ocr/network/activation_tables.h"

#include <cmath>

namespace sohoa::ocr {
namespace {

template <class Function>
ActivationTable table_of(Function function) {
  ActivationTable table;
  const auto value = [&](int i) {
    return static_cast<float>(function(i / double{ActivationTable::per_unit}));
  };
  for (int i = 0; i < ActivationTable::entries; ++i)
    table.at[i] = {value(i), value(i + 1) - value(i)};
  return table;
}

}  // namespace

const ActivationTable& tanh_table() {
  static const ActivationTable table = table_of([](double x) { return std::tanh(x); });
  return table;
}

const ActivationTable& logistic_table() {
  static const ActivationTable table = table_of([](double x) { return 1 / (1 + std::exp(-x)); });
  return table;
}

}  // namespace sohoa::ocr
