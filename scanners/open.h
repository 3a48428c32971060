// Opening a source of pages, and listing the scanners there are.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/child.h"
#include "scanners/source.h"

namespace sohoa::scanners {

struct ScanOptions {
  std::string device;  // SANE name: "vscan:quay1", "test:0"
  std::string source;  // as the device names it, or "adf", "duplex", "flatbed"; empty: the feeder
                       // if there is one, else the glass
  std::string mode = "color";  // color, gray, lineart
  int resolution = 300;
  std::string sane_config;     // SANE_CONFIG_DIR for the helper; empty: the environment's
  std::string sane_libraries;  // added to the helper's LD_LIBRARY_PATH; empty: none
  std::chrono::seconds open_within{30}, start_within{60},
      bytes_within{20};  // then the driver is ended
};

struct DeviceDescription {
  std::string name, vendor, model, type;
  std::vector<std::string> sources, modes;
  std::vector<int> resolutions;                // a list, or
  int resolution_min = 0, resolution_max = 0;  // a range
  std::string fault;                           // why it could not be asked; empty: it was
};

// Asks libsane (in a helper) for its devices, then each device (a helper each) for what it offers.
std::vector<DeviceDescription> list_devices(const ScanOptions& limits, const std::stop_token& stop);

// The feeder until it is empty, or one sheet of the glass. The driver runs in a helper that lives
// as long as the source; after an Error a new one is started by the next call.
std::unique_ptr<PageSource> open_device(const ScanOptions& options);

// Image files and PDFs, in the given order; folders stand for what may be a page in them (natural
// order, not hidden, subfolders too, links to folders not followed): everything that is an image or
// PDF by content or name, and everything that cannot be opened, so that it is reported. Other plain
// files (texts, tables) are passed over. TIFF and PDF are decoded in helpers, one a file.
// A path that does not exist is kept: the source reports it and the others go on. Throws
// Error(file_missing) for a folder that cannot be read, Error(input_empty) if nothing is left.
std::vector<std::filesystem::path> list_inputs(const std::vector<std::filesystem::path>& paths);
std::unique_ptr<PageSource> open_files(std::vector<std::filesystem::path> files, Position start);

std::span<const WorkerEntry> workers();

}  // namespace sohoa::scanners
