#include "pdf/sign/evidence_revision.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/error.h"
#include "core/file.h"
#include "pdf/sign/cms.h"
#include "pdf/sign/new_field.h"
#include "pdf/sign/revision.h"
#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void add_values(Revision& revision, Object store, const char* key,
                const std::vector<Bytes>& values) {
  if (values.empty()) return;
  Object list = Object::newArray();
  if (store.getKey(key).isArray())
    for (const auto& value : store.getKey(key).getArrayAsVector()) list.appendItem(value);
  for (const auto& value : values) {
    const int id = revision.reserve();
    revision.stream(id, "", text_of(value));
    list.appendItem(revision.pdf().getObject(id, 0));
  }
  store.replaceKey(key, list);
}

// That the file uses what ISO 32000-1 does not know (ETSI EN 319 142-1, 5.6).
void name_extension(Object root) {
  Object extensions = root.getKey("/Extensions");
  if (extensions.isIndirect() || extensions.hasKey("/ESIC")) return;
  if (!extensions.isDictionary()) extensions = Object::newDictionary();
  extensions.replaceKey("/ESIC", Object::parse("<< /Type /DeveloperExtensions /BaseVersion /1.7 "
                                               "/ExtensionLevel 1 >>"));
  root.replaceKey("/Extensions", extensions);
}

// "timestamp-1", or the next that no field of the form has.
std::string free_name(QPDF& pdf) {
  std::set<std::string> taken;
  Object form = pdf.getRoot().getKey("/AcroForm");
  if (form.isDictionary() && form.getKey("/Fields").isArray())
    for (auto& field : form.getKey("/Fields").getArrayAsVector())
      if (field.isDictionary() && field.getKey("/T").isString())
        taken.insert(field.getKey("/T").getUTF8Value());
  for (int number = 1;; ++number)
    if (std::string name = fmt::format("timestamp-{}", number); !taken.contains(name)) return name;
}

void write_at(const std::filesystem::path& file, std::uint64_t offset, std::string_view text) {
  const Fd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd || ::lseek(fd.get(), static_cast<off_t>(offset), SEEK_SET) < 0)
    throw Error(Cause::storage_unusable, file.string() + ": cannot be written to");
  write_all(fd.get(), std::as_bytes(std::span(text)), file);
  sync_file(file);
}

}  // namespace

void append_evidence(const std::filesystem::path& file, const Evidence& more) {
  append_revision(file, [&more](Revision& revision) {
    Object root = revision.pdf().getRoot();
    Object store = root.getKey("/DSS");
    const bool there = store.isDictionary();
    if (!there) store = Object::parse("<< /Type /DSS >>");
    add_values(revision, store, "/Certs", more.certificates);
    add_values(revision, store, "/OCSPs", more.ocsps);
    add_values(revision, store, "/CRLs", more.crls);
    if (store.isIndirect()) return revision.update(store);
    if (!there) {
      const int id = revision.reserve();
      revision.object(id, store.unparse());
      // A dictionary is written without entries that are null, as an object is that qpdf knows not.
      revision.pdf().replaceObject(id, 0, store);
      root.replaceKey("/DSS", revision.pdf().getObject(id, 0));
    }
    name_extension(root);
    revision.update(root);
  });
}

void append_time_stamp(const std::filesystem::path& file, const TimeStampAuthority& authority,
                       const std::stop_token& stop) {
  const auto add = [](Revision& revision) {
    const int signature = revision.reserve();
    add_signature_field(revision, free_name(revision.pdf()), signature);
    revision.signature(signature,
                       "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161");
  };
  append_revision(file, add, [&](std::span<const std::byte> digest) {
    Bytes token = request_time_stamp(authority, digest, stop);
    if (token.size() > signature_reserve)
      throw Error(Cause::time_stamp_failed,
                  fmt::format("the time-stamp has {} bytes; {} are reserved", token.size(),
                              signature_reserve));
    return token;
  });
}

bool stamp_signature(const std::filesystem::path& file, const SignatureField& field,
                     const TimeStampAuthority& authority, const std::stop_token& stop) {
  const SignedMessage message(std::as_bytes(std::span(field.contents)));
  Digest digest("SHA2-256");
  const Bytes value = message.value();
  digest.add(text_of(value));
  const Bytes stamped = message.with_time_stamp(request_time_stamp(authority, digest.end(), stop));
  const std::uint64_t room = field.covers.gap_end - field.covers.gap_begin - 2;
  std::string text = hex(stamped);
  if (text.size() > room) return false;
  text.resize(room, '0');
  write_at(file, field.covers.gap_begin + 1, text);
  return true;
}

}  // namespace sohoa::pdf
