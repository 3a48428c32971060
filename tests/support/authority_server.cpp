#include "tests/support/authority_server.h"

#include <array>
#include <cstdlib>
#include <span>
#include <stdexcept>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sohoa::test {
namespace {

struct Pipe {
  Fd out, in;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return {Fd(ends[0]), Fd(ends[1])};
}

std::string read_line(int fd) {
  std::string out;
  for (char c = 0; ::read(fd, &c, 1) == 1;) {
    if (c == '\n') return out;
    out += c;
  }
  throw std::runtime_error("the authority's server has ended");
}

}  // namespace

AuthorityServer::AuthorityServer() {
  Pipe to = make_pipe();
  Pipe from = make_pipe();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, to.out.get(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, from.in.get(), STDOUT_FILENO);
  std::string program = SOHOA_SOURCE_DIR "/tests/support/authority_server.py";
  std::string folder = work_.path().string();
  const std::array<char*, 3> words{program.data(), folder.data(), nullptr};
  const int failed =
      ::posix_spawn(&process_, program.c_str(), &actions, nullptr, words.data(), ::environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + program);
  to_ = std::move(to.in);
  from_ = std::move(from.out);
  from.in = Fd();
  ::setenv("no_proxy", "127.0.0.1", 1);
  url_ = read_line(from_.get());
}

AuthorityServer::~AuthorityServer() {
  to_ = Fd();  // its sign to end
  ::waitpid(process_, nullptr, 0);
}

std::string AuthorityServer::ask(const std::string& line) {
  const std::string whole = line + "\n";
  write_all(to_.get(), std::as_bytes(std::span(whole)), "authority_server.py");
  return read_line(from_.get());
}

void AuthorityServer::faults(const nlohmann::json& faults) {
  if (faults == faults_) return;
  faults_ = faults;
  if (ask(faults.dump()) != "ok") throw std::runtime_error("faults were not taken");
}

int AuthorityServer::count(const std::string& service) {
  return nlohmann::json::parse(ask("counts")).value(service, 0);
}

}  // namespace sohoa::test
