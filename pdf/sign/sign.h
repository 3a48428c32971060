// PAdES B-B signatures (ETSI EN 319 142-1) as incremental updates: a signed file is only appended
// to.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dossier.h"

namespace sohoa::pdf {

// A private key with its certificate chain. Never copied, never printed.
class SigningKey {
 public:
  // Throws Error(key_missing) or Error(key_unusable): wrong password, expired or not yet valid,
  // RSA under 2048 bit, EC under 256, key usage without digitalSignature.
  static SigningKey from_pkcs12(const std::filesystem::path& file, const std::string& password);
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

// Why signatures of this key would not be trusted today (empty: they would), given these anchors
// (PEM). Revocation is not looked at.
std::string chain_problem(const SigningKey& key, const std::vector<std::string>& anchors_pem);

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

// Appends one signature in an invisible field of page 1 and syncs the file; earlier signatures stay
// valid. Memory does not grow with the file. On Error (key_unusable: also a certificate that is not
// valid at request.time; disk_full; storage_unusable; file_missing; image_damaged for a file that
// cannot be continued; bug for a second signature of the same role) the file is as it was, cut back
// to its old length.
SignatureRecord sign(const std::filesystem::path& file, const SigningKey& key,
                     const SignatureRequest& request);

}  // namespace sohoa::pdf
