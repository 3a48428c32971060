#include "pdf/sign/signature_revision.h"

#include <fmt/format.h>

#include "core/error.h"
#include "pdf/sign/new_field.h"
#include "pdf/times.h"

namespace sohoa::pdf {
void append_signature(const std::filesystem::path& file, const SignatureRequest& request,
                      const std::string& signer, const MakeContents& contents) {
  try {
    Revision revision(file);
    const int signature = revision.reserve();
    add_signature_field(revision, request.role, signature);
    revision.signature(
        signature,
        fmt::format("/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
                    "/M ({}) /Name {} /Reason {}",
                    pdf_date(request.time), text_string(signer), text_string(request.reason)));
    revision.commit(contents);
  } catch (const Error&) {
    throw;
  } catch (const std::runtime_error& e) {
    // qpdf meets damage when an object is first looked at, not when the file is opened.
    throw Error(Cause::image_damaged, file.string() + ": " + e.what());
  }
}

}  // namespace sohoa::pdf
