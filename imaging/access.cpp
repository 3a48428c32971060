#include "imaging/fidelity.h"
#include "imaging/jp2.h"
#include "imaging/lossy.h"
#include "imaging/row_deflater.h"

namespace sohoa::imaging {

std::optional<EncodedImage> encode_access(const PageImage& page, const std::filesystem::path& out) {
  constexpr double bits_at_300_dpi = 0.3;
  const double bits = bits_at_300_dpi * 300 / page.dpi();
  for (const double more : {1.0, 2.0, 4.0}) {
    const auto file = to_jp2(page, bits * more);
    if (!fidelity(page, from_jp2(file, page.dpi())).good()) continue;
    write_all(create_file(out).get(), file, out);
    EncodedImage encoded;
    encoded.file = out;
    encoded.bytes = file.size();
    encoded.filter = EncodedImage::Filter::jpx;
    encoded.width = page.width();
    encoded.height = page.height();
    encoded.components = page.format() == PixelFormat::rgb24 ? 3 : 1;
    encoded.profile = ImageProfile::access;
    return encoded;
  }
  return std::nullopt;
}

}  // namespace sohoa::imaging
