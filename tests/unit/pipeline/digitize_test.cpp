// The whole line with all its real parts, in process: so the sanitizers see it too.
#include "pipeline/digitize.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <mutex>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "core/resources.h"
#include "pdf/verify/verify.h"
#include "pipeline/completion.h"
#include "pipeline/verify_dossier.h"
#include "scanners/open.h"
#include "storage/bag.h"
#include "tests/support/temp_folder.h"

using namespace sohoa;
namespace fs = std::filesystem;

namespace {

const fs::path source_dir = SOHOA_SOURCE_DIR;

fs::path made_authority(const fs::path& folder) {
  const std::string command =
      (source_dir / "scripts/make-authority").string() + " " + folder.string() + " 2>/dev/null";
  REQUIRE(std::system(command.c_str()) == 0);
  return folder;
}

// Keys of a test authority, and everything else that a run needs.
struct Bench {
  Bench() : keys(made_authority(folder / "authority")) {
    clerk.emplace(key("clerk"));
    agency.emplace(key("agency"));
    workshop = {&extractor,
                &openings,
                &*clerk,
                &*agency,
                &collector,
                trust(),
                resource("models/icc/sRGB.icc"),
                "sohoa test",
                "test engine",
                &rulebook,
                "{agency}.{date}.{counter:6}",
                "H29.245"};
    fs::create_directories(storage());
  }
  pdf::SigningKey key(const std::string& role) const {
    std::string password = read_file(keys / (role + ".password"));
    password.erase(password.find_last_not_of('\n') + 1);
    return pdf::SigningKey::from_pkcs12(keys / (role + ".p12"), password);
  }
  pdf::Trust trust() const {
    pdf::Trust trust;
    trust.anchors = pdf::read_anchors({keys / "root.pem"});
    trust.revocations.lists = {keys / "root.crl", keys / "issuing.crl"};
    return trust;
  }
  fs::path storage() const { return folder / "storage"; }

  Outcome run(const std::vector<fs::path>& files, const std::stop_token& stop = {}) {
    storage::BatchOrder order{
        "TEST-261124-0001", "files", {}, "2026-11-24T08:00:00+07:00", "source"};
    for (const auto& file : files) order.inputs.push_back(file.string());
    auto batch = storage::Batch::open(storage(), order);
    return digitize(
        batch, [&](Position start) { return scanners::open_files(files, start); }, workshop,
        {.storage = storage(), .workers = 2, .recipe = {}},
        [this](const Event& event) {
          const std::lock_guard lock(mutex);
          events.push_back(event);
        },
        stop);
  }

  test::TempFolder folder;
  fs::path keys;
  forms::Extractor extractor{resource("models/forms")};
  Rulebook rulebook{resource("models/rules"), resource("models/procedures"), "", "2026-11-24"};
  forms::Openings openings{resource("models/openings.toml"), extractor.definitions()};
  std::optional<pdf::SigningKey> clerk, agency;
  pdf::Collector collector{std::make_shared<const pdf::Anchors>(trust().anchors),
                           trust().revocations};
  Workshop workshop{};
  std::mutex mutex;
  std::vector<Event> events;
};

std::size_t visible_dossiers(const fs::path& storage) {
  return static_cast<std::size_t>(
      std::ranges::count_if(fs::directory_iterator(storage), [](const fs::directory_entry& entry) {
        return entry.path().filename().string().front() != '.';
      }));
}

DossierVerdict verdict_on(const fs::path& dossier, const pdf::Trust& trust) {
  Examiner examiner(trust);
  return verify_dossier(dossier, examiner);
}

}  // namespace

TEST_CASE(
    "digitize: files become one signed, valid, verified dossier; clerk before fields before agency "
    "(R11, R15)") {
  Bench bench;
  const auto outcome =
      bench.run({source_dir / "samples/cong_van_1.jpg", source_dir / "samples/cong_van_2.tif"});
  CHECK(outcome.folder == bench.storage() / "TEST-261124-0001");
  CHECK(storage::check_bag(outcome.folder).empty());
  const auto verdict = verdict_on(outcome.folder, bench.workshop.trust);
  CHECK(verdict.good());
  REQUIRE(outcome.dossier.documents.size() == 2);
  CHECK(outcome.dossier.documents[0].pages.size() == 1);
  CHECK(outcome.dossier.documents[1].pages.size() == 2);

  const auto fields = nlohmann::json::parse(read_file(outcome.folder / "data/fields/001.json"));
  CHECK(fields["fields"]["so_ky_hieu"]["value"] == "318/UBND-VHXH");
  CHECK(fields["fields"]["ngay"]["value"] == "2026-03-09");

  std::vector<std::string> roles;
  for (const auto& event : bench.events)
    if (event.kind == Event::Kind::document_signed) roles.push_back(event.text);
  CHECK(roles == std::vector<std::string>{"clerk", "agency", "clerk", "agency"});
  CHECK_FALSE(fs::exists(bench.storage() / ".sohoa/work/TEST-261124-0001"));
}

TEST_CASE(
    "digitize: a damaged image is kept as received and listed, the rest is published for review") {
  Bench bench;
  const auto whole = read_bytes(source_dir / "samples/don_de_nghi_2.png", 64U << 20U);
  // Damaged in the middle of its data, where only decoding can find it.
  auto bytes = whole;
  for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 64; ++i)
    bytes[i] ^= std::byte{0x5A};
  const fs::path damaged = bench.folder / "hong.png";
  {
    DurableFile file(damaged);
    file.write(bytes);
    file.commit();
  }
  const auto outcome = bench.run({source_dir / "samples/to_trinh_1-1.jpg", damaged});
  REQUIRE(outcome.dossier.lost.size() == 1);
  CHECK(outcome.dossier.lost[0].fault.cause == Cause::image_damaged);
  REQUIRE_FALSE(outcome.dossier.lost[0].file.empty());
  CHECK(read_bytes(outcome.folder / "data" / outcome.dossier.lost[0].file, 64U << 20U) == bytes);
  CHECK(outcome.dossier.documents.size() == 1);
  CHECK_FALSE(outcome.dossier.review_reasons().empty());
  CHECK(verdict_on(outcome.folder, bench.workshop.trust).good());
}

TEST_CASE(
    "digitize: with a key that the anchors do not know nothing is published, and no page is lost "
    "(R50)") {
  Bench bench;
  const Bench stranger;
  bench.workshop.trust = stranger.workshop.trust;
  CHECK_THROWS_AS(bench.run({source_dir / "samples/cong_van_1.jpg"}), Error);
  CHECK(visible_dossiers(bench.storage()) == 0);
  CHECK(fs::exists(bench.storage() / ".sohoa/work/TEST-261124-0001/journal.jsonl"));

  // The same command with the right anchors goes on from the spool.
  bench.workshop.trust = bench.trust();
  CHECK(bench.run({source_dir / "samples/cong_van_1.jpg"}).dossier.documents.size() == 1);
}

TEST_CASE("digitize: a stop publishes nothing and keeps what has come") {
  Bench bench;
  std::stop_source stop;
  stop.request_stop();
  try {
    bench.run({source_dir / "samples/cong_van_1.jpg"}, stop.get_token());
    FAIL("it went on");
  } catch (const Error& e) {
    CHECK(e.cause == Cause::stopped);
  }
  CHECK(visible_dossiers(bench.storage()) == 0);
}

namespace {

// A copy of a published dossier that somebody changed, and made a valid bag again.
class Forged {
 public:
  Forged(const fs::path& dossier,
         const std::function<void(const fs::path&, nlohmann::json&)>& change)
      : path(folder / dossier.filename().string()) {
    fs::copy(dossier, path, fs::copy_options::recursive);
    auto description = nlohmann::json::parse(read_file(path / "data/dossier.json"));
    change(path / "data", description);
    write_durably(path / "data/dossier.json", description.dump());
    for (const char* name :
         {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"})
      fs::remove(path / name);
    storage::write_bag(path, {});
  }
  test::TempFolder folder;
  fs::path path;
};

}  // namespace

TEST_CASE("verify: a dossier is not believed for being a valid bag with a friendly description") {
  Bench bench;
  const auto outcome = bench.run({source_dir / "samples/cong_van_1.jpg"});
  const auto& trust = bench.workshop.trust;

  const Forged untouched(outcome.folder, [](const fs::path&, nlohmann::json&) {});
  CHECK(verdict_on(untouched.path, trust).good());

  const Forged stripped(outcome.folder, [](const fs::path& data, nlohmann::json& dossier) {
    // The agency's signature cut off: the file ends where the clerk's revision ended.
    std::string pdf = read_file(data / "pdf/001.pdf");
    const auto last = pdf.rfind("%%EOF");
    pdf.resize(pdf.rfind("%%EOF", last - 1) + 6);
    write_durably(data / "pdf/001.pdf", pdf);
    auto& document = dossier["documents"][0];
    document["signatures"].erase(1);
    document["pdf_sha256"] = sha256_of_file(data / "pdf/001.pdf");
  });
  CHECK(pdf::verify(stripped.path / "data/pdf/001.pdf", trust).good());  // true of the file alone
  CHECK_FALSE(verdict_on(stripped.path, trust).good());

  const Forged renamed(outcome.folder, [](const fs::path&, nlohmann::json& dossier) {
    dossier["documents"][0]["name"] = "002";  // as if it were another document's file
  });
  CHECK_FALSE(verdict_on(renamed.path, trust).good());

  const Forged twice(outcome.folder, [](const fs::path&, nlohmann::json& dossier) {
    dossier["documents"].push_back(dossier["documents"][0]);
  });
  CHECK_FALSE(verdict_on(twice.path, trust).good());

  const Forged unsigned_list(outcome.folder, [](const fs::path&, nlohmann::json& dossier) {
    dossier["documents"][0]["signatures"] =
        nlohmann::json::array({nlohmann::json::object(), nlohmann::json::object()});
  });
  CHECK_FALSE(verdict_on(unsigned_list.path, trust).good());
}

TEST_CASE(
    "verify: a dossier with a PDF that is no PDF/A is refused, however well it is signed (R1)") {
  Bench bench;
  const auto outcome = bench.run({source_dir / "samples/cong_van_1.jpg"});
  const Forged plain(outcome.folder, [&bench](const fs::path& data, nlohmann::json& dossier) {
    const fs::path file = data / "pdf/001.pdf";
    write_durably(file, read_file(source_dir / "samples/quyet_dinh_1.pdf"));
    auto& document = dossier["documents"][0];
    for (const char* role : {"clerk", "agency"})
      pdf::sign(file, std::string_view(role) == "clerk" ? *bench.clerk : *bench.agency,
                {role, "", document["signatures"][0]["time"].get<std::string>()});
    document["pdf_sha256"] = sha256_of_file(file);
    document["pages"] = {{{"words", 0}}, {{"words", 0}}};
  });
  const auto verdict = verdict_on(plain.path, bench.workshop.trust);
  REQUIRE(verdict.documents.size() == 1);
  CHECK(verdict.documents[0].pdf.good());
  CHECK_FALSE(verdict.documents[0].good());
  CHECK(verdict.documents[0].problems ==
        std::vector<std::string>{"it does not say that it is PDF/A-2 or PDF/A-3"});

  FileVerdict alone = verdict_on(outcome.folder, bench.workshop.trust).documents.at(0);
  CHECK(alone.pdf.structure.conforms());
  CHECK(alone.good());
  alone.pdf.structure.problems.push_back({"6.2.3-1", "a profile that may not be"});
  CHECK_FALSE(alone.good());
  alone.pdf.structure.claim = "";  // what claims nothing keeps its claim
  CHECK(alone.good());
}

TEST_CASE("digitize: a dossier whose PDF would be no PDF/A is never published (R1)") {
  Bench bench;
  std::string profile = read_file(bench.workshop.icc_profile);
  profile[8] = 5;  // iccMAX, which ISO 19005-2 does not know
  bench.workshop.icc_profile = bench.folder / "odd.icc";
  write_durably(bench.workshop.icc_profile, profile);
  try {
    bench.run({source_dir / "samples/cong_van_1.jpg"});
    FAIL("it was published");
  } catch (const Error& e) {
    CHECK(e.cause == Cause::check_failed);
    CHECK(std::string(e.what()).find("not PDF/A: 6.2.3-1") != std::string::npos);
  }
  CHECK(visible_dossiers(bench.storage()) == 0);
}

TEST_CASE("digitize: a signed PDF is kept whole in its document, signature and all (R16)") {
  Bench bench;
  const auto first = bench.run({source_dir / "samples/cong_van_1.jpg"});
  const fs::path original = bench.folder / "Đơn đã ký.pdf";
  fs::copy_file(first.folder / "data/pdf/001.pdf", original);
  const std::string hash = sha256_of_file(original);
  fs::remove_all(first.folder);
  const auto outcome = bench.run({original});
  CHECK(sha256_of_file(original) == hash);
  REQUIRE(outcome.dossier.documents.size() == 1);
  REQUIRE(outcome.dossier.documents[0].originals.size() == 1);
  const auto& kept = outcome.dossier.documents[0].originals[0];
  CHECK(kept.name == "Đơn đã ký.pdf");
  CHECK(kept.sha256 == hash);
  CHECK(kept.good);
  CHECK(kept.signatures.size() == 2);
  CHECK(verdict_on(outcome.folder, bench.workshop.trust).good());
  const auto reasons = outcome.dossier.review_reasons();
  CHECK(std::ranges::find(reasons, Cause::pdf_signed, &ReviewReason::cause) == reasons.end());
  const auto json = nlohmann::json::parse(read_file(outcome.folder / "data/dossier.json"));
  CHECK(json["documents"][0]["originals"][0]["sha256"] == hash);
  // Uncompressed, so that its very bytes are in the signed file.
  CHECK(read_file(outcome.folder / "data/pdf/001.pdf").find(read_file(original)) !=
        std::string::npos);
  // Its signers do not say that it was paper.
  CHECK(clerk_reason(outcome.dossier.documents[0]) == "Chuyển đổi từ văn bản điện tử đã ký số");
  CHECK(agency_reason(outcome.dossier.documents[0], "SAO LỤC") ==
        "SAO LỤC từ văn bản điện tử đã ký số");
  CHECK(agency_reason(first.dossier.documents[0], "SAO Y") == "SAO Y từ bản giấy");
}

TEST_CASE("digitize: a signed PDF that was changed is kept as it came, and a person is to look") {
  Bench bench;
  const auto first = bench.run({source_dir / "samples/cong_van_1.jpg"});
  const fs::path original = bench.folder / "sua.pdf";
  write_durably(original, read_file(first.folder / "data/pdf/001.pdf") + "% one line more\n");
  fs::remove_all(first.folder);
  const auto outcome = bench.run({original});
  REQUIRE(outcome.dossier.documents.size() == 1);
  REQUIRE(outcome.dossier.documents[0].originals.size() == 1);
  CHECK(outcome.dossier.documents[0].originals[0].sha256 == sha256_of_file(original));
  CHECK_FALSE(outcome.dossier.documents[0].originals[0].good);
  const auto reasons = outcome.dossier.review_reasons();
  CHECK(std::ranges::find(reasons, Cause::pdf_signed, &ReviewReason::cause) != reasons.end());
  CHECK(verdict_on(outcome.folder, bench.workshop.trust).good());
}
