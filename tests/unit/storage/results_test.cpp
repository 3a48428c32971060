#include "storage/results.h"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "core/file.h"
#include "storage/dossier_json.h"
#include "storage/vault.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

namespace fs = std::filesystem;
using sohoa::test::TempFolder;

FieldValue value_of(const std::string& key, const std::string& value) {
  return {key, value, value, 0.9F, Source::ocr, 0, {}, {}, {}};
}

Dossier certificate(const std::string& code, const std::string& number, const std::string& until) {
  Dossier dossier = dossier_for(code);
  Document& document = dossier.documents[0];
  document.kind = "giay_phep";
  document.result_code = "KQ-" + code;
  document.minimum = {value_of("so_dinh_danh", "079190999901"), value_of("so_ky_hieu", number),
                      value_of("ngay_cap", "2026-01-0" + number.substr(0, 1)),
                      value_of("thoi_han_hieu_luc", until)};
  return dossier;
}

void publish(const fs::path& storage, const Dossier& dossier) {
  Staging staging(storage, dossier.code);
  write_durably(staging.data() / "pdf/001.pdf", "%PDF");
  write_durably(staging.data() / "alto/001-0001.xml", "<alto/>");
  write_durably(staging.data() / "fields/001.json", fields_json(dossier.documents[0]));
  staging.publish(dossier, "sohoa test");
}

std::vector<std::string> dossiers(const std::vector<ExistingResult>& results) {
  std::vector<std::string> codes;
  for (const auto& result : results) codes.push_back(result.dossier);
  return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("results: what the storage has of an owner, of a kind and number, still valid (R29)") {
  const TempFolder storage;
  publish(storage.path(), certificate("A", "1/GP", ""));
  publish(storage.path(), certificate("B", "2/GP", "2026-12-31"));
  publish(storage.path(), certificate("C", "3/GP", "2026-11-23"));
  auto unsure = certificate("D", "4/GP", "");
  unsure.documents[0].minimum[0].review = {"low_confidence"};
  publish(storage.path(), unsure);
  const auto all = published_results(storage.path());
  CHECK(dossiers(all) == Codes{"A", "B", "C", "D"});
  const std::string today = "2026-11-24";
  // The newest first; what has ended is not offered, nor what may be another person's.
  CHECK(dossiers(matching(all, {"079190999901", "", "", today})) == Codes{"B", "A"});
  CHECK(dossiers(matching(all, {"079190999901", "", "", "2027-01-01"})) == Codes{"A"});
  CHECK(dossiers(matching(all, {"079190999901", "giay_phep", "1/gp", today})) == Codes{"A"});
  CHECK(matching(all, {"079190999901", "quyet_dinh", "", today}).empty());
  CHECK(matching(all, {"079190999902", "", "", today}).empty());
  CHECK(matching(all, {"", "", "", today}).empty());
  const auto found = matching(all, {"079190999901", "giay_phep", "2/GP", today});
  REQUIRE(found.size() == 1);
  CHECK(found[0].result_code == "KQ-B");
  CHECK(fs::exists(storage.path() / found[0].file));
  CHECK(found[0].sure);
}

TEST_CASE(
    "results: a dossier is read once, anew if it is another, and never by a damaged index (R29)") {
  const TempFolder storage;
  const fs::path index = storage / ".sohoa/results";
  publish(storage.path(), certificate("A", "1/GP", ""));
  publish(storage.path(), certificate("B", "2/GP", ""));
  const auto first = published_results(storage.path());
  CHECK(dossiers(first) == Codes{"A", "B"});
  // What the index has is taken from it.
  const auto hidden_away = storage / "A/data/fields/001.json";
  fs::rename(hidden_away, storage / "fields");
  auto again = published_results(storage.path());
  CHECK(again[0].number == "1/GP");
  CHECK(again[0].result_code == first[0].result_code);
  CHECK(again[0].file == first[0].file);
  fs::rename(storage / "fields", hidden_away);
  // Taken away, and another of the same code.
  fs::remove_all(storage / "A");
  CHECK(dossiers(published_results(storage.path())) == Codes{"B"});
  publish(storage.path(), certificate("A", "7/GP", ""));
  CHECK(published_results(storage.path())[0].number == "7/GP");
  // Cut short anywhere, with more behind it; or not an index at all.
  const std::string whole = read_file(index);
  for (std::size_t cut = 0; cut < whole.size(); cut += 31) {
    std::ofstream(index, std::ios::trunc) << whole.substr(0, cut);
    CHECK(published_results(storage.path())[0].number == "7/GP");
    CHECK(published_results(storage.path())[1].number == "2/GP");
  }
  std::ofstream(index, std::ios::trunc) << "[]\n{\"dossier\": 1}\n\xff\n{\"dossier\": \"A\"}\n";
  CHECK(dossiers(published_results(storage.path())) == Codes{"A", "B"});
  std::string old;
  for (int i = 0; i < 1100; ++i) old += "{}\n";
  std::ofstream(index, std::ios::trunc) << old;
  CHECK(dossiers(published_results(storage.path())) == Codes{"A", "B"});
  CHECK(fs::file_size(index) < old.size());  // nobody asked for those lines
  CHECK(dossiers(published_results(storage.path())) == Codes{"A", "B"});
}

TEST_CASE("results: what is no dossier, damaged or leads out of it is passed over (R29)") {
  const TempFolder storage;
  const auto put = [&](const char* code, const char* description, const char* fields) {
    fs::create_directories(storage.path() / code / "data/fields");
    std::ofstream(storage.path() / code / "data/dossier.json") << description;
    std::ofstream(storage.path() / code / "data/fields/001.json") << fields;
  };
  put("A", "{", "{}");
  put("B", "[]", "{}");
  put("C", R"({"documents": {}})", "{}");
  put("D", R"({"documents": [1, {"fields": "../../x", "pdf": "pdf/001.pdf"}]})", "{}");
  put("E", R"({"documents": [{"fields": "fields/001.json", "pdf": "pdf/001.pdf"}]})",
      R"({"minimum": []})");
  put("F", R"({"documents": [{"fields": "fields/001.json", "pdf": "pdf/001.pdf", "name": 7}]})",
      R"({"minimum": {"so_dinh_danh": {"value": ["x"], "review": []}}})");
  std::ofstream(storage.path() / "file") << "x";
  fs::create_directory_symlink(storage.path() / "F", storage.path() / "G");
  const auto all = published_results(storage.path());
  CHECK(dossiers(all) == Codes{"F"});
  CHECK(all[0].owner == "");
}

}  // namespace sohoa::storage::test
