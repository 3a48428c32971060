// What a clerk reads, in Vietnamese: what happened and what to do, one entry per cause.
#pragma once
#include <string_view>

#include "core/error.h"

namespace sohoa {

struct Advice {
  std::string_view what;  // "Máy quét bị kẹt giấy."
  std::string_view todo;  // "Mở nắp, lấy giấy kẹt ra, đặt lại các tờ chưa quét rồi chạy tiếp."
};

Advice advice(Cause cause) noexcept;

}  // namespace sohoa
