#include "pdf/evidence/questions.h"

#include <algorithm>

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(BIO* p) const noexcept { BIO_free(p); }
  void operator()(X509_CRL* p) const noexcept { X509_CRL_free(p); }
  void operator()(PKCS7* p) const noexcept { PKCS7_free(p); }
  void operator()(OCSP_REQUEST* p) const noexcept { OCSP_REQUEST_free(p); }
  void operator()(OCSP_RESPONSE* p) const noexcept { OCSP_RESPONSE_free(p); }
  void operator()(OCSP_BASICRESP* p) const noexcept { OCSP_BASICRESP_free(p); }
  void operator()(AUTHORITY_INFO_ACCESS* p) const noexcept { AUTHORITY_INFO_ACCESS_free(p); }
  void operator()(CRL_DIST_POINTS* p) const noexcept { CRL_DIST_POINTS_free(p); }
};
template <class T>
using Held = std::unique_ptr<T, Delete>;

const unsigned char* begin_of(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

void add_address(std::vector<std::string>& to, const GENERAL_NAME* name) {
  constexpr std::size_t most = 3;
  if (name->type != GEN_URI || to.size() == most) return;
  const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
  const unsigned char* text = ASN1_STRING_get0_data(uri);
  const std::string address(text, text + ASN1_STRING_length(uri));
  if (address.starts_with("http://") || address.starts_with("https://")) to.push_back(address);
}

template <class T, class Encode>
Bytes encoded(const T* value, Encode encode) {
  unsigned char* der = nullptr;
  const int size = encode(value, &der);
  if (size <= 0) throw std::bad_alloc();
  const auto bytes = std::as_bytes(std::span(der, static_cast<std::size_t>(size)));
  Bytes out(bytes.begin(), bytes.end());
  OPENSSL_free(der);
  return out;
}

Held<OCSP_RESPONSE> read_response(std::span<const std::byte> response) {
  const unsigned char* at = begin_of(response);
  return Held<OCSP_RESPONSE>(d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(response.size())));
}

}  // namespace

Addresses addresses_of(const x509_st* certificate) {
  Addresses out;
  const Held<AUTHORITY_INFO_ACCESS> access(static_cast<AUTHORITY_INFO_ACCESS*>(
      X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
    const ACCESS_DESCRIPTION* one = sk_ACCESS_DESCRIPTION_value(access.get(), i);
    const int method = OBJ_obj2nid(one->method);
    if (method == NID_ad_OCSP) add_address(out.responders, one->location);
    if (method == NID_ad_ca_issuers) add_address(out.issuers, one->location);
  }
  const Held<CRL_DIST_POINTS> points(static_cast<CRL_DIST_POINTS*>(
      X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
    if (point->distpoint == nullptr || point->distpoint->type != 0) continue;
    const GENERAL_NAMES* names = point->distpoint->name.fullname;
    for (int j = 0; j < sk_GENERAL_NAME_num(names); ++j)
      add_address(out.lists, sk_GENERAL_NAME_value(names, j));
  }
  ERR_clear_error();
  return out;
}

Bytes ocsp_question(x509_st* certificate, x509_st* issuer) {
  const Held<OCSP_REQUEST> request(OCSP_REQUEST_new());
  // The digest that every responder knows; it only names the certificate.
  OCSP_CERTID* id = OCSP_cert_to_id(EVP_sha1(), certificate, issuer);
  if (!request || id == nullptr || OCSP_request_add0_id(request.get(), id) == nullptr ||
      OCSP_request_add1_nonce(request.get(), nullptr, 16) != 1)
    throw Error(Cause::bug, "OCSP request: " + crypto_error());
  return encoded(request.get(),
                 [](const OCSP_REQUEST* r, unsigned char** to) { return i2d_OCSP_REQUEST(r, to); });
}

std::string no_answer(std::span<const std::byte> question, std::span<const std::byte> response) {
  const auto whole = read_response(response);
  if (!whole) {
    ERR_clear_error();
    return "not an OCSP response";
  }
  const int status = OCSP_response_status(whole.get());
  if (status != OCSP_RESPONSE_STATUS_SUCCESSFUL)
    return std::string("the responder answers: ") + OCSP_response_status_str(status);
  const Held<OCSP_BASICRESP> basic(OCSP_response_get1_basic(whole.get()));
  const unsigned char* at = begin_of(question);
  const Held<OCSP_REQUEST> request(
      d2i_OCSP_REQUEST(nullptr, &at, static_cast<long>(question.size())));
  constexpr int differ = 0;
  const bool fits = basic && request && OCSP_check_nonce(request.get(), basic.get()) != differ;
  ERR_clear_error();
  return fits ? "" : "the OCSP response answers another question";
}

std::optional<std::time_t> next_update_of_response(std::span<const std::byte> response) {
  const auto whole = read_response(response);
  const Held<OCSP_BASICRESP> basic(whole ? OCSP_response_get1_basic(whole.get()) : nullptr);
  std::optional<std::time_t> first;
  for (int i = 0; basic && i < OCSP_resp_count(basic.get()); ++i) {
    ASN1_GENERALIZEDTIME* next = nullptr;
    OCSP_single_get0_status(OCSP_resp_get0(basic.get(), i), nullptr, nullptr, nullptr, &next);
    const auto time = seconds_of(next);
    if (time && (!first || *time < *first)) first = time;
  }
  ERR_clear_error();
  return first;
}

std::optional<std::time_t> next_update_of_list(std::span<const std::byte> list) {
  const unsigned char* at = begin_of(list);
  const Held<X509_CRL> read(d2i_X509_CRL(nullptr, &at, static_cast<long>(list.size())));
  ERR_clear_error();
  return read ? seconds_of(X509_CRL_get0_nextUpdate(read.get())) : std::nullopt;
}

std::vector<Bytes> lists_in(std::span<const std::byte> file) {
  std::vector<Bytes> out;
  const unsigned char* at = begin_of(file);
  if (const Held<X509_CRL> one(d2i_X509_CRL(nullptr, &at, static_cast<long>(file.size()))); one) {
    const auto size = static_cast<std::size_t>(at - begin_of(file));
    out.emplace_back(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    return out;
  }
  const Held<BIO> source(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  while (const Held<X509_CRL> next{PEM_read_bio_X509_CRL(source.get(), nullptr, nullptr, nullptr)})
    out.push_back(encoded(
        next.get(), [](const X509_CRL* c, unsigned char** to) { return i2d_X509_CRL(c, to); }));
  ERR_clear_error();
  return out;
}

std::vector<Bytes> certificates_in(std::span<const std::byte> answer) {
  std::vector<Bytes> out;
  if (read_certificate(answer)) {
    out.emplace_back(answer.begin(), answer.end());
    return out;
  }
  const unsigned char* at = begin_of(answer);
  const Held<PKCS7> message(d2i_PKCS7(nullptr, &at, static_cast<long>(answer.size())));
  ERR_clear_error();
  if (!message || PKCS7_type_is_signed(message.get()) == 0 || message->d.sign == nullptr)
    return out;
  constexpr int most = 8;
  for (int i = 0; i < std::min(most, sk_X509_num(message->d.sign->cert)); ++i)
    out.push_back(der_of(sk_X509_value(message->d.sign->cert, i)));
  return out;
}

}  // namespace sohoa::pdf
