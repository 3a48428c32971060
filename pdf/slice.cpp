#include "pdf/slice.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <qpdf/InputSource.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>

#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

constexpr std::size_t chunk = 1U << 18U;

std::size_t read_at(const Fd& file, char* to, std::size_t size, std::uint64_t offset) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n =
        ::pread(file.get(), to + done, size - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw Error(Cause::storage_unusable, "read of a PDF failed");
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

class Slice : public InputSource {
 public:
  Slice(const Fd& file, std::uint64_t length, std::string name)
      : file_(file), length_(static_cast<qpdf_offset_t>(length)), name_(std::move(name)) {}

  const std::string& getName() const override { return name_; }
  qpdf_offset_t tell() override { return at_; }
  void rewind() override { at_ = 0; }
  void unreadCh(char) override { at_ = std::max<qpdf_offset_t>(at_ - 1, 0); }

  void seek(qpdf_offset_t offset, int whence) override {
    const qpdf_offset_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at_ : length_;
    if (offset < 0 ? base + offset < 0 : offset > length_ + chunk_ - base)
      throw std::runtime_error(name_ + ": seek outside of the file");
    at_ = base + offset;
  }

  std::size_t read(char* to, std::size_t size) override {
    last_offset = std::min(at_, length_);
    const auto left = static_cast<std::size_t>(std::max<qpdf_offset_t>(length_ - at_, 0));
    const std::size_t n = read_at(file_, to, std::min(size, left), static_cast<std::uint64_t>(at_));
    at_ += static_cast<qpdf_offset_t>(n);
    return n;
  }

  qpdf_offset_t findAndSkipNextEOL() override {
    const auto is_eol = [](char c) { return c == '\r' || c == '\n'; };
    std::array<char, 512> text{};
    qpdf_offset_t found = length_;
    for (bool seen = false;;) {
      const qpdf_offset_t start = at_;
      const std::size_t n = read(text.data(), text.size());
      if (n == 0) return found;
      for (std::size_t i = 0; i < n; ++i) {
        const bool eol = is_eol(text.at(i));
        if (eol && !seen) found = start + static_cast<qpdf_offset_t>(i);
        if (!eol && seen) {
          at_ = start + static_cast<qpdf_offset_t>(i);
          return found;
        }
        seen = seen || eol;
      }
    }
  }

 private:
  // qpdf skips by seeking ahead; a little beyond the end is its way to find the end.
  static constexpr qpdf_offset_t chunk_ = 1 << 20;
  const Fd& file_;
  qpdf_offset_t length_, at_ = 0;
  std::string name_;
};

}  // namespace

std::shared_ptr<InputSource> first_bytes(const Fd& file, std::uint64_t length,
                                         const std::string& name) {
  return std::make_shared<Slice>(file, length, name);
}

std::unique_ptr<QPDF> parse_revision(const Fd& file, std::uint64_t length,
                                     const std::string& name) {
  auto pdf = std::make_unique<QPDF>();
  pdf->setSuppressWarnings(true);
  pdf->setAttemptRecovery(false);
  try {
    pdf->processInputSource(first_bytes(file, length, name));
  } catch (const QPDFExc& e) {
    throw Error(e.getErrorCode() == qpdf_e_password ? Cause::pdf_encrypted : Cause::image_damaged,
                e.what());
  } catch (const Error&) {
    throw;
  } catch (const std::exception& e) {
    throw Error(Cause::image_damaged, name + ": " + e.what());
  }
  if (pdf->isEncrypted()) throw Error(Cause::pdf_encrypted, name + ": it is encrypted");
  return pdf;
}

std::uint64_t size_of(const Fd& file) {
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw Error(Cause::storage_unusable, "fstat failed");
  return static_cast<std::uint64_t>(info.st_size);
}

std::string bytes_between(const Fd& file, std::uint64_t from, std::uint64_t to) {
  std::string out(to > from ? to - from : 0, '\0');
  out.resize(read_at(file, out.data(), out.size(), from));
  return out;
}

struct Digest::Context {
  struct Delete {
    void operator()(EVP_MD_CTX* p) const noexcept { EVP_MD_CTX_free(p); }
    void operator()(EVP_MD* p) const noexcept { EVP_MD_free(p); }
  };
  std::unique_ptr<EVP_MD, Delete> algorithm;
  std::unique_ptr<EVP_MD_CTX, Delete> state;
};

Digest::Digest(const std::string& name) : context_(std::make_unique<Context>()) {
  context_->algorithm.reset(EVP_MD_fetch(nullptr, name.c_str(), nullptr));
  context_->state.reset(EVP_MD_CTX_new());
  if (!context_->algorithm || !context_->state ||
      EVP_DigestInit_ex2(context_->state.get(), context_->algorithm.get(), nullptr) != 1)
    throw Error(Cause::bug, "no digest " + name);
}
Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
  EVP_DigestUpdate(context_->state.get(), bytes.data(), bytes.size());
}

void Digest::add(const Fd& file, std::uint64_t from, std::uint64_t to) {
  std::vector<char> buffer(chunk);
  while (from < to) {
    const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(chunk, to - from));
    const std::size_t n = read_at(file, buffer.data(), want, from);
    if (n == 0) throw Error(Cause::image_damaged, "the file became shorter while it was read");
    add({buffer.data(), n});
    from += n;
  }
}

Bytes Digest::end() {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  EVP_DigestFinal_ex(context_->state.get(), reinterpret_cast<unsigned char*>(out.data()), &size);
  out.resize(size);
  return out;
}

}  // namespace sohoa::pdf
