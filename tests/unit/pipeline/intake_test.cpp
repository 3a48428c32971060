#include "pipeline/intake.h"

#include <deque>
#include <string>

#include <doctest/doctest.h>

#include "core/file.h"
#include "tests/support/temp_folder.h"

using namespace sohoa;

namespace {

// Plays a list of pages and mishaps: a failure that can only be scripted.
class ScriptedSource final : public PageSource {
 public:
  struct Step {
    std::uint32_t input, index;
    std::optional<Cause> mishap;
  };
  explicit ScriptedSource(std::deque<Step> steps, Position start) : steps_(std::move(steps)) {
    while (!steps_.empty() &&
           (steps_.front().input < start.input ||
            (steps_.front().input == start.input && steps_.front().index < start.index)))
      steps_.pop_front();
  }
  std::optional<AcquiredPage> next(const std::stop_token&) override {
    if (steps_.empty()) return std::nullopt;
    const Step step = steps_.front();
    steps_.pop_front();
    const std::string name =
        "file" + std::to_string(step.input) + ".tif page " + std::to_string(step.index + 1);
    if (step.mishap) throw Error(*step.mishap, name + ": scripted");
    const std::string pixels = "P5 2 2 255 " + std::to_string(1000 + step.input * 10 + step.index);
    AcquiredPage page;
    page.bytes = sealed_memory(std::as_bytes(std::span(pixels)), "page");
    page.width = page.height = 2;
    page.dpi_x = page.dpi_y = 300;
    page.origin = name;
    page.input = step.input;
    page.index = step.index;
    return page;
  }
  Position position() const override {
    return steps_.empty() ? Position{99, 0} : Position{steps_.front().input, steps_.front().index};
  }

 private:
  std::deque<Step> steps_;
};

storage::BatchOrder order(const std::string& source = "files",
                          const std::string& split = "source") {
  return {"TEST-1", source, {"a", "b"}, "2026-11-24T08:00:00+07:00", split};
}

const Listener silent = [](const Event&) {};

std::vector<Page> drain(Intake& intake) {
  std::vector<Page> pages;
  while (auto page = intake.next({})) pages.push_back(std::move(*page));
  return pages;
}

const std::deque<ScriptedSource::Step> two_files{{0, 0, {}}, {0, 1, {}}, {1, 0, {}}};

}  // namespace

TEST_CASE("intake: a page is in the spool, with its hash, before the pipeline sees it") {
  const test::TempFolder folder;
  auto batch = storage::Batch::open(folder.path(), order());
  Intake intake(
      batch, [](Position p) { return std::make_unique<ScriptedSource>(two_files, p); }, silent);
  const auto pages = drain(intake);
  REQUIRE(pages.size() == 3);
  for (const auto& page : pages) {
    CHECK(page.image.file.string().starts_with(folder.path().string()));
    CHECK(sha256_of_file(page.image.file) == page.image.sha256);
  }
}

TEST_CASE("intake: a document ends with its file, or with each page when asked to") {
  const test::TempFolder folder;
  auto by_file = storage::Batch::open(folder.path(), order());
  Intake first(
      by_file, [](Position p) { return std::make_unique<ScriptedSource>(two_files, p); }, silent);
  std::vector<std::uint32_t> documents;
  for (const auto& page : drain(first)) documents.push_back(page.document);
  CHECK(documents == std::vector<std::uint32_t>{0, 0, 1});

  const test::TempFolder other;
  auto by_page = storage::Batch::open(other.path(), order("files", "page"));
  Intake second(
      by_page, [](Position p) { return std::make_unique<ScriptedSource>(two_files, p); }, silent);
  documents.clear();
  for (const auto& page : drain(second)) documents.push_back(page.document);
  CHECK(documents == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("intake: an unreadable file is journalled as lost and the rest goes on") {
  const test::TempFolder folder;
  const std::deque<ScriptedSource::Step> steps{
      {0, 0, {}}, {1, 0, Cause::image_damaged}, {2, 0, {}}, {3, 0, Cause::file_unsupported}};
  for (int run = 0; run < 2; ++run) {  // the second only replays, and retries the last
    auto batch = storage::Batch::open(folder.path(), order());
    Intake intake(
        batch, [&](Position p) { return std::make_unique<ScriptedSource>(steps, p); }, silent);
    CHECK(drain(intake).size() == 2);
    REQUIRE(intake.lost().size() == 2);
    CHECK(intake.lost()[0].fault.cause == Cause::image_damaged);
    CHECK(intake.lost()[0].origin == "file1.tif page 1");
    CHECK(intake.lost()[1].fault.cause == Cause::file_unsupported);
  }
}

TEST_CASE(
    "intake: after an interruption pages come from the spool, then from where the source was "
    "(R20)") {
  const test::TempFolder folder;
  std::vector<std::string> hashes;
  {
    auto batch = storage::Batch::open(folder.path(), order());
    Intake intake(
        batch, [](Position p) { return std::make_unique<ScriptedSource>(two_files, p); }, silent);
    hashes.push_back(intake.next({})->image.sha256);
    hashes.push_back(intake.next({})->image.sha256);
  }
  auto batch = storage::Batch::open(folder.path(), order());
  std::optional<Position> asked;
  Intake intake(
      batch,
      [&](Position p) {
        asked = p;
        return std::make_unique<ScriptedSource>(two_files, p);
      },
      silent);
  const auto pages = drain(intake);
  REQUIRE(pages.size() == 3);
  CHECK(pages[0].image.sha256 == hashes[0]);
  CHECK(pages[1].image.sha256 == hashes[1]);
  REQUIRE(asked);
  CHECK(asked->input == 0);
  CHECK(asked->index == 2);
}

TEST_CASE(
    "intake: a jam ends the feed; the next run goes on with the next sheet, none lost or doubled") {
  const test::TempFolder folder;
  {
    auto batch = storage::Batch::open(folder.path(), order("scan:x"));
    Intake intake(
        batch,
        [](Position) {
          return std::make_unique<ScriptedSource>(
              std::deque<ScriptedSource::Step>{{0, 0, {}}, {0, 1, {}}, {0, 2, Cause::paper_jam}},
              Position{});
        },
        silent);
    CHECK(intake.next({}).has_value());
    CHECK(intake.next({}).has_value());
    CHECK_THROWS_AS(intake.next({}), Error);
  }
  auto batch = storage::Batch::open(folder.path(), order("scan:x"));
  // A scanner that is opened again counts its sheets from zero.
  Intake intake(
      batch,
      [](Position) {
        return std::make_unique<ScriptedSource>(
            std::deque<ScriptedSource::Step>{{0, 0, {}}, {0, 1, {}}}, Position{});
      },
      silent);
  const auto pages = drain(intake);
  CHECK(pages.size() == 4);
  CHECK(batch.journal().size() >= 2);
  CHECK(pages[3].number == 3);
}

TEST_CASE(
    "intake: an interrupted scan whose feeder is empty by then is complete with what it has") {
  const test::TempFolder folder;
  const auto empty_feeder = [](Position) {
    return std::make_unique<ScriptedSource>(
        std::deque<ScriptedSource::Step>{{0, 0, Cause::feeder_empty}}, Position{});
  };
  {
    auto batch = storage::Batch::open(folder.path(), order("scan:x"));
    Intake nothing(batch, empty_feeder, silent);
    CHECK_THROWS_AS(nothing.next({}), Error);
    Intake intake(
        batch,
        [](Position) {
          return std::make_unique<ScriptedSource>(
              std::deque<ScriptedSource::Step>{{0, 0, {}}, {0, 1, {}}}, Position{});
        },
        silent);
    CHECK(intake.next({}).has_value());
    CHECK(intake.next({}).has_value());
  }
  auto batch = storage::Batch::open(folder.path(), order("scan:x"));
  Intake intake(batch, empty_feeder, silent);
  CHECK(drain(intake).size() == 2);
}
