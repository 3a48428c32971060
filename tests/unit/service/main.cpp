#include "tests/support/test_main.h"

int main(int argc, char** argv) { return sohoa::test::test_main(argc, argv); }
