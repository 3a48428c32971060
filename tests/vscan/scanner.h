// One virtual scanner: its settings, the sheet under its sensor, and the mishaps scripted for it.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <sane/sane.h>

#include "tests/vscan/picture.h"
#include "tests/vscan/tray.h"

namespace vscan {

struct Settings {
  std::string source = "ADF";
  Mode mode = Mode::color;
  int dpi = 300;
  Window window{0, 0, 310, 450};  // larger than any sheet: pages keep their own size
};

class Scanner {
 public:
  explicit Scanner(Tray tray) : tray_(std::move(tray)) {}
  Settings settings;
  bool scanning() const { return scanning_; }
  bool loaded() const;
  SANE_Status start();
  SANE_Parameters parameters() const;
  SANE_Status read(SANE_Byte* buffer, SANE_Int room, SANE_Int* length);
  void cancel();  // may come from another thread while read() blocks

 private:
  SANE_Status feed();
  SANE_Status meet(const std::string& mishap);  // GOOD: nothing happens
  SANE_Status hang(bool cancellable);
  void prepare(const std::filesystem::path& image, bool half_turn);
  void begin_frame();
  void pace(std::size_t bytes);

  Tray tray_;
  Sheet sheet_;
  bool on_back_ = false;   // the back of sheet_ is the next page
  bool scripted_ = false;  // sheet_'s script is for the page being read
  bool scanning_ = false;
  std::atomic<bool> cancelled_ = false;
  Picture picture_;
  std::string passes_;  // frames still to come of a three-pass page: "GB"
  char pass_ = 0;       // the frame being read: R, G, B; 0: all in one
  std::vector<std::uint8_t> frame_;
  std::size_t read_ = 0, announced_ = 0;
  std::chrono::steady_clock::time_point started_;
};

SANE_Status status_named(const std::string& name);  // "JAMMED"; UNSUPPORTED for other words

}  // namespace vscan
