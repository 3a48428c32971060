// Catches what is written to a standard stream.
#pragma once
#include <cstdio>
#include <string>
#include <utility>

#include <doctest/doctest.h>
#include <unistd.h>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace sohoa::service::test {

// What is written to one of the standard streams while it lives.
class Captured {
 public:
  explicit Captured(std::FILE* stream) : stream_(stream), before_(dup(fileno(stream))) {
    std::fflush(stream);
    file_ = std::fopen((folder_ / "out").c_str(), "w");
    REQUIRE(file_ != nullptr);
    dup2(fileno(file_), fileno(stream));
  }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  ~Captured() { end(); }
  std::string end() {
    if (before_ >= 0) {
      std::fflush(stream_);
      dup2(before_, fileno(stream_));
      close(std::exchange(before_, -1));
      std::fclose(file_);
      text_ = read_file(folder_ / "out", 1U << 20U);
    }
    return text_;
  }

 private:
  sohoa::test::TempFolder folder_;
  std::FILE* stream_;
  std::FILE* file_ = nullptr;
  int before_;
  std::string text_;
};

}  // namespace sohoa::service::test
