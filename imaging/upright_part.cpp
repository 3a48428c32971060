#include "imaging/upright_part.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "imaging/cv.h"
#include "imaging/decode.h"
#include "imaging/warp.h"

namespace sohoa::imaging {

PageImage upright_part(const SpooledImage& image, const Placement& placement, const Box& upright,
                       int most_width) try {
  keep_single_threaded();
  const bool lying = placement.turn % 180 != 0;
  const int width = lying ? image.height : image.width;
  const int height = lying ? image.width : image.height;
  const int left = std::clamp(upright.x, 0, width), top = std::clamp(upright.y, 0, height);
  const Box part{left, top, std::clamp(upright.right(), left, width) - left,
                 std::clamp(upright.bottom(), top, height) - top};
  if (part.empty()) return {};
  const double scale = std::min(1.0, static_cast<double>(most_width) / part.w);
  const double dpi = (lying ? image.dpi_y : image.dpi_x) * scale;
  const PageImage grey = decode_grey(image, std::min(image.dpi_x, image.dpi_y) * scale);
  const cv::Size size(std::max(1, static_cast<int>(std::lround(part.w * scale))),
                      std::max(1, static_cast<int>(std::lround(part.h * scale))));
  std::array<cv::Point2f, 4> there, here;
  for (std::size_t i = 0; i < 4; ++i) {
    const bool right = i % 2 != 0, low = i >= 2;
    const Point corner{static_cast<double>(right ? part.right() : part.x),
                       static_cast<double>(low ? part.bottom() : part.y)};
    const Point p = to_original(placement, image.width, image.height, corner);
    here[i] = cv::Point2d((right ? size.width : 0) - 0.5, (low ? size.height : 0) - 0.5);
    there[i] = cv::Point2d(p.x * grey.width() / image.width - 0.5,
                           p.y * grey.height() / image.height - 0.5);
  }
  const cv::Mat found = cv::getPerspectiveTransform(here, there);
  PixelMap map;
  std::copy_n(found.ptr<double>(), map.size(), map.begin());
  if (!placement.perspective) map[6] = map[7] = 0, map[8] = 1;  // but for rounding
  return to_page_image(warped(view(grey), map, size.width, size.height, 255), dpi);
} catch (const cv::Exception& e) {
  throw Error(Cause::straighten_failed, fmt::format("{}: {}", image.file.string(), e.what()));
}

}  // namespace sohoa::imaging
