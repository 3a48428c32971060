// What a call throws, as a value to compare.
#pragma once
#include <string>

#include "core/error.h"

namespace sohoa::test {

// The name of the Error's cause; "" if `use` throws nothing.
template <typename Use>
std::string cause_of(Use use) {
  try {
    use();
    return "";
  } catch (const Error& e) {
    return std::string(cause_name(e.cause));
  }
}

}  // namespace sohoa::test
