#include "pdf/sign/extend.h"

#include <csignal>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "pdf/slice.h"
#include "pdf/verify/examine.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/evidence_material.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::cause_of;
using sohoa::test::TempFolder;
namespace fs = std::filesystem;

namespace {

SigningKey certified(const std::string& name) {
  std::string password = read_file(server().folder() / (name + ".password"));
  password.erase(password.find_last_not_of('\n') + 1);
  return SigningKey::from_pkcs12(server().folder() / (name + ".p12"), password);
}

// A document signed with a key of the authority that has services.
fs::path signed_document(const TempFolder& folder,
                         const std::vector<std::string>& roles = {"clerk"},
                         const std::string& options = "") {
  server();  // its certificates are not valid before they exist
  auto file = document(folder.path(), "a.pdf");
  if (!options.empty()) {
    run(fmt::format("qpdf {} {} {}", options, file.string(), (folder / "b.pdf").string()));
    file = folder / "b.pdf";
  }
  for (const auto& role : roles) sign(file, certified(role), request(role));
  return file;
}

Extension to(Level target) {
  static Collector online(server_anchors(), RevocationSources{{}, true, std::chrono::seconds(5)});
  Extension out;
  out.target = target;
  out.anchors = server_anchors();
  out.authority.url = server().url() + "/tsa";
  out.authority.limit = std::chrono::seconds(10);
  out.authority.tries = 1;
  out.collector = &online;
  return out;
}

// The verdict by nothing but what is in the file.
PdfVerdict offline(const fs::path& file) {
  const Fd fd = open_for_reading(file);
  const auto anchors = server_anchors();
  return examine(fd, *anchors,
                 [&](x509_st* certificate, const std::vector<Certificate>& others,
                     const Evidence& known, Purpose purpose, std::time_t when) {
                   return judge_path(*anchors, certificate, others, known, when, purpose);
                 });
}

void require_good(const PdfVerdict& verdict, const std::string& level) {
  for (const auto* list : {&verdict.signatures, &verdict.time_stamps})
    for (const auto& one : *list)
      for (const auto& problem : one.problems) CHECK_MESSAGE(false, one.field, ": ", problem);
  for (const auto& problem : verdict.problems) CHECK_MESSAGE(false, problem);
  CHECK(verdict.good());
  for (const auto& signature : verdict.signatures) CHECK(signature.level == level);
}

void require_sound(const fs::path& file) {
  CHECK(run("qpdf --check " + file.string()).find("No syntax or stream encoding errors found") !=
        std::string::npos);
}

}  // namespace

TEST_CASE("extend: a signature that ends its file gets a time-stamp of its own (R53)") {
  TempFolder folder;
  const auto file = signed_document(folder);
  const std::string before = read_file(file);
  const Extended said = extend(file, to(Level::t), {});
  CHECK(said.before == Level::b);
  CHECK(said.after == Level::t);
  CHECK(said.changed);
  CHECK(said.good_until > now());
  const std::string after = read_file(file);
  REQUIRE(after.size() == before.size());
  const auto gap = before.find("/Contents <");
  const auto end = before.find('>', gap);
  CHECK(after.substr(0, gap) == before.substr(0, gap));
  CHECK(after.substr(end) == before.substr(end));
  CHECK(after != before);
  require_sound(file);
}

TEST_CASE(
    "extend: each level holds, is found in the file alone, and asked for again is the same file") {
  for (const char* options : {"--object-streams=disable", "--object-streams=generate"}) {
    TempFolder folder;
    const auto file = signed_document(folder, {"clerk"}, options);
    for (const Level level : {Level::t, Level::lt, Level::lta}) {
      const Extended said = extend(file, to(level), {});
      CHECK(said.changed);
      CHECK(said.after == level);
      require_sound(file);
      if (level >= Level::lt) require_good(offline(file), level_name(level));
      const std::string reached = read_file(file);
      for (const Level lower : {Level::b, Level::t, Level::lt, Level::lta}) {
        if (lower > level) continue;
        const Extended again = extend(file, to(lower), {});
        CHECK_FALSE(again.changed);
        CHECK(again.before == level);
        CHECK(again.after == level);
      }
      CHECK(read_file(file) == reached);
    }
  }
}

TEST_CASE("extend: of two signatures the older is proven by a document time-stamp") {
  TempFolder folder;
  const auto file = signed_document(folder, {"clerk", "agency"});
  SUBCASE("B-T") {
    extend(file, to(Level::t), {});
    const PdfVerdict verdict = offline(file);
    CHECK(verdict.signatures.size() == 2);
    CHECK(verdict.time_stamps.size() == 1);
    CHECK_FALSE(extend(file, to(Level::t), {}).changed);
    extend(file, to(Level::lta), {});
    CHECK(offline(file).time_stamps.size() == 2);
  }
  SUBCASE("B-LTA at once needs no more than the archive's") {
    const int before = server().count("tsa");
    CHECK(extend(file, to(Level::lta), {}).after == Level::lta);
    CHECK(server().count("tsa") == before + 2);
    CHECK(offline(file).time_stamps.size() == 1);
  }
  require_good(offline(file), "PAdES-B-LTA");
  require_sound(file);
}

TEST_CASE("extend: a signature after an archive time-stamp starts anew, and the older stay (R15)") {
  TempFolder folder;
  const auto file = signed_document(folder);
  extend(file, to(Level::lta), {});
  sign(file, certified("agency"), request("agency"));
  const Extended said = extend(file, to(Level::lta), {});
  CHECK(said.before == Level::b);
  CHECK(said.after == Level::lta);
  require_good(offline(file), "PAdES-B-LTA");
  require_sound(file);
}

TEST_CASE("extend: an archive time-stamp that ends soon is renewed, and all proof stays (R55)") {
  TempFolder folder;
  const auto file = signed_document(folder, {"clerk", "agency"});
  server().faults({{"tsa", {{"signer", "tsa-short"}}}});
  const Extended first = extend(file, to(Level::lta), {});
  server().faults(nlohmann::json::object());
  const auto count = offline(file).time_stamps.size();
  const std::string proven = offline(file).signatures.front().proven;

  const Extended second = extend(file, to(Level::lta), {});
  CHECK(second.changed);
  CHECK(second.before == Level::lta);
  CHECK(second.after == Level::lta);
  CHECK(second.good_until > first.good_until);
  const PdfVerdict verdict = offline(file);
  require_good(verdict, "PAdES-B-LTA");
  CHECK(verdict.time_stamps.size() == count + 1);
  CHECK(verdict.signatures.front().proven == proven);
  require_sound(file);
  CHECK_FALSE(extend(file, to(Level::lta), {}).changed);
}

TEST_CASE("extend: an archive time-stamp is renewed only by one that lasts longer") {
  TempFolder folder;
  const auto file = signed_document(folder);
  extend(file, to(Level::lta), {});
  const std::string before = read_file(file);
  Extension renewing = to(Level::lta);
  renewing.renew_days = 100 * 365;
  const Extended said = extend(file, renewing, {});  // by the same certificate again
  CHECK_FALSE(said.changed);
  CHECK(read_file(file) == before);
}

TEST_CASE("extend: without an authority, trust or revocations the file stays as it was (R50)") {
  TempFolder folder;
  const auto file = signed_document(folder);
  const std::string before = read_file(file);
  const auto refused = [&](const Extension& extension) {
    const std::string cause = cause_of([&] { extend(file, extension, {}); });
    CHECK(read_file(file) == before);
    CHECK_FALSE(fs::exists(folder / ".a.pdf.extend"));
    return cause;
  };
  {
    const Faulty faulty(nlohmann::json::parse(R"({"tsa":{"status":503}})"));
    CHECK(refused(to(Level::t)) == "time_stamp_failed");
  }
  {
    const Faulty faulty(nlohmann::json::parse(R"({"tsa":{"wrong_imprint":true}})"));
    CHECK(refused(to(Level::lta)) == "time_stamp_failed");
  }
  Extension foreign = to(Level::t);
  foreign.anchors = std::make_shared<const Anchors>(anchors());
  Collector of_foreign(foreign.anchors, {});
  foreign.collector = &of_foreign;
  CHECK(refused(foreign) == "not_trusted");
  Collector alone(server_anchors(), {});
  Extension without = to(Level::t);
  without.collector = &alone;
  CHECK(refused(without) == "revocation_unknown");
  Collector fresh(server_anchors(), RevocationSources{{}, true, std::chrono::seconds(5)});
  Extension asking = to(Level::t);
  asking.collector = &fresh;
  const Faulty faulty(nlohmann::json::parse(R"({"revoked":{"clerk":-3600}})"));
  CHECK(refused(asking) == "not_trusted");
}

TEST_CASE("extend: what is not signed, or changed since, is refused") {
  TempFolder folder;
  const auto plain = document(folder.path(), "plain.pdf");
  CHECK(cause_of([&] { extend(plain, to(Level::t), {}); }) == "not_trusted");
  const auto file = signed_document(folder);
  std::string bytes = read_file(file);
  bytes[bytes.find("vi-VN")] = 'x';
  write_durably(file, bytes);
  CHECK(cause_of([&] { extend(file, to(Level::t), {}); }) == "not_trusted");
  CHECK(cause_of([&] { extend(folder / "none.pdf", to(Level::t), {}); }) == "file_missing");
  std::stop_source stopped;
  stopped.request_stop();
  TempFolder other;
  const auto good = signed_document(other);
  CHECK(cause_of([&] { extend(good, to(Level::t), stopped.get_token()); }) == "stopped");
}

TEST_CASE("extend: permissions stay, a link stays a link, the rest of a killed run is used up") {
  TempFolder folder;
  const auto file = signed_document(folder);
  fs::create_directory(folder / "links");
  fs::create_symlink("../a.pdf", folder / "links/a.pdf");
  fs::permissions(file, fs::perms::owner_read | fs::perms::group_read);
  write_durably(folder / ".a.pdf.extend", "half a copy");
  CHECK(extend(folder / "links/a.pdf", to(Level::lt), {}).changed);
  CHECK(fs::is_symlink(folder / "links/a.pdf"));
  CHECK(fs::is_regular_file(file));
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::group_read));
  CHECK_FALSE(fs::exists(folder / ".a.pdf.extend"));
  require_good(offline(file), "PAdES-B-LT");
}

TEST_CASE("extend: a full disk leaves the file as it was") {
  TempFolder folder;
  const auto file = signed_document(folder);
  const std::string before = read_file(file);
  const Extension asked = to(Level::lta);
  for (const std::size_t room : {0U, 100U, 3000U, 40'000U}) {
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit small{before.size() - 1 + room, before.size() - 1 + room};
      setrlimit(RLIMIT_FSIZE, &small);
      _exit(cause_of([&] { extend(file, asked, {}); }) == "disk_full" ? 7 : 8);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 7);
    CHECK(read_file(file) == before);
    CHECK_FALSE(fs::exists(folder / ".a.pdf.extend"));
  }
}
