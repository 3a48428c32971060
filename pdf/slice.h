// Parts of a file without reading it whole: what qpdf parses, and what a digest is made of.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "core/file.h"
#include "pdf/bytes.h"

class InputSource;
class QPDF;

namespace sohoa::pdf {

// The first `length` bytes of an open file, which must outlive it: one revision of a PDF.
std::shared_ptr<InputSource> first_bytes(const Fd& file, std::uint64_t length,
                                         const std::string& name);

// Them parsed, strictly: what qpdf would have to repair is refused. Throws Error(image_damaged,
// pdf_encrypted).
std::unique_ptr<QPDF> parse_revision(const Fd& file, std::uint64_t length, const std::string& name);

std::uint64_t size_of(const Fd& file);
// The bytes from `from` to `to`; fewer if the file ends before.
std::string bytes_between(const Fd& file, std::uint64_t from, std::uint64_t to);

// A message digest over memory and parts of files.
class Digest {
 public:
  explicit Digest(const std::string& name);  // as OpenSSL calls it: "SHA2-256"
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;
  ~Digest();
  void add(std::string_view bytes);
  void add(const Fd& file, std::uint64_t from, std::uint64_t to);
  Bytes end();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace sohoa::pdf
