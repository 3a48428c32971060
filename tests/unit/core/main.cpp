#include "tests/support/test_main.h"
#include "tests/unit/core/helpers.h"

int main(int argc, char** argv) {
  return sohoa::test::test_main(argc, argv, sohoa::core_test::workers());
}
