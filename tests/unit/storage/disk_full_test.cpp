#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/support/temp_folder.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

nlohmann::json answer_of(std::string_view worker, const std::string& storage) {
  Child child(worker, unconfined());
  REQUIRE(child.channel().send(storage));
  const auto message = child.channel().receive();
  REQUIRE(message);
  INFO(message->text);
  rethrow_worker_error(message->text);
  return nlohmann::json::parse(message->text);
}

}  // namespace

TEST_CASE("batch: a full disk is said, nothing acknowledged is lost, and space lets it go on") {
  const sohoa::test::TempFolder storage;
  const auto result = answer_of("small_disk", storage.path());
  if (result.contains("skipped")) {
    MESSAGE("not run: ", result["skipped"].get<std::string>());
    return;
  }
  INFO(result.dump());
  CHECK(result["refused_at_start"] == "disk_full");
  CHECK(result["pages"] > 3);
  CHECK(result["same_run_again"] == true);
  CHECK(result["publishing"] == "disk_full");
  CHECK(result["appeared"] == false);
  CHECK(result["all_there"] == true);
  CHECK(result["more_pages"] > 0);
  CHECK(result["all_there_again"] == true);
}

TEST_CASE("batch: a refused write takes back the journal line it had begun") {
  const sohoa::test::TempFolder storage;
  const auto result = answer_of("small_files", storage.path());
  CHECK(result["pages"] == 1);
  CHECK(result["losses"] > 0);
  const auto batch = Batch::open(storage.path(), order_for("C1"));
  CHECK(batch.journal().size() == 1 + result["losses"].get<std::size_t>());
}

}  // namespace sohoa::storage::test
