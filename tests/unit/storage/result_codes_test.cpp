#include "storage/result_codes.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "storage/dossier_json.h"
#include "storage/vault.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

using sohoa::test::cause_of;
using sohoa::test::TempFolder;
namespace fs = std::filesystem;

const std::string daily = "{agency}.{date}.{counter:6}";

CodeParts parts(const std::string& dossier, const std::string& document = "001") {
  return {"H29.245", dossier, document, "giay_khai_sinh", "2026-11-24T08:00:00+07:00"};
}

fs::path ledger(const TempFolder& folder) { return folder / ".sohoa/result-codes"; }

std::string refusal(std::string_view text) {
  try {
    const CodeTemplate shape(text);
    return "";
  } catch (const Error& error) {
    CHECK(error.cause == Cause::settings_invalid);
    return error.what();
  }
}

}  // namespace

TEST_CASE("result code: a template is filled in; a bad one is told with its character (R21)") {
  CHECK(CodeTemplate(daily).code(parts("HS-1"), 7) == "H29.245.261124.000007");
  CHECK(CodeTemplate("{dossier}/{document}-{kind}.{year}").code(parts("HS-1"), 0) ==
        "HS-1/001-giay_khai_sinh.2026");
  CHECK(CodeTemplate("{counter:1}").code(parts("HS-1"), 12345) == "12345");
  CHECK(refusal("{agency}.{foo}").find("character 10: {agency}, {dossier}") != std::string::npos);
  CHECK(refusal("{agency").find("character 1: a { without its }") != std::string::npos);
  CHECK(refusal("Số {counter:3}").find("character 2: A-Z") != std::string::npos);
  CHECK(refusal("{counter:0}").find("N from 1 to 12") != std::string::npos);
  CHECK(refusal("{counter:013}").find("N from 1 to 12") != std::string::npos);
  CHECK(refusal("{counter:2}{counter:2}").find("character 12: a second") != std::string::npos);
  CHECK(refusal("{agency}.{date}").find("would not be unique") != std::string::npos);
  CHECK(refusal("").find("would not be unique") != std::string::npos);
  CHECK(refusal(std::string(201, 'x')).find("at most 200") != std::string::npos);
  CHECK(cause_of([] {
          CodeTemplate("{dossier}{document}").code(parts(std::string(60, 'x')), 0);
        }) == "settings_invalid");
}

TEST_CASE("result code: counters run by day, agency and all else that is in the code (R21)") {
  const TempFolder folder;
  ResultCodes codes(folder.path(), daily);
  CHECK(codes.issue(parts("A"), {"1"}) == "H29.245.261124.000001");
  CHECK(codes.issue(parts("B"), {"1"}) == "H29.245.261124.000002");
  auto next_day = parts("C");
  next_day.created = "2026-11-25T00:00:00+07:00";
  CHECK(codes.issue(next_day, {"1"}) == "H29.245.261125.000001");
  CHECK(codes.issue(parts("D"), {"1"}) == "H29.245.261124.000003");
}

TEST_CASE("result code: the same document keeps its code, by whoever asks again (R20, R21)") {
  const TempFolder folder;
  const std::string first = ResultCodes(folder.path(), daily).issue(parts("A"), {"1", "2"});
  ResultCodes again(folder.path(), daily);
  CHECK(again.issue(parts("A"), {"1", "2"}) == first);
  // On another day, too.
  auto later = parts("A");
  later.created = "2026-11-25T00:00:00+07:00";
  CHECK(again.issue(later, {"1", "2"}) == first);
  CHECK(again.issue(parts("A"), {"1"}) != first);   // other pages
  CHECK(again.issue(parts("A"), {"12"}) != first);  // not what they spell together
  CHECK(again.issue(parts("A", "002"), {"1", "2"}) != first);
  CHECK(again.issue(parts("B"), {"1", "2"}) != first);
}

TEST_CASE("result code: a code that another counter gave is passed over, never given twice (R21)") {
  const TempFolder folder;
  ResultCodes codes(folder.path(), "{dossier}{counter:1}");
  CHECK(codes.issue(parts("A1"), {"1"}) == "A11");
  for (int i = 1; i <= 10; ++i)
    CHECK(codes.issue(parts("A"), {fmt::format("{}", i)}) == fmt::format("A{}", i));
  CHECK(codes.issue(parts("A"), {"11"}) == "A12");
  ResultCodes fixed(folder.path(), "{dossier}-{document}");
  CHECK(fixed.issue(parts("A"), {"1"}) == "A1");  // it has one
  CHECK(fixed.issue(parts("B"), {"1"}) == "B-001");
  CHECK(cause_of([&] { fixed.issue(parts("B"), {"2"}); }) == "dossier_exists");
}

TEST_CASE("result code: 100000 codes by threads and processes are unique (R21)") {
  const TempFolder folder;
  constexpr std::size_t of_thread = 12'500;
  constexpr std::size_t of_process = 25'000;
  Child first("issue", unconfined());
  Child second("issue", unconfined());
  std::mutex mutex;
  std::set<std::string> all;
  const auto take = [&](std::string code) {
    const std::lock_guard lock(mutex);
    CHECK(all.insert(std::move(code)).second);
  };
  for (Child* child : {&first, &second})
    REQUIRE(child->channel().send(nlohmann::json{
        {"storage", folder.path().string()},
        {"dossier", fmt::format("P{}", child->pid())},
        {"codes", of_process}}.dump()));
  ResultCodes codes(folder.path(), daily);
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&, thread] {
        for (std::size_t i = 0; i < of_thread; ++i)
          take(codes.issue(parts(fmt::format("T{}", thread)), {fmt::format("{}", i)}));
      });
  }
  for (Child* child : {&first, &second}) CHECK(child->channel().receive().value().text == "done");
  // What the processes got stands in the ledger, as does all else.
  std::ifstream lines(ledger(folder));
  std::set<std::string> given;
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    std::size_t at = 0;
    for (int field = 0; field < 4; ++field) at = line.find('\t', at) + 1;
    given.insert(line.substr(at, line.find('\t', at) - at));
  }
  CHECK(count == 4 * of_thread + 2 * of_process);
  CHECK(given.size() == count);
  CHECK(std::ranges::includes(given, all));
}

TEST_CASE("result code: a line that a crash cut short is cut off, damage before it is told (R21)") {
  const TempFolder folder;
  ResultCodes(folder.path(), daily).issue(parts("A"), {"1"});
  const std::string whole = read_file(ledger(folder));
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
    write_durably(ledger(folder), whole + whole.substr(0, cut));
    ResultCodes codes(folder.path(), daily);
    CHECK(codes.issue(parts("B"), {"1"}) == "H29.245.261124.000002");
    CHECK(codes.issue(parts("A"), {"1"}) == "H29.245.261124.000001");
  }
  // Zeros, as some file systems leave them after a loss of power.
  write_durably(ledger(folder), whole + std::string(500, '\0'));
  CHECK(ResultCodes(folder.path(), daily).issue(parts("B"), {"1"}) == "H29.245.261124.000002");
  std::string damaged = read_file(ledger(folder));
  damaged[20] ^= 1;
  write_durably(ledger(folder), damaged);
  CHECK(cause_of([&] { ResultCodes(folder.path(), daily); }) == "storage_unusable");
}

TEST_CASE(
    "result code: a ledger that was lost is made anew from the dossiers that are there (R21)") {
  const TempFolder folder;
  auto dossier = dossier_for("A");
  auto& document = dossier.documents[0];
  document.result_code = ResultCodes(folder.path(), daily).issue(parts("A"), {"1"});
  Staging staging(folder.path(), "A");
  write_durably(staging.data() / "pdf/001.pdf", "%PDF");
  write_durably(staging.data() / "alto/001-0001.xml", "<alto/>");
  write_durably(staging.data() / "fields/001.json", fields_json(document));
  staging.publish(dossier, "sohoa test");
  fs::remove(ledger(folder));
  CHECK(ResultCodes(folder.path(), daily).issue(parts("B"), {"1"}) == "H29.245.261124.000002");
}

}  // namespace sohoa::storage::test
