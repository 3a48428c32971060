#include "ocr/raw_images.h"

#include <cstddef>

#include <dlfcn.h>
#include <leptonica/allheaders.h>

namespace sohoa::ocr {
namespace {

thread_local int depth = 0;
thread_local std::uint64_t raw_images = 0;

}  // namespace

RawImages::RawImages() noexcept { ++depth; }
RawImages::~RawImages() { --depth; }
std::uint64_t RawImages::count() noexcept { return raw_images; }

namespace {

using PixWriteMem = l_ok (*)(l_uint8**, std::size_t*, PIX*, l_int32);

l_ok write_raw(l_uint8** data, std::size_t* size, PIX* pix) {
  l_uint32* words = nullptr;
  if (pixSerializeToMemory(pix, &words, size) != 0) return 1;
  *data = reinterpret_cast<l_uint8*>(words);
  ++raw_images;
  return 0;
}

}  // namespace
}  // namespace sohoa::ocr

// Leptonica's own name and signature: libtesseract's calls come here.
extern "C" __attribute__((visibility("default"))) l_ok pixWriteMem(l_uint8** data,
                                                                   std::size_t* size, PIX* pix,
                                                                   l_int32 format) {
  using namespace sohoa::ocr;
  if (depth > 0 && format == IFF_PNG && data != nullptr && size != nullptr)
    return write_raw(data, size, pix);
  static const auto original = reinterpret_cast<PixWriteMem>(dlsym(RTLD_NEXT, "pixWriteMem"));
  return original != nullptr ? original(data, size, pix, format) : 1;
}
