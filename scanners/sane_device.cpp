#include "scanners/sane_device.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <sane/sane.h>

namespace sohoa::scanners {
namespace {

SaneStatus from_sane(SANE_Status status) noexcept {
  switch (status) {
    case SANE_STATUS_GOOD:
      return SaneStatus::good;
    case SANE_STATUS_UNSUPPORTED:
      return SaneStatus::unsupported;
    case SANE_STATUS_CANCELLED:
      return SaneStatus::cancelled;
    case SANE_STATUS_DEVICE_BUSY:
      return SaneStatus::busy;
    case SANE_STATUS_INVAL:
      return SaneStatus::invalid;
    case SANE_STATUS_EOF:
      return SaneStatus::end_of_frame;
    case SANE_STATUS_JAMMED:
      return SaneStatus::jammed;
    case SANE_STATUS_NO_DOCS:
      return SaneStatus::no_paper;
    case SANE_STATUS_COVER_OPEN:
      return SaneStatus::cover_open;
    case SANE_STATUS_IO_ERROR:
      return SaneStatus::io_error;
    case SANE_STATUS_NO_MEM:
      return SaneStatus::no_memory;
    case SANE_STATUS_ACCESS_DENIED:
      return SaneStatus::denied;
    default:
      return SaneStatus::unknown;
  }
}

FrameFormat::Kind kind_of(SANE_Frame frame) {
  switch (frame) {
    case SANE_FRAME_GRAY:
      return FrameFormat::Kind::gray;
    case SANE_FRAME_RGB:
      return FrameFormat::Kind::rgb;
    case SANE_FRAME_RED:
      return FrameFormat::Kind::red;
    case SANE_FRAME_GREEN:
      return FrameFormat::Kind::green;
    case SANE_FRAME_BLUE:
      return FrameFormat::Kind::blue;
    default:
      throw Error(
          Cause::device_failed,
          fmt::format("the driver sends frames of type {}, which is not an image", int(frame)));
  }
}

std::string text(SANE_String_Const value) { return value == nullptr ? "" : value; }

}  // namespace

SaneLibrary::SaneLibrary() {
  SANE_Int version = 0;
  const SANE_Status status = sane_init(&version, nullptr);
  if (status != SANE_STATUS_GOOD)
    throw Error(Cause::device_failed,
                fmt::format("libsane does not start: {}", status_name(from_sane(status))));
}
SaneLibrary::~SaneLibrary() { sane_exit(); }

std::vector<DeviceDescription> SaneLibrary::devices() const {
  const SANE_Device** list = nullptr;
  const SANE_Status status = sane_get_devices(&list, SANE_FALSE);
  if (status != SANE_STATUS_GOOD)
    throw Error(cause_of(from_sane(status)),
                fmt::format("libsane lists no devices: {}", status_name(from_sane(status))));
  std::vector<DeviceDescription> devices;
  for (; list != nullptr && *list != nullptr && devices.size() < 1000; ++list) {
    DeviceDescription device;
    device.name = text((*list)->name);
    device.vendor = text((*list)->vendor);
    device.model = text((*list)->model);
    device.type = text((*list)->type);
    devices.push_back(std::move(device));
  }
  return devices;
}

Cause cause_of(SaneStatus status) noexcept {
  switch (status) {
    case SaneStatus::busy:
      return Cause::device_busy;
    case SaneStatus::jammed:
      return Cause::paper_jam;
    case SaneStatus::no_paper:
      return Cause::feeder_empty;
    case SaneStatus::cover_open:
      return Cause::cover_open;
    case SaneStatus::denied:
      return Cause::device_denied;
    case SaneStatus::end_of_frame:
      return Cause::page_incomplete;
    default:
      return Cause::device_failed;
  }
}

std::string_view status_name(SaneStatus status) noexcept {
  switch (status) {
    case SaneStatus::good:
      return "GOOD";
    case SaneStatus::unsupported:
      return "UNSUPPORTED";
    case SaneStatus::cancelled:
      return "CANCELLED";
    case SaneStatus::busy:
      return "DEVICE_BUSY";
    case SaneStatus::invalid:
      return "INVAL";
    case SaneStatus::end_of_frame:
      return "EOF";
    case SaneStatus::jammed:
      return "JAMMED";
    case SaneStatus::no_paper:
      return "NO_DOCS";
    case SaneStatus::cover_open:
      return "COVER_OPEN";
    case SaneStatus::io_error:
      return "IO_ERROR";
    case SaneStatus::no_memory:
      return "NO_MEM";
    case SaneStatus::denied:
      return "ACCESS_DENIED";
    case SaneStatus::unknown:
      break;
  }
  return "a status SANE does not have";
}

namespace {

void* open(const std::string& name) {
  SANE_Handle handle = nullptr;
  const SaneStatus status = from_sane(sane_open(name.c_str(), &handle));
  if (status == SaneStatus::good) return handle;
  // For a name it does not know, libsane answers INVAL or, without the driver, UNSUPPORTED.
  const bool missing = status == SaneStatus::invalid || status == SaneStatus::unsupported;
  throw Error(missing ? Cause::device_missing : cause_of(status),
              fmt::format("cannot be opened: {}", status_name(status)));
}

}  // namespace

SaneDevice::SaneDevice(const std::string& name) : handle_(open(name)), options_(handle_) {}
SaneDevice::~SaneDevice() {
  sane_cancel(handle_);
  sane_close(handle_);
}

SaneStatus SaneDevice::start() { return from_sane(sane_start(handle_)); }

FrameFormat SaneDevice::frame() {
  SANE_Parameters p{};
  const SaneStatus status = from_sane(sane_get_parameters(handle_, &p));
  if (status != SaneStatus::good)
    throw Error(cause_of(status),
                fmt::format("the driver does not say what it sends: {}", status_name(status)));
  return {kind_of(p.format), p.last_frame != SANE_FALSE,
          p.bytes_per_line,  p.pixels_per_line,
          p.lines,           p.depth};
}

SaneDevice::Chunk SaneDevice::read(std::span<std::byte> buffer) {
  const auto room =
      SANE_Int(std::min(buffer.size(), std::size_t(std::numeric_limits<SANE_Int>::max())));
  SANE_Int got = 0;
  const SANE_Status status =
      sane_read(handle_, reinterpret_cast<SANE_Byte*>(buffer.data()), room, &got);  // NOLINT
  const bool data = status == SANE_STATUS_GOOD;  // the count means nothing otherwise
  return {from_sane(status), data ? std::size_t(std::clamp(got, 0, room)) : 0};
}

}  // namespace sohoa::scanners
