#include "ocr/network/kernels.h"

#include <vector>

#include "ocr/network/kernels_by_processor.h"

namespace sohoa::ocr {

MatricesView view(const PackedMatrices& matrices) {
  return {matrices.weights.data(), matrices.bias.data(), matrices.bias_of_shifted.data(),
          matrices.scales.data(),  matrices.blocks(),    matrices.inputs};
}

std::span<const Kernels* const> kernels() {
  static const std::vector<const Kernels*> found = [] {
    std::vector<const Kernels*> usable;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vnni"))
      usable.push_back(&kernels_avx512);
    if (__builtin_cpu_supports("avx2")) usable.push_back(&kernels_avx2);
#endif
    usable.push_back(&kernels_portable);
    return usable;
  }();
  return found;
}

}  // namespace sohoa::ocr
