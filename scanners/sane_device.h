// libsane and one open device, as RAII and without SANE's types. Only in helper processes: drivers
// crash, hang and share globals (one device a process, one thread).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "scanners/frames.h"
#include "scanners/open.h"
#include "scanners/sane_options.h"

namespace sohoa::scanners {

// sane_init and sane_exit.
class SaneLibrary {
 public:
  SaneLibrary();
  SaneLibrary(const SaneLibrary&) = delete;
  SaneLibrary& operator=(const SaneLibrary&) = delete;
  ~SaneLibrary();
  std::vector<DeviceDescription> devices() const;  // name, vendor, model, type
};

enum class SaneStatus {
  good,
  unsupported,
  cancelled,
  busy,
  invalid,
  end_of_frame,
  jammed,
  no_paper,
  cover_open,
  io_error,
  no_memory,
  denied,
  unknown
};
Cause cause_of(SaneStatus status) noexcept;
std::string_view status_name(SaneStatus status) noexcept;  // as SANE writes it: "JAMMED"

class SaneDevice {
 public:
  explicit SaneDevice(const std::string& name);  // throws Error(device_…)
  SaneDevice(const SaneDevice&) = delete;
  SaneDevice& operator=(const SaneDevice&) = delete;
  ~SaneDevice();  // with the one sane_cancel that some devices need even after success
  const SaneOptions& options() const noexcept { return options_; }
  SaneStatus start();
  FrameFormat frame();  // valid only after start()
  struct Chunk {
    SaneStatus status;
    std::size_t bytes;
  };
  Chunk read(std::span<std::byte> buffer);

 private:
  void* handle_;
  SaneOptions options_;
};

}  // namespace sohoa::scanners
