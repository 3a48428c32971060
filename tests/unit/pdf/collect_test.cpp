#include "pdf/evidence/collect.h"

#include <doctest/doctest.h>

#include "core/file.h"
#include "tests/support/cause_of.h"
#include "tests/unit/pdf/evidence_material.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::cause_of;
using sohoa::test::TempFolder;

namespace {

Collector online() { return {server_anchors(), {{}, true, std::chrono::seconds(10)}}; }

PathVerdict judge(Collector& collector, const std::string& name, const Evidence& known = {},
                  Purpose purpose = Purpose::signing) {
  return collector.judge(server_certificate(name).get(), {}, known, purpose, std::time(nullptr),
                         {});
}

bool says(const PathVerdict& verdict, const std::string& part) {
  return verdict.revocation_detail.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("collect: from the addresses in certificates, once for a batch (R50)") {
  Collector collector = online();
  const int asked = server().count("ocsp");
  const int fetched = server().count("root.crl");
  const PathVerdict verdict = judge(collector, "clerk");
  CHECK(verdict.problem == "");
  REQUIRE(verdict.good());
  CHECK(verdict.path.size() == 3);
  CHECK(verdict.used.ocsps.size() == 1);
  CHECK(verdict.used.crls.size() == 1);
  for (int i = 0; i < 3; ++i) CHECK(judge(collector, "clerk").good());
  CHECK(judge(collector, "agency").good());
  CHECK(judge(collector, "tsa", {}, Purpose::time_stamping).good());
  CHECK(server().count("ocsp") == asked + 3);
  CHECK(server().count("root.crl") == fetched + 1);
}

TEST_CASE("collect: what it used is enough without a network, and newer answers count (R55)") {
  Collector first = online();
  const PathVerdict verdict = judge(first, "clerk");
  REQUIRE(verdict.good());
  CHECK(judge_path(*server_anchors(), server_certificate("clerk").get(), {}, verdict.used,
                   std::time(nullptr), Purpose::signing)
            .good());
  Collector offline(server_anchors(), {});
  CHECK(judge(offline, "clerk", verdict.used).good());
  CHECK(judge(offline, "clerk").problem != "");  // nobody knows its issuer
  const int asked = server().count("ocsp");
  Collector second = online();
  // Of now it is asked, for the answer may be older than a revocation; without one it is fresh.
  CHECK(judge(second, "clerk", verdict.used).good());
  CHECK(server().count("ocsp") == asked + 1);
  const Faulty revoked(nlohmann::json{{"revoked", {{"clerk", 0}}}});
  Collector third = online();
  CHECK(judge(third, "clerk", verdict.used).revocation == Revocation::revoked);
  CHECK(judge(offline, "clerk", verdict.used).good());
}

TEST_CASE("collect: revoked is revoked, by a responder or by its issuer's list (R50)") {
  Collector collector = online();
  CHECK(judge(collector, "revoked").revocation == Revocation::revoked);
  const Faulty faulty(nlohmann::json{{"ocsp", {{"status", 500}}}, {"revoked", {{"agency", 0}}}});
  Collector other = online();
  CHECK(judge(other, "revoked").revocation == Revocation::revoked);
  CHECK(judge(other, "agency").revocation == Revocation::revoked);
  const PathVerdict good = judge(other, "clerk");
  CHECK(good.good());
  CHECK(good.used.ocsps.empty());
  CHECK(good.used.crls.size() == 2);
  CHECK(judge(other, "expired").problem == "certificate has expired");
}

TEST_CASE("collect: what could not be learnt is unknown, with the reasons (R50)") {
  const Faulty faulty(nlohmann::json{
      {"ocsp", {{"garbage", true}}}, {"issuing.crl", {{"status", 404}}}, {"unknown", {"agency"}}});
  Collector collector = online();
  const PathVerdict verdict = judge(collector, "clerk");
  CHECK(verdict.problem == "");
  CHECK(verdict.revocation == Revocation::unknown);
  CHECK(says(verdict, "/ocsp: not an OCSP response"));
  CHECK(says(verdict, "/issuing.crl: HTTP status 404"));
  // A dead service is not waited for by every document.
  const int asked = server().count("ocsp");
  CHECK(says(judge(collector, "clerk"), "/issuing.crl: HTTP status 404"));
  CHECK(server().count("ocsp") == asked);
}

TEST_CASE("collect: a responder that does not know the certificate is no answer (R50)") {
  const Faulty faulty(
      nlohmann::json{{"issuing.crl", {{"garbage", true}}}, {"unknown", {"agency"}}});
  Collector collector = online();
  const PathVerdict verdict = judge(collector, "agency");
  CHECK(verdict.revocation == Revocation::unknown);
  CHECK(says(verdict, "does not know the certificate"));
  CHECK(says(verdict, "/issuing.crl: not a list"));
}

TEST_CASE("collect: lists from files, DER and PEM, read again when they change (R50)") {
  TempFolder folder;
  const auto at = server().folder();
  const auto copy = [&](const std::string& from, const std::string& to) {
    std::filesystem::copy_file(at / from, folder / to,
                               std::filesystem::copy_options::overwrite_existing);
  };
  copy("root.crl", "root.crl");
  run("openssl crl -inform DER -in " + (at / "issuing.crl").string() + " -out " +
      (folder / "issuing.crl").string());
  Evidence issuer;
  issuer.certificates.push_back(der_of(server_certificate("issuing").get()));
  const std::vector<Certificate> others = [] {
    std::vector<Certificate> out;
    out.push_back(server_certificate("issuing"));
    return out;
  }();
  Collector collector(server_anchors(), {{folder / "root.crl", folder / "issuing.crl"}});
  const auto clerk = [&] {
    return collector.judge(server_certificate("clerk").get(), others, {}, Purpose::signing,
                           std::time(nullptr), {});
  };
  CHECK(clerk().good());
  CHECK(clerk().good());
  {
    const Faulty faulty(nlohmann::json{{"revoked", {{"clerk", 0}}}});
    copy("../server/issuing.crl", "issuing.crl");
  }
  CHECK(clerk().revocation == Revocation::revoked);
  write_durably(folder / "issuing.crl", "<html>");
  CHECK(cause_of(clerk) == "data_missing");
  std::filesystem::remove(folder / "issuing.crl");
  CHECK(cause_of(clerk) == "data_missing");
}

TEST_CASE(
    "collect: online, a list in a file does not spare the question, and helps without answer") {
  const Faulty faulty(nlohmann::json{{"revoked", {{"agency", 0}}}});
  const RevocationSources both{{server().folder() / "root.crl", server().folder() / "issuing.crl"},
                               true};
  Collector asking(server_anchors(), both);
  CHECK(judge(asking, "agency").revocation == Revocation::revoked);
  const Faulty dead(nlohmann::json{{"ocsp", {{"status", 500}}},
                                   {"issuing.crl", {{"status", 500}}},
                                   {"root.crl", {{"status", 500}}}});
  Collector alone(server_anchors(), both);
  CHECK(judge(alone, "clerk").good());
}

TEST_CASE("collect: another root's certificate is not asked about (R51)") {
  Collector collector(std::make_shared<const Anchors>(anchors()),
                      {{}, true, std::chrono::seconds(10)});
  const int asked = server().count("ocsp");
  CHECK(judge(collector, "clerk").problem != "");
  CHECK(server().count("ocsp") == asked);
}

TEST_CASE("collect: stopping (R50)") {
  const Faulty faulty(nlohmann::json{{"ocsp", {{"delay", 20}}}});
  Collector collector = online();
  std::stop_source stop;
  stop.request_stop();
  CHECK(cause_of([&] {
          collector.judge(server_certificate("clerk").get(), {}, {}, Purpose::signing,
                          std::time(nullptr), stop.get_token());
        }) == "stopped");
}
