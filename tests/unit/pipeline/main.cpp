#include <vector>

#include "imaging/codes.h"
#include "pdf/reread.h"
#include "scanners/open.h"
#include "tests/support/test_main.h"

int main(int argc, char** argv) {
  std::vector<sohoa::WorkerEntry> workers;
  for (const auto list :
       {sohoa::scanners::workers(), sohoa::imaging::workers(), sohoa::pdf::workers()})
    workers.insert(workers.end(), list.begin(), list.end());
  return sohoa::test::test_main(argc, argv, workers);
}
