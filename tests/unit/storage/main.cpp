#include "tests/support/test_main.h"
#include "tests/unit/storage/pages.h"

int main(int argc, char** argv) {
  return sohoa::test::test_main(argc, argv, sohoa::storage::test::workers());
}
