// Time, level and revocation of signatures, by an authority with its services.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/file.h"
#include "pdf/sign/cms.h"
#include "pdf/sign/evidence_revision.h"
#include "pdf/sign/key.h"
#include "pdf/sign/signature_revision.h"
#include "pdf/slice.h"
#include "tests/unit/pdf/attacker.h"
#include "tests/unit/pdf/evidence_material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

namespace {

TimeStampAuthority tsa() {
  TimeStampAuthority authority;
  authority.url = server().url() + "/tsa";
  return authority;
}

SigningKey server_key() {
  std::string password = read_file(server().folder() / "clerk.password");
  password.erase(password.find_last_not_of('\n') + 1);
  return SigningKey::from_pkcs12(server().folder() / "clerk.p12", password);
}

Trust offline() { return {read_anchors({server().folder() / "root.pem"})}; }

Trust online() {
  Trust trust = offline();
  trust.revocations.online = true;
  return trust;
}

// A signature by the clerk of the authority with services.
struct Signed {
  Signed() : file(document(folder.path(), "a.pdf")) {
    server();
    sign(file, server_key(), request("clerk"));
  }
  void stamp() const {
    const Fd fd = open_for_reading(file);
    const auto fields = signature_fields(*parse_revision(fd, size_of(fd), "a.pdf"));
    REQUIRE(stamp_signature(file, fields.at(0), tsa(), {}));
  }
  SignatureVerdict verdict(const Trust& trust) const { return whole(trust).signatures.at(0); }
  PdfVerdict whole(const Trust& trust) const { return verify(file, trust); }

  TempFolder folder;
  std::filesystem::path file;
};

// What a file needs in itself to be judged without a network.
Evidence complete_evidence() {
  Evidence evidence = good_evidence();
  evidence.ocsps.push_back(ocsp_about("tsa"));
  return evidence;
}

}  // namespace

TEST_CASE("judge: what is not known of revocation is said to be unknown, and is not good (R50)") {
  const Signed made;
  const auto verdict = made.verdict(offline());
  CHECK(verdict.intact);
  CHECK(verdict.trusted);
  CHECK(verdict.revocation == Revocation::unknown);
  CHECK_FALSE(verdict.revocation_detail.empty());
  CHECK_FALSE(verdict.good());
  refused(made.whole(offline()), "revocation is not known: ");
  const auto asked = made.verdict(online());
  CHECK(asked.good());
  CHECK(asked.level == "PAdES-B-B");
  CHECK(asked.proven.empty());
}

TEST_CASE("judge: a revoked signer is refused, unless a time-stamp shows the signature before it") {
  const Signed plain;
  const Signed stamped;
  stamped.stamp();
  {
    const Faulty revoked(nlohmann::json{{"revoked", {{"clerk", -60}}}});
    for (const Signed* made : {&plain, &stamped}) {
      CHECK(made->verdict(online()).revocation == Revocation::revoked);
      refused(made->whole(online()), "revoked: ");
    }
  }
  // Revoked after the time-stamp: that one stands. Nothing shows that the other was there before.
  const Faulty revoked(nlohmann::json{{"revoked", {{"clerk", 2}}}});
  auto now = Revocation::good;
  for (int i = 0; i < 1000 && now == Revocation::good; ++i)
    now = plain.verdict(online()).revocation;
  CHECK(now == Revocation::revoked);
  const auto stands = stamped.verdict(online());
  CHECK(stands.good());
  CHECK(stands.level == "PAdES-B-T");
  CHECK_FALSE(stands.proven.empty());
}

TEST_CASE("judge: levels are what a file holds, whatever else is at hand (R55)") {
  const Signed made;
  CHECK(made.verdict(online()).level == "PAdES-B-B");
  made.stamp();
  CHECK(made.verdict(online()).level == "PAdES-B-T");
  CHECK(made.verdict(offline()).revocation == Revocation::unknown);
  append_evidence(made.file, complete_evidence());
  const auto lt = made.verdict(offline());
  INFO(fmt::format("{}", fmt::join(lt.problems, "\n")));
  CHECK(lt.level == "PAdES-B-LT");
  CHECK(lt.good());
  CHECK_FALSE(lt.covers_file);
  append_time_stamp(made.file, tsa(), {});
  const PdfVerdict archived = made.whole(offline());
  CHECK(archived.good());
  CHECK(archived.signatures.at(0).level == "PAdES-B-LTA");
  REQUIRE(archived.time_stamps.size() == 1);
  CHECK(archived.time_stamps[0].covers_file);
  CHECK(archived.time_stamps[0].proven.empty());
  CHECK(archived.signatures.size() == 1);
}

TEST_CASE("judge: a document time-stamp alone proves the time of what it covers") {
  const Signed made;
  append_time_stamp(made.file, tsa(), {});
  const auto verdict = made.verdict(online());
  CHECK(verdict.good());
  CHECK(verdict.level == "PAdES-B-T");
  CHECK_FALSE(verdict.proven.empty());
}

TEST_CASE("judge: a time-stamp that is not to be trusted proves nothing") {
  const Signed made;
  append_evidence(made.file, complete_evidence());
  append_time_stamp(made.file, tsa(), {});
  const std::string good = read_file(made.file);
  SUBCASE("its authority was revoked") {
    const Faulty revoked(nlohmann::json{{"revoked", {{"tsa", -60}}}});
    const PdfVerdict verdict = made.whole(online());
    CHECK(verdict.time_stamps.at(0).revocation == Revocation::revoked);
    CHECK(verdict.signatures.at(0).proven.empty());
    CHECK_FALSE(verdict.good());
  }
  SUBCASE("its bytes were changed") {
    std::string bad = good;
    const auto at = bad.rfind("/Contents <") + 400;
    bad[at] = bad[at] == '1' ? '2' : '1';
    write_durably(made.file, bad);
    const PdfVerdict verdict = made.whole(online());
    CHECK_FALSE(verdict.time_stamps.at(0).good());
    CHECK(verdict.signatures.at(0).proven.empty());
  }
  SUBCASE("the signed bytes were changed") {
    std::string bad = good;
    const auto at = bad.find("/Reason") + 12;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    write_durably(made.file, bad);
    const PdfVerdict verdict = made.whole(online());
    CHECK_FALSE(verdict.time_stamps.at(0).intact);
    CHECK_FALSE(verdict.signatures.at(0).intact);
  }
  SUBCASE("it is under a root that is not trusted") {
    CHECK_FALSE(made.whole(trust()).time_stamps.at(0).trusted);
    CHECK(made.whole(trust()).signatures.at(0).proven.empty());
  }
}

TEST_CASE("judge: the time-stamp in a signature must be over that very signature") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const SigningKey key = server_key();
  Digest other("SHA2-256");
  other.add("another signature value");
  const Bytes token = request_time_stamp(tsa(), other.end(), {});
  append_signature(file, request("clerk"), "x", [&](std::span<const std::byte> digest) {
    return SignedMessage(make_cms(key.parts(), digest)).with_time_stamp(token);
  });
  const PdfVerdict verdict = verify(file, online());
  refused(verdict, "its time-stamp is not to be trusted: it is a time-stamp over other content");
  CHECK(verdict.signatures.at(0).proven.empty());
  CHECK(verdict.signatures.at(0).level == "PAdES-B-B");
}

TEST_CASE("judge: a certificate under the same names by another authority is not trusted (R51)") {
  const Signed made;  // make-authority gives every authority the same names
  const auto verdict = made.verdict(trust());
  CHECK(verdict.intact);
  CHECK_FALSE(verdict.trusted);
  CHECK(verdict.issuer == issuer_common_name(clerk().parts().certificate.get()));
}
