// What the tests run in processes of their own: to be killed, to hold a lock, to fill a disk.
#include <cerrno>
#include <csignal>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include "storage/bag.h"
#include "storage/result_codes.h"
#include "storage/stamping.h"
#include "storage/vault.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string first_word(Channel& parent) { return parent.receive().value().text; }

// Adds pages to batch C1 of the storage it is told, from where it stands, until it is killed. Each
// acknowledged page is told.
void spool(Channel& parent) {
  auto batch = Batch::open(first_word(parent), order_for("C1"));
  auto index = static_cast<std::uint32_t>(batch.journal().size());
  for (;; ++index) {
    add(batch, index);
    if (!parent.send(std::to_string(index))) return;
  }
}

// Publishes dossier after dossier into the storage it is told, until it is killed.
void publish(Channel& parent) {
  const fs::path storage = first_word(parent);
  for (int i = 0;; ++i) {
    const auto code = fmt::format("D{}", i);
    if (published(storage, code)) continue;
    auto dossier = dossier_for(code);
    Staging staging(storage, code);
    write_durably(staging.data() / "pdf/001.pdf", page_bytes(static_cast<std::uint32_t>(i)));
    write_durably(staging.data() / "fields/001.json", "{}\n");
    staging.publish(dossier, "sohoa test");
    if (!parent.send(code)) return;
  }
}

// Of the storage it is told: lets dossier after dossier wait, raises and releases those that wait,
// and exchanges D0 by a raised one, until it is killed. Each released one is told.
void stamp(Channel& parent) {
  const fs::path storage = first_word(parent);
  const auto raise = [](const fs::path& folder, std::size_t i) {
    write_durably(folder / "data/pdf/001.pdf", fmt::format("%PDF raised {}\n", i));
    return std::vector<RaisedDocument>{{"pdf/001.pdf", fmt::format("level {}", i)}};
  };
  const Stamping stamping(storage);
  for (std::size_t i = 0;; ++i) {
    const auto code = fmt::format("D{}", i);
    if (!finished_place(storage, code)) {
      auto dossier = dossier_for(code);
      dossier.awaits_stamps = true;
      Staging staging(storage, code);
      write_durably(staging.data() / "pdf/001.pdf", "%PDF signed\n");
      write_durably(staging.data() / "fields/001.json", "{}\n");
      staging.publish(dossier, "sohoa test");
    }
    for (const auto& waits : awaiting_stamps(storage)) {
      stamping.release(waits, raise(stamping.waiting(waits), i));
      if (!parent.send(waits)) return;
    }
    stamping.revise("D0", [&](const fs::path& copy) { return raise(copy, i); });
  }
}

// Holds batch C1 until the parent is done with it.
void hold(Channel& parent) {
  const auto batch = Batch::open(first_word(parent), order_for("C1"));
  parent.send("held");
  parent.receive();
}

// Adds pages until the disk is full; how many were acknowledged.
std::uint32_t fill(Batch& batch, std::uint32_t first) {
  for (std::uint32_t index = first;; ++index) {
    try {
      add(batch, index);
    } catch (const Error& e) {
      if (e.cause != Cause::disk_full) throw;
      return index;
    }
  }
}

bool all_there(const fs::path& storage, std::uint32_t pages) {
  const auto batch = Batch::open(storage, order_for("C1"), 0);
  if (batch.journal().size() != pages) return false;
  for (std::uint32_t i = 0; i < pages; ++i)
    if (batch.journal()[i].index != i || batch.journal()[i].image.sha256 != page_hash(i))
      return false;
  return true;
}

std::string cause_of_publishing(const fs::path& storage) {
  try {
    Staging staging(storage, "FULL");
    write_durably(staging.data() / "pdf/001.pdf", std::string(200'000, 'x'));
    staging.publish(dossier_for("FULL"), "sohoa test");
    return "published";
  } catch (const Error& e) {
    return std::string(cause_name(e.cause));
  }
}

// On a 2 MB disk of its own, which only this process sees.
void small_disk(Channel& parent) {
  const fs::path storage = first_word(parent);
  if (unshare(CLONE_NEWNS) != 0 ||
      mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      mount("tmpfs", storage.c_str(), "tmpfs", 0, "size=2m") != 0) {
    parent.send(json{{"skipped", "no right to mount here"}}.dump());
    return;
  }
  json result;
  try {
    Batch::open(storage, order_for("C0"));  // asks for more free space than the disk has at all
    result["refused_at_start"] = "";
  } catch (const Error& e) {
    result["refused_at_start"] = cause_name(e.cause);
  }
  write_durably(storage / "ballast", std::string(400'000, 'x'));
  std::uint32_t before = 0;
  {
    auto batch = Batch::open(storage, order_for("C1"), 0);
    before = fill(batch, 0);
    result["same_run_again"] = fill(batch, before) == before;
  }
  result["pages"] = before;
  result["publishing"] = cause_of_publishing(storage);
  result["appeared"] = fs::exists(storage / "FULL");
  fs::remove(storage / "ballast");
  result["all_there"] = all_there(storage, before);
  std::uint32_t after = 0;
  {
    auto batch = Batch::open(storage, order_for("C1"), 0);
    after = fill(batch, before);
  }
  result["more_pages"] = after - before;
  result["all_there_again"] = all_there(storage, after);
  parent.send(result.dump());
}

// With a limit on the size of a file, which any user may set.
void small_files(Channel& parent) {
  const fs::path storage = first_word(parent);
  std::signal(SIGXFSZ, SIG_IGN);
  auto batch = Batch::open(storage, order_for("C1"));
  add(batch, 0);
  const rlimit limit{3000, 3000};  // the journal holds some lines, no page fits
  setrlimit(RLIMIT_FSIZE, &limit);
  const auto page_refused = fill(batch, 1);
  std::uint32_t losses = 0;
  try {
    for (;; ++losses)
      batch.add_loss({"b.pdf", {Cause::image_damaged, "acquire", "torn"}, ""}, 1, losses);
  } catch (const Error& e) {
    if (e.cause != Cause::disk_full) throw;
  }
  parent.send(json{{"pages", page_refused}, {"losses", losses}}.dump());
}

// Issues result codes as told; in ones, as runs do.
void issue(Channel& parent) {
  const auto order = json::parse(first_word(parent));
  ResultCodes codes(order.at("storage").get<std::string>(), "{agency}.{date}.{counter:6}");
  const auto dossier = order.at("dossier").get<std::string>();
  for (int i = 0; i < order.at("codes"); ++i)
    codes.issue({"H29.245", dossier, "001", "", "2026-11-24T08:00:00+07:00"}, {std::to_string(i)});
  parent.send("done");
}

// Issues codes for one document after another of the storage it is told, and tells each, until it
// is killed.
void issue_and_tell(Channel& parent) {
  const std::string storage = first_word(parent);
  for (int i = 0;; ++i) {
    ResultCodes codes(storage, "{agency}.{date}.{counter:6}");
    const auto code =
        codes.issue({"H29.245", "D", fmt::format("{}", i), "", "2026-11-24T08:00:00+07:00"}, {"1"});
    if (!parent.send(fmt::format("{} {}", i, code))) return;
  }
}

constexpr auto entries = std::to_array<WorkerEntry>({{"spool", spool},
                                                     {"publish", publish},
                                                     {"stamp", stamp},
                                                     {"issue", issue},
                                                     {"issue_and_tell", issue_and_tell},
                                                     {"hold", hold},
                                                     {"small_disk", small_disk},
                                                     {"small_files", small_files}});

}  // namespace

std::span<const WorkerEntry> workers() { return entries; }

}  // namespace sohoa::storage::test
