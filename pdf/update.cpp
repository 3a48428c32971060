#include "pdf/update.h"

#include <cerrno>
#include <charconv>
#include <map>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "pdf/slice.h"
#include "pdf/times.h"

namespace sohoa::pdf {
namespace {

// Ten digits each: files up to 9.3 GiB, which is also what a classic xref table can address.
constexpr std::string_view byte_range_blank = "/ByteRange [0 0000000000 0000000000 0000000000]";

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw Error(Cause::image_damaged, name + ": " + why);
}

// Where the last cross-reference table begins. Only the classic kind, with nothing after %%EOF, is
// taken: that is what Writer makes.
std::uint64_t last_xref(const Fd& file, std::uint64_t size, const std::string& name) {
  constexpr std::string_view mark = "startxref\n";
  constexpr std::string_view end = "\n%%EOF\n";
  const std::string tail = bytes_between(file, size > 64 ? size - 64 : 0, size);
  const auto at = tail.rfind(mark);
  if (at == std::string::npos || !tail.ends_with(end))
    refuse(name, "it does not end as our PDFs do");
  const char* first = tail.data() + at + mark.size();
  const char* last = tail.data() + tail.size() - end.size();
  std::uint64_t offset = 0;
  const auto [stop, error] = std::from_chars(first, last, offset);
  if (error != std::errc() || stop != last || offset >= size ||
      bytes_between(file, offset, offset + 5) != "xref\n")
    refuse(name, "its cross-reference table is not of our kind");
  return offset;
}

// The update as text, with the places that are filled in last.
class Update {
 public:
  explicit Update(std::uint64_t base) : base_(base) {}

  void object(int id, const std::string& body) {
    offsets_[id] = base_ + text_.size();
    text_ += fmt::format("{} 0 obj\n{}\nendobj\n", id, body);
  }

  void signature(int id, const std::string& entries) {
    offsets_[id] = base_ + text_.size();
    text_ += fmt::format("{} 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite ", id);
    text_ += "/SubFilter /ETSI.CAdES.detached ";
    range_at_ = text_.size();
    text_ += byte_range_blank;
    text_ += " /Contents ";
    contents_at_ = text_.size();
    text_ += '<' + std::string(2 * signature_reserve, '0') + '>';
    contents_end_ = text_.size();
    text_ += ' ' + entries + " >>\nendobj\n";
  }

  void close(int size, std::uint64_t previous, const std::string& trailer) {
    const std::uint64_t xref = base_ + text_.size();
    text_ += "xref\n";
    for (const auto& [id, offset] : offsets_)
      text_ += fmt::format("{} 1\n{:010} 00000 n \n", id, offset);
    text_ += fmt::format("trailer\n<< /Size {} /Prev {} {} >>\nstartxref\n{}\n%%EOF\n", size,
                         previous, trailer, xref);
    const std::string range = fmt::format("/ByteRange [0 {} {} {}", base_ + contents_at_,
                                          base_ + contents_end_, text_.size() - contents_end_);
    if (range.size() >= byte_range_blank.size())
      throw Error(Cause::page_too_large, "a PDF of more than 9 GiB cannot be signed");
    std::string filled(byte_range_blank.size() - 1, ' ');
    filled.replace(0, range.size(), range);
    text_.replace(range_at_, byte_range_blank.size(), filled + ']');
  }

  Bytes digest(const Fd& file) const {
    Digest digest("SHA2-256");
    digest.add(file, 0, base_);
    digest.add(std::string_view(text_).substr(0, contents_at_));
    digest.add(std::string_view(text_).substr(contents_end_));
    return digest.end();
  }

  void fill_in(std::span<const std::byte> value) {
    if (value.size() > signature_reserve)
      throw Error(Cause::key_unusable,
                  fmt::format("the signature value has {} bytes; {} are reserved", value.size(),
                              signature_reserve));
    auto at = contents_at_ + 1;
    for (const std::byte b : value) {
      constexpr std::string_view digits = "0123456789abcdef";
      text_[at++] = digits[std::to_integer<unsigned>(b) >> 4U];
      text_[at++] = digits[std::to_integer<unsigned>(b) & 15U];
    }
  }

  const std::string& text() const noexcept { return text_; }

 private:
  std::uint64_t base_;
  std::string text_;
  std::map<int, std::uint64_t> offsets_;
  std::size_t range_at_ = 0, contents_at_ = 0, contents_end_ = 0;
};

std::string text_string(const std::string& utf8) {
  return QPDFObjectHandle::newUnicodeString(utf8).unparse();
}

void require_new_field(QPDFObjectHandle fields, const std::string& role, const std::string& name) {
  for (auto& field : fields.getArrayAsVector())
    if (field.isDictionary() && field.getKey("/T").isString() &&
        field.getKey("/T").getUTF8Value() == role)
      throw Error(Cause::bug, name + ": it already has a signature named " + role);
}

// /ID: the first half names the document for ever, the second this revision of it.
std::string revision_id(QPDFObjectHandle id, std::uint64_t base, const SignatureRequest& request) {
  Digest digest("SHA2-256");
  digest.add(fmt::format("{}\n{}\n{}\n{}", id.unparse(), base, request.role, request.time));
  const Bytes value = digest.end();
  const std::string bytes(reinterpret_cast<const char*>(value.data()), 16);
  return fmt::format("/ID [{} {}]", id.getArrayItem(0).unparse(),
                     QPDFObjectHandle::newString(bytes).unparse());
}

Update compose(const Fd& file, std::uint64_t base, const SignatureRequest& request,
               const std::string& signer, const std::string& name) {
  const std::uint64_t previous = last_xref(file, base, name);
  const auto pdf = parse_revision(file, base, name);
  auto trailer = pdf->getTrailer();
  auto root = pdf->getRoot();
  const auto pages = pdf->getAllPages();
  auto form = root.getKey("/AcroForm");
  auto id = trailer.getKey("/ID");
  auto size = trailer.getKey("/Size");
  if (pages.empty() || !form.isDictionary() || !form.isIndirect() ||
      !form.getKey("/Fields").isArray() || !id.isArray() || id.getArrayNItems() != 2 ||
      !size.isInteger() || !trailer.getKey("/Info").isIndirect())
    refuse(name, "it is not prepared for signatures: not one of our PDFs");
  auto page = pages.front();
  auto annotations = page.getKey("/Annots");
  if (!annotations.isArray() || !annotations.isIndirect())
    refuse(name, "its first page is not prepared for signatures: not one of our PDFs");
  require_new_field(form.getKey("/Fields"), request.role, name);

  const int signature = size.getIntValueAsInt();
  const int field = signature + 1;
  const auto field_reference = pdf->getObject(field, 0);
  form.getKey("/Fields").appendItem(field_reference);
  form.replaceKey("/SigFlags", QPDFObjectHandle::newInteger(3));
  annotations.appendItem(field_reference);

  Update update(base);
  update.object(form.getObjectID(), form.unparseResolved());
  update.object(annotations.getObjectID(), annotations.unparseResolved());
  update.signature(signature, fmt::format("/M ({}) /Name {} /Reason {}", pdf_date(request.time),
                                          text_string(signer), text_string(request.reason)));
  update.object(field, fmt::format("<< /Type /Annot /Subtype /Widget /FT /Sig /T {} /V {} 0 R "
                                   "/F 132 /Rect [0 0 0 0] /P {} >>",
                                   text_string(request.role), signature, page.unparse()));
  update.close(field + 1, previous,
               fmt::format("/Root {} /Info {} {}", root.unparse(),
                           trailer.getKey("/Info").unparse(), revision_id(id, base, request)));
  return update;
}

Fd open_for_update(const std::filesystem::path& file) {
  Fd fd(::open(file.c_str(), O_RDWR | O_CLOEXEC));
  if (!fd)
    throw Error(errno == ENOENT ? Cause::file_missing : Cause::storage_unusable,
                file.string() + ": cannot be opened for signing");
  return fd;
}

void append(const Fd& file, std::uint64_t base, const std::string& text,
            const std::filesystem::path& name) {
  try {
    if (::lseek(file.get(), static_cast<off_t>(base), SEEK_SET) < 0)
      throw Error(Cause::storage_unusable, name.string() + ": seek failed");
    write_all(file.get(), std::as_bytes(std::span(text)), name);
    if (::fsync(file.get()) != 0)
      throw Error(errno == ENOSPC || errno == EDQUOT ? Cause::disk_full : Cause::storage_unusable,
                  name.string() + ": fsync failed");
  } catch (...) {
    if (::ftruncate(file.get(), static_cast<off_t>(base)) == 0) ::fsync(file.get());
    throw;
  }
}

}  // namespace

void append_signature(const std::filesystem::path& file, const SignatureRequest& request,
                      const std::string& signer, const SignHash& sign_hash) {
  const Fd fd = open_for_update(file);
  const std::uint64_t base = size_of(fd);
  try {
    Update update = compose(fd, base, request, signer, file.string());
    update.fill_in(sign_hash(update.digest(fd)));
    append(fd, base, update.text(), file);
  } catch (const Error&) {
    throw;
  } catch (const std::runtime_error& e) {
    // qpdf meets damage when an object is first looked at, not when the file is opened.
    refuse(file.string(), e.what());
  }
}

}  // namespace sohoa::pdf
