// What a certificate says about where it can be asked about, and one question to a responder.
#pragma once
#include <ctime>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pdf/bytes.h"
#include "pdf/crypto.h"

namespace sohoa::pdf {

// Addresses in a certificate (RFC 5280, 4.2.1.13, 4.2.2.1): of http: and https:, at most three of a
// kind.
struct Addresses {
  std::vector<std::string> responders, lists, issuers;
};
Addresses addresses_of(const x509_st* certificate);

// The DER of an OCSP request about a certificate, with a nonce.
Bytes ocsp_question(x509_st* certificate, x509_st* issuer);

// Why the response is no answer to the question (another nonce, "try later", not a response);
// empty: it is one. A responder may leave the nonce out (RFC 6960, 4.4.1).
std::string no_answer(std::span<const std::byte> question, std::span<const std::byte> response);

// When an OCSP response or a list says that there will be a newer one; nullopt: it does not say.
std::optional<std::time_t> next_update_of_response(std::span<const std::byte> response);
std::optional<std::time_t> next_update_of_list(std::span<const std::byte> list);

// The lists in a file, DER or PEM, each as DER; empty: there is none.
std::vector<Bytes> lists_in(std::span<const std::byte> file);

// The certificates in an answer about an issuer: one in DER, or PKCS #7 "certs-only".
std::vector<Bytes> certificates_in(std::span<const std::byte> answer);

}  // namespace sohoa::pdf
