#include "pdf/write/attachment.h"

#include <map>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fmt/format.h>

#include "core/error.h"
#include "core/file.h"
#include "pdf/sign/revision.h"
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

// The number of the embedded file's stream. It is not compressed: signed PDFs are already, and the
// original's bytes can be found in the file as they are.
int add_stream(Revision& revision, const Attachment& attachment) {
  const Fd file = open_for_reading(attachment.file);
  const std::uint64_t size = size_of(file);
  const int id = revision.reserve();
  revision.stream_of_file(
      id,
      fmt::format("/Type /EmbeddedFile /Subtype /application#2fpdf /Params << /Size {0} "
                  "/CreationDate ({1}) /ModDate ({1}) /CheckSum {2} >>",
                  size, pdf_date(attachment.modified),
                  Object::newString(md5(file, size)).unparse()),
      attachment.file);
  return id;
}

int add_specification(Revision& revision, const Attachment& attachment) {
  const int stream = add_stream(revision, attachment);
  const int id = revision.reserve();
  revision.object(
      id, fmt::format("<< /Type /Filespec /F {0} /UF {0} /Desc {1} "
                      "/AFRelationship /Source /EF << /F {2} 0 R /UF {2} 0 R >> >>",
                      text_string(attachment.name), text_string(attachment.description), stream));
  return id;
}

// `files`: by their names as PDF strings, by whose bytes a name tree is sorted.
void list(Revision& revision, const std::map<std::string, int>& files) {
  std::string names;
  std::string associated;
  for (const auto& [name, id] : files) {
    names += fmt::format("{} {} 0 R ", Object::newString(name).unparse(), id);
    associated += fmt::format("{} 0 R ", id);
  }
  Object root = revision.pdf().getRoot();
  root.replaceKey("/Names", Object::parse(&revision.pdf(),
                                          "<< /EmbeddedFiles << /Names [ " + names + "] >> >>"));
  root.replaceKey("/AF", Object::parse(&revision.pdf(), "[ " + associated + "]"));
  revision.update(root);
}

}  // namespace

void attach(const std::filesystem::path& pdf, const std::vector<Attachment>& attachments) {
  if (attachments.empty()) return;
  Revision revision(pdf);
  std::map<std::string, int> files;
  for (const auto& attachment : attachments) {
    const std::string name = Object::newUnicodeString(attachment.name).getStringValue();
    if (!files.emplace(name, add_specification(revision, attachment)).second)
      throw Error(Cause::bug, "two attachments are called " + attachment.name);
  }
  list(revision, files);
  revision.commit();
}

}  // namespace sohoa::pdf
