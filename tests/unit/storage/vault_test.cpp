#include "storage/vault.h"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "core/error.h"
#include "storage/bag.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

namespace fs = std::filesystem;

void fill(const Staging& staging) {
  write_durably(staging.data() / "pdf/001.pdf", "%PDF\n");
  write_durably(staging.data() / "fields/001.json", "{}\n");
  write_durably(staging.data() / "alto/001-0001.xml", "<alto/>\n");
}

}  // namespace

TEST_CASE("staging: a dossier appears whole, valid and readable, and leaves nothing behind (R62)") {
  const sohoa::test::TempFolder storage;
  {
    Staging staging(storage.path(), "HS-1");
    fill(staging);
    CHECK(names_in(storage.path()) == std::vector<std::string>{".sohoa"});
    CHECK(staging.publish(dossier_for("HS-1"), "sohoa test") == storage / "HS-1");
  }
  CHECK(names_in(storage.path()) == std::vector<std::string>{".sohoa", "HS-1"});
  CHECK(names_in(storage / ".sohoa/staging").empty());
  CHECK(check_bag(storage / "HS-1").empty());
  CHECK(names_in(storage / "HS-1/data") ==
        std::vector<std::string>{"alto", "dossier.json", "fields", "pdf", "portal.json"});
  CHECK(read_file(storage / "HS-1/bag-info.txt")
            .starts_with("Bag-Software-Agent: sohoa test\nBagging-Date: "
                         "2026-01-02\nExternal-Identifier: HS-1\n"));
  struct stat info {};
  REQUIRE(::stat((storage / "HS-1/data/dossier.json").c_str(), &info) == 0);
  CHECK((info.st_mode & 0400U) != 0);
  CHECK(published(storage.path(), "HS-1") == storage / "HS-1");
}

TEST_CASE("staging: given up, it leaves nothing") {
  const sohoa::test::TempFolder storage;
  { fill(Staging(storage.path(), "HS-1")); }
  CHECK(names_in(storage / ".sohoa/staging").empty());
  CHECK_FALSE(published(storage.path(), "HS-1"));
}

TEST_CASE("staging: what a killed process left under the code is not mixed in") {
  const sohoa::test::TempFolder storage;
  fs::create_directories(storage / ".sohoa/staging/HS-1/data/pdf");
  std::ofstream(storage / ".sohoa/staging/HS-1/data/pdf/stale.pdf") << "old";
  Staging staging(storage.path(), "HS-1");
  CHECK(names_in(staging.data() / "pdf").empty());
}

TEST_CASE("staging: a published dossier is never replaced, whoever comes second") {
  const sohoa::test::TempFolder storage;
  Staging late(storage.path(), "HS-1");
  fill(late);
  fs::create_directory(storage / "HS-1");  // even an empty folder of another program
  CHECK_THROWS_WITH_AS(late.publish(dossier_for("HS-1"), "sohoa test"),
                       doctest::Contains("never changed"), Error);
  CHECK(fs::is_empty(storage / "HS-1"));
  CHECK_THROWS_AS(Staging(storage.path(), "HS-1"), Error);
  std::ofstream(storage / "HS-2") << "a file";
  CHECK_THROWS_AS(Staging(storage.path(), "HS-2"), Error);
  fs::create_symlink("nowhere", storage / "HS-3");
  CHECK_THROWS_AS(Staging(storage.path(), "HS-3"), Error);
}

TEST_CASE("staging: a payload that a bag cannot hold is not published (R62)") {
  const sohoa::test::TempFolder storage;
  Staging staging(storage.path(), "HS-1");
  fill(staging);
  fs::create_symlink("/etc/passwd", staging.data() / "pdf/002.pdf");
  try {
    staging.publish(dossier_for("HS-1"), "sohoa test");
    FAIL("published");
  } catch (const Error& e) {
    CHECK(e.cause == Cause::check_failed);
  }
  CHECK_FALSE(fs::exists(storage / "HS-1"));
}

TEST_CASE("staging: a dossier cannot be published under another's code") {
  const sohoa::test::TempFolder storage;
  Staging staging(storage.path(), "HS-1");
  CHECK_THROWS_AS(staging.publish(dossier_for("HS-2"), "sohoa test"), Error);
}

}  // namespace sohoa::storage::test
