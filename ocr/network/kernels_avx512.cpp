// Compiled for AVX-512 with VNNI: 64 multiplications of bytes an instruction.
#if defined(__x86_64__)
#include <immintrin.h>

#include "ocr/network/kernel_steps.h"
#include "ocr/network/kernels_by_processor.h"

namespace sohoa::ocr {
namespace {

struct Avx512 {
  using Floats = __m512;
  using Ints = __m512i;
  using Bytes = __m512i;
  using Weights = __m512i;
  static constexpr int lanes = 16, tile = 5;

  // One factor of its multiplication is unsigned: inputs are shifted by 128.
  static const std::int32_t* bias_of(const MatricesView& m) { return m.bias_of_shifted; }
  static Bytes spread(const std::int8_t* four) {
    std::int32_t word;
    __builtin_memcpy(&word, four, sizeof word);
    return _mm512_xor_si512(_mm512_set1_epi32(word), _mm512_set1_epi8(-128));
  }
  static Weights load_weights(const std::int8_t* at) { return _mm512_load_si512(at); }
  static Ints dot(Ints sum, Bytes x, Weights w) { return _mm512_dpbusd_epi32(sum, x, w); }

  static Floats all(float x) { return _mm512_set1_ps(x); }
  static Floats load(const float* at) { return _mm512_loadu_ps(at); }
  static Ints load(const std::int32_t* at) { return _mm512_loadu_si512(at); }
  static void store(Floats x, float* at) { _mm512_storeu_ps(at, x); }
  static Floats plus(Floats a, Floats b) { return _mm512_add_ps(a, b); }
  static Floats minus(Floats a, Floats b) { return _mm512_sub_ps(a, b); }
  static Floats times(Floats a, Floats b) { return _mm512_mul_ps(a, b); }
  static Floats least(Floats a, Floats b) { return _mm512_min_ps(a, b); }
  static Floats greatest(Floats a, Floats b) { return _mm512_max_ps(a, b); }
  static Ints most(Ints a, Ints b) { return _mm512_max_epi32(a, b); }
  static Floats floats(Ints x) { return _mm512_cvtepi32_ps(x); }
  static Ints truncated(Floats x) { return _mm512_cvttps_epi32(x); }
  static __mmask16 below(Floats a, Floats b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
  static Floats choose(__mmask16 mask, Floats yes, Floats no) {
    return _mm512_mask_blend_ps(mask, no, yes);
  }
  static Floats magnitude(Floats x) { return _mm512_abs_ps(x); }
  static Floats with_sign_of(Floats x, Floats sign) {
    const Ints bit = _mm512_set1_epi32(INT32_MIN);
    return _mm512_castsi512_ps(
        _mm512_or_si512(_mm512_castps_si512(x), _mm512_and_si512(_mm512_castps_si512(sign), bit)));
  }
  static Floats power_of_two(Ints n) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(n, _mm512_set1_epi32(127)), 23));
  }
  // Pairs of floats, eight bytes each: half as many loads as for each by itself.
  static void look_up(const float* pairs, Ints index, Floats& first, Floats& second) {
    const __m512 low =
        _mm512_castpd_ps(_mm512_i32gather_pd(_mm512_castsi512_si256(index), pairs, 8));
    const __m512 high =
        _mm512_castpd_ps(_mm512_i32gather_pd(_mm512_extracti64x4_epi64(index, 1), pairs, 8));
    const Ints even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    first = _mm512_permutex2var_ps(low, even, high);
    second = _mm512_permutex2var_ps(low, _mm512_add_epi32(even, _mm512_set1_epi32(1)), high);
  }
  static void store_bytes(Ints x, std::int8_t* at) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(at), _mm512_cvtsepi32_epi8(x));
  }
};

}  // namespace

const Kernels kernels_avx512 = kernels_of<Avx512>("avx512vnni");

}  // namespace sohoa::ocr
#endif
