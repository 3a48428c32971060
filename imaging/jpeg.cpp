#include "imaging/jpeg.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

#include "imaging/rows.h"

namespace sohoa::imaging {
namespace {

// libjpeg's way out of an error; nothing but bad parameters or no memory brings it here.
struct Errors {
  jpeg_error_mgr base{};
  std::jmp_buf jump{};
};

[[noreturn]] void leave(j_common_ptr jpeg) {
  std::longjmp(reinterpret_cast<Errors*>(jpeg->err)->jump, 1);
}

struct Target {
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
};

void describe(jpeg_compress_struct& jpeg, const PageImage& image, int quality, Chroma chroma) {
  const bool colour = image.format() == PixelFormat::rgb24;
  jpeg.image_width = static_cast<JDIMENSION>(image.width());
  jpeg.image_height = static_cast<JDIMENSION>(image.height());
  jpeg.input_components = colour ? 3 : 1;
  jpeg.in_color_space = colour ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  jpeg.optimize_coding = TRUE;
  if (colour && chroma == Chroma::full)
    jpeg.comp_info[0].h_samp_factor = jpeg.comp_info[0].v_samp_factor = 1;
}

// Owns nothing, for libjpeg leaves it by longjmp. False if it did.
bool compress(jpeg_compress_struct& jpeg, Errors& errors, Target& target, const PageImage& image,
              int quality, Chroma chroma) {
  if (setjmp(errors.jump) != 0) return false;
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &target.bytes, &target.size);
  describe(jpeg, image, quality, chroma);
  jpeg_start_compress(&jpeg, TRUE);
  const std::size_t stride = image.stride();
  const std::byte* pixels = image.pixels().data();
  while (jpeg.next_scanline < jpeg.image_height) {
    // libjpeg has no constant rows; it does not write to them.
    auto* row = const_cast<JSAMPLE*>(  // NOLINT
        reinterpret_cast<const JSAMPLE*>(pixels + jpeg.next_scanline * stride));
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  return true;
}

}  // namespace

std::vector<std::byte> to_jpeg(const PageImage& image, int quality, Chroma chroma) {
  if (image.format() == PixelFormat::bilevel || image.empty())
    throw Error(Cause::bug, "a picture without bytes for its pixels; no JPEG is made of it");
  Errors errors;
  jpeg_compress_struct jpeg{};
  jpeg.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = leave;
  Target target;
  const bool done = compress(jpeg, errors, target, image, quality, chroma);
  jpeg_destroy_compress(&jpeg);
  const std::unique_ptr<unsigned char, decltype([](unsigned char* p) { std::free(p); })> owner(
      target.bytes);
  if (!done) throw Error(Cause::bug, "libjpeg did not code a picture");
  const auto* first = reinterpret_cast<const std::byte*>(target.bytes);
  return {first, first + target.size};
}

PageImage from_jpeg(std::span<const std::byte> file, double dpi) {
  const auto rows =
      open_jpeg(MappedFile(sealed_memory(file, "page-layer")), {}, "a layer of a page");
  return all_of(*rows, dpi);
}

}  // namespace sohoa::imaging
