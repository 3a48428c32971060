#include <array>

#include "scanners/decoders.h"
#include "scanners/open.h"
#include "scanners/scan_workers.h"

namespace sohoa::scanners {

std::span<const WorkerEntry> workers() {
  static constexpr std::array<WorkerEntry, 4> entries{{{"tiff", run_tiff_worker},
                                                       {"pdf", run_pdf_worker},
                                                       {"scan", run_scan_worker},
                                                       {"devices", run_devices_worker}}};
  return entries;
}

}  // namespace sohoa::scanners
