#include "storage/batch.h"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "storage/vault.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

namespace fs = std::filesystem;

using sohoa::test::cause_of;

struct Storage {
  sohoa::test::TempFolder folder;
  fs::path work = folder.path() / ".sohoa/work/C1";
  Batch open() const { return Batch::open(folder.path(), order_for("C1")); }
  std::string refusal() const {
    return cause_of([&] { open(); });
  }
  void fill(std::uint32_t pages) const {
    auto batch = open();
    for (std::uint32_t i = 0; i < pages; ++i) add(batch, i);
  }
  void append(const std::string& text) const {
    std::ofstream(work / "journal.jsonl", std::ios::binary | std::ios::app) << text;
  }
};

void put(const fs::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("batch: a page comes back as it was given, with what was noticed of it") {
  const Storage storage;
  SpooledImage description = describe(7);
  description.dpi_assumed = true;
  description.dpi_y = 299.5;
  const std::vector<Fault> faults{{Cause::page_incomplete, "acquire", "ended at line 9 \"of\" 10"}};
  SpooledImage added;
  {
    auto batch = storage.open();
    const auto content = memory(page_bytes(7));
    CHECK(::lseek(content.get(), 5, SEEK_SET) == 5);  // the offset does not matter
    added = batch.add_page(content, description, 2, 7, faults);
    CHECK(batch.pages() == 1);
  }
  CHECK(added.file.filename() == "0003-0008.pnm");
  CHECK(read_file(added.file) == page_bytes(7));
  CHECK(added.sha256 == page_hash(7));
  CHECK(added.bytes == page_bytes(7).size());
  const auto batch = storage.open();
  REQUIRE(batch.journal().size() == 1);
  const auto& entry = batch.journal()[0];
  CHECK(entry.input == 2);
  CHECK(entry.index == 7);
  CHECK(entry.image.file == added.file);
  CHECK(entry.image.sha256 == added.sha256);
  CHECK(entry.image.dpi_y == 299.5);
  CHECK(entry.image.dpi_assumed);
  CHECK(entry.image.origin == "a.tif#8");
  REQUIRE(entry.faults.size() == 1);
  CHECK(entry.faults[0].cause == Cause::page_incomplete);
  CHECK(entry.faults[0].detail == faults[0].detail);
}

TEST_CASE("batch: a page that is there already is not doubled; other bytes are refused (R20)") {
  const Storage storage;
  storage.fill(3);
  auto batch = storage.open();
  CHECK(add(batch, 1).file == batch.journal()[1].image.file);
  CHECK(cause_of([&] { batch.add_page(memory(page_bytes(9)), describe(1), 0, 1, {}); }) ==
        "dossier_exists");
  CHECK(batch.pages() == 3);
}

TEST_CASE("batch: the journal is in source order, a page replaces its loss, losses come once") {
  const Storage storage;
  const LostInput loss{"b.pdf", {Cause::image_damaged, "acquire", "cut"}, "originals/b.pdf"};
  {
    auto batch = storage.open();
    batch.add_loss(loss, 1, 0);
    batch.add_loss(loss, 1, 0);
    batch.add_loss(loss, 0, 1);
    add(batch, 0);
    add(batch, 1);
  }
  const auto batch = storage.open();
  REQUIRE(batch.journal().size() == 3);
  CHECK(batch.journal()[0].index == 0);
  CHECK(batch.journal()[1].index == 1);
  CHECK_FALSE(batch.journal()[1].lost);
  CHECK(batch.journal()[2].lost);
  CHECK(batch.journal()[2].loss.origin == "b.pdf");
  CHECK(batch.journal()[2].loss.file == "originals/b.pdf");
  CHECK(batch.journal()[2].loss.fault.cause == Cause::image_damaged);
}

TEST_CASE("batch: a torn last journal line is dropped and its part file with it (R20)") {
  const Storage storage;
  storage.fill(2);
  const auto whole = read_file(storage.work / "journal.jsonl");
  auto line = whole.substr(whole.find('\n') + 1);
  for (const std::size_t length : {std::size_t{1}, line.size() / 2, line.size() - 2}) {
    storage.append(line.substr(0, length));
    put(storage.work / "0001-0003.pnm.part", "half a page");
    auto batch = storage.open();
    CHECK(batch.journal().size() == 2);
    CHECK(read_file(storage.work / "journal.jsonl") == whole);
    CHECK_FALSE(fs::exists(storage.work / "0001-0003.pnm.part"));
  }
  // A line of zeros, as a file system may leave it after a power cut.
  storage.append(std::string(200, '\0') + "\n");
  CHECK(storage.open().journal().size() == 2);
}

TEST_CASE("batch: a page killed before its rename is taken in if whole, dropped if not (R20)") {
  for (const bool whole : {true, false}) {
    const Storage storage;
    storage.fill(3);
    const auto last = storage.work / "0001-0003.pnm";
    fs::rename(last, last.string() + ".part");
    if (!whole) put(last.string() + ".part", "half");
    {
      auto batch = storage.open();
      CHECK(batch.pages() == (whole ? 3 : 2));
      CHECK(fs::exists(last) == whole);
      CHECK_FALSE(fs::exists(last.string() + ".part"));
      add(batch, 2);
      CHECK(batch.pages() == 3);
    }
    CHECK(storage.open().journal().size() == 3);
  }
}

TEST_CASE("batch: a damaged journal, a changed or a missing page stop the run with a word") {
  {
    const Storage storage;
    storage.fill(3);
    auto text = read_file(storage.work / "journal.jsonl");
    text[text.find("a.tif")] = 'x';
    put(storage.work / "journal.jsonl", text);
    CHECK(storage.refusal() == "image_damaged");
  }
  {
    const Storage storage;
    storage.fill(3);
    put(storage.work / "0001-0003.pnm", "other");
    CHECK(storage.refusal() == "image_damaged");
  }
  {
    const Storage storage;
    storage.fill(3);
    fs::remove(storage.work / "0001-0001.pnm");
    CHECK(storage.refusal() == "image_damaged");
  }
}

TEST_CASE("batch: other inputs, another source or split under the same code are refused") {
  const Storage storage;
  storage.fill(1);
  for (int i = 0; i < 4; ++i) {
    auto order = order_for("C1");
    if (i == 0) order.inputs.pop_back();
    if (i == 1) order.inputs = {"/in/a.tif/in/b.pdf"};
    if (i == 2) order.source = "scan:x";
    if (i == 3) order.split = "page";
    CHECK(cause_of([&] { Batch::open(storage.folder.path(), order); }) == "dossier_exists");
    CHECK_FALSE(Batch::unfinished(storage.folder.path(), order));
  }
}

TEST_CASE("batch: inputs whose names are not UTF-8 are told apart byte for byte") {
  const Storage storage;
  auto order = order_for("C1");
  order.inputs = {"/in/\xFF.tif"};
  Batch::open(storage.folder.path(), order);
  CHECK(Batch::unfinished(storage.folder.path(), order) == "C1");
  order.inputs = {"/in/\xFE.tif"};
  CHECK_FALSE(Batch::unfinished(storage.folder.path(), order));
}

TEST_CASE("batch: a later run keeps the first one's time and finds its batch without the code") {
  const Storage storage;
  storage.fill(1);
  auto order = order_for("");
  order.created = "2027-01-01T00:00:00+07:00";
  CHECK(Batch::unfinished(storage.folder.path(), order) == "C1");
  order.code = "C1";
  const auto batch = Batch::open(storage.folder.path(), order);
  CHECK(batch.order().created == "2026-01-02T03:04:05+07:00");
}

TEST_CASE("batch: two processes cannot hold one code; when one ends the other may") {
  const Storage storage;
  {
    Child child("hold", unconfined());
    REQUIRE(child.channel().send(storage.folder.path().string()));
    REQUIRE(child.channel().receive());
    CHECK(storage.refusal() == "dossier_busy");
    CHECK_FALSE(Batch::unfinished(storage.folder.path(), order_for("")));
    CHECK_NOTHROW(Batch::open(storage.folder.path(), order_for("C2")));
  }
  CHECK(storage.refusal() == "");
}

TEST_CASE("batch: two batches of one process exclude each other as well") {
  const Storage storage;
  const auto first = storage.open();
  CHECK(storage.refusal() == "dossier_busy");
}

TEST_CASE("batch: a code that is no plain name never touches the disk (R31)") {
  const Storage storage;
  const std::vector<std::string> tricks{"",     ".",     "..",          "../x",
                                        "a/b",  "a\\b",  ".hidden",     "hồ-sơ",
                                        "a b",  "a\nb",  "/etc/passwd", std::string("a\0b", 3),
                                        "\xFF", "a%2Fb", "a:b",         std::string(101, 'a')};
  for (const auto& code : tricks) {
    CHECK(cause_of([&] { Batch::open(storage.folder.path(), order_for(code)); }) == "code_invalid");
    CHECK(cause_of([&] { Staging(storage.folder.path(), code); }) == "code_invalid");
    CHECK_FALSE(published(storage.folder.path(), code));
  }
  CHECK(names_in(storage.folder.path()).empty());
}

TEST_CASE("batch: the storage must be a folder that exists; .sohoa is private and no link") {
  const Storage storage;
  CHECK(cause_of([&] { Batch::open(storage.folder / "absent", order_for("C1")); }) ==
        "storage_unusable");
  put(storage.folder / "file", "");
  CHECK(cause_of([&] { Batch::open(storage.folder / "file", order_for("C1")); }) ==
        "storage_unusable");
  storage.fill(1);
  struct stat info {};
  REQUIRE(::stat((storage.folder / ".sohoa").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777U) == 0700U);
  const sohoa::test::TempFolder elsewhere;
  fs::create_directory(storage.folder / "linked");
  fs::create_directory_symlink(elsewhere.path(), storage.folder / "linked/.sohoa");
  CHECK(cause_of([&] { Batch::open(storage.folder / "linked", order_for("C1")); }) ==
        "storage_unusable");
}

TEST_CASE("batch: too little free space is said before any work") {
  const Storage storage;
  CHECK(cause_of([&] {
          Batch::open(storage.folder.path(), order_for("C1"), std::uint64_t{1} << 62U);
        }) == "disk_full");
}

TEST_CASE("batch: scratch is empty at every opening, and remove forgets everything") {
  const Storage storage;
  {
    const auto batch = storage.open();
    put(batch.scratch() / "draft", "x");
  }
  auto batch = storage.open();
  CHECK(names_in(batch.scratch()).empty());
  add(batch, 0);
  batch.remove();
  CHECK(names_in(storage.folder / ".sohoa/work").empty());
}

TEST_CASE("batch: a run killed between publishing and removing is known as finished (R20)") {
  const Storage storage;
  const auto root = storage.folder.path();
  storage.fill(2);
  CHECK_FALSE(Batch::finished(root, order_for("C1")));
  { Staging(root, "C1").publish(dossier_for("C1"), "sohoa test"); }
  auto other = order_for("C1");
  other.inputs.pop_back();
  CHECK_FALSE(Batch::finished(root, other));
  CHECK_FALSE(Batch::unfinished(root, order_for("C1")));
  CHECK(Batch::finished(root, order_for("")) == root / "C1");
  CHECK(names_in(storage.folder / ".sohoa/work").empty());
  CHECK_FALSE(Batch::finished(root, order_for("C1")));
  CHECK(storage.refusal() == "dossier_exists");
}

TEST_CASE("batch: opening the code of a published dossier removes what was left of it") {
  const Storage storage;
  storage.fill(2);
  { Staging(storage.folder.path(), "C1").publish(dossier_for("C1"), "sohoa test"); }
  CHECK(storage.refusal() == "dossier_exists");
  CHECK(names_in(storage.folder / ".sohoa/work").empty());
}

TEST_CASE("journal: a line is bound to its checksum and to safe names") {
  JournalEntry entry;
  entry.image = describe(0);
  entry.image.file = "/somewhere/0001-0001.pnm";
  entry.image.sha256 = page_hash(0);
  entry.image.origin = "tên \xFF tệp";
  entry.image.side = Side::back;
  const auto line = journal_line(entry);
  const auto back = parse_journal_line(line);
  REQUIRE(back);
  CHECK(back->image.file == "0001-0001.pnm");
  CHECK(back->image.side == Side::back);
  CHECK(back->image.origin == "tên \xEF\xBF\xBD tệp");
  for (std::size_t i = 0; i < line.size(); ++i) {
    auto changed = line;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(parse_journal_line(changed));
    CHECK_FALSE(parse_journal_line(std::string_view(line).substr(0, i)));
  }
  entry.image.file = "..";
  CHECK_FALSE(parse_journal_line(journal_line(entry)));
}

}  // namespace sohoa::storage::test
