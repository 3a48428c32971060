// Helper processes: this program run again as `PROGRAM worker NAME`, for code that may crash, hang
// or be attacked (vendor drivers, PDF and TIFF decoders, the bar code reader).
//
// Parent and child talk over a SOCK_SEQPACKET pair in small messages: JSON text of at most 48 KiB
// and, with it, at most one descriptor (a sealed memfd for pixels or file bytes, an input file). A
// child that dies, overruns its limits or stays silent too long is killed and reaped; the parent
// gets an Error, never a hang.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "core/error.h"
#include "core/file.h"

namespace sohoa {

struct Message {
  std::string text;  // JSON
  Fd fd;             // may be empty
};

// One end of the pair. Used by one thread.
class Channel {
 public:
  explicit Channel(Fd socket) : socket_(std::move(socket)) {}
  // Throws Error(bug) if the message is too long; returns false if the other end is gone, or took
  // nothing for half a minute.
  bool send(std::string_view text, int fd = -1);
  // The next message; nullopt when the other end has closed. `until`: throws
  // Error(device_stalled) when nothing came by then, Error(decoder_crashed) for a message that is
  // longer than send() allows. `stop` is looked at every 50 ms: throws
  // Error(stopped).
  std::optional<Message> receive(
      std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max(),
      const std::stop_token& stop = {});
  void close() noexcept { socket_ = Fd(); }  // the other end then receives nullopt

 private:
  Fd socket_;
};

struct ChildLimits {
  std::uint64_t memory_bytes = 1U << 30U;  // RLIMIT_AS; 0: none (sanitizer builds always none)
  std::uint64_t cpu_seconds = 0;           // RLIMIT_CPU; 0: none
  bool confined = true;                    // may write no file (Landlock, where the kernel has it)
};

// A running helper. The destructor kills and reaps it.
class Child {
 public:
  // `environment`: "NAME=VALUE" entries added to ours (SANE_CONFIG_DIR must be set before exec).
  Child(std::string_view worker, const ChildLimits& limits,
        const std::vector<std::string>& environment = {});
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();
  Channel& channel() noexcept { return channel_; }
  // Closes the channel, gives it half a second to leave, then kills it. Says how it ended: "exited
  // with 3", "killed by signal 11". Idempotent.
  std::string end();
  pid_t pid() const noexcept { return pid_; }

 private:
  pid_t pid_ = -1;
  Channel channel_;
  std::string ending_;
};

// What a program can be started as: each module that needs helpers lists its own.
struct WorkerEntry {
  std::string_view name;
  void (*run)(
      Channel& parent);  // an Error thrown is sent to the parent as {"error":{cause,detail}}
};

// If argv is `PROGRAM worker NAME`, runs that worker and returns its exit code; else nullopt. To be
// called first in main(), before any thread is started.
std::optional<int> run_as_worker(int argc, char** argv, std::span<const WorkerEntry> workers);

// Rethrows the {"error":…} of a worker's message, if it is one.
void rethrow_worker_error(std::string_view text);

}  // namespace sohoa
