// Processes killed for real, at random moments.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>
#include <set>
#include <thread>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "storage/bag.h"
#include "storage/stamping.h"
#include "storage/vault.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

constexpr int rounds = 25;

// Lets a worker run for `life` after its first answer, kills it, and returns all it told.
std::vector<std::string> run_and_kill(std::string_view worker, const std::string& storage,
                                      std::chrono::microseconds life) {
  Child child(worker, unconfined());
  REQUIRE(child.channel().send(storage));
  std::vector<std::string> told;
  if (auto message = child.channel().receive()) told.push_back(message->text);
  std::this_thread::sleep_for(life);
  ::kill(child.pid(), SIGKILL);
  while (auto message = child.channel().receive()) told.push_back(message->text);
  CHECK(child.end() == "killed by signal 9");
  return told;
}

}  // namespace

TEST_CASE("batch: a killed run loses no acknowledged page and doubles none (R20)") {
  const sohoa::test::TempFolder storage;
  std::mt19937 random(20);
  std::set<std::string> acknowledged;
  for (int round = 0; round < rounds; ++round) {
    for (const auto& index :
         run_and_kill("spool", storage.path(), std::chrono::microseconds(random() % 15'000)))
      acknowledged.insert(index);
    const auto batch = Batch::open(storage.path(), order_for("C1"));
    std::set<std::string> found;
    for (const auto& entry : batch.journal()) {
      CHECK(found.insert(std::to_string(entry.index)).second);
      CHECK(entry.image.sha256 == page_hash(entry.index));
      CHECK(sha256_of_file(entry.image.file) == entry.image.sha256);
    }
    for (const auto& index : acknowledged) CHECK_MESSAGE(found.contains(index), "page ", index);
    // At most the page in work is there beyond what was told before.
    CHECK(found.size() <= acknowledged.size() + 1);
    for (const auto& index : found) acknowledged.insert(index);
  }
  CHECK(acknowledged.size() >= rounds);
}

TEST_CASE(
    "result code: whoever is killed and asks again gets the same codes, none twice (R20, R21)") {
  const sohoa::test::TempFolder storage;
  std::mt19937 random(21);
  std::set<std::string> pairs;
  std::set<std::string> codes;
  for (int round = 0; round < rounds; ++round) {
    for (const auto& told : run_and_kill("issue_and_tell", storage.path(),
                                         std::chrono::microseconds(random() % 10'000)))
      if (pairs.insert(told).second) CHECK(codes.insert(told.substr(told.find(' '))).second);
  }
  std::set<std::string> documents;
  for (const auto& pair : pairs) CHECK(documents.insert(pair.substr(0, pair.find(' '))).second);
  CHECK(codes.size() >= 3);
}

TEST_CASE(
    "stamping: killed at any moment, a dossier waits or stands, whole, and is not lost (R54)") {
  const sohoa::test::TempFolder storage;
  std::mt19937 random(54);
  std::set<std::string> released;
  for (int round = 0; round < rounds; ++round) {
    for (auto& code : run_and_kill("stamp", storage.path(),
                                   std::chrono::microseconds(5'000 + random() % 60'000)))
      released.insert(std::move(code));
    const auto waiting = awaiting_stamps(storage.path());
    for (const auto& code : released) {
      CHECK(std::ranges::find(waiting, code) == waiting.end());
      CHECK_MESSAGE(check_bag(storage / code).empty(), code);
    }
    for (const auto& code : waiting) CHECK_FALSE(published(storage.path(), code));
  }
  REQUIRE(released.contains("D0"));
  const auto dossier = nlohmann::json::parse(read_file(storage / "D0/data/dossier.json"));
  const auto pdf = read_file(storage / "D0/data/pdf/001.pdf");
  CHECK("%PDF raised " +
            dossier["documents"][0]["signatures"][0]["level"].get<std::string>().substr(6) + "\n" ==
        pdf);
}

TEST_CASE("staging: a killed publisher leaves whole dossiers or nothing (R62)") {
  const sohoa::test::TempFolder storage;
  std::mt19937 random(62);
  std::set<std::string> announced;
  for (int round = 0; round < rounds; ++round) {
    for (const auto& code :
         run_and_kill("publish", storage.path(), std::chrono::microseconds(random() % 12'000)))
      announced.insert(code);
    std::set<std::string> seen;
    for (const auto& name : names_in(storage.path())) {
      if (name.starts_with('.')) continue;
      seen.insert(name);
      const auto problems = check_bag(storage / name);
      CHECK_MESSAGE(problems.empty(), name, ": ", problems.empty() ? "" : problems.front());
    }
    for (const auto& code : announced) CHECK_MESSAGE(seen.contains(code), "dossier ", code);
  }
  CHECK(announced.size() >= rounds);
}

}  // namespace sohoa::storage::test
