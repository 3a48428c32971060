#include "pdf/write/attachment.h"

#include <map>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "core/error.h"
#include "core/file.h"
#include "pdf/slice.h"
#include "pdf/times.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

// What ISO 32000-1, table 46 asks for: a check against accidents, not against forgers.
std::string md5(const Fd& file, std::uint64_t size) {
  Digest digest("MD5");
  digest.add(file, 0, size);
  const Bytes value = digest.end();
  return {reinterpret_cast<const char*>(value.data()), value.size()};
}

Object embedded_file(QPDF& pdf, const Attachment& attachment, const Failure& failure) {
  const Fd file = open_for_reading(attachment.file);
  const std::uint64_t size = size_of(file);
  const Object date = Object::newString(pdf_date(attachment.modified));
  Object parameters = Object::newDictionary();
  parameters.replaceKey("/Size", Object::newInteger(static_cast<long long>(size)));
  parameters.replaceKey("/CreationDate", date);
  parameters.replaceKey("/ModDate", date);
  parameters.replaceKey("/CheckSum", Object::newString(md5(file, size)));
  Object stream = pdf.newStream();
  stream.getDict().replaceKey("/Type", Object::newName("/EmbeddedFile"));
  stream.getDict().replaceKey("/Subtype", Object::newName("/application/pdf"));
  stream.getDict().replaceKey("/Params", parameters);
  // Not compressed: signed PDFs are already, and the bytes can be found in the file as they are.
  stream_from_file(stream, {attachment.file, 0, size}, Object::newNull(), Object::newNull(),
                   failure);
  return stream;
}

Object file_specification(QPDF& pdf, const Attachment& attachment, const Failure& failure) {
  const Object name = Object::newUnicodeString(attachment.name);
  Object stream = embedded_file(pdf, attachment, failure);
  Object files = Object::newDictionary();
  files.replaceKey("/F", stream);
  files.replaceKey("/UF", stream);
  Object specification = pdf.makeIndirectObject(Object::parse("<< /Type /Filespec >>"));
  specification.replaceKey("/F", name);
  specification.replaceKey("/UF", name);
  specification.replaceKey("/Desc", Object::newUnicodeString(attachment.description));
  specification.replaceKey("/AFRelationship", Object::newName("/Source"));
  specification.replaceKey("/EF", files);
  return specification;
}

}  // namespace

void add_attachments(QPDF& pdf, const std::vector<Attachment>& attachments,
                     const Failure& failure) {
  if (attachments.empty()) return;
  std::map<std::string, Object> by_name;  // a name tree is sorted by the strings' bytes
  Object associated = Object::newArray();
  for (const auto& attachment : attachments) {
    Object specification = file_specification(pdf, attachment, failure);
    associated.appendItem(specification);
    const std::string key = specification.getKey("/UF").getStringValue();
    if (!by_name.emplace(key, specification).second)
      throw Error(Cause::bug, "two attachments are called " + attachment.name);
  }
  Object names = Object::newArray();
  for (const auto& [key, specification] : by_name) {
    names.appendItem(Object::newString(key));
    names.appendItem(specification);
  }
  Object tree = Object::newDictionary();
  tree.replaceKey("/Names", names);
  Object all = Object::newDictionary();
  all.replaceKey("/EmbeddedFiles", tree);
  pdf.getRoot().replaceKey("/Names", all);
  pdf.getRoot().replaceKey("/AF", associated);
}

}  // namespace sohoa::pdf
