// What a SigningKey holds, for the module's own use.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "pdf/bytes.h"
#include "pdf/crypto.h"
#include "pdf/sign/scheme.h"
#include "pdf/sign/sign.h"

namespace sohoa::pdf {

struct SigningKey::Parts {
  // The signature value over a SHA-256 by `scheme`, in one operation of the private key, wherever
  // that lies. Untrusted: make_cms() holds it against the certificate.
  std::function<Bytes(std::span<const std::byte> digest)> sign_hash;
  Scheme scheme = Scheme::rsa_pkcs1;
  Certificate certificate;
  std::vector<Certificate> chain;  // issuers, in no order
};

// Gives the certificate to a key that can sign, once it is fit: valid now, strong enough, for
// digitalSignature. Throws Error(key_unusable), which begins with `name`.
void equip(SigningKey::Parts& parts, Certificate certificate, std::vector<Certificate> chain,
           RsaPadding padding, const std::string& name);

// The certificates of PEM text, in its order. Throws Error(key_unusable), which begins with `name`.
std::vector<Certificate> certificates_from_pem(const std::string& pem, const std::string& name);

}  // namespace sohoa::pdf
