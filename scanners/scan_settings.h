// What the program wants of a scanner, set on the device and read back.
#pragma once
#include "scanners/open.h"
#include "scanners/sane_options.h"

namespace sohoa::scanners {

struct ScanSettings {
  bool feeder = false, duplex = false;  // not a feeder: one page
  double dpi_x = 0, dpi_y = 0;          // as the device will scan; 0: it does not say
};

// In the order that drivers need: source, mode, resolution, paper, area (all of it). Options that
// are missing, inactive or read-only are left alone. Throws Error(option_refused) naming what is
// offered.
ScanSettings apply_settings(const SaneOptions& options, const ScanOptions& wanted);

// What a device offers, into the fields of `device`.
void describe_options(const SaneOptions& options, DeviceDescription& device);

}  // namespace sohoa::scanners
