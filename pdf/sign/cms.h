// The signature value of a PDF: CMS SignedData (RFC 5652), detached, as CAdES B-B (ETSI EN 319 122)
// asks for it. No file and no PDF is known here.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pdf/bytes.h"
#include "pdf/sign/key.h"
#include "pdf/signed_data.h"

namespace sohoa::pdf {

// SignedData over content whose SHA-256 is `digest`: signing-certificate-v2, no signing-time (PAdES
// keeps it in /M), the chain enclosed, one call of key.sign_hash. Throws Error(key_unusable), also
// when the value that came back is not one of the certificate's key, and what sign_hash throws.
Bytes make_cms(const SigningKey::Parts& key, std::span<const std::byte> digest);

// A parsed SignedData with exactly one signer. Hostile bytes are expected.
class SignedMessage {
 public:
  // `der`: one DER value, then nothing but zero bytes (the reserve of /Contents). Throws
  // Error(image_damaged) saying what is wrong.
  explicit SignedMessage(std::span<const std::byte> der);

  const std::string& digest_name() const noexcept { return signed_.digest_name; }  // "SHA2-256"
  x509_st* signer() const noexcept { return signed_.signer.get(); }
  const std::vector<Certificate>& certificates() const noexcept { return signed_.certificates; }

  Bytes value() const;  // the signature value, which a time-stamp is over
  // The first token, DER; nullopt: none; empty: the attribute for it holds something else.
  std::optional<Bytes> time_stamp() const;
  // The message with this token (one DER SEQUENCE) added as an unsigned attribute
  // (id-aa-signatureTimeStampToken, RFC 5126, 6.1.1), DER without padding. Throws
  // Error(key_unusable).
  Bytes with_time_stamp(std::span<const std::byte> token) const;

  // What is wrong with the signature over content of this digest; empty: it is right. With
  // `cades`, the signing-certificate-v2 attribute must be there and name the signer.
  std::string verify(std::span<const std::byte> digest, bool cades) const;

 private:
  SignedData signed_;
};

}  // namespace sohoa::pdf
