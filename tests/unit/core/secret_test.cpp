#include "core/secret.h"

#include <array>

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"

using namespace sohoa;
using sohoa::test::cause_of;
using sohoa::test::TempFolder;

TEST_CASE("secret: the first line of a file, of a descriptor once, of a credential (R53)") {
  TempFolder folder;
  write_durably(folder / "pin", "mật khẩu\nsecond line\n");
  CHECK(read_secret((folder / "pin").string()).view() == "mật khẩu");
  CHECK(read_secret("").empty());
  CHECK(cause_of([&] { read_secret((folder / "none").string()); }) == "key_unusable");
  write_durably(folder / "long", std::string(longest_secret + 1, 'x'));
  CHECK(cause_of([&] { read_secret((folder / "long").string()); }) == "key_unusable");

  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  REQUIRE(write(ends[1], "1234\r\n", 6) == 6);
  close(ends[1]);
  const std::string descriptor = "fd:" + std::to_string(ends[0]);
  CHECK(read_secret(descriptor).view() == "1234");
  CHECK(cause_of([&] { read_secret(descriptor); }) == "key_unusable");
  CHECK(cause_of([] { read_secret("fd:x"); }) == "key_unusable");

  unsetenv("CREDENTIALS_DIRECTORY");
  CHECK(cause_of([] { read_secret("credential:pin"); }) == "key_unusable");
  setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
  CHECK(read_secret("credential:pin").view() == "mật khẩu");
  CHECK(cause_of([] { read_secret("credential:../pin"); }) == "key_unusable");
  unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("secret: moved, not copied; what was moved from is empty") {
  Secret one("1234");
  const Secret two(std::move(one));
  CHECK(one.empty());  // NOLINT: that is the question
  CHECK(two.view() == "1234");
  CHECK(std::string_view(two.c_str()) == "1234");
  CHECK(std::string_view(Secret().c_str()).empty());
}

TEST_CASE("secret: a process that forbids dumps can neither be dumped nor leave a core (R53)") {
  const pid_t child = fork();
  if (child == 0) {
    forbid_dumps();
    rlimit limit{1, 1};
    getrlimit(RLIMIT_CORE, &limit);
    _exit(prctl(PR_GET_DUMPABLE) == 0 && limit.rlim_max == 0 ? 7 : 8);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 7);
}
