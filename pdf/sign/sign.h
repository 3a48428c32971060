// PAdES B-B signatures (ETSI EN 319 142-1) as incremental updates: a signed file is only appended
// to.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "core/secret.h"

namespace sohoa::pdf {

enum class RsaPadding : std::uint8_t { pkcs1, pss };  // RFC 8017; EC keys have none

// What opening a key beyond a file needs besides its address.
struct KeyOptions {
  RsaPadding padding = RsaPadding::pkcs1;
  std::string certificate_pem =
      {};                   // the key's own first, then issuers; empty: ask where the key is
  std::string module = {};  // the PKCS#11 module of a URI without module-path
  std::chrono::seconds answer_within{60};  // then a token or service is given up
};

// A private key with its certificate chain. Never copied, never printed. Whatever holds the private
// key does one thing: it signs a hash. All three throw Error(key_unusable) for an unfit key:
// expired or not yet valid, RSA under 2048 bit, EC under 256, key usage without digitalSignature.
class SigningKey {
 public:
  // Throws Error(key_missing) or Error(key_unusable): wrong password.
  static SigningKey from_pkcs12(const std::filesystem::path& file, const Secret& password,
                                RsaPadding padding = RsaPadding::pkcs1);
  // A key in a token, by its URI (RFC 7512, token_uri.h), through the vendor's PKCS#11 module in a
  // helper of its own, which stays logged in as long as the key lives. Throws
  // Error(settings_invalid) for a URI and Error(token_failed): no such token or key, PIN refused
  // (it is given once, and not at all if it is the last try that the token allows), module crashed
  // or silent.
  static SigningKey from_token(const std::string& uri, Secret pin, const KeyOptions& options);
  // A key behind a service that signs hashes (docs/keys.md). `bearer` may be empty. Throws
  // Error(service_unreachable), and Error(settings_invalid) for a bearer over http: to another
  // host.
  static SigningKey from_remote(const std::string& url, Secret bearer, const KeyOptions& options);
  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;
  ~SigningKey();
  std::string common_name() const;
  std::string fingerprint() const;  // SHA-256 of the certificate, hex
  std::string not_after() const;    // ISO 8601

  struct Parts;
  const Parts& parts() const noexcept { return *parts_; }

 private:
  explicit SigningKey(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// What a signature shows on page 1 (R12, R13): text alone, 10 pt, upright, black.
struct VisibleBlock {
  // Its place in points of the page's own space, as the page lies in the file, not as it is turned.
  double left = 0, bottom = 0, width = 0, height = 0;
  int turn = 0;  // the page's /Rotate, which the text is turned back against: 0, 90, 180, 270
  std::vector<std::string> lines;  // UTF-8, top to bottom; they fit (block.h measures)
};

struct SignatureRequest {
  std::string role;                        // "clerk" or "agency": the field's name
  std::string reason;                      // /Reason, Vietnamese
  std::string time;                        // ISO 8601 with offset
  std::optional<VisibleBlock> block = {};  // none: an invisible field
};

// Appends one signature in a field of page 1 and syncs the file; earlier signatures stay valid.
// Memory does not grow with the file. On Error (key_unusable: also a certificate that is not valid
// at request.time; disk_full; storage_unusable; file_missing; image_damaged for a file that cannot
// be continued; data_missing for a block that the font cannot show; bug for a second signature of
// the same role) the file is as it was, cut back to its old length.
// Of a key in a token or behind a service also Error(token_failed, service_unreachable).
SignatureRecord sign(const std::filesystem::path& file, const SigningKey& key,
                     const SignatureRequest& request);

}  // namespace sohoa::pdf
