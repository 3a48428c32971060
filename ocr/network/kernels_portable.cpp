// For every processor: plain loops, which compilers turn into whatever vectors there are.
#include <bit>

#include "ocr/network/kernel_steps.h"
#include "ocr/network/kernels_by_processor.h"

namespace sohoa::ocr {
namespace {

struct Portable {
  static constexpr int lanes = 16, tile = 1;
  template <class T>
  struct Lanes {
    T at[lanes];
  };
  using Floats = Lanes<float>;
  using Ints = Lanes<std::int32_t>;
  using Mask = Lanes<bool>;
  using Bytes = const std::int8_t*;
  using Weights = const std::int8_t*;

  template <class T, class Function>
  static Lanes<T> each(Function function) {
    Lanes<T> result;
    for (int i = 0; i < lanes; ++i) result.at[i] = function(i);
    return result;
  }

  static const std::int32_t* bias_of(const MatricesView& m) { return m.bias; }
  static Bytes spread(const std::int8_t* four) { return four; }
  static Weights load_weights(const std::int8_t* at) { return at; }
  static Ints dot(Ints sum, Bytes x, Weights w) {
    for (int i = 0; i < lanes; ++i)
      for (int k = 0; k < PackedMatrices::group; ++k)
        sum.at[i] += x[k] * w[i * PackedMatrices::group + k];
    return sum;
  }

  static Floats all(float x) {
    return each<float>([=](int) { return x; });
  }
  static Floats load(const float* from) {
    return each<float>([=](int i) { return from[i]; });
  }
  static Ints load(const std::int32_t* from) {
    return each<std::int32_t>([=](int i) { return from[i]; });
  }
  static void store(const Floats& x, float* to) {
    for (int i = 0; i < lanes; ++i) to[i] = x.at[i];
  }
  static Floats plus(const Floats& a, const Floats& b) {
    return each<float>([&](int i) { return a.at[i] + b.at[i]; });
  }
  static Floats minus(const Floats& a, const Floats& b) {
    return each<float>([&](int i) { return a.at[i] - b.at[i]; });
  }
  static Floats times(const Floats& a, const Floats& b) {
    return each<float>([&](int i) { return a.at[i] * b.at[i]; });
  }
  static Floats least(const Floats& a, const Floats& b) {
    return each<float>([&](int i) { return a.at[i] < b.at[i] ? a.at[i] : b.at[i]; });
  }
  static Floats greatest(const Floats& a, const Floats& b) {
    return each<float>([&](int i) { return a.at[i] > b.at[i] ? a.at[i] : b.at[i]; });
  }
  static Ints most(const Ints& a, const Ints& b) {
    return each<std::int32_t>([&](int i) { return a.at[i] > b.at[i] ? a.at[i] : b.at[i]; });
  }
  static Floats floats(const Ints& x) {
    return each<float>([&](int i) { return static_cast<float>(x.at[i]); });
  }
  static Ints truncated(const Floats& x) {
    return each<std::int32_t>([&](int i) { return static_cast<std::int32_t>(x.at[i]); });
  }
  static Mask below(const Floats& a, const Floats& b) {
    return each<bool>([&](int i) { return a.at[i] < b.at[i]; });
  }
  static Floats choose(const Mask& mask, const Floats& yes, const Floats& no) {
    return each<float>([&](int i) { return mask.at[i] ? yes.at[i] : no.at[i]; });
  }
  static Floats magnitude(const Floats& x) {
    return each<float>([&](int i) { return __builtin_fabsf(x.at[i]); });
  }
  static Floats with_sign_of(const Floats& x, const Floats& sign) {
    return each<float>([&](int i) { return __builtin_copysignf(x.at[i], sign.at[i]); });
  }
  static Floats power_of_two(const Ints& n) {
    return each<float>([&](int i) { return std::bit_cast<float>((n.at[i] + 127) << 23); });
  }
  static void look_up(const float* pairs, const Ints& index, Floats& first, Floats& second) {
    first = each<float>([&](int i) { return pairs[2 * index.at[i]]; });
    second = each<float>([&](int i) { return pairs[2 * index.at[i] + 1]; });
  }
  static void store_bytes(const Ints& x, std::int8_t* to) {
    for (int i = 0; i < lanes; ++i) to[i] = static_cast<std::int8_t>(x.at[i]);
  }
};

}  // namespace

const Kernels kernels_portable = kernels_of<Portable>("portable");

}  // namespace sohoa::ocr
