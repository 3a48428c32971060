// Pages from image files and PDFs: simple images are handed on as they are, the rest is decoded in
// a helper process, one a file, so that a hostile file costs itself and nothing else.
#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "core/image_header.h"
#include "scanners/file_kind.h"
#include "scanners/open.h"
#include "scanners/page_message.h"
#include "scanners/whole_file.h"

namespace sohoa::scanners {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::uint64_t largest_image_file = 512U << 20U;
constexpr std::uint64_t decoder_memory = 3ULL << 30U;  // a page at the limits, decoded, twice
constexpr std::chrono::seconds page_within{120};       // on a busy machine; usual is under 1 s

Fd open_regular(const fs::path& file) {
  // Before opening: opening a pipe would wait for its writer.
  std::error_code failed;
  const auto status = fs::status(file, failed);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw Error(Cause::file_unsupported, "not a file");
  return open_for_reading(file);
}

FileKind kind_of(const Fd& fd) {
  std::array<std::byte, kind_needs> first{};
  const ssize_t got = ::pread(fd.get(), first.data(), first.size(), 0);
  return file_kind(std::span(first).first(got > 0 ? std::size_t(got) : 0));
}

AcquiredPage read_image(const fs::path& file) {
  const auto bytes = read_bytes(file, largest_image_file);
  const ImageHeader header = read_header(bytes);
  if (!is_whole(bytes, header))
    throw Error(Cause::image_damaged, "the image ends before its last row");
  AcquiredPage page;
  page.bytes = sealed_memory(bytes, "page");
  page.encoding = header.encoding;
  page.width = header.width;
  page.height = header.height;
  page.dpi_x = header.dpi_x;
  page.dpi_y = header.dpi_y;
  return page;
}

// A TIFF or PDF open in its helper.
class DecodedFile {
 public:
  DecodedFile(std::string_view worker, const Fd& file, const std::stop_token& stop)
      : child_(worker, ChildLimits{.memory_bytes = decoder_memory}) {
    child_.channel().send(R"({"file":true})", file.get());
    rethrow_worker_error(receive(stop).text);
  }
  std::optional<AcquiredPage> page(std::uint32_t index, const std::stop_token& stop) {
    child_.channel().send(nlohmann::json{{"page", index}}.dump());
    Message message = receive(stop);
    return received_page(message);
  }

 private:
  Message receive(const std::stop_token& stop) {
    std::optional<Message> message;
    try {
      message = child_.channel().receive(steady_clock::now() + page_within, stop);
    } catch (const Error& error) {
      if (error.cause != Cause::device_stalled) throw;
      throw Error(Cause::decoder_crashed,
                  fmt::format("decoding took longer than {} s", page_within.count()));
    }
    if (!message) throw Error(Cause::decoder_crashed, fmt::format("its decoder {}", child_.end()));
    return std::move(*message);
  }
  Child child_;
};

class FileSource : public PageSource {
 public:
  FileSource(std::vector<fs::path> files, Position start) : files_(std::move(files)), at_(start) {}

  std::optional<AcquiredPage> next(const std::stop_token& stop) override {
    while (at_.input < files_.size()) {
      if (stop.stop_requested()) throw Error(Cause::stopped, "stopped between pages");
      try {
        if (auto page = page_of_current(stop)) {
          page->origin = name();
          page->input = at_.input;
          page->index = at_.index++;
          if (std::ranges::find(page->faults, Cause::pdf_signed, &Fault::cause) !=
              page->faults.end())
            page->signed_file = pdf_;
          for (Fault& fault : page->faults) fault.detail = page->origin + ": " + fault.detail;
          settle_resolution(*page);
          return page;
        }
        next_file();
      } catch (const Error& error) {
        if (error.cause == Cause::stopped) {  // the helper may be at work; a new one is asked
          decoder_.reset();
          opened_ = false;
          throw;
        }
        const std::string where = name();
        next_file();
        throw Error(error.cause, where + ": " + error.what());
      }
    }
    return std::nullopt;
  }
  Position position() const override { return at_; }

 private:
  std::optional<AcquiredPage> page_of_current(const std::stop_token& stop) {
    if (!opened_) open(stop);
    if (decoder_) return decoder_->page(at_.index, stop);
    if (at_.index > 0) return std::nullopt;
    return read_image(files_[at_.input]);
  }

  void open(const std::stop_token& stop) {
    Fd file = open_regular(files_[at_.input]);
    switch (kind_of(file)) {
      case FileKind::image:
        break;
      case FileKind::tiff:
        decoder_.emplace("tiff", file, stop);
        break;
      case FileKind::pdf:
        decoder_.emplace("pdf", file, stop);
        pdf_ = std::make_shared<const Fd>(std::move(file));
        break;
      case FileKind::unknown:
        throw Error(Cause::file_unsupported, "not a JPEG, PNG, PNM, TIFF or PDF");
    }
    many_pages_ = decoder_.has_value();
    opened_ = true;
  }

  void next_file() {
    decoder_.reset();
    pdf_.reset();
    opened_ = many_pages_ = false;
    at_ = {at_.input + 1, 0};
  }

  // For people: "don.tif#3"; the page is left out where there can be only one.
  std::string name() const {
    const std::string file = files_[at_.input].filename().string();
    return many_pages_ ? fmt::format("{}#{}", file, at_.index + 1) : file;
  }

  std::vector<fs::path> files_;
  Position at_;
  std::optional<DecodedFile> decoder_;
  std::shared_ptr<const Fd> pdf_;  // the file, if it is one
  bool opened_ = false, many_pages_ = false;
};

}  // namespace

std::unique_ptr<PageSource> open_files(std::vector<fs::path> files, Position start) {
  return std::make_unique<FileSource>(std::move(files), start);
}

}  // namespace sohoa::scanners
