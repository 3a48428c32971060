#include "tests/unit/pdf/evidence_material.h"

#include <map>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/unit/pdf/material.h"

namespace sohoa::pdf::test {

sohoa::test::AuthorityServer& server() {
  static sohoa::test::AuthorityServer one;
  return one;
}

Faulty::Faulty(const nlohmann::json& faults) { server().faults(faults); }
Faulty::~Faulty() { server().faults(nlohmann::json::object()); }

std::shared_ptr<const Anchors> server_anchors() {
  static const auto anchors =
      std::make_shared<const Anchors>(read_anchors({server().folder() / "root.pem"}));
  return anchors;
}

Bytes file_bytes(const std::filesystem::path& file) { return read_bytes(file, 1U << 20U); }

Certificate server_certificate(const std::string& name) {
  static std::map<std::string, Certificate> made;
  if (made.contains(name)) return shared(made.at(name).get());
  const sohoa::test::TempFolder folder;
  const auto der = folder / "der";
  run(fmt::format("openssl x509 -in {}/{}.pem -outform DER -out {}", server().folder().string(),
                  name, der.string()));
  auto certificate = read_certificate(file_bytes(der));
  REQUIRE(certificate != nullptr);
  return shared((made[name] = std::move(certificate)).get());
}

Bytes ocsp_about(const std::string& name, const std::string& options) {
  const sohoa::test::TempFolder folder;
  const std::string at = server().folder().string();
  const std::string to = folder.path().string();
  run(
      fmt::format("openssl ocsp -issuer {0}/issuing.pem -cert {0}/{1}.pem -no_nonce -reqout {2}/q "
                  "2>/dev/null && openssl ocsp -index {0}/../server/index -CA {0}/issuing.pem "
                  "-rsigner {0}/ocsp.pem -rkey {0}/ocsp.key -reqin {2}/q -respout {2}/r {3} "
                  "2>/dev/null",
                  at, name, to, options));
  return file_bytes(folder / "r");
}

Evidence good_evidence() {
  Evidence out;
  out.certificates.push_back(der_of(server_certificate("issuing").get()));
  out.ocsps.push_back(ocsp_about("clerk"));
  out.crls.push_back(file_bytes(server().folder() / "root.crl"));
  return out;
}

}  // namespace sohoa::pdf::test
