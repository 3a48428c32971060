// Puts a page together from the frames a scanner sends, and decides whether it is all there.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/image_header.h"
#include "scanners/raster.h"

namespace sohoa::scanners {

// What a driver says of a frame (SANE standard 4.3.8).
struct FrameFormat {
  enum class Kind { gray, rgb, red, green, blue };
  Kind kind = Kind::gray;
  bool last = true;
  int bytes_per_line = 0, pixels_per_line = 0;
  int lines = 0;  // -1: not known before the end
  int depth = 8;  // bits a sample: 1, 8, or 16 in the host's byte order
};

// One page: a gray or RGB frame, or a red, a green and a blue one in any order. A page is good only
// if exactly the promised bytes came; its causes are page_incomplete, page_truncated,
// page_too_large, and device_failed for formats no standard knows.
class PageAssembler {
 public:
  explicit PageAssembler(const ImageLimits& limits = {}) : limits_(limits) {}
  void begin(const FrameFormat& format);
  void add(std::span<const std::byte> bytes);
  void end();  // of the frame
  bool complete() const noexcept { return complete_; }
  bool empty() const noexcept { return frames_ == 0 && data_.empty(); }  // no byte came yet
  std::uint64_t received() const noexcept { return data_.size(); }       // of this frame
  // The page, once complete().
  Raster take();

 private:
  void put_gray(Raster& page) const;
  void put_rgb(Raster& page) const;
  void put_planes(Raster& page) const;

  ImageLimits limits_;
  FrameFormat format_;
  std::vector<std::byte> data_;                   // of the current frame
  std::array<std::vector<std::byte>, 3> planes_;  // red, green, blue
  int frames_ = 0, lines_ = 0;
  bool complete_ = false;
};

}  // namespace sohoa::scanners
