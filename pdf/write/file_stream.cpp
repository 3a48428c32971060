#include "pdf/write/file_stream.h"

#include <algorithm>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fmt/format.h>

#include "core/error.h"
#include "core/file.h"
#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

class FileBytes : public QPDFObjectHandle::StreamDataProvider {
 public:
  FileBytes(FilePart part, Failure failure)
      : part_(std::move(part)), failure_(std::move(failure)) {}

  void provideStreamData(const QPDFObjGen&, Pipeline* pipeline) override {
    try {
      // The file being written has failed: the rest need not be read.
      if (*failure_) std::rethrow_exception(*failure_);
      send(*pipeline);
    } catch (...) {
      if (!*failure_) *failure_ = std::current_exception();
      throw;
    }
    pipeline->finish();
  }

 private:
  void send(Pipeline& pipeline) const {
    constexpr std::uint64_t chunk = 1U << 18U;
    const Fd file = open_for_reading(part_.file);
    const std::uint64_t last = part_.offset + part_.bytes;
    for (std::uint64_t at = part_.offset; at < last; at += chunk) {
      const std::uint64_t end = std::min(at + chunk, last);
      const std::string bytes = bytes_between(file, at, end);
      if (bytes.size() != end - at)
        throw Error(Cause::image_damaged,
                    fmt::format("{}: ends before byte {}", part_.file.string(), last));
      pipeline.write(bytes.data(), bytes.size());
    }
  }

  FilePart part_;
  Failure failure_;
};

}  // namespace

void stream_from_file(QPDFObjectHandle stream, const FilePart& part, QPDFObjectHandle filter,
                      QPDFObjectHandle parameters, const Failure& failure) {
  stream.replaceStreamData(std::make_shared<FileBytes>(part, failure), filter, parameters);
}

}  // namespace sohoa::pdf
