#include "pdf/sign/signature_revision.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fmt/format.h>

#include "core/error.h"
#include "pdf/times.h"

namespace sohoa::pdf {
namespace {

void require_new_field(QPDFObjectHandle fields, const std::string& role, const std::string& name) {
  for (auto& field : fields.getArrayAsVector())
    if (field.isDictionary() && field.getKey("/T").isString() &&
        field.getKey("/T").getUTF8Value() == role)
      throw Error(Cause::bug, name + ": it already has a signature named " + role);
}

// Adds a field of this name, whose value is object `signature`, to the form and to page 1.
void add_field(Revision& revision, const std::string& role, int signature) {
  QPDF& pdf = revision.pdf();
  const auto pages = pdf.getAllPages();
  auto form = pdf.getRoot().getKey("/AcroForm");
  const auto refuse = [&revision](const std::string& why) {
    throw Error(Cause::image_damaged, revision.name() + ": " + why);
  };
  if (pages.empty() || !form.isDictionary() || !form.isIndirect() ||
      !form.getKey("/Fields").isArray())
    refuse("it is not prepared for signatures: not one of our PDFs");
  auto page = pages.front();
  auto annotations = page.getKey("/Annots");
  if (!annotations.isArray() || !annotations.isIndirect())
    refuse("its first page is not prepared for signatures: not one of our PDFs");
  require_new_field(form.getKey("/Fields"), role, revision.name());

  const int field = revision.reserve();
  const auto reference = pdf.getObject(field, 0);
  form.getKey("/Fields").appendItem(reference);
  form.replaceKey("/SigFlags", QPDFObjectHandle::newInteger(3));
  annotations.appendItem(reference);
  revision.object(form.getObjectID(), form.unparseResolved());
  revision.object(annotations.getObjectID(), annotations.unparseResolved());
  revision.object(field, fmt::format("<< /Type /Annot /Subtype /Widget /FT /Sig /T {} /V {} 0 R "
                                     "/F 132 /Rect [0 0 0 0] /P {} >>",
                                     text_string(role), signature, page.unparse()));
}

}  // namespace

void append_signature(const std::filesystem::path& file, const SignatureRequest& request,
                      const std::string& signer, const MakeContents& contents) {
  try {
    Revision revision(file);
    const int signature = revision.reserve();
    add_field(revision, request.role, signature);
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
