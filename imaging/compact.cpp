#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "imaging/cv.h"
#include "imaging/fidelity.h"
#include "imaging/g4.h"
#include "imaging/jpeg.h"
#include "imaging/layers.h"
#include "imaging/lossy.h"
#include "imaging/row_deflater.h"

namespace sohoa::imaging {
namespace {

// The streams of a page's layers as they will be written.
struct Coded {
  std::vector<std::byte> paper, ink;
  std::vector<std::vector<std::byte>> patches;
};

Coded code(const cv::Mat& page, double dpi, const Layers& layers) {
  constexpr int paper_quality = 60, patch_quality = 82;
  Coded coded;
  coded.paper = to_jpeg(layers.paper, paper_quality, Chroma::halved);
  if (!layers.ink.empty()) coded.ink = to_g4(layers.ink, layers.width, layers.height);
  for (const Box& box : layers.patches)
    coded.patches.push_back(to_jpeg(to_page_image(page(cv::Rect(box.x, box.y, box.w, box.h)), dpi),
                                    patch_quality, Chroma::full));
  return coded;
}

// What a viewer will show, from the streams.
PageImage shown(const Coded& coded, const Layers& layers, cv::Size page, double dpi) {
  const PageImage paper = from_jpeg(coded.paper, dpi);
  cv::Mat all;
  cv::resize(view_colour(paper), all, {layers.width, layers.height}, 0, 0, cv::INTER_LINEAR);
  if (!coded.ink.empty()) {
    const auto rows = from_g4(coded.ink, all.cols, all.rows);
    const std::size_t stride = row_bytes(all.cols, PixelFormat::bilevel);
    const int channels = all.channels();
    for (int y = 0; y < all.rows; ++y) {
      const std::byte* bits = rows.data() + static_cast<std::size_t>(y) * stride;
      auto* to = all.ptr<std::uint8_t>(y);
      for (int x = 0; x < all.cols; ++x)
        if ((bits[x / 8] & (std::byte{0x80} >> (x % 8))) != std::byte{0})
          std::copy_n(layers.colour.begin(), channels, to + x * channels);
    }
  }
  for (std::size_t i = 0; i < layers.patches.size(); ++i) {
    const Box& box = layers.patches[i];
    const PageImage patch = from_jpeg(coded.patches[i], dpi);
    view_colour(patch).copyTo(all(cv::Rect(box.x, box.y, box.w, box.h)));
  }
  return to_page_image(all(cv::Rect({0, 0}, page)), dpi);
}

// Streams one after the other in one file.
class Written {
 public:
  Written(const std::filesystem::path& file, int components)
      : file_(file), fd_(create_file(file)), components_(components) {}

  EncodedImage add(std::span<const std::byte> stream, const Box& area, int width, int height) {
    write_all(fd_.get(), stream, file_);
    EncodedImage layer;
    layer.file = file_;
    layer.offset = size_;
    layer.bytes = stream.size();
    layer.width = width;
    layer.height = height;
    layer.components = components_;
    layer.area = area;
    layer.profile = ImageProfile::compact;
    size_ += stream.size();
    return layer;
  }

 private:
  std::filesystem::path file_;
  Fd fd_;
  int components_;
  std::uint64_t size_ = 0;
};

EncodedImage written(const Coded& coded, const Layers& layers, const std::filesystem::path& out) {
  Written file(out, layers.paper.format() == PixelFormat::rgb24 ? 3 : 1);
  const Box all{0, 0, layers.width, layers.height};
  EncodedImage encoded = file.add(coded.paper, all, layers.paper.width(), layers.paper.height());
  if (!coded.ink.empty()) {
    EncodedImage ink = file.add(coded.ink, all, all.w, all.h);
    ink.filter = EncodedImage::Filter::ccitt_g4;
    ink.components = ink.bits = 1;
    ink.ink = layers.colour;
    encoded.layers.push_back(std::move(ink));
  }
  for (std::size_t i = 0; i < layers.patches.size(); ++i)
    encoded.layers.push_back(
        file.add(coded.patches[i], layers.patches[i], layers.patches[i].w, layers.patches[i].h));
  return encoded;
}

}  // namespace

std::optional<EncodedImage> encode_compact(const PageImage& page,
                                           const std::filesystem::path& out) {
  constexpr double most_kept = 0.6;
  constexpr int attempts = 5;
  keep_single_threaded();
  const cv::Mat pixels = view_colour(page);
  Parting parting(page);
  for (int i = 0; i < attempts && parting.kept() <= most_kept; ++i) {
    const Layers layers = parting.layers();
    const Coded coded = code(pixels, page.dpi(), layers);
    const Fidelity found = fidelity(page, shown(coded, layers, pixels.size(), page.dpi()));
    if (found.good()) return written(coded, layers, out);
    if (found.faults.empty()) break;
    // What is cut by a patch's edge is easily a fault of the next attempt.
    const int rim = 4 * grain(page.dpi());
    for (const Box& box : found.faults)
      parting.keep(
          {std::max(0, box.x - rim), std::max(0, box.y - rim), box.w + 2 * rim, box.h + 2 * rim});
  }
  return std::nullopt;
}

}  // namespace sohoa::imaging
