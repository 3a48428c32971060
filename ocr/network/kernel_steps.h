// What every kernel does, written once over the vectors V of a kind of processor. V is a type of
// the including file's own, so that nothing compiled for one processor is linked in for another;
// for the same reason nothing here calls the standard library.
//
// V has: Floats, Ints and Bytes (four inputs of one row for each lane), `lanes`, `tile` (rows
// worked out together) and the operations used below.
#pragma once
#include <cstdint>

#include "ocr/network/activation_tables.h"
#include "ocr/network/kernels.h"

namespace sohoa::ocr {

template <class V>
struct KernelSteps {
  using F = typename V::Floats;
  using I = typename V::Ints;

  static constexpr int lanes = PackedMatrices::lanes;
  static constexpr int group = PackedMatrices::group;
  static constexpr int parts = lanes / V::lanes;
  static constexpr int group_bytes = lanes * group;  // of one matrix

  // |x| of a table's argument to its value, by interpolation.
  static F interpolated(const ActivationTable& table, F magnitude) {
    const F place = V::least(V::times(magnitude, V::all(ActivationTable::per_unit)),
                             V::all(ActivationTable::entries - 1));
    const I index = V::truncated(place);
    F value, rise;
    V::look_up(&table.at[0].value, index, value, rise);
    const F between = V::plus(value, V::times(rise, V::minus(place, V::floats(index))));
    return V::choose(V::below(place, V::all(ActivationTable::entries - 1)), between, V::all(1));
  }
  static F hyperbolic_tangent(const Activations& tables, F x) {
    return V::with_sign_of(interpolated(*tables.tanh, V::magnitude(x)), x);
  }
  static F logistic(const Activations& tables, F x) {
    const F right = interpolated(*tables.logistic, V::magnitude(x));
    return V::choose(V::below(x, V::all(0)), V::minus(V::all(1), right), right);
  }
  // x127, halves away from zero.
  static I rounded(F x) {
    const F scaled = V::times(x, V::all(127));
    return V::truncated(V::plus(scaled, V::with_sign_of(V::all(0.5F), scaled)));
  }

  static void front(const MatricesView& weights, const Activations& tables, const FrontCell& cell,
                    std::int8_t* features) {
    for (int part = 0; part < parts; ++part) {
      const std::int8_t* w = weights.weights + part * V::lanes * group;
      const I bias = V::load(V::bias_of(weights) + part * V::lanes);
      I most = bias;
      for (int position = 0; position < 9; ++position) {
        I sum = bias;
        for (int row = 0; row < 3; ++row)
          sum = V::dot(sum, V::spread(cell[position][row]), V::load_weights(w + row * group_bytes));
        most = position == 0 ? sum : V::most(most, sum);
      }
      const F scale = V::load(weights.scales + part * V::lanes);
      V::store_bytes(rounded(hyperbolic_tangent(tables, V::times(V::floats(most), scale))),
                     features + part * V::lanes);
    }
  }

  static void cell_update(const MatricesView& gates, const Activations& tables, int at,
                          const I (&sums)[4], float* state, std::int8_t* out) {
    F gate[4];
    for (int g = 0; g < 4; ++g)
      gate[g] = V::times(V::floats(sums[g]), V::load(gates.scales + at + g * lanes));
    const F candidate = hyperbolic_tangent(tables, gate[Recurrent::candidate]);
    const F input = logistic(tables, gate[Recurrent::input]);
    const F forget = logistic(tables, gate[Recurrent::forget]);
    const F output = logistic(tables, gate[Recurrent::output]);
    F cell = V::plus(V::times(V::load(state), forget), V::times(candidate, input));
    cell = V::least(V::greatest(cell, V::all(-100)), V::all(100));
    V::store(cell, state);
    V::store_bytes(rounded(V::times(hyperbolic_tangent(tables, cell), output)), out);
  }

  // `tile` lines, one block of sixteen cells.
  template <int tile>
  static void lstm_tile(const MatricesView& gates, const Activations& tables, int outputs,
                        const LstmStep* steps, int block) {
    const int first = block * lanes;
    for (int part = 0; part < parts; ++part) {
      const int at = block * 4 * lanes + part * V::lanes;
      const std::int8_t* w = gates.weights + block * (gates.inputs / group) * 4 * group_bytes +
                             part * V::lanes * group;
      I sums[tile][4];
      for (int g = 0; g < 4; ++g) {
        const I bias = V::load(V::bias_of(gates) + at + g * lanes);
        for (int t = 0; t < tile; ++t) sums[t][g] = bias;
      }
      const auto add = [&](const std::int8_t* const(&rows)[tile], int count) {
        for (int i = 0; i < count; i += group, w += 4 * group_bytes) {
          typename V::Bytes x[tile];
          for (int t = 0; t < tile; ++t) x[t] = V::spread(rows[t] + i);
          for (int g = 0; g < 4; ++g) {
            const typename V::Weights four = V::load_weights(w + g * group_bytes);
            for (int t = 0; t < tile; ++t) sums[t][g] = V::dot(sums[t][g], x[t], four);
          }
        }
      };
      const std::int8_t* rows[tile];
      for (int t = 0; t < tile; ++t) rows[t] = steps[t].inputs;
      add(rows, gates.inputs - outputs);
      for (int t = 0; t < tile; ++t) rows[t] = steps[t].before;
      add(rows, outputs);
      for (int t = 0; t < tile; ++t)
        cell_update(gates, tables, at, sums[t], steps[t].state + first + part * V::lanes,
                    steps[t].outputs + first + part * V::lanes);
    }
  }

  static void lstm(const MatricesView& gates, const Activations& tables, int outputs,
                   const LstmStep* steps, int count) {
    for (int block = 0; block < gates.blocks; ++block) {
      int at = 0;
      for (; at + V::tile <= count; at += V::tile)
        lstm_tile<V::tile>(gates, tables, outputs, steps + at, block);
      for (; at < count; ++at) lstm_tile<1>(gates, tables, outputs, steps + at, block);
    }
  }

  template <int tile>
  static void outputs_tile(const MatricesView& weights, const std::int8_t* inputs, float* to,
                           int block) {
    for (int part = 0; part < parts; ++part) {
      const int at = block * lanes + part * V::lanes;
      const std::int8_t* w = weights.weights + block * (weights.inputs / group) * group_bytes +
                             part * V::lanes * group;
      I sums[tile];
      for (int t = 0; t < tile; ++t) sums[t] = V::load(V::bias_of(weights) + at);
      for (int i = 0; i < weights.inputs; i += group, w += group_bytes) {
        const typename V::Weights four = V::load_weights(w);
        for (int t = 0; t < tile; ++t)
          sums[t] = V::dot(sums[t], V::spread(inputs + t * weights.inputs + i), four);
      }
      const F scale = V::load(weights.scales + at);
      for (int t = 0; t < tile; ++t)
        V::store(V::times(V::floats(sums[t]), scale), to + t * weights.blocks * lanes + at);
    }
  }

  static void outputs(const MatricesView& weights, const std::int8_t* inputs, int count,
                      float* to) {
    constexpr int tile = 2 * V::tile;
    const int stride = weights.blocks * lanes;
    for (int block = 0; block < weights.blocks; ++block) {
      int at = 0;
      for (; at + tile <= count; at += tile)
        outputs_tile<tile>(weights, inputs + at * weights.inputs, to + at * stride, block);
      for (; at < count; ++at)
        outputs_tile<1>(weights, inputs + at * weights.inputs, to + at * stride, block);
    }
  }

  // Cephes' way: a power of two and a polynomial for what is left. Arguments are 0 or less.
  static F exponential(F x) {
    x = V::greatest(x, V::all(-86));
    const I power = V::truncated(V::minus(V::times(x, V::all(1.44269504F)), V::all(0.5F)));
    const F n = V::floats(power);
    x = V::minus(V::minus(x, V::times(n, V::all(0.693359375F))),
                 V::times(n, V::all(-2.12194440e-4F)));
    F sum = V::all(1.9875691500e-4F);
    constexpr float coefficients[] = {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F,
                                      1.6666665459e-1F, 5.0000001201e-1F};
    for (const float c : coefficients) sum = V::plus(V::times(sum, x), V::all(c));
    sum = V::plus(V::plus(V::times(sum, V::times(x, x)), x), V::all(1));
    return V::times(sum, V::power_of_two(power));
  }

  static float exponentials(float* values, int count) {
    float most = values[0];
    for (int i = 1; i < count; ++i) most = values[i] > most ? values[i] : most;
    F sums[parts];
    for (F& sum : sums) sum = V::all(0);
    const int whole = (count + lanes - 1) / lanes * lanes;
    for (int i = count; i < whole; ++i) values[i] = -1e30F;
    for (int i = 0; i < whole; i += lanes)
      for (int part = 0; part < parts; ++part) {
        float* at = values + i + part * V::lanes;
        const F argument = V::minus(V::load(at), V::all(most));
        const F value =
            V::choose(V::below(argument, V::all(-1e20F)), V::all(0), exponential(argument));
        V::store(value, at);
        sums[part] = V::plus(sums[part], value);
      }
    float all[lanes], total = 0;
    for (int part = 0; part < parts; ++part) V::store(sums[part], all + part * V::lanes);
    for (const float one : all) total += one;
    return total;
  }
};

template <class V>
constexpr Kernels kernels_of(std::string_view name) {
  using Steps = KernelSteps<V>;
  return {name, Steps::front, Steps::lstm, Steps::outputs, Steps::exponentials};
}

}  // namespace sohoa::ocr
