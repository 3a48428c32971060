#include "pdf/sign/revision.h"

#include <cerrno>
#include <charconv>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/error.h"
#include "pdf/slice.h"

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

Fd open_for_update(const std::filesystem::path& file) {
  Fd fd(::open(file.c_str(), O_RDWR | O_CLOEXEC));
  if (!fd)
    throw Error(errno == ENOENT ? Cause::file_missing : Cause::storage_unusable,
                file.string() + ": cannot be opened for signing");
  return fd;
}

}  // namespace

std::string text_string(const std::string& utf8) {
  return QPDFObjectHandle::newUnicodeString(utf8).unparse();
}

Revision::Revision(const std::filesystem::path& file)
    : fd_(open_for_update(file)),
      name_(file.string()),
      base_(size_of(fd_)),
      previous_(last_xref(fd_, base_, name_)),
      pdf_(parse_revision(fd_, base_, name_)) {
  auto trailer = pdf_->getTrailer();
  auto id = trailer.getKey("/ID");
  auto size = trailer.getKey("/Size");
  if (!id.isArray() || id.getArrayNItems() != 2 || !size.isInteger() ||
      !trailer.getKey("/Info").isIndirect())
    refuse(name_, "its trailer is not one that can be continued");
  next_ = size.getIntValueAsInt();
}

Revision::~Revision() = default;

int Revision::reserve() { return next_++; }

void Revision::object(int id, const std::string& body) {
  offsets_[id] = base_ + text_.size();
  text_ += fmt::format("{} 0 obj\n{}\nendobj\n", id, body);
}

void Revision::stream(int id, const std::string& entries, std::string_view bytes) {
  offsets_[id] = base_ + text_.size();
  text_ += fmt::format("{} 0 obj\n<< {} /Length {} >>\nstream\n", id, entries, bytes.size());
  text_ += bytes;
  text_ += "\nendstream\nendobj\n";
}

void Revision::signature(int id, const std::string& entries) {
  if (contents_at_ != 0) throw Error(Cause::bug, name_ + ": two signatures in one revision");
  offsets_[id] = base_ + text_.size();
  text_ += fmt::format("{} 0 obj\n<< ", id);
  range_at_ = text_.size();
  text_ += byte_range_blank;
  text_ += " /Contents ";
  contents_at_ = text_.size();
  text_ += '<' + std::string(2 * signature_reserve, '0') + '>';
  contents_end_ = text_.size();
  text_ += ' ' + entries + " >>\nendobj\n";
}

// /ID: the first half names the document for ever, the second this revision of it.
std::string Revision::revision_id() const {
  auto id = pdf_->getTrailer().getKey("/ID");
  Digest digest("SHA2-256");
  digest.add(fmt::format("{}\n{}\n", id.unparse(), base_));
  digest.add(text_);
  const Bytes value = digest.end();
  const std::string bytes(reinterpret_cast<const char*>(value.data()), 16);
  return fmt::format("/ID [{} {}]", id.getArrayItem(0).unparse(),
                     QPDFObjectHandle::newString(bytes).unparse());
}

void Revision::close() {
  auto trailer = pdf_->getTrailer();
  const std::string id = revision_id();
  const std::uint64_t xref = base_ + text_.size();
  text_ += "xref\n";
  for (const auto& [object, offset] : offsets_)
    text_ += fmt::format("{} 1\n{:010} 00000 n \n", object, offset);
  text_ += fmt::format(
      "trailer\n<< /Size {} /Prev {} /Root {} /Info {} {} >>\nstartxref\n{}\n%%EOF\n", next_,
      previous_, trailer.getKey("/Root").unparse(), trailer.getKey("/Info").unparse(), id, xref);
  if (contents_at_ == 0) return;
  const std::string range = fmt::format("/ByteRange [0 {} {} {}", base_ + contents_at_,
                                        base_ + contents_end_, text_.size() - contents_end_);
  if (range.size() >= byte_range_blank.size())
    throw Error(Cause::page_too_large, "a PDF of more than 9 GiB cannot be signed");
  std::string filled(byte_range_blank.size() - 1, ' ');
  filled.replace(0, range.size(), range);
  text_.replace(range_at_, byte_range_blank.size(), filled + ']');
}

Bytes Revision::digest() const {
  Digest digest("SHA2-256");
  digest.add(fd_, 0, base_);
  digest.add(std::string_view(text_).substr(0, contents_at_));
  digest.add(std::string_view(text_).substr(contents_end_));
  return digest.end();
}

void Revision::fill_in(std::span<const std::byte> value) {
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

void Revision::append() const {
  try {
    if (::lseek(fd_.get(), static_cast<off_t>(base_), SEEK_SET) < 0)
      throw Error(Cause::storage_unusable, name_ + ": seek failed");
    write_all(fd_.get(), std::as_bytes(std::span(text_)), name_);
    if (::fsync(fd_.get()) != 0)
      throw Error(errno == ENOSPC || errno == EDQUOT ? Cause::disk_full : Cause::storage_unusable,
                  name_ + ": fsync failed");
  } catch (...) {
    if (::ftruncate(fd_.get(), static_cast<off_t>(base_)) == 0) ::fsync(fd_.get());
    throw;
  }
}

void Revision::commit(const MakeContents& contents) {
  close();
  if (contents_at_ != 0) fill_in(contents(digest()));
  append();
}

}  // namespace sohoa::pdf
