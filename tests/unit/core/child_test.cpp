#include "core/child.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/temp_folder.h"
#include "tests/unit/core/helpers.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SOHOA_SANITIZED 1
#endif

namespace sohoa::core_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr std::size_t longest = 48U << 10U;

// Each word is answered by itself; a descriptor by its content, in a memory of the worker's own.
void echo(Channel& parent) {
  while (auto message = parent.receive()) {
    if (!message->fd) {
      parent.send(message->text);
      continue;
    }
    const MappedFile content(message->fd);
    const Fd back = sealed_memory(content.bytes(), "echo");
    parent.send(message->text, back.get());
  }
}

void crash(Channel& parent) {
  parent.receive();
  std::signal(SIGSEGV, SIG_DFL);  // a sanitizer would report it and exit
  std::raise(SIGSEGV);
}

void hang(Channel& parent) {
  parent.send(std::to_string(::getpid()));
  for (;;) ::pause();
}

// Sends what Channel::send would refuse.
void shout(Channel&) {
  const std::string text(longest + 1, 'x');
  ::send(3, text.data(), text.size(), MSG_NOSIGNAL);
}

// Sends two descriptors with one message.
void crowd(Channel& parent) {
  parent.receive();
  std::array<int, 2> fds{0, 2};
  char byte = 'x';
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof fds)> control{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  cmsghdr* c = CMSG_FIRSTHDR(&header);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN(sizeof fds);
  std::memcpy(CMSG_DATA(c), fds.data(), sizeof fds);
  ::sendmsg(3, &header, MSG_NOSIGNAL);
}

void fail_with_error(Channel&) { throw Error(Cause::paper_jam, "sheet 3: jammed"); }
void fail_otherwise(Channel&) { throw std::runtime_error("a \xFF surprise"); }

void allocate(Channel& parent) {
  const std::vector<char> much(512U << 20U, 'x');
  parent.send(std::to_string(much.size()));
}

void spin(Channel&) {
  for (std::uint64_t i = 0;; ++i) std::atomic_signal_fence(std::memory_order_seq_cst);
}

void write_file(Channel& parent) {
  const auto path = parent.receive().value().text;
  const Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  const int code = fd ? 0 : errno;
  parent.send(std::strerror(code));
}

void surroundings(Channel& parent) {
  rlimit core{};
  getrlimit(RLIMIT_CORE, &core);
  const auto* variable = std::getenv("SOHOA_TEST_VARIABLE");
  int open_files = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    open_files += entry.path().empty() ? 0 : 1;
  parent.send(nlohmann::json{{"variable", variable == nullptr ? "" : variable},
                             {"core", core.rlim_cur},
                             {"open_files", open_files}}
                  .dump());
}

constexpr auto entries = std::to_array<WorkerEntry>({{"echo", echo},
                                                     {"crash", crash},
                                                     {"hang", hang},
                                                     {"shout", shout},
                                                     {"crowd", crowd},
                                                     {"fail_with_error", fail_with_error},
                                                     {"fail_otherwise", fail_otherwise},
                                                     {"allocate", allocate},
                                                     {"spin", spin},
                                                     {"write_file", write_file},
                                                     {"surroundings", surroundings}});

std::size_t open_descriptors() {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    count += entry.path().empty() ? 0U : 1U;
  return count;
}

template <typename Use>
std::optional<Error> error_of(Use use) {
  try {
    use();
  } catch (const Error& e) {
    return e;
  }
  return std::nullopt;
}

}  // namespace

std::span<const WorkerEntry> workers() { return entries; }

TEST_CASE("child: messages of every allowed length come back, in order") {
  Child child("echo", {});
  for (const std::size_t length : {std::size_t{1}, std::size_t{4096}, longest}) {
    const std::string text(length, 'a');
    REQUIRE(child.channel().send(text));
    const auto answer = child.channel().receive();
    REQUIRE(answer);
    CHECK(answer->text == text);
    CHECK_FALSE(answer->fd);
  }
  for (int i = 0; i < 20; ++i) REQUIRE(child.channel().send(std::to_string(i)));
  for (int i = 0; i < 20; ++i) CHECK(child.channel().receive().value().text == std::to_string(i));
  CHECK(child.end() == "exited with 0");
  CHECK(child.end() == "exited with 0");
}

TEST_CASE("child: a descriptor goes there and another comes back") {
  Child child("echo", {});
  const std::string text(3'000'000, 'p');
  const Fd memory = sealed_memory(std::as_bytes(std::span(text)), "test");
  REQUIRE(child.channel().send("{}", memory.get()));
  const auto answer = child.channel().receive();
  REQUIRE(answer);
  REQUIRE(answer->fd);
  const MappedFile content(answer->fd);
  CHECK(content.bytes().size() == text.size());
  CHECK(sha256_of(content.bytes()) == sha256_of(std::as_bytes(std::span(text))));
}

TEST_CASE("child: a message that is too long is our bug when sent, its crime when received") {
  Child child("shout", {});
  const std::string text(longest + 1, 'a');
  CHECK(error_of([&] { child.channel().send(text); }).value().cause == Cause::bug);
  CHECK(error_of([&] { child.channel().receive(); }).value().cause == Cause::decoder_crashed);
}

TEST_CASE("child: descriptors nobody asked for are closed") {
  const auto before = open_descriptors();
  {
    Child child("crowd", {});
    REQUIRE(child.channel().send("go"));
    const auto answer = child.channel().receive();
    REQUIRE(answer);
    CHECK(answer->fd);
  }
  CHECK(open_descriptors() == before);
}

TEST_CASE("child: a crash is an end of messages, and told by its signal") {
  Child child("crash", {});
  REQUIRE(child.channel().send("go"));
  CHECK_FALSE(child.channel().receive());
  CHECK_FALSE(child.channel().send("more"));
  CHECK(child.end() == "killed by signal 11");
}

TEST_CASE("child: silence ends at the time given, and a child that hangs is killed and reaped") {
  pid_t pid = -1;
  {
    Child child("hang", {});
    pid = static_cast<pid_t>(std::stol(child.channel().receive().value().text));
    CHECK(pid == child.pid());
    const auto error = error_of([&] { child.channel().receive(steady_clock::now() + 30ms); });
    CHECK(error.value().cause == Cause::device_stalled);
    CHECK(child.end() == "killed by signal 9");
  }
  CHECK(::kill(pid, 0) == -1);
  CHECK(errno == ESRCH);
}

TEST_CASE("child: a request to stop ends the waiting, asked before or while") {
  Child child("hang", {});
  REQUIRE(child.channel().receive());
  std::stop_source stop;
  std::jthread asker([&] {
    std::this_thread::sleep_for(20ms);
    stop.request_stop();
  });
  const auto wait = [&] {
    child.channel().receive(steady_clock::time_point::max(), stop.get_token());
  };
  CHECK(error_of(wait).value().cause == Cause::stopped);
  CHECK(error_of(wait).value().cause == Cause::stopped);
}

TEST_CASE("child: what a worker throws arrives as the same Error, anything else as a bug") {
  Child jammed("fail_with_error", {});
  const auto message = jammed.channel().receive();
  REQUIRE(message);
  const auto error = error_of([&] { rethrow_worker_error(message->text); });
  CHECK(error.value().cause == Cause::paper_jam);
  CHECK(error.value().what() == std::string("sheet 3: jammed"));
  CHECK(jammed.end() == "exited with 1");

  Child odd("fail_otherwise", {});
  const auto other = error_of([&] { rethrow_worker_error(odd.channel().receive().value().text); });
  CHECK(other.value().cause == Cause::bug);
  CHECK(other.value().what() == std::string("fail_otherwise: a \xEF\xBF\xBD surprise"));
}

TEST_CASE("child: words of a helper that was taken over are an Error whatever they are") {
  for (const auto* text : {R"({"error":7})", R"({"error":{"cause":7,"detail":[]}})",
                           R"({"error":{"cause":"no_such"}})", R"({"error":null})"})
    CHECK(error_of([&] { rethrow_worker_error(text); }).value().cause == Cause::bug);
  for (const auto* text : {"", "{", "[]", "{}", R"({"page":1})"})
    CHECK_NOTHROW(rethrow_worker_error(text));
}

TEST_CASE("child: an unknown worker leaves with a code of its own") {
  Child child("no_such_worker", {});
  CHECK_FALSE(child.channel().receive());
  CHECK(child.end() == "exited with 2");
}

#ifndef SOHOA_SANITIZED
TEST_CASE("child: beyond its memory it says so") {
  Child child("allocate", {.memory_bytes = 256U << 20U});
  const auto error =
      error_of([&] { rethrow_worker_error(child.channel().receive().value().text); });
  CHECK(error.value().cause == Cause::decoder_crashed);
  Child free("allocate", {.memory_bytes = 0});
  CHECK(free.channel().receive().value().text == std::to_string(512U << 20U));
}
#endif

TEST_CASE("child: beyond its processor time it is killed") {
  Child child("spin", {.cpu_seconds = 1});
  CHECK_FALSE(child.channel().receive());
  CHECK(child.end().starts_with("killed by signal"));
}

TEST_CASE("child: confined it may write no file, unconfined it may") {
  const sohoa::test::TempFolder folder;
  const auto attempt = [&](bool confined) {
    Child child("write_file", {.confined = confined});
    REQUIRE(child.channel().send((folder / "out").string()));
    return child.channel().receive().value().text;
  };
  const auto answer = attempt(true);
  const bool landlock =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
  if (landlock)
    CHECK(answer == "Permission denied");
  else
    MESSAGE("this kernel has no Landlock; a confined write gave: ", answer);
  CHECK(attempt(false) == "Success");
}

TEST_CASE("child: it gets the environment it was given and none of our descriptors") {
  ::setenv("SOHOA_TEST_VARIABLE", "ours", 1);
  const Fd held(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const Fd more = sealed_memory({}, "held");
  const auto told = [](const std::vector<std::string>& environment) {
    Child child("surroundings", {}, environment);
    return nlohmann::json::parse(child.channel().receive().value().text);
  };
  CHECK(told({})["variable"] == "ours");
  const auto given = told({"SOHOA_TEST_VARIABLE=theirs"});
  CHECK(given["variable"] == "theirs");
  CHECK(given["core"] == 0);
  CHECK(given["open_files"] == 5);  // 0, 1, 2, the socket, and the folder being listed
  ::unsetenv("SOHOA_TEST_VARIABLE");
}

TEST_CASE("child: a hundred of them leave no descriptor and no zombie") {
  const auto before = open_descriptors();
  for (int i = 0; i < 100; ++i) {
    Child child("echo", {});
    REQUIRE(child.channel().send("x"));
    REQUIRE(child.channel().receive());
  }
  CHECK(open_descriptors() == before);
}

}  // namespace sohoa::core_test
