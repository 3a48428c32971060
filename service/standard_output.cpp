#include "service/standard_output.h"

#include <cerrno>
#include <cstdio>

#include "core/error.h"

namespace sohoa::service {
namespace {

[[noreturn]] void refuse() {
  if (errno == EPIPE) throw Error(Cause::stopped, "standard output: nobody reads it any more");
  throw Error(Cause::disk_full, "standard output: cannot be written");
}

}  // namespace

void deliver(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) refuse();
}

void flush_delivered() {
  if (std::fflush(stdout) != 0) refuse();
}

}  // namespace sohoa::service
