#include "scanners/open.h"
#include "tests/support/test_main.h"

int main(int c, char** v) { return sohoa::test::test_main(c, v, sohoa::scanners::workers()); }
