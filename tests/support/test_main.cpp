#include "tests/support/test_main.h"

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace sohoa::test {

int test_main(int argc, char** argv, std::span<const WorkerEntry> workers) {
  if (const auto code = run_as_worker(argc, argv, workers)) return *code;
  doctest::Context context(argc, argv);
  return context.run();
}

}  // namespace sohoa::test
