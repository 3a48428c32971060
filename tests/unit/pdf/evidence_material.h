// A test authority with its services, once for the whole test run, and what it certifies.
#pragma once
#include <memory>
#include <string>

#include "pdf/evidence/evidence.h"
#include "pdf/evidence/trust.h"
#include "tests/support/authority_server.h"

namespace sohoa::pdf::test {

sohoa::test::AuthorityServer& server();

// The server with these faults, for as long as this lives.
class Faulty {
 public:
  explicit Faulty(const nlohmann::json& faults);
  Faulty(const Faulty&) = delete;
  Faulty& operator=(const Faulty&) = delete;
  ~Faulty();
};

std::shared_ptr<const Anchors> server_anchors();
Certificate server_certificate(const std::string& name);  // "clerk", "issuing", "tsa", …
Bytes file_bytes(const std::filesystem::path& file);

// An OCSP response about certificates of the server's authority, made by openssl itself; `options`
// of its ocsp command.
Bytes ocsp_about(const std::string& name, const std::string& options = "-nmin 30");
// What server_anchors() need to judge the clerk: a response about it, the root's list.
Evidence good_evidence();

}  // namespace sohoa::pdf::test
