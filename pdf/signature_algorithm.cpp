#include "pdf/signature_algorithm.h"

#include <memory>

#include <openssl/cms.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(X509_ALGOR* p) const noexcept { X509_ALGOR_free(p); }
  void operator()(RSA_PSS_PARAMS* p) const noexcept { RSA_PSS_PARAMS_free(p); }
};
template <class T>
using Held = std::unique_ptr<T, Delete>;

bool strong_digest(int nid) { return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512; }

int digest_in(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  if (algorithm != nullptr) X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  return object == nullptr ? NID_sha1 : OBJ_obj2nid(object);  // RFC 4055: SHA-1 if it is left out
}

}  // namespace

std::string algorithm_problem(CMS_SignerInfo_st* signer) {
  X509_ALGOR* digest = nullptr;
  X509_ALGOR* signature = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &signature);
  const ASN1_OBJECT* name = nullptr;
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(&name, &type, &value, signature);
  if (OBJ_obj2nid(name) != NID_rsassaPss) {
    int named = NID_undef;
    const bool known = OBJ_find_sigid_algs(OBJ_obj2nid(name), &named, nullptr) == 1;
    if (known && named != NID_undef && named != digest_in(digest))
      return "its signature algorithm names another digest";
    return {};
  }
  if (type != V_ASN1_SEQUENCE) return "its PSS parameters are missing";
  const auto* text = static_cast<const ASN1_STRING*>(value);
  const unsigned char* at = ASN1_STRING_get0_data(text);
  const Held<RSA_PSS_PARAMS> pss(d2i_RSA_PSS_PARAMS(nullptr, &at, ASN1_STRING_length(text)));
  if (!pss) return "its PSS parameters cannot be read";
  if (!strong_digest(digest_in(pss->hashAlgorithm))) return "its PSS digest is too weak";
  const Held<X509_ALGOR> mask(
      pss->maskGenAlgorithm != nullptr && digest_in(pss->maskGenAlgorithm) == NID_mgf1
          ? static_cast<X509_ALGOR*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(X509_ALGOR),
                                                               pss->maskGenAlgorithm->parameter))
          : nullptr);
  if (!strong_digest(digest_in(mask.get()))) return "its PSS mask is made by a weak digest";
  return {};
}

}  // namespace sohoa::pdf
