#include "scanners/frames.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "core/error.h"

namespace sohoa::scanners {
namespace {

using Kind = FrameFormat::Kind;

bool is_plane(Kind kind) { return kind != Kind::gray && kind != Kind::rgb; }
std::size_t plane_of(Kind kind) { return kind == Kind::red ? 0 : kind == Kind::green ? 1 : 2; }

std::uint64_t needed_bytes(const FrameFormat& f) {
  const std::uint64_t samples = std::uint64_t(f.pixels_per_line) * (f.kind == Kind::rgb ? 3 : 1);
  return (samples * std::uint64_t(f.depth) + 7) / 8;
}

void check(const FrameFormat& f, const ImageLimits& limits) {
  const bool known_depth = f.depth == 8 || f.depth == 16 || (f.depth == 1 && f.kind == Kind::gray);
  if (!known_depth)
    throw Error(Cause::device_failed, fmt::format("the driver sends {} bits a sample", f.depth));
  if (f.pixels_per_line <= 0 || f.lines == 0 || f.lines < -1 || f.bytes_per_line <= 0 ||
      std::uint64_t(f.bytes_per_line) < needed_bytes(f))
    throw Error(Cause::device_failed,
                fmt::format("the driver announces {} pixels in {} bytes a line, {} lines",
                            f.pixels_per_line, f.bytes_per_line, f.lines));
  if (f.pixels_per_line > limits.side || f.lines > limits.side ||
      std::int64_t(f.pixels_per_line) * std::max(f.lines, 1) > limits.pixels ||
      std::uint64_t(f.bytes_per_line) > 2 * needed_bytes(f) + 4096)
    throw Error(Cause::page_too_large,
                fmt::format("{}x{} pixels; the limits are {} a side and {} in all",
                            f.pixels_per_line, f.lines, limits.side, limits.pixels));
}

// A sample's upper 8 bits; 16 bit samples are in the host's order.
std::byte sample(const std::byte* row, std::size_t i, int depth) {
  if (depth == 8) return row[i];
  std::uint16_t value = 0;
  std::memcpy(&value, row + 2 * i, sizeof value);
  return std::byte(value >> 8U);
}

// Network drivers fill what did not arrive with middle grey and call the page good. Paper is never
// exactly 128 over a whole band.
void refuse_grey_tail(Raster& page) {
  if (page.format() == PixelFormat::bilevel) return;
  int grey = 0;
  while (grey < page.height() &&
         std::ranges::all_of(page.row(page.height() - 1 - grey),
                             [](std::byte b) { return b == std::byte{128}; }))
    ++grey;
  if (grey * 100 >= page.height() * 15)
    throw Error(Cause::page_truncated,
                fmt::format("the last {} of {} rows are one grey", grey, page.height()));
}

}  // namespace

void PageAssembler::begin(const FrameFormat& format) {
  check(format, limits_);
  if (frames_ > 0 &&
      (!is_plane(format.kind) || format.pixels_per_line != format_.pixels_per_line ||
       format.depth != format_.depth || format.bytes_per_line != format_.bytes_per_line))
    throw Error(Cause::page_incomplete, "a frame of a colour does not fit the one before");
  format_ = format;
  data_.clear();
  if (format.lines > 0)
    data_.reserve(std::size_t(format.bytes_per_line) * std::size_t(format.lines));
}

void PageAssembler::add(std::span<const std::byte> bytes) {
  const bool announced = format_.lines > 0;
  const std::uint64_t most_lines =
      announced ? std::uint64_t(format_.lines)
                : std::min(std::uint64_t(limits_.side),
                           std::uint64_t(limits_.pixels) / std::uint64_t(format_.pixels_per_line));
  const std::uint64_t most = std::uint64_t(format_.bytes_per_line) * most_lines;
  if (bytes.size() > most - data_.size()) {
    if (announced)
      throw Error(Cause::page_incomplete,
                  fmt::format("the driver sends more than the {} bytes it announced", most));
    throw Error(Cause::page_too_large, fmt::format("a page without end: {} lines", most_lines));
  }
  data_.insert(data_.end(), bytes.begin(), bytes.end());
}

void PageAssembler::end() {
  const auto stride = std::size_t(format_.bytes_per_line);
  const std::size_t lines = data_.size() / stride;
  const bool whole = format_.lines > 0 ? data_.size() == stride * std::size_t(format_.lines)
                                       : !data_.empty() && data_.size() % stride == 0;
  if (!whole || (frames_ > 0 && int(lines) != lines_))
    throw Error(Cause::page_incomplete,
                format_.lines > 0 ? fmt::format("{} of {} lines came", lines, format_.lines)
                                  : fmt::format("the page ends within line {}", lines + 1));
  lines_ = int(lines);
  ++frames_;
  if (!is_plane(format_.kind)) {
    complete_ = true;
    return;
  }
  planes_[plane_of(format_.kind)] = std::move(data_);
  data_ = {};
  complete_ = std::ranges::none_of(planes_, [](const auto& plane) { return plane.empty(); });
  if (!complete_ && (format_.last || frames_ >= 3))
    throw Error(Cause::page_incomplete, "a frame of one colour is missing");
}

Raster PageAssembler::take() {
  if (!complete_) throw Error(Cause::bug, "a page was taken before it was complete");
  const PixelFormat format = format_.kind != Kind::gray ? PixelFormat::rgb24
                             : format_.depth == 1       ? PixelFormat::bilevel
                                                        : PixelFormat::gray8;
  Raster page(format_.pixels_per_line, lines_, format);
  if (format_.kind == Kind::gray)
    put_gray(page);
  else if (format_.kind == Kind::rgb)
    put_rgb(page);
  else
    put_planes(page);
  refuse_grey_tail(page);
  return page;
}

void PageAssembler::put_gray(Raster& page) const {
  for (int y = 0; y < lines_; ++y) {
    const std::byte* from = data_.data() + std::size_t(y) * std::size_t(format_.bytes_per_line);
    const auto to = page.row(y);
    if (format_.depth != 16) {
      std::copy_n(from, to.size(), to.begin());
      if (const auto used = unsigned(page.width()) % 8; format_.depth == 1 && used != 0)
        to.back() &= std::byte{std::uint8_t(0xFF00U >> used)};
    } else {
      for (std::size_t x = 0; x < to.size(); ++x) to[x] = sample(from, x, 16);
    }
  }
}

void PageAssembler::put_rgb(Raster& page) const {
  for (int y = 0; y < lines_; ++y) {
    const std::byte* from = data_.data() + std::size_t(y) * std::size_t(format_.bytes_per_line);
    const auto to = page.row(y);
    if (format_.depth == 8)
      std::copy_n(from, to.size(), to.begin());
    else
      for (std::size_t x = 0; x < to.size(); ++x) to[x] = sample(from, x, 16);
  }
}

void PageAssembler::put_planes(Raster& page) const {
  for (int y = 0; y < lines_; ++y) {
    const std::size_t row = std::size_t(y) * std::size_t(format_.bytes_per_line);
    const auto to = page.row(y);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const std::byte* from = planes_[channel].data() + row;
      for (std::size_t x = 0; x < std::size_t(page.width()); ++x)
        to[3 * x + channel] = sample(from, x, format_.depth);
    }
  }
}

}  // namespace sohoa::scanners
