// A signature appended to one of our PDFs as an incremental update (ISO 32000-1, 7.5.6): not a byte
// of what was there changes.
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "pdf/cms.h"
#include "pdf/sign.h"

namespace sohoa::pdf {

// From the SHA-256 of the signed bytes to the signature value: a key file, a token, a remote
// service.
using SignHash = std::function<Bytes(std::span<const std::byte> digest)>;

constexpr std::size_t signature_reserve = 32U << 10U;  // bytes of DER that fit /Contents

// Appends the field request.role with its signature and syncs the file. Streams it: memory does not
// grow with its size. On any exception, those of `sign_hash` too, the file is cut back to its old
// length. Throws as sign() does.
void append_signature(const std::filesystem::path& file, const SignatureRequest& request,
                      const std::string& signer, const SignHash& sign_hash);

}  // namespace sohoa::pdf
