// The kernels that are compiled for kinds of processors. Only kernels() may choose among them.
#pragma once
#include "ocr/network/kernels.h"

namespace sohoa::ocr {

extern const Kernels kernels_avx512, kernels_avx2, kernels_portable;

}  // namespace sohoa::ocr
