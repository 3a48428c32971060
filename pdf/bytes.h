// Bytes of certificates, messages and streams, as they are stored.
#pragma once
#include <cstddef>
#include <vector>

namespace sohoa::pdf {

using Bytes = std::vector<std::byte>;

}  // namespace sohoa::pdf
