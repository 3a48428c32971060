#include "tests/vscan/scanner.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <thread>
#include <utility>

#include <unistd.h>

namespace vscan {
namespace {

using std::chrono::steady_clock;

// Stands in for a driver's memory fault, whatever catches signals in this process.
[[noreturn]] void crash() {
  std::signal(SIGSEGV, SIG_DFL);
  std::raise(SIGSEGV);
  std::abort();
}

}  // namespace

SANE_Status status_named(const std::string& name) {
  static constexpr std::array<std::pair<const char*, SANE_Status>, 11> names{
      {{"GOOD", SANE_STATUS_GOOD},
       {"CANCELLED", SANE_STATUS_CANCELLED},
       {"DEVICE_BUSY", SANE_STATUS_DEVICE_BUSY},
       {"INVAL", SANE_STATUS_INVAL},
       {"EOF", SANE_STATUS_EOF},
       {"JAMMED", SANE_STATUS_JAMMED},
       {"NO_DOCS", SANE_STATUS_NO_DOCS},
       {"COVER_OPEN", SANE_STATUS_COVER_OPEN},
       {"IO_ERROR", SANE_STATUS_IO_ERROR},
       {"NO_MEM", SANE_STATUS_NO_MEM},
       {"ACCESS_DENIED", SANE_STATUS_ACCESS_DENIED}}};
  for (const auto& [known, status] : names)
    if (name == known) return status;
  return SANE_STATUS_UNSUPPORTED;
}

bool Scanner::loaded() const { return tray_.position().sheet < tray_.sheets().size(); }

SANE_Status Scanner::hang(bool cancellable) {
  while (!cancellable || !cancelled_) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return SANE_STATUS_CANCELLED;
}

SANE_Status Scanner::meet(const std::string& mishap) {
  if (mishap == "crash") crash();
  if (mishap == "exit") _exit(3);
  if (mishap == "hang") return hang(true);
  if (mishap == "hardhang") return hang(false);
  return status_named(mishap);
}

SANE_Status Scanner::start() {
  cancelled_ = false;
  if (!passes_.empty()) {  // the next colour of the same page
    begin_frame();
    return SANE_STATUS_GOOD;
  }
  const SANE_Status fed = feed();
  scanning_ = fed == SANE_STATUS_GOOD;
  return fed;
}

// Takes the next side into view.
SANE_Status Scanner::feed() {
  const bool duplex = settings.source == "ADF Duplex";
  const bool back = duplex && on_back_;
  if (!back) {
    const auto sheets = tray_.sheets();
    Tray::Position position = tray_.position();
    if (position.sheet >= sheets.size()) return SANE_STATUS_NO_DOCS;
    sheet_ = sheets[position.sheet];
    if (sheet_.has("start") && !position.fault_had) {
      position.fault_had = true;  // one-shot: what was wrong is mended before the next try
      tray_.set_position(position);
      const SANE_Status status = meet(sheet_.text("start"));
      if (status != SANE_STATUS_GOOD) return status;
    }
    tray_.set_position({position.sheet + 1, false});  // the sheet has left the tray
  }
  on_back_ = duplex && !back;
  scripted_ = back == (sheet_.text("side", "front") == "back");
  try {
    prepare(back ? sheet_.back : sheet_.front, back && sheet_.has("rotback"));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "vscan: %s\n", error.what());
    return SANE_STATUS_IO_ERROR;
  }
  begin_frame();
  return SANE_STATUS_GOOD;
}

void Scanner::prepare(const std::filesystem::path& image, bool half_turn) {
  picture_ = take_picture(image, settings.mode, settings.dpi, settings.window, half_turn);
  passes_.clear();
  if (scripted_ && sheet_.has("threepass") && settings.mode == Mode::color) {
    passes_ = sheet_.text("threepass");
    if (passes_.size() != 3) passes_ = "RGB";
  }
  if (scripted_ && sheet_.has("grey")) {
    const auto from = static_cast<std::size_t>(sheet_.number("grey", 0.5) * picture_.height);
    std::fill(picture_.rows.begin() + static_cast<std::ptrdiff_t>(from * picture_.stride()),
              picture_.rows.end(), std::uint8_t{128});
  }
}

// The bytes of the next frame, as the wire would carry them.
void Scanner::begin_frame() {
  pass_ = 0;
  frame_.clear();
  if (!passes_.empty()) {
    pass_ = passes_.front();
    passes_.erase(0, 1);
    const std::size_t channel = pass_ == 'R' ? 0 : pass_ == 'G' ? 1 : 2;
    for (std::size_t i = channel; i < picture_.rows.size(); i += 3)
      frame_.push_back(picture_.rows[i]);
  } else if (scripted_ && sheet_.has("depth16") && settings.mode != Mode::lineart) {
    for (const std::uint8_t value : picture_.rows) frame_.insert(frame_.end(), {value, value});
  } else {
    frame_ = picture_.rows;
  }
  read_ = 0;
  announced_ = frame_.size();
  started_ = steady_clock::now();
  if (!scripted_) return;
  if (sheet_.has("short"))
    frame_.resize(static_cast<std::size_t>(static_cast<double>(announced_) *
                                           std::clamp(sheet_.number("short", 0.5), 0.0, 1.0)));
  if (sheet_.has("extra"))
    frame_.resize(announced_ + static_cast<std::size_t>(sheet_.number("extra", 1000)));
}

SANE_Parameters Scanner::parameters() const {
  SANE_Parameters p{};
  p.last_frame = passes_.empty() ? SANE_TRUE : SANE_FALSE;
  p.depth = settings.mode == Mode::lineart ? 1 : 8;
  p.format = settings.mode == Mode::color ? SANE_FRAME_RGB : SANE_FRAME_GRAY;
  if (!scanning_) {  // a guess, as the standard allows before the start
    p.pixels_per_line = static_cast<SANE_Int>(210 / 25.4 * settings.dpi);
    p.lines = static_cast<SANE_Int>(297 / 25.4 * settings.dpi);
    p.bytes_per_line = settings.mode == Mode::color     ? 3 * p.pixels_per_line
                       : settings.mode == Mode::lineart ? (p.pixels_per_line + 7) / 8
                                                        : p.pixels_per_line;
    return p;
  }
  if (pass_ != 0)
    p.format = pass_ == 'R' ? SANE_FRAME_RED : pass_ == 'G' ? SANE_FRAME_GREEN : SANE_FRAME_BLUE;
  if (scripted_ && sheet_.has("depth16") && pass_ == 0 && settings.mode != Mode::lineart)
    p.depth = 16;
  p.pixels_per_line = picture_.width;
  p.bytes_per_line = static_cast<SANE_Int>(announced_ / static_cast<std::size_t>(picture_.height));
  p.lines = scripted_ && sheet_.has("unknownlines") ? -1 : picture_.height;
  return p;
}

void Scanner::pace(std::size_t bytes) {
  const double rate = sheet_.number("mbps", 0) * 1e6;
  if (rate <= 0) return;
  std::this_thread::sleep_until(
      started_ + std::chrono::duration_cast<steady_clock::duration>(
                     std::chrono::duration<double>(static_cast<double>(bytes) / rate)));
}

SANE_Status Scanner::read(SANE_Byte* buffer, SANE_Int room, SANE_Int* length) {
  *length = 0;
  if (!scanning_ || cancelled_) {
    scanning_ = false;
    return cancelled_ ? SANE_STATUS_CANCELLED : SANE_STATUS_INVAL;
  }
  std::size_t until = frame_.size();
  if (scripted_) {
    const double at = std::clamp(sheet_.number("at", 0.5), 0.0, 1.0);
    const auto mark = static_cast<std::size_t>(static_cast<double>(announced_) * at);
    for (const char* key : {"fault", "hang", "hardhang", "crash", "exit", "zeroreads"}) {
      if (!sheet_.has(key)) continue;
      if (read_ < mark) {
        until = std::min(until, mark);
      } else if (std::string(key) == "zeroreads") {
        return SANE_STATUS_GOOD;  // for ever
      } else {
        const bool fault = std::string(key) == "fault";
        scanning_ = false;
        return meet(fault ? sheet_.text(key) : key);
      }
    }
  }
  if (read_ >= frame_.size()) {
    scanning_ = !passes_.empty();
    return SANE_STATUS_EOF;
  }
  const std::size_t count = std::min(static_cast<std::size_t>(std::max(room, 0)), until - read_);
  std::copy_n(frame_.begin() + static_cast<std::ptrdiff_t>(read_), count, buffer);
  read_ += count;
  pace(read_);
  *length = static_cast<SANE_Int>(count);
  return SANE_STATUS_GOOD;
}

void Scanner::cancel() {
  cancelled_ = true;
  scanning_ = false;
  on_back_ = false;
  passes_.clear();
}

}  // namespace vscan
