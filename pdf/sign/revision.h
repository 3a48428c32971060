// A revision appended to a PDF as an incremental update (ISO 32000-1, 7.5.6): not a byte of what
// was there changes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/file.h"
#include "pdf/bytes.h"

class QPDF;
class QPDFObjectHandle;

namespace sohoa::pdf {

// From the SHA-256 of the signed bytes to what stands in /Contents: a CMS signature or a
// time-stamp.
using MakeContents = std::function<Bytes(std::span<const std::byte> digest)>;

constexpr std::size_t signature_reserve = 32U << 10U;  // bytes of DER that fit /Contents

// Composed in memory, in PDF syntax, then appended at once. Memory grows with what is added, never
// with the file nor with files that are added. Used by one thread.
class Revision {
 public:
  // Opens the file for update and parses it strictly. Throws Error(file_missing, storage_unusable,
  // pdf_encrypted), and image_damaged for a file that cannot be continued: damaged, followed by
  // other bytes, or with a cross-reference of both kinds at once (7.5.8.4).
  explicit Revision(const std::filesystem::path& file);
  Revision(const Revision&) = delete;
  Revision& operator=(const Revision&) = delete;
  ~Revision();

  QPDF& pdf() noexcept { return *pdf_; }  // as it stands in the file
  const std::string& name() const noexcept { return name_; }
  const Fd& file() const noexcept { return fd_; }
  std::uint64_t base() const noexcept { return base_; }  // bytes before this revision

  int reserve();  // the number of a new object, to be written by one of the following
  void object(int id, const std::string& body);
  // `entries`: those of its dictionary but for /Length.
  void stream(int id, const std::string& entries, std::string_view bytes);
  // The same with the bytes of a whole file, which are read when the revision is committed, a piece
  // at a time. Not in a revision with a signature.
  void stream_of_file(int id, const std::string& entries, const std::filesystem::path& file);
  // A new state of an object that is in the file and is no stream.
  void update(QPDFObjectHandle changed);
  // A signature or time-stamp dictionary over the whole file, itself included; at most one.
  // `entries`: those beside /ByteRange and /Contents.
  void signature(int id, const std::string& entries);

  // Appends it all, in the kind of cross-reference that ends the file, and syncs. `contents` is
  // asked once if there is a signature. On any exception, those of `contents` too, the file is cut
  // back to its old length. To be called once.
  void commit(const MakeContents& contents = nullptr);

 private:
  struct Place {
    std::uint64_t offset = 0;
    int generation = 0;
  };

  struct Insert {  // a file's bytes that belong into the text
    std::size_t at;
    std::filesystem::path file;
    std::uint64_t bytes;
  };

  std::uint64_t end() const noexcept { return base_ + text_.size() + inserted_; }
  void begin(int id, int generation = 0);
  std::string trailer() const;
  void add_table();
  void add_table_stream();
  void close();
  Bytes digest() const;
  void fill_in(std::span<const std::byte> value);
  void write() const;
  void append() const;

  Fd fd_;
  std::string name_;
  std::uint64_t base_;
  std::uint64_t previous_;  // where the last cross-reference begins
  bool streams_;            // it is a stream (7.5.8), not a table (7.5.4)
  std::unique_ptr<QPDF> pdf_;
  int next_ = 0;
  std::string text_;
  std::vector<Insert> inserts_;
  std::uint64_t inserted_ = 0;  // bytes of them all
  std::map<int, Place> places_;
  std::size_t range_at_ = 0, contents_at_ = 0, contents_end_ = 0;
};

// One revision from beginning to end: opened, composed by `add`, committed. What qpdf throws is
// Error(image_damaged): it meets damage when an object is first looked at, not at the opening.
void append_revision(const std::filesystem::path& file, const std::function<void(Revision&)>& add,
                     const MakeContents& contents = nullptr);

// A string object that says `utf8`.
std::string text_string(const std::string& utf8);

}  // namespace sohoa::pdf
