// Keeps Tesseract from PNG-compressing every line image it passes from its layout to its
// recogniser, a quarter of the time of recognition.
#pragma once
#include <cstdint>

namespace sohoa::ocr {

// While one lives, pixWriteMem() on this thread writes PNG requests as raw pixels instead, which
// pixReadMem() reads back to the same image. Other threads and other formats are not touched.
//
// It works by defining Leptonica's pixWriteMem in the program itself: a linker exports what a
// shared library on its command line asks for, so libtesseract's calls come here. Without that
// everything still works, slower.
class RawImages {
 public:
  RawImages() noexcept;
  RawImages(const RawImages&) = delete;
  RawImages& operator=(const RawImages&) = delete;
  ~RawImages();
  // Images written raw on this thread so far: to see that it takes effect.
  static std::uint64_t count() noexcept;
};

}  // namespace sohoa::ocr
