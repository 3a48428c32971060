#include "pdf/sign/revision.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFXRefEntry.hh>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/error.h"
#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

// Ten digits: what a classic cross-reference table can address, and what a ByteRange has room for.
constexpr std::uint64_t largest_offset = 9'999'999'999;
constexpr std::string_view byte_range_blank = "/ByteRange [0 0000000000 0000000000 0000000000]";

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw Error(Cause::image_damaged, name + ": " + why);
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

void drop_space(std::string& text) {
  while (!text.empty() && is_space(text.back())) text.pop_back();
}

// Takes `end` off the end of a text; false: that does not end it.
bool drop(std::string& text, std::string_view end) {
  drop_space(text);
  if (!text.ends_with(end)) return false;
  text.resize(text.size() - end.size());
  return true;
}

// Where the last cross-reference begins, which is what the file says at its very end.
std::uint64_t last_cross_reference(const Fd& file, std::uint64_t size, const std::string& name) {
  if (bytes_between(file, 0, 5) != "%PDF-") refuse(name, "it does not begin as a PDF does");
  std::string tail = bytes_between(file, size > 1024 ? size - 1024 : 0, size);
  if (!drop(tail, "%%EOF")) refuse(name, "it does not end as a PDF does");
  drop_space(tail);
  const auto digits = tail.find_last_not_of("0123456789") + 1;
  std::uint64_t offset = 0;
  const auto [stop, error] =
      std::from_chars(tail.data() + digits, tail.data() + tail.size(), offset);
  if (error != std::errc() || stop != tail.data() + tail.size() || offset >= size)
    refuse(name, "it does not say where its cross-reference is");
  tail.resize(digits);
  if (!drop(tail, "startxref")) refuse(name, "it does not say where its cross-reference is");
  return offset;
}

// Is it a stream? (That it is one or the other qpdf has seen.)
bool is_stream(const Fd& file, std::uint64_t offset) {
  const std::string begin = bytes_between(file, offset, offset + 64);
  const auto at = begin.find_first_not_of(std::string_view("\0\t\n\f\r ", 6));
  return at == std::string::npos || begin.compare(at, 4, "xref") != 0;
}

// Big-endian, as the fields of a cross-reference stream are.
std::string number(std::uint64_t value, int width) {
  std::string out;
  for (int i = width; i-- > 0;)
    out += static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 255U);
  return out;
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
      previous_(last_cross_reference(fd_, base_, name_)),
      streams_(is_stream(fd_, previous_)),
      pdf_(parse_revision(fd_, base_, name_)) {
  auto trailer = pdf_->getTrailer();
  auto id = trailer.getKey("/ID");
  auto size = trailer.getKey("/Size");
  if (!size.isInteger() || !trailer.getKey("/Root").isIndirect() ||
      (!id.isNull() && (!id.isArray() || id.getArrayNItems() != 2)))
    refuse(name_, "its trailer is not one that can be continued");
  if (trailer.hasKey("/XRefStm"))
    refuse(name_,
           "its cross-reference is a table and a stream at once; such a file is not continued");
  const auto known = pdf_->getXRefTable();
  next_ = size.getIntValueAsInt();
  if (!known.empty()) next_ = std::max(next_, known.rbegin()->first.getObj() + 1);
  if (!is_space(bytes_between(fd_, base_ - 1, base_).front())) text_ = "\n";
}

Revision::~Revision() = default;

int Revision::reserve() { return next_++; }

void Revision::begin(int id, int generation) {
  places_[id] = {end(), generation};
  text_ += fmt::format("{} {} obj\n", id, generation);
}

void Revision::object(int id, const std::string& body) {
  begin(id);
  text_ += body + "\nendobj\n";
}

void Revision::update(QPDFObjectHandle changed) {
  begin(changed.getObjectID(), changed.getGeneration());
  text_ += changed.unparseResolved() + "\nendobj\n";
}

void Revision::stream(int id, const std::string& entries, std::string_view bytes) {
  begin(id);
  text_ += fmt::format("<< {} /Length {} >>\nstream\n", entries, bytes.size());
  text_ += bytes;
  text_ += "\nendstream\nendobj\n";
}

void Revision::stream_of_file(int id, const std::string& entries,
                              const std::filesystem::path& file) {
  const std::uint64_t size = size_of(open_for_reading(file));
  begin(id);
  text_ += fmt::format("<< {} /Length {} >>\nstream\n", entries, size);
  inserts_.push_back({text_.size(), file, size});
  inserted_ += size;
  text_ += "\nendstream\nendobj\n";
}

void Revision::signature(int id, const std::string& entries) {
  if (!inserts_.empty()) throw Error(Cause::bug, name_ + ": a signature over a file being added");
  if (contents_at_ != 0) throw Error(Cause::bug, name_ + ": two signatures in one revision");
  begin(id);
  text_ += "<< ";
  range_at_ = text_.size();
  text_ += byte_range_blank;
  text_ += " /Contents ";
  contents_at_ = text_.size();
  text_ += '<' + std::string(2 * signature_reserve, '0') + '>';
  contents_end_ = text_.size();
  text_ += ' ' + entries + " >>\nendobj\n";
}

// What every trailer says. /ID: the first half names the document for ever, the second this
// revision of it.
std::string Revision::trailer() const {
  auto old = pdf_->getTrailer();
  auto info = old.getKey("/Info");
  auto id = old.getKey("/ID");
  std::string out =
      fmt::format("/Size {} /Prev {} /Root {}", next_, previous_, old.getKey("/Root").unparse());
  if (!info.isNull()) out += " /Info " + info.unparse();
  if (id.isNull()) return out;
  Digest digest("SHA2-256");
  digest.add(fmt::format("{}\n{}\n", id.unparse(), base_));
  digest.add(text_);
  const Bytes value = digest.end();
  const std::string bytes(reinterpret_cast<const char*>(value.data()), 16);
  return out + fmt::format(" /ID [{} {}]", id.getArrayItem(0).unparse(),
                           QPDFObjectHandle::newString(bytes).unparse());
}

void Revision::add_table() {
  const std::string entries = trailer();
  text_ += "xref\n";
  for (const auto& [object, place] : places_)
    text_ += fmt::format("{} 1\n{:010} {:05} n \n", object, place.offset, place.generation);
  text_ += fmt::format("trailer\n<< {} >>\n", entries);
}

void Revision::add_table_stream() {
  const int id = reserve();
  places_[id] = {end(), 0};
  int width = 1;
  while (width < 8 && (places_[id].offset >> (8U * static_cast<unsigned>(width))) != 0) ++width;
  std::string index, rows;
  for (const auto& [object, place] : places_) {
    index += fmt::format("{}{} 1", index.empty() ? "" : " ", object);
    rows += '\1' + number(place.offset, width) +
            number(static_cast<std::uint64_t>(place.generation), 2);
  }
  stream(id, fmt::format("/Type /XRef /W [1 {} 2] /Index [{}] {}", width, index, trailer()), rows);
}

void Revision::close() {
  const std::uint64_t xref = end();
  if (xref > largest_offset)
    throw Error(Cause::page_too_large, name_ + ": a PDF of more than 9 GiB cannot be continued");
  if (streams_)
    add_table_stream();
  else
    add_table();
  text_ += fmt::format("startxref\n{}\n%%EOF\n", xref);
  if (contents_at_ == 0) return;
  const std::string range = fmt::format("/ByteRange [0 {} {} {}", base_ + contents_at_,
                                        base_ + contents_end_, text_.size() - contents_end_);
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
  text_.replace(contents_at_ + 1, 2 * value.size(), hex(value));
}

// Where the file's offset is.
void Revision::write() const {
  constexpr std::uint64_t piece = 1U << 18U;
  const auto put = [this](std::string_view bytes) {
    write_all(fd_.get(), std::as_bytes(std::span(bytes)), name_);
  };
  const std::string_view text = text_;
  std::size_t written = 0;
  for (const auto& insert : inserts_) {
    put(text.substr(written, insert.at - written));
    written = insert.at;
    const Fd file = open_for_reading(insert.file);
    if (size_of(file) != insert.bytes)
      throw Error(Cause::image_damaged, insert.file.string() + ": its size changed");
    for (std::uint64_t at = 0; at < insert.bytes; at += piece)
      put(bytes_between(file, at, std::min(at + piece, insert.bytes)));
  }
  put(text.substr(written));
}

void Revision::append() const {
  try {
    if (::lseek(fd_.get(), static_cast<off_t>(base_), SEEK_SET) < 0)
      throw Error(Cause::storage_unusable, name_ + ": seek failed");
    write();
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

void append_revision(const std::filesystem::path& file, const std::function<void(Revision&)>& add,
                     const MakeContents& contents) {
  try {
    Revision revision(file);
    add(revision);
    revision.commit(contents);
  } catch (const Error&) {
    throw;
  } catch (const std::runtime_error& e) {
    throw Error(Cause::image_damaged, file.string() + ": " + e.what());
  }
}

}  // namespace sohoa::pdf
