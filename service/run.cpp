#include "service/run.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "service/command_line.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/reporter.h"

namespace sohoa::service {
namespace {

// All that the handler touches.
std::atomic<int> signals_seen{0};
static_assert(std::atomic<int>::is_always_lock_free);
extern "C" void count_signal(int /*number*/) { signals_seen.fetch_add(1); }

// Turns the first SIGINT or SIGTERM into a stop request; the second ends the program at once.
// Libraries start threads before main(), and a signal goes to any thread that does not block it, so
// blocking and waiting for it would not do: there is a handler, which only counts. Our own threads
// and the helpers block both signals: a Ctrl-C, which all processes of a terminal get, must not end
// a helper before its parent knows of the stop.
class StopOnSignal {
 public:
  // `at_once`: the command looks at no token, and has nothing that a stop could lose.
  explicit StopOnSignal(bool at_once) {
    sigset_t both{};
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &both, nullptr);
    handle(SIGINT);
    handle(SIGTERM);
    waiter_ = std::jthread([this, both, at_once](const std::stop_token& ending) {
      pthread_sigmask(SIG_UNBLOCK, &both, nullptr);
      while (!ending.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        const int seen = signals_seen.load();
        if (seen > 1 || (seen > 0 && at_once)) _exit(static_cast<int>(ExitCode::interrupted));
        if (seen > 0) stop_.request_stop();
      }
    });
  }
  std::stop_token token() const noexcept { return stop_.get_token(); }

 private:
  // A signal that was ignored when the program was started (nohup) stays ignored.
  static void handle(int number) {
    struct sigaction before {};
    if (sigaction(number, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) return;
    struct sigaction action {};
    action.sa_handler = count_signal;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
  }

  std::stop_source stop_;
  std::jthread waiter_;  // last: joined before what it uses is gone
};

// A descriptor that was closed by the caller would be given to the first file that is opened, and
// messages would be written into it.
void open_standard_descriptors() {
  for (int fd = 0; fd <= 2; ++fd)
    if (fcntl(fd, F_GETFD) < 0) open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY);
}

// Such a command looks at no token, and has nothing that a stop could lose.
bool ends_at_once(Command command) {
  return command == Command::verify || command == Command::text || command == Command::reuse ||
         command == Command::settings || command == Command::check_forms ||
         command == Command::list_forms;
}

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
    case Command::fields:
      return fields(invocation, reporter, stop);
    case Command::explain:
      return explain(invocation, reporter, stop);
    case Command::check_forms:
      return check_forms(invocation, reporter);
    case Command::list_forms:
      return list_forms(invocation);
    case Command::verify:
      return verify(invocation, reporter);
    case Command::extend:
      return extend(invocation, reporter, stop);
    case Command::doctor:
      return doctor(invocation, reporter, stop);
    case Command::text:
      return convert_text(invocation, reporter);
    case Command::reuse:
      return reuse(invocation, reporter);
    case Command::stamp:
      return stamp(invocation, reporter, stop);
    case Command::settings:
      return show_settings(invocation);
  }
  return static_cast<int>(ExitCode::bug);
}

}  // namespace

ExitCode exit_code(Cause cause) noexcept {
  if (cause == Cause::stopped) return ExitCode::interrupted;
  if (cause == Cause::kind_unknown) return ExitCode::usage;
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

void keep_libraries_single(char** argv) {
  bool single = true;
  for (const char* name : {"OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"}) {
    const char* number = std::getenv(name);
    if (number != nullptr && std::strcmp(number, "1") == 0) continue;
    single = false;
    setenv(name, "1", 1);
  }
  if (single) return;
  execv("/proc/self/exe", argv);
  std::perror("sohoa: cannot restart itself");
  std::exit(static_cast<int>(ExitCode::bug));
}

int run(int argc, char** argv) {
  open_standard_descriptors();
  signal(SIGPIPE, SIG_IGN);
  const auto parsed = parse_command_line(argc, argv);
  if (!parsed.invocation) return parsed.exit_code;
  Reporter reporter(parsed.invocation->settings.json);
  try {
    const Command command = parsed.invocation->command;
    const StopOnSignal stop(ends_at_once(command));
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
