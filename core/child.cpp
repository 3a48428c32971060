#include "core/child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <linux/landlock.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace sohoa {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t longest_message = 48U << 10U;
constexpr int worker_socket = 3;
constexpr int glance_ms = 50;                           // how often a stop token is looked at
constexpr auto grace = std::chrono::milliseconds(500);  // to leave by itself

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // their shadow memory needs terabytes of address space
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

std::string reason(int code) { return std::generic_category().message(code); }

void limit(__rlimit_resource_t resource, std::uint64_t value) {
  const rlimit bound{value, value};
  setrlimit(resource, &bound);
}

// Denies opening, creating and removing files for writing, but for /dev/null. Best effort: kernels
// without Landlock leave the process as it is.
void deny_writing() {
  landlock_ruleset_attr rules{};
  rules.handled_access_fs = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                            LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                            LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                            LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                            LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
  const Fd ruleset(static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0)));
  if (!ruleset) return;
  const Fd null(::open("/dev/null", O_PATH | O_CLOEXEC));
  if (null) {
    landlock_path_beneath_attr path{};
    path.allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE;
    path.parent_fd = null.get();
    syscall(SYS_landlock_add_rule, ruleset.get(), LANDLOCK_RULE_PATH_BENEATH, &path, 0);
  }
  syscall(SYS_landlock_restrict_self, ruleset.get(), 0);
}

// What the worker does to itself before it touches anything from outside.
void settle(std::uint64_t memory, std::uint64_t cpu, bool confined, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // It may have died before the line above. It may also be process 1, as in a container.
  if (getppid() != parent) _exit(1);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  // Ctrl-C goes to the whole group; the parent decides what becomes of its helpers.
  signal(SIGINT, SIG_IGN);
  limit(RLIMIT_CORE, 0);
  if (memory > 0 && !sanitized) limit(RLIMIT_AS, memory);
  if (cpu > 0) limit(RLIMIT_CPU, cpu);
  if (confined) deny_writing();
}

// The descriptor that came with a message. Padding leaves room for a second one: a hostile peer's
// is closed, not leaked.
Fd first_of(cmsghdr& rights) {
  Fd first;
  for (std::size_t at = 0; CMSG_LEN(at + sizeof(int)) <= rights.cmsg_len; at += sizeof(int)) {
    int number = -1;
    std::memcpy(&number, CMSG_DATA(&rights) + at, sizeof number);
    Fd fd(number);
    if (!first) first = std::move(fd);
  }
  return first;
}

}  // namespace

bool Channel::send(std::string_view text, int fd) {
  if (text.size() > longest_message)
    throw Error(Cause::bug, "message of " + std::to_string(text.size()) + " bytes to a helper");
  iovec part{const_cast<char*>(text.data()), text.size()};  // NOLINT: sendmsg only reads it
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  if (fd >= 0) {
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    cmsghdr* c = CMSG_FIRSTHDR(&header);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(c), &fd, sizeof fd);
  }
  for (;;) {
    if (::sendmsg(socket_.get(), &header, MSG_NOSIGNAL) >= 0) return true;
    if (errno == EINTR) continue;
    return false;
  }
}

std::optional<Message> Channel::receive(steady_clock::time_point until,
                                        const std::stop_token& stop) {
  for (;;) {
    if (stop.stop_requested()) throw Error(Cause::stopped, "stopped while waiting for a helper");
    const auto now = steady_clock::now();
    if (now >= until) throw Error(Cause::device_stalled, "a helper did not answer in time");
    int wait = -1;
    if (stop.stop_possible()) wait = glance_ms;
    if (until != steady_clock::time_point::max()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - now).count();
      const int bound = static_cast<int>(std::min<std::int64_t>(left, 60'000));
      wait = wait < 0 ? bound : std::min(wait, bound);
    }
    pollfd ready{socket_.get(), POLLIN, 0};
    const int count = ::poll(&ready, 1, wait);
    if (count < 0 && errno != EINTR) return std::nullopt;
    if (count > 0) break;
  }
  std::string text(longest_message, '\0');
  iovec part{text.data(), text.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  // A helper that ended with a message of ours unread resets the connection; what it said before is
  // still there and comes with the next call.
  ssize_t got = -1;
  int resets = 0;
  do {
    got = ::recvmsg(socket_.get(), &header, MSG_CMSG_CLOEXEC);
  } while (got < 0 && (errno == EINTR || (errno == ECONNRESET && ++resets < 2)));
  Message message;
  for (cmsghdr* c = CMSG_FIRSTHDR(&header); c != nullptr; c = CMSG_NXTHDR(&header, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) message.fd = first_of(*c);
  if (got <= 0) return std::nullopt;
  if ((header.msg_flags & MSG_TRUNC) != 0)
    throw Error(
        Cause::decoder_crashed,
        "a helper sent more than the " + std::to_string(longest_message) + " bytes of a message");
  text.resize(static_cast<std::size_t>(got));
  message.text = std::move(text);
  return message;
}

Child::Child(std::string_view worker, const ChildLimits& limits,
             const std::vector<std::string>& environment)
    : channel_(Fd()) {
  std::array<int, 2> pair{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0)
    throw Error(Cause::bug, "helper " + std::string(worker) + ": no socket: " + reason(errno));
  Fd ours(pair[0]);
  const Fd theirs(pair[1]);
  // A helper that has stopped reading must not hold us for ever.
  const timeval patience{30, 0};
  ::setsockopt(ours.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);

  std::vector<std::string> words{"sohoa",
                                 "worker",
                                 std::string(worker),
                                 std::to_string(limits.memory_bytes),
                                 std::to_string(limits.cpu_seconds),
                                 limits.confined ? "confined" : "free",
                                 std::to_string(getpid())};
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  std::vector<std::string> variables = environment;
  const auto ours_wins = [&](std::string_view entry) {
    const auto name = entry.substr(0, entry.find('=') + 1);
    return std::ranges::any_of(environment, [&](const auto& e) { return e.starts_with(name); });
  };
  for (char** entry = environ; *entry != nullptr; ++entry)
    if (!ours_wins(*entry)) variables.emplace_back(*entry);
  std::vector<char*> exported;
  for (auto& variable : variables) exported.push_back(variable.data());
  exported.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, 2, 1);  // our stdout carries data alone
  posix_spawn_file_actions_adddup2(&actions, theirs.get(), worker_socket);
  // What our own starter left open is no business of a helper's.
  posix_spawn_file_actions_addclosefrom_np(&actions, worker_socket + 1);
  const int code =
      posix_spawn(&pid_, "/proc/self/exe", &actions, nullptr, arguments.data(), exported.data());
  posix_spawn_file_actions_destroy(&actions);
  if (code != 0)
    throw Error(Cause::bug, "helper " + std::string(worker) + ": not started: " + reason(code));
  channel_ = Channel(std::move(ours));
}

Child::~Child() { end(); }

std::string Child::end() {
  if (pid_ < 0) return ending_;
  channel_.close();
  int status = 0;
  const auto until = steady_clock::now() + grace;
  pid_t done = 0;
  while ((done = ::waitpid(pid_, &status, WNOHANG)) == 0 && steady_clock::now() < until)
    ::usleep(2000);
  if (done == 0) {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  pid_ = -1;
  ending_ = WIFSIGNALED(status) ? "killed by signal " + std::to_string(WTERMSIG(status))
                                : "exited with " + std::to_string(WEXITSTATUS(status));
  return ending_;
}

std::optional<int> run_as_worker(int argc, char** argv, std::span<const WorkerEntry> workers) {
  if (argc < 7 || std::strcmp(argv[1], "worker") != 0) return std::nullopt;
  const auto entry = std::ranges::find(workers, std::string_view(argv[2]), &WorkerEntry::name);
  if (entry == workers.end()) return 2;
  settle(std::strtoull(argv[3], nullptr, 10), std::strtoull(argv[4], nullptr, 10),
         std::strcmp(argv[5], "confined") == 0,
         static_cast<pid_t>(std::strtol(argv[6], nullptr, 10)));
  ::fcntl(worker_socket, F_SETFD, FD_CLOEXEC);
  Channel parent{Fd(worker_socket)};
  nlohmann::json error;
  try {
    entry->run(parent);
    return 0;
  } catch (const Error& e) {
    error = {{"cause", cause_name(e.cause)}, {"detail", e.what()}};
  } catch (const std::bad_alloc&) {
    error = {{"cause", "decoder_crashed"}, {"detail", "out of the memory a helper is allowed"}};
  } catch (const std::exception& e) {
    error = {{"cause", "bug"}, {"detail", std::string(argv[2]) + ": " + e.what()}};
  }
  parent.send(nlohmann::json{{"error", error}}.dump(-1, ' ', false,
                                                    nlohmann::json::error_handler_t::replace));
  return 1;
}

void rethrow_worker_error(std::string_view text) {
  const auto message = nlohmann::json::parse(text, nullptr, false);
  if (!message.is_object() || !message.contains("error")) return;
  const auto& error = message["error"];
  // A helper may have been taken over by what it reads: its words are data of any kind.
  const auto word = [&error](const char* key, std::string otherwise) {
    if (!error.is_object() || !error.contains(key) || !error[key].is_string()) return otherwise;
    return error[key].get<std::string>();
  };
  throw Error(cause_named(word("cause", "bug")).value_or(Cause::bug),
              word("detail", "a helper failed without words"));
}

}  // namespace sohoa
