// What scripts/check-corpus runs: FILE... on the command line, a line of JSON each. A file is
// looked at in a process of its own, with limits on time and memory, so that none ends the run.
#include <cstdio>
#include <exception>

#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "pdf/structure/structure.h"

namespace {

using nlohmann::json;

constexpr rlim_t memory = 1U << 30U, seconds = 60;

json look_at(const char* name) {
  json answer = {{"file", name}, {"claim", ""}, {"problems", json::array()}};
  try {
    const auto report = sohoa::pdf::check_structure(sohoa::open_for_reading(name));
    answer["claim"] = report.claim;
    for (const auto& problem : report.problems)
      answer["problems"].push_back({{"clause", problem.clause}, {"detail", problem.detail}});
  } catch (const std::exception& e) {
    answer["problems"].push_back({{"clause", "syntax"}, {"detail", e.what()}});
  }
  return answer;
}

void say(const json& answer) {
  const std::string line = answer.dump(-1, ' ', false, json::error_handler_t::replace);
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      const rlimit bytes = {memory, memory}, time = {seconds, seconds};
      ::setrlimit(RLIMIT_AS, &bytes);
      ::setrlimit(RLIMIT_CPU, &time);
      say(look_at(argv[i]));
      ::_exit(0);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child) return 2;
    if (status != 0)
      say({{"file", argv[i]}, {"claim", ""}, {"crashed", true}, {"problems", json::array()}});
  }
  return 0;
}
