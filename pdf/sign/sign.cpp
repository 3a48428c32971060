#include "pdf/sign/sign.h"

#include "pdf/sign/cms.h"
#include "pdf/sign/key.h"
#include "pdf/sign/signature_revision.h"
#include "pdf/times.h"

namespace sohoa::pdf {

SignatureRecord sign(const std::filesystem::path& file, const SigningKey& key,
                     const SignatureRequest& request) {
  // A service holds its key for months: what from_pkcs12 found may no longer be so.
  const auto when = seconds(request.time);
  if (!when) throw Error(Cause::bug, "not an ISO 8601 time: " + request.time);
  if (validity(key.parts().certificate.get(), *when) != 0)
    throw Error(Cause::key_unusable,
                "the certificate of " + key.common_name() + " is not valid at " + request.time);
  append_signature(file, request, key.common_name(), [&key](std::span<const std::byte> digest) {
    return make_cms(key.parts(), digest);
  });
  return {request.role, key.common_name(), request.time, "PAdES-B-B", key.fingerprint()};
}

}  // namespace sohoa::pdf
