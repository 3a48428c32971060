#include "pdf/sign/new_field.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFXRefEntry.hh>

#include <fmt/format.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

// Appends `item` to the array at owner[key], and writes the new state of whichever object holds the
// array. True: it is `owner`, whose new state is still to be written.
bool append(Revision& revision, Object owner, const char* key, Object item) {
  Object list = owner.getKey(key);
  if (!list.isArray()) {
    owner.replaceKey(key, Object::newArray({item}));
    return true;
  }
  list.appendItem(item);
  if (!list.isIndirect()) return true;
  revision.update(list);
  return false;
}

void require_new_name(Object fields, const std::string& name, const std::string& file) {
  if (!fields.isArray()) return;
  for (auto& field : fields.getArrayAsVector())
    if (field.isDictionary() && field.getKey("/T").isString() &&
        field.getKey("/T").getUTF8Value() == name)
      throw Error(Cause::bug, file + ": it already has a signature named " + name);
}

void add_to_form(Revision& revision, const std::string& name, Object reference) {
  Object root = revision.pdf().getRoot();
  Object form = root.getKey("/AcroForm");
  const bool there = form.isDictionary();
  if (!there) form = Object::newDictionary();
  require_new_name(form.getKey("/Fields"), name, revision.name());
  append(revision, form, "/Fields", reference);
  form.replaceKey("/SigFlags", Object::newInteger(3));  // signatures exist; append only
  if (form.isIndirect()) {
    revision.update(form);
    return;
  }
  if (!there) root.replaceKey("/AcroForm", form);
  revision.update(root);
}

}  // namespace

void add_signature_field(Revision& revision, const std::string& name, int signature,
                         const std::string& look) {
  const int field = revision.reserve();
  const auto pages = revision.pdf().getAllPages();
  // A page that qpdf had to give a number to is none of the file's objects.
  if (pages.empty() || !revision.pdf().getXRefTable().contains(pages.front().getObjGen()))
    throw Error(Cause::image_damaged, revision.name() + ": it has no first page to sign on");
  Object page = pages.front();
  const Object reference = revision.pdf().getObject(field, 0);
  add_to_form(revision, name, reference);
  if (append(revision, page, "/Annots", reference)) revision.update(page);
  revision.object(field, fmt::format("<< /Type /Annot /Subtype /Widget /FT /Sig /T {} /V {} 0 R "
                                     "/F 132 {} /P {} >>",
                                     text_string(name), signature, look, page.unparse()));
}

}  // namespace sohoa::pdf
