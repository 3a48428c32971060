#include "pdf/reread.h"
#include "tests/support/test_main.h"

int main(int c, char** v) { return sohoa::test::test_main(c, v, sohoa::pdf::workers()); }
