#include "storage/stamping.h"

#include <filesystem>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "storage/bag.h"
#include "storage/vault.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

namespace fs = std::filesystem;

fs::path put(const fs::path& storage, const std::string& code, bool awaits_stamps) {
  Staging staging(storage, code);
  write_durably(staging.data() / "pdf/001.pdf", "%PDF signed\n");
  write_durably(staging.data() / "fields/001.json", "{}\n");
  write_durably(staging.data() / "alto/001-0001.xml", "<alto/>\n");
  auto dossier = dossier_for(code);
  dossier.awaits_stamps = awaits_stamps;
  return staging.publish(dossier, "sohoa test");
}

nlohmann::json described(const fs::path& folder) {
  return nlohmann::json::parse(read_file(folder / "data/dossier.json"));
}

void raise(const fs::path& folder) {
  write_durably(folder / "data/pdf/001.pdf", "%PDF signed, stamped\n");
}

const std::vector<RaisedDocument> raised{{"pdf/001.pdf", "PAdES-B-T"}};

}  // namespace

TEST_CASE("stamping: a dossier that waits is whole, out of sight, and its code is taken (R54)") {
  const sohoa::test::TempFolder storage;
  const auto folder = put(storage.path(), "HS-1", true);
  CHECK(folder == storage / ".sohoa/stamping/HS-1");
  CHECK(names_in(storage.path()) == std::vector<std::string>{".sohoa"});
  CHECK(check_bag(folder).empty());
  CHECK(described(folder)["state"] == "awaiting_timestamp");
  CHECK(awaiting_stamps(storage.path()) == std::vector<std::string>{"HS-1"});
  CHECK(dossier_pdfs(folder) == std::vector<std::string>{"pdf/001.pdf"});
  CHECK(finished_place(storage.path(), "HS-1") == folder);
  CHECK(sohoa::test::cause_of([&] { const Staging again(storage.path(), "HS-1"); }) ==
        "dossier_exists");
}

TEST_CASE("stamping: a released dossier says its new levels and hashes, and is a valid bag (R54)") {
  const sohoa::test::TempFolder storage;
  put(storage.path(), "HS-1", true);
  const Stamping stamping(storage.path());
  raise(stamping.waiting("HS-1"));
  CHECK(stamping.release("HS-1", raised) == storage / "HS-1");
  CHECK(awaiting_stamps(storage.path()).empty());
  CHECK(check_bag(storage / "HS-1").empty());
  const auto dossier = described(storage / "HS-1");
  CHECK(dossier["state"] == "complete");
  const auto& document = dossier["documents"][0];
  CHECK(document["pdf_sha256"] == sha256_of_file(storage / "HS-1/data/pdf/001.pdf"));
  CHECK(document["signatures"][0]["level"] == "PAdES-B-T");
  CHECK(read_file(storage / "HS-1/bag-info.txt").find("Sohoa-State: complete\n") !=
        std::string::npos);
}

TEST_CASE("stamping: what was damaged while it waited does not get fresh hashes") {
  const sohoa::test::TempFolder storage;
  const auto folder = put(storage.path(), "HS-1", true);
  write_durably(folder / "data/alto/001-0001.xml", "<changed/>\n");
  const Stamping stamping(storage.path());
  raise(folder);
  CHECK(sohoa::test::cause_of([&] { stamping.release("HS-1", raised); }) == "check_failed");
  CHECK(awaiting_stamps(storage.path()) == std::vector<std::string>{"HS-1"});
  CHECK_FALSE(published(storage.path(), "HS-1"));
}

TEST_CASE("stamping: one process at a time") {
  const sohoa::test::TempFolder storage;
  const Stamping first(storage.path());
  CHECK(sohoa::test::cause_of([&] { const Stamping second(storage.path()); }) == "dossier_busy");
}

TEST_CASE("stamping: a published dossier is exchanged whole by its raised copy, or left as it is") {
  const sohoa::test::TempFolder storage;
  const auto folder = put(storage.path(), "HS-1", false);
  const auto before = read_file(folder / "data/dossier.json");
  const Stamping stamping(storage.path());
  stamping.revise("HS-1", [](const fs::path&) { return std::vector<RaisedDocument>(); });
  CHECK(read_file(folder / "data/dossier.json") == before);
  CHECK(sohoa::test::cause_of([&] {
          stamping.revise("HS-1", [](const fs::path& copy) -> std::vector<RaisedDocument> {
            raise(copy);
            throw Error(Cause::time_stamp_failed, "no answer");
          });
        }) == "time_stamp_failed");
  CHECK(read_file(folder / "data/pdf/001.pdf") == "%PDF signed\n");
  CHECK(check_bag(folder).empty());

  stamping.revise("HS-1", [&](const fs::path& copy) {
    CHECK(read_file(copy / "data/pdf/001.pdf") == "%PDF signed\n");
    raise(copy);
    CHECK(read_file(folder / "data/pdf/001.pdf") == "%PDF signed\n");
    return raised;
  });
  CHECK(read_file(folder / "data/pdf/001.pdf") == "%PDF signed, stamped\n");
  CHECK(described(folder)["documents"][0]["signatures"][0]["level"] == "PAdES-B-T");
  CHECK(check_bag(folder).empty());
  CHECK(names_in(storage / ".sohoa/raising").empty());
}

}  // namespace sohoa::storage::test
