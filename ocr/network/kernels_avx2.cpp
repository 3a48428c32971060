// Compiled for AVX2.
#if defined(__x86_64__)
#include <immintrin.h>

#include "ocr/network/kernel_steps.h"
#include "ocr/network/kernels_by_processor.h"

namespace sohoa::ocr {
namespace {

struct Avx2 {
  using Floats = __m256;
  using Ints = __m256i;
  // Its multiplication wants one factor without sign: the inputs' magnitudes, their signs given to
  // the weights. Of bytes from -127 to 127 two products fit into 16 bits.
  struct Bytes {
    __m256i signs, magnitudes;
  };
  using Weights = __m256i;
  static constexpr int lanes = 8, tile = 2;

  static const std::int32_t* bias_of(const MatricesView& m) { return m.bias; }
  static Bytes spread(const std::int8_t* four) {
    std::int32_t word;
    __builtin_memcpy(&word, four, sizeof word);
    const __m256i x = _mm256_set1_epi32(word);
    return {x, _mm256_abs_epi8(x)};
  }
  static Weights load_weights(const std::int8_t* at) {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(at));
  }
  static Ints dot(Ints sum, const Bytes& x, Weights w) {
    const __m256i pairs = _mm256_maddubs_epi16(x.magnitudes, _mm256_sign_epi8(w, x.signs));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
  }

  static Floats all(float x) { return _mm256_set1_ps(x); }
  static Floats load(const float* at) { return _mm256_loadu_ps(at); }
  static Ints load(const std::int32_t* at) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  }
  static void store(Floats x, float* at) { _mm256_storeu_ps(at, x); }
  static Floats plus(Floats a, Floats b) { return _mm256_add_ps(a, b); }
  static Floats minus(Floats a, Floats b) { return _mm256_sub_ps(a, b); }
  static Floats times(Floats a, Floats b) { return _mm256_mul_ps(a, b); }
  static Floats least(Floats a, Floats b) { return _mm256_min_ps(a, b); }
  static Floats greatest(Floats a, Floats b) { return _mm256_max_ps(a, b); }
  static Ints most(Ints a, Ints b) { return _mm256_max_epi32(a, b); }
  static Floats floats(Ints x) { return _mm256_cvtepi32_ps(x); }
  static Ints truncated(Floats x) { return _mm256_cvttps_epi32(x); }
  static Floats below(Floats a, Floats b) { return _mm256_cmp_ps(a, b, _CMP_LT_OQ); }
  static Floats choose(Floats mask, Floats yes, Floats no) {
    return _mm256_blendv_ps(no, yes, mask);
  }
  static Floats magnitude(Floats x) { return _mm256_andnot_ps(all(-0.0F), x); }
  static Floats with_sign_of(Floats x, Floats sign) {
    return _mm256_or_ps(x, _mm256_and_ps(sign, all(-0.0F)));
  }
  static Floats power_of_two(Ints n) {
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(n, _mm256_set1_epi32(127)), 23));
  }
  // Pairs of floats, eight bytes each: half as many loads as for each by itself.
  static void look_up(const float* pairs, Ints index, Floats& first, Floats& second) {
    const auto* doubles = reinterpret_cast<const double*>(pairs);
    const __m256 low =
        _mm256_castpd_ps(_mm256_i32gather_pd(doubles, _mm256_castsi256_si128(index), 8));
    const __m256 high =
        _mm256_castpd_ps(_mm256_i32gather_pd(doubles, _mm256_extracti128_si256(index, 1), 8));
    first = in_order(_mm256_shuffle_ps(low, high, 0x88));
    second = in_order(_mm256_shuffle_ps(low, high, 0xdd));
  }
  static void store_bytes(Ints x, std::int8_t* at) {
    const __m128i words =
        _mm_packs_epi32(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(at), _mm_packs_epi16(words, words));
  }

 private:
  static Floats in_order(Floats x) {
    return _mm256_castpd_ps(_mm256_permute4x64_pd(_mm256_castps_pd(x), 0xd8));
  }
};

}  // namespace

const Kernels kernels_avx2 = kernels_of<Avx2>("avx2");

}  // namespace sohoa::ocr
#endif
