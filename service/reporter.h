// What the user sees while a command runs: a progress line on a terminal, plain lines in a log, or
// JSON events. Standard output carries data alone; people are spoken to on standard error, in
// Vietnamese, with the technical detail behind.
#pragma once
#include <cstdint>
#include <mutex>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/error.h"
#include "pipeline/events.h"

namespace sohoa::service {

// Safe to use from several threads.
class Reporter {
 public:
  explicit Reporter(bool json);
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;
  ~Reporter();

  bool json() const noexcept { return json_; }
  Listener listener();
  void on(const Event& event);
  void failed(const Error& error);
  void note(const std::string& vietnamese);  // one line for people; nothing in JSON mode
  void data(const std::string& line);        // one line of data to stdout
  // One line of JSON to stdout; what is not UTF-8 is replaced.
  void object(const nlohmann::ordered_json& value);

 private:
  void fault(const std::string& place, const Fault& fault);
  void progress();
  void clear_line();

  const bool json_;
  const bool terminal_;
  std::mutex mutex_;
  std::uint64_t acquired_ = 0, done_ = 0;
  bool line_shown_ = false;
};

}  // namespace sohoa::service
