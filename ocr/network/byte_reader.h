// Little-endian numbers and texts taken one after the other from bytes that may be hostile.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/error.h"

namespace sohoa::ocr {

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

class ByteReader {
 public:
  // `name` is that of the file, for messages.
  ByteReader(std::span<const std::byte> bytes, std::string_view name) : left_(bytes), name_(name) {}

  // Throws Error(data_missing) where the bytes end.
  std::span<const std::byte> take(std::size_t size) {
    if (size > left_.size()) fail("ends too early");
    const auto taken = left_.first(size);
    left_ = left_.subspan(size);
    return taken;
  }
  template <class Number>
  Number number() {
    static_assert(std::is_arithmetic_v<Number>);
    Number value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  // A length in 32 bits, then so many bytes.
  std::string text(std::size_t longest) {
    const auto size = number<std::uint32_t>();
    if (size > longest) fail("a name of " + std::to_string(size) + " bytes");
    const auto bytes = take(size);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  bool done() const noexcept { return left_.empty(); }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Cause::data_missing,
                std::string(name_) + ": " + what + ": not a model this program can use");
  }

 private:
  std::span<const std::byte> left_;
  std::string_view name_;
};

}  // namespace sohoa::ocr
