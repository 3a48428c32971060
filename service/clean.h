// Text from outside (file names, certificates, damaged files) made safe to show on a terminal.
#pragma once
#include <string>
#include <string_view>

namespace sohoa::service {

// UTF-8 on one line: control characters become "?", what is no UTF-8 becomes U+FFFD.
std::string clean(std::string_view text);

}  // namespace sohoa::service
