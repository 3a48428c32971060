#include "service/run.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <thread>

#include <signal.h>
#include <unistd.h>

#include "service/command_line.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/reporter.h"

namespace sohoa::service {
namespace {

// Turns the first SIGINT or SIGTERM into a stop request; the second ends the program at once. A
// thread waits for the signals, so no code runs in a signal handler.
class StopOnSignal {
 public:
  StopOnSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    waiter_ = std::jthread([this](const std::stop_token& ending) {
      while (!ending.stop_requested()) {
        const timespec glance{0, 100'000'000};
        if (sigtimedwait(&signals_, nullptr, &glance) <= 0) continue;
        if (stop_.stop_requested()) _exit(static_cast<int>(ExitCode::interrupted));
        stop_.request_stop();
      }
    });
  }
  std::stop_token token() const noexcept { return stop_.get_token(); }

 private:
  sigset_t signals_{};
  std::stop_source stop_;
  std::jthread waiter_;  // last: joined before what it uses is gone
};

int dispatch(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  switch (invocation.command) {
    case Command::devices:
      return list_devices(invocation, reporter, stop);
    case Command::scan:
      return scan(invocation, reporter, stop);
    case Command::digitize:
      return digitize_files(invocation, reporter, stop);
    case Command::read:
      return read(invocation, reporter, stop);
    case Command::verify:
      return verify(invocation, reporter);
    case Command::doctor:
      return doctor(invocation, reporter, stop);
    case Command::settings:
      return show_settings(invocation);
  }
  return static_cast<int>(ExitCode::bug);
}

}  // namespace

ExitCode exit_code(Cause cause) noexcept {
  if (cause == Cause::stopped) return ExitCode::interrupted;
  switch (remedy(cause)) {
    case Remedy::replace_input:
      return ExitCode::input;
    case Remedy::check_device:
      return ExitCode::device;
    case Remedy::fix_setup:
      return ExitCode::setup;
    case Remedy::retry_later:
      return ExitCode::retry;
    case Remedy::report_bug:
      return ExitCode::bug;
  }
  return ExitCode::bug;
}

void keep_openmp_single(char** argv) {
  const char* limit = std::getenv("OMP_THREAD_LIMIT");
  if (limit != nullptr && std::strcmp(limit, "1") == 0) return;
  setenv("OMP_THREAD_LIMIT", "1", 1);
  execv("/proc/self/exe", argv);
  std::perror("sohoa: cannot restart itself");
  std::exit(static_cast<int>(ExitCode::bug));
}

int run(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);
  const auto parsed = parse_command_line(argc, argv);
  if (!parsed.invocation) return parsed.exit_code;
  Reporter reporter(parsed.invocation->settings.json);
  try {
    const StopOnSignal stop;
    return dispatch(*parsed.invocation, reporter, stop.token());
  } catch (const Error& e) {
    reporter.failed(e);
    return static_cast<int>(exit_code(e.cause));
  } catch (const std::exception& e) {
    reporter.failed(Error(Cause::bug, e.what()));
    return static_cast<int>(ExitCode::bug);
  }
}

}  // namespace sohoa::service
