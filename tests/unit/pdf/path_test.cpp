#include "pdf/evidence/path.h"

#include <ctime>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pdf/verify/verify.h"
#include "tests/unit/pdf/evidence_material.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;

namespace {

const std::time_t day = 86400;

PathVerdict judge(const std::string& name, const Evidence& evidence,
                  std::time_t when = std::time(nullptr), Purpose purpose = Purpose::signing) {
  return judge_path(*server_anchors(), server_certificate(name).get(), {}, evidence, when, purpose);
}

Evidence lists() {
  Evidence out = good_evidence();
  out.ocsps.clear();
  out.crls.push_back(file_bytes(server().folder() / "issuing.crl"));
  return out;
}

}  // namespace

TEST_CASE(
    "path: good by OCSP and a list, and the evidence it used is enough by itself (R50, R55)") {
  Evidence more = good_evidence();
  more.crls.push_back(file_bytes(authority() / "issuing.crl"));  // another authority's
  more.certificates.push_back(more.certificates.front());
  const PathVerdict verdict = judge("clerk", more);
  CHECK(verdict.problem == "");
  CHECK(verdict.revocation_detail == "");
  REQUIRE(verdict.good());
  CHECK(verdict.path.size() == 3);
  // The path and the responder; one response; the list about the issuing authority.
  CHECK(verdict.used.certificates.size() == 4);
  CHECK(verdict.used.ocsps == more.ocsps);
  CHECK(verdict.used.crls.size() == 1);
  const PathVerdict again = judge("clerk", verdict.used);
  CHECK(again.good());
  CHECK(again.used.crls == verdict.used.crls);
}

TEST_CASE("path: good by lists alone; revoked by them; unknown without (R50)") {
  CHECK(judge("clerk", lists()).good());
  const PathVerdict revoked = judge("revoked", lists());
  CHECK(revoked.problem == "");
  CHECK(revoked.revocation == Revocation::revoked);
  CHECK(revoked.revocation_detail.find("Nguyễn Văn Thu Hồi Thử: revoked since 20") == 0);

  Evidence without = lists();
  without.crls.pop_back();
  const PathVerdict unknown = judge("clerk", without);
  CHECK(unknown.revocation == Revocation::unknown);
  CHECK(unknown.revocation_detail.find("Thử: no OCSP response and no list") != std::string::npos);
  without = lists();
  without.crls.erase(without.crls.begin());
  CHECK(judge("clerk", without).revocation_detail.find("Cơ quan chứng thực cấp dưới") == 0);
}

TEST_CASE("path: what is revoked after the moment is good at it (R50)") {
  const std::time_t now = std::time(nullptr);
  Evidence by_ocsp = good_evidence();
  Evidence by_list = lists();
  const Faulty faulty(nlohmann::json{{"revoked", {{"clerk", 600}}}});
  by_ocsp.ocsps = {ocsp_about("clerk")};
  by_list.crls.back() = file_bytes(server().folder() / "../server/issuing.crl");
  for (const Evidence* evidence : {&by_ocsp, &by_list}) {
    CHECK(judge("clerk", *evidence, now).good());
    CHECK(judge("clerk", *evidence, now + 1200).revocation == Revocation::revoked);
  }
}

TEST_CASE("path: an answer that has ended does not count, one made later does (R50)") {
  const std::time_t now = std::time(nullptr);
  Evidence evidence = good_evidence();
  CHECK(judge("clerk", evidence, now + day).revocation == Revocation::unknown);
  CHECK(judge("clerk", evidence, now + day).revocation_detail.find("good until") !=
        std::string::npos);
  CHECK(judge("clerk", evidence, now + 1800).good());
  CHECK(judge("clerk", evidence, now - day).problem == "certificate is not yet valid");
}

TEST_CASE("path: a certificate that has ended, another root, another purpose (R50, R51)") {
  CHECK(judge("expired", good_evidence()).problem == "certificate has expired");
  const auto others = read_anchors({authority() / "root.pem"});
  const PathVerdict verdict = judge_path(Anchors(others), server_certificate("clerk").get(), {},
                                         good_evidence(), std::time(nullptr), Purpose::signing);
  CHECK(verdict.problem != "");
  CHECK(verdict.path.empty());
  CHECK(judge("clerk", good_evidence(), std::time(nullptr), Purpose::time_stamping).problem ==
        "not a certificate for time-stamping alone");
  CHECK(judge("tsa", lists(), std::time(nullptr), Purpose::time_stamping).good());
  CHECK(judge("tsa", lists()).problem == "its extended key usage is not for signing documents");
  CHECK(judge("issuing", lists()).problem == "its key usage does not allow signatures");
}

TEST_CASE("path: a response that its signer may not sign does not count (R50)") {
  const std::string at = server().folder().string();
  Evidence evidence = good_evidence();
  // By a certificate of the same issuer that is for other things.
  evidence.ocsps = {ocsp_about("clerk", fmt::format("-rsigner {0}/tsa.pem -rkey {0}/tsa.key", at))};
  PathVerdict verdict = judge("clerk", evidence);
  CHECK(verdict.revocation == Revocation::unknown);
  CHECK(verdict.revocation_detail.find("not signed by who may sign it") != std::string::npos);
  // By the issuer itself.
  evidence.ocsps = {
      ocsp_about("clerk", fmt::format("-rsigner {0}/issuing.pem -rkey {0}/issuing.key", at))};
  verdict = judge("clerk", evidence);
  CHECK(verdict.good());
  CHECK(verdict.used.certificates.size() == 3);
  // Without the responder's certificate in it, and then with it beside.
  evidence.ocsps = {ocsp_about("clerk", "-nmin 30 -resp_no_certs")};
  CHECK(judge("clerk", evidence).revocation == Revocation::unknown);
  evidence.certificates.push_back(der_of(server_certificate("ocsp").get()));
  verdict = judge("clerk", evidence);
  REQUIRE(verdict.good());
  CHECK(judge("clerk", verdict.used).good());
  // By SHA-1.
  evidence.ocsps = {ocsp_about("clerk", "-nmin 30 -rmd sha1")};
  CHECK(judge("clerk", evidence).revocation == Revocation::unknown);
  // A byte of its signature changed.
  evidence.ocsps = {ocsp_about("clerk", "-nmin 30 -resp_no_certs")};
  REQUIRE(judge("clerk", evidence).good());
  evidence.ocsps[0].back() ^= std::byte{1};
  CHECK(judge("clerk", evidence).revocation == Revocation::unknown);
  // Any byte changed.
  evidence.ocsps = {ocsp_about("clerk")};
  for (std::size_t i = 0; i < evidence.ocsps[0].size(); i += 7) {
    Evidence changed = evidence;
    changed.ocsps[0][i] ^= std::byte{1};
    const PathVerdict spoilt = judge_path(*server_anchors(), server_certificate("clerk").get(), {},
                                          changed, std::time(nullptr), Purpose::signing);
    // Its certificate's own bytes and what is not signed may be another's; then it is not read.
    if (spoilt.good()) CHECK(spoilt.used.certificates == verdict.used.certificates);
  }
}

TEST_CASE("path: one answer that says revoked outweighs others (R50)") {
  Evidence evidence = good_evidence();
  evidence.crls.push_back(file_bytes(server().folder() / "issuing.crl"));
  evidence.ocsps.push_back(ocsp_about("revoked"));
  CHECK(judge("clerk", evidence).good());
  CHECK(judge("revoked", evidence).revocation == Revocation::revoked);
  Evidence none;
  none.add(evidence);
  none.add(evidence);
  CHECK(none.crls.size() == 2);
  CHECK(none.ocsps.size() == 2);
  CHECK(!none.empty());
  CHECK(Evidence().empty());
}
