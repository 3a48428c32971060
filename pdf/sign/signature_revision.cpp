#include "pdf/sign/signature_revision.h"

#include <fmt/format.h>

#include "pdf/sign/new_field.h"
#include "pdf/times.h"

namespace sohoa::pdf {
void append_signature(const std::filesystem::path& file, const SignatureRequest& request,
                      const std::string& signer, const MakeContents& contents) {
  const auto add = [&](Revision& revision) {
    const int signature = revision.reserve();
    add_signature_field(revision, request.role, signature);
    revision.signature(
        signature,
        fmt::format("/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
                    "/M ({}) /Name {} /Reason {}",
                    pdf_date(request.time), text_string(signer), text_string(request.reason)));
  };
  append_revision(file, add, contents);
}

}  // namespace sohoa::pdf
