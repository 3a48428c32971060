#include "pdf/evidence/revocation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "pdf/times.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(X509_CRL* p) const noexcept { X509_CRL_free(p); }
  void operator()(OCSP_RESPONSE* p) const noexcept { OCSP_RESPONSE_free(p); }
  void operator()(OCSP_BASICRESP* p) const noexcept { OCSP_BASICRESP_free(p); }
  void operator()(OCSP_CERTID* p) const noexcept { OCSP_CERTID_free(p); }
  void operator()(RSA_PSS_PARAMS* p) const noexcept { RSA_PSS_PARAMS_free(p); }
  void operator()(ISSUING_DIST_POINT* p) const noexcept { ISSUING_DIST_POINT_free(p); }
  void operator()(CRL_DIST_POINTS* p) const noexcept { CRL_DIST_POINTS_free(p); }
};
template <class T>
using Held = std::unique_ptr<T, Delete>;

constexpr std::time_t tolerance = 300;     // between the clocks of authorities, in seconds
constexpr std::time_t without_end = 3600;  // how long an answer without nextUpdate is fresh
constexpr int strong_enough = 112;         // bits

bool strong_digest(int nid) {
  return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512 || nid == NID_sha224;
}

bool strong(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(&object, &type, &value, algorithm);
  int digest = NID_undef;
  int key = NID_undef;
  if (OBJ_find_sigid_algs(OBJ_obj2nid(object), &digest, &key) != 1) return false;
  if (digest != NID_undef) return strong_digest(digest);
  // Ed25519 and Ed448 have their digest built in; PSS names it, and means SHA-1 if it does not.
  if (key == EVP_PKEY_ED25519 || key == EVP_PKEY_ED448) return true;
  if (key != EVP_PKEY_RSA_PSS || type != V_ASN1_SEQUENCE) return false;
  const Held<RSA_PSS_PARAMS> parameters(static_cast<RSA_PSS_PARAMS*>(
      ASN1_item_unpack(static_cast<const ASN1_STRING*>(value), ASN1_ITEM_rptr(RSA_PSS_PARAMS))));
  if (!parameters || parameters->hashAlgorithm == nullptr) return false;
  X509_ALGOR_get0(&object, nullptr, nullptr, parameters->hashAlgorithm);
  return strong_digest(OBJ_obj2nid(object));
}

// Why an answer "good" does not speak of the moment `when`; empty: it does.
std::string silent(X509* certificate, std::time_t when, std::optional<std::time_t> made,
                   std::optional<std::time_t> next) {
  if (!made) return "its time cannot be read";
  if (*made >= when) {
    // Authorities forget certificates that have ended.
    return validity(certificate, *made) > 0 ? "it was made after the certificate ended" : "";
  }
  const std::time_t end = next.value_or(*made + without_end);
  return when <= end + tolerance ? "" : "it was good until " + iso_utc(end) + " only";
}

RevocationAnswer revoked(std::optional<std::time_t> since, std::time_t when) {
  if (since && *since > when) return {Revocation::good, "", {}};
  return {Revocation::revoked, "revoked" + (since ? " since " + iso_utc(*since) : ""), {}};
}

RevocationAnswer not_counted(const std::string& why) { return {Revocation::unknown, why, {}}; }

// ---- OCSP

// The certificate that a response says it is signed with.
bool is_responder(const OCSP_BASICRESP* response, X509* certificate) {
  const ASN1_OCTET_STRING* hash = nullptr;
  const X509_NAME* name = nullptr;
  if (OCSP_resp_get0_id(response, &hash, &name) != 1) return false;
  if (name != nullptr) return X509_NAME_cmp(name, X509_get_subject_name(certificate)) == 0;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  // SHA-1 only finds the key here (RFC 6960, 4.2.1).
  return X509_pubkey_digest(certificate, EVP_sha1(), digest.data(), &size) == 1 &&
         static_cast<std::size_t>(ASN1_STRING_length(hash)) == size &&
         std::equal(digest.begin(), digest.begin() + size, ASN1_STRING_get0_data(hash));
}

bool signed_by(const OCSP_BASICRESP* response, X509* certificate) {
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  return key != nullptr && EVP_PKEY_get_security_bits(key) >= strong_enough &&
         strong(OCSP_resp_get0_tbs_sigalg(response)) &&
         ASN1_item_verify(ASN1_ITEM_rptr(OCSP_RESPDATA), OCSP_resp_get0_tbs_sigalg(response),
                          OCSP_resp_get0_signature(response), OCSP_resp_get0_respdata(response),
                          key) == 1;
}

// RFC 6960, 4.2.2.2: issued by the very issuer, for this purpose.
bool is_delegate(X509* certificate, X509* issuer, std::time_t when) {
  int bits = 0;
  const std::uint32_t flags = X509_get_extension_flags(certificate);
  return (flags & EXFLAG_INVALID) == 0 && (flags & EXFLAG_XKUSAGE) != 0 &&
         (X509_get_extended_key_usage(certificate) & XKU_OCSP_SIGN) != 0 &&
         (X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0 &&
         validity(certificate, when) == 0 && X509_check_issued(issuer, certificate) == X509_V_OK &&
         X509_get_signature_info(certificate, nullptr, nullptr, &bits, nullptr) == 1 &&
         bits >= strong_enough && X509_verify(certificate, X509_get0_pubkey(issuer)) == 1;
}

const OCSP_SINGLERESP* single_about(OCSP_BASICRESP* response, X509* certificate, X509* issuer) {
  for (int i = 0; i < OCSP_resp_count(response); ++i) {
    OCSP_SINGLERESP* single = OCSP_resp_get0(response, i);
    auto* id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single));
    ASN1_OBJECT* algorithm = nullptr;
    if (OCSP_id_get0_info(nullptr, &algorithm, nullptr, nullptr, id) != 1) continue;
    const int nid = OBJ_obj2nid(algorithm);
    if (nid != NID_sha1 && !strong_digest(nid)) continue;
    const Held<OCSP_CERTID> own(OCSP_cert_to_id(EVP_get_digestbynid(nid), certificate, issuer));
    if (own && OCSP_id_cmp(own.get(), id) == 0) return single;
  }
  return nullptr;
}

RevocationAnswer read_single(const OCSP_SINGLERESP* single, X509* certificate, std::time_t when) {
  int reason = 0;
  ASN1_GENERALIZEDTIME* since = nullptr;
  ASN1_GENERALIZEDTIME* made = nullptr;
  ASN1_GENERALIZEDTIME* next = nullptr;
  const int status =
      OCSP_single_get0_status(const_cast<OCSP_SINGLERESP*>(single), &reason, &since, &made, &next);
  if (status == V_OCSP_CERTSTATUS_REVOKED) return revoked(seconds_of(since), when);
  if (status != V_OCSP_CERTSTATUS_GOOD)
    return not_counted("the OCSP responder does not know the certificate");
  const std::string why = silent(certificate, when, seconds_of(made), seconds_of(next));
  if (!why.empty()) return not_counted("an OCSP response does not count: " + why);
  return {Revocation::good, "", {}};
}

// ---- lists

bool names_meet(const GENERAL_NAMES* a, const GENERAL_NAMES* b) {
  for (int i = 0; i < sk_GENERAL_NAME_num(a); ++i)
    for (int j = 0; j < sk_GENERAL_NAME_num(b); ++j)
      if (GENERAL_NAME_cmp(sk_GENERAL_NAME_value(a, i), sk_GENERAL_NAME_value(b, j)) == 0)
        return true;
  return false;
}

// RFC 5280, 6.3.3 (b)(2): a list for one of several points is about the certificates that name it.
bool point_of(const DIST_POINT_NAME* point, X509* certificate) {
  if (point->type != 0) return false;
  const Held<CRL_DIST_POINTS> named(static_cast<CRL_DIST_POINTS*>(
      X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
  for (int i = 0; i < sk_DIST_POINT_num(named.get()); ++i) {
    const DIST_POINT* one = sk_DIST_POINT_value(named.get(), i);
    if (one->distpoint != nullptr && one->distpoint->type == 0 &&
        names_meet(one->distpoint->name.fullname, point->name.fullname))
      return true;
  }
  return false;
}

// Is every certificate like this one, by this issuer, in the list once it is revoked? No for lists
// of changes, of other issuers' certificates, of some reasons or of another kind.
bool covers(const X509_CRL* list, X509* certificate) {
  for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
    X509_EXTENSION* extension = X509_CRL_get_ext(list, i);
    const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
    if (nid == NID_delta_crl) return false;
    if (X509_EXTENSION_get_critical(extension) != 0 && nid != NID_issuing_distribution_point)
      return false;
  }
  int found = 0;
  const Held<ISSUING_DIST_POINT> part(static_cast<ISSUING_DIST_POINT*>(
      X509_CRL_get_ext_d2i(list, NID_issuing_distribution_point, &found, nullptr)));
  constexpr int absent = -1;
  if (!part) return found == absent;
  const bool authority = X509_check_ca(certificate) > 0;
  if (part->indirectCRL > 0 || part->onlyattr > 0 || part->onlysomereasons != nullptr) return false;
  if ((part->onlyuser > 0 && authority) || (part->onlyCA > 0 && !authority)) return false;
  return part->distpoint == nullptr || point_of(part->distpoint, certificate);
}

bool is_list_of(X509_CRL* list, X509* issuer) {
  if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) != 0) return false;
  const X509_ALGOR* algorithm = nullptr;
  X509_CRL_get0_signature(list, nullptr, &algorithm);
  return (X509_get_key_usage(issuer) & KU_CRL_SIGN) != 0 && strong(algorithm) &&
         X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1;
}

RevocationAnswer read_list(X509_CRL* list, X509* certificate, X509* issuer, std::time_t when) {
  if (!covers(list, certificate) || !is_list_of(list, issuer)) return {};
  X509_REVOKED* entry = nullptr;
  constexpr int taken_back = 2;  // removeFromCRL
  const int found = X509_CRL_get0_by_cert(list, &entry, certificate);
  if (found != 0 && found != taken_back)
    return revoked(seconds_of(X509_REVOKED_get0_revocationDate(entry)), when);
  const std::string why = silent(certificate, when, seconds_of(X509_CRL_get0_lastUpdate(list)),
                                 seconds_of(X509_CRL_get0_nextUpdate(list)));
  if (!why.empty()) return not_counted("a list of revocations does not count: " + why);
  return {Revocation::good, "", {}};
}

template <class T, class Read>
std::vector<std::pair<Held<T>, const Bytes*>> parse_all(const std::vector<Bytes>& values,
                                                        Read read) {
  std::vector<std::pair<Held<T>, const Bytes*>> out;
  for (const auto& value : values) {
    const auto* at = reinterpret_cast<const unsigned char*>(value.data());
    if (Held<T> parsed = read(&at, static_cast<long>(value.size()))) {
      if (at == reinterpret_cast<const unsigned char*>(value.data()) + value.size())
        out.emplace_back(std::move(parsed), &value);
    }
  }
  ERR_clear_error();
  return out;
}

// Keeps the worst answer, and of several that say the same the first.
void take(RevocationAnswer& best, RevocationAnswer other) {
  const auto weight = [](const RevocationAnswer& a) {
    if (a.status == Revocation::revoked) return 3;
    if (a.status == Revocation::good) return 2;
    return a.detail.empty() ? 0 : 1;
  };
  if (weight(other) > weight(best)) best = std::move(other);
}

}  // namespace

struct RevocationAnswers::Parsed {
  std::vector<std::pair<Held<OCSP_BASICRESP>, const Bytes*>> responses;
  std::vector<std::pair<Held<X509_CRL>, const Bytes*>> lists;
  const std::vector<Certificate>* responders;

  RevocationAnswer by_lists(X509* certificate, X509* issuer, std::time_t when) const {
    RevocationAnswer best;
    for (const auto& [list, bytes] : lists) {
      auto answer = read_list(list.get(), certificate, issuer, when);
      answer.used.crls.push_back(*bytes);
      take(best, std::move(answer));
    }
    return best;
  }

  // The response is signed by the issuer or its delegate; what that rests on in `used`.
  bool authentic(OCSP_BASICRESP* response, X509* issuer, Evidence& used) const {
    if (is_responder(response, issuer) && signed_by(response, issuer)) return true;
    const auto made = seconds_of(OCSP_resp_get0_produced_at(response));
    const auto delegated = [&](X509* candidate) {
      if (!made || !is_responder(response, candidate) || !is_delegate(candidate, issuer, *made) ||
          !signed_by(response, candidate))
        return false;
      if (X509_get_ext_by_NID(candidate, NID_id_pkix_OCSP_noCheck, -1) < 0) {
        // Its issuer wants it to be asked about; a response cannot vouch for its own signer.
        auto answer = by_lists(candidate, issuer, *made);
        if (answer.status != Revocation::good) return false;
        used.add(answer.used);
      }
      used.add({{der_of(candidate)}, {}, {}});
      return true;
    };
    const STACK_OF(X509)* enclosed = OCSP_resp_get0_certs(response);
    for (int i = 0; i < sk_X509_num(enclosed); ++i)
      if (delegated(sk_X509_value(enclosed, i))) return true;
    return std::any_of(responders->begin(), responders->end(),
                       [&](const Certificate& one) { return delegated(one.get()); });
  }
};

RevocationAnswers::RevocationAnswers(const Evidence& evidence,
                                     const std::vector<Certificate>& responders)
    : parsed_(std::make_unique<Parsed>()) {
  parsed_->responders = &responders;
  parsed_->lists = parse_all<X509_CRL>(evidence.crls, [](const unsigned char** at, long size) {
    return Held<X509_CRL>(d2i_X509_CRL(nullptr, at, size));
  });
  parsed_->responses =
      parse_all<OCSP_BASICRESP>(evidence.ocsps, [](const unsigned char** at, long size) {
        const Held<OCSP_RESPONSE> whole(d2i_OCSP_RESPONSE(nullptr, at, size));
        return Held<OCSP_BASICRESP>(whole ? OCSP_response_get1_basic(whole.get()) : nullptr);
      });
}
RevocationAnswers::~RevocationAnswers() = default;

RevocationAnswer RevocationAnswers::about(x509_st* certificate, x509_st* issuer,
                                          std::time_t when) const {
  RevocationAnswer best;
  for (const auto& [response, bytes] : parsed_->responses) {
    const OCSP_SINGLERESP* single = single_about(response.get(), certificate, issuer);
    Evidence used{{}, {*bytes}, {}};
    if (single == nullptr) continue;
    if (!parsed_->authentic(response.get(), issuer, used)) {
      take(best, not_counted("an OCSP response is not signed by who may sign it"));
      continue;
    }
    auto answer = read_single(single, certificate, when);
    answer.used = std::move(used);
    take(best, std::move(answer));
  }
  take(best, parsed_->by_lists(certificate, issuer, when));
  if (best.status == Revocation::unknown) best.used = {};
  ERR_clear_error();
  return best;
}

}  // namespace sohoa::pdf
