// Part of a file as the bytes of a PDF stream: read when the PDF is written, a piece at a time.
#pragma once
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>

class QPDFObjectHandle;

namespace sohoa::pdf {

// Why a PDF could not be written. It is kept here, since qpdf turns every exception of a stream's
// provider into one of its own.
using Failure = std::shared_ptr<std::exception_ptr>;

struct FilePart {
  std::filesystem::path file;
  std::uint64_t offset = 0, bytes = 0;
};

// `filter` and `parameters` say how the bytes are encoded already; null: not. A file that ends too
// soon is Error(image_damaged) in `failure`.
void stream_from_file(QPDFObjectHandle stream, const FilePart& part, QPDFObjectHandle filter,
                      QPDFObjectHandle parameters, const Failure& failure);

}  // namespace sohoa::pdf
