#include <array>
#include <vector>

#include "core/child.h"
#include "core/memory.h"
#include "imaging/codes.h"
#include "pdf/reread.h"
#include "scanners/open.h"
#include "service/run.h"

int main(int argc, char** argv) {
  sohoa::keep_freed_memory();
  std::vector<sohoa::WorkerEntry> workers;
  for (const auto list :
       {sohoa::scanners::workers(), sohoa::imaging::workers(), sohoa::pdf::workers()})
    workers.insert(workers.end(), list.begin(), list.end());
  if (const auto code = sohoa::run_as_worker(argc, argv, workers)) return *code;

  sohoa::service::keep_libraries_single(argv);
  return sohoa::service::run(argc, argv);
}
