// What the signature value of a PDF and a time-stamp are both: CMS SignedData (RFC 5652) with one
// signer who signs attributes. Read here and checked; OpenSSL's own headers stay in .cpp files.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "pdf/bytes.h"
#include "pdf/crypto.h"

namespace sohoa::pdf {

enum class Content { plain, time_stamp };  // detached; enclosed TSTInfo

struct SignedData {
  Owned<CMS_ContentInfo_st> message;
  Certificate signer;  // an enclosed one
  std::vector<Certificate> certificates;
  std::string digest_name;  // "SHA2-256", "SHA2-384" or "SHA2-512"
};

// `der`: one DER value, then nothing but zero bytes. Hostile bytes are expected. Throws
// Error(image_damaged): "WHAT: what is wrong".
SignedData read_signed_data(std::span<const std::byte> der, Content content,
                            const std::string& what);

// OpenSSL's name for these digests; "" for any other.
std::string digest_name_of(int nid);

// What is wrong with the signature over content whose digest is `digest`; empty: it is right.
std::string signature_problem(const SignedData& data, Content content,
                              std::span<const std::byte> digest);

// Does the signed attribute for it (RFC 5035) name the signer's certificate? `first_version`: the
// older one of RFC 2634 will do. Empty: it does.
std::string signing_certificate_problem(const SignedData& data, bool first_version);

}  // namespace sohoa::pdf
