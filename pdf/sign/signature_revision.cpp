#include "pdf/sign/signature_revision.h"

#include <fmt/format.h>

#include "pdf/sign/block.h"
#include "pdf/sign/new_field.h"
#include "pdf/times.h"

namespace sohoa::pdf {
namespace {

// Where and how a widget is seen.
std::string look(Revision& revision, const std::optional<VisibleBlock>& block) {
  if (!block) return "/Rect [0 0 0 0]";
  return fmt::format("/Rect [{:.3f} {:.3f} {:.3f} {:.3f}] /AP << /N {} 0 R >>", block->left,
                     block->bottom, block->left + block->width, block->bottom + block->height,
                     add_block(revision, *block));
}

}  // namespace

void append_signature(const std::filesystem::path& file, const SignatureRequest& request,
                      const std::string& signer, const MakeContents& contents) {
  const auto add = [&](Revision& revision) {
    const int signature = revision.reserve();
    add_signature_field(revision, request.role, signature, look(revision, request.block));
    revision.signature(
        signature,
        fmt::format("/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
                    "/M ({}) /Name {} /Reason {}",
                    pdf_date(request.time), text_string(signer), text_string(request.reason)));
  };
  append_revision(file, add, contents);
}

}  // namespace sohoa::pdf
