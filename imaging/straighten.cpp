#include "imaging/straighten.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "imaging/cv.h"
#include "imaging/decode.h"
#include "imaging/ink.h"
#include "imaging/letters.h"
#include "imaging/skew.h"
#include "imaging/turn.h"

namespace sohoa::imaging {
namespace {

// Both confidences put the least that may be acted on at 0.5 (turn.cpp, skew.cpp).
constexpr double confidence_needed = 0.5;
// Below it the ends of a full line are off by less than 3 pixels at reading_dpi: resampling would
// cost more than it gives.
constexpr double skew_worth_mending = 0.1;  // degrees

struct Frame {
  int width, height;  // pixels of the original, after turning
  double dpi_x, dpi_y;
};

Frame upright_frame(const SpooledImage& image, int turn) {
  if (turn % 180 == 0) return {image.width, image.height, image.dpi_x, image.dpi_y};
  return {image.height, image.width, image.dpi_y, image.dpi_x};
}

cv::Size reading_size(const Frame& frame) {
  const auto pixels = [](int side, double dpi) {
    return std::max(1, static_cast<int>(std::lround(side * reading_dpi / dpi)));
  };
  return {pixels(frame.width, frame.dpi_x), pixels(frame.height, frame.dpi_y)};
}

// The whole page at reading_dpi, as it lay on the glass.
cv::Mat at_reading_dpi(const SpooledImage& image, std::vector<Mark>& marks) {
  auto [grey, found] = without_ink(image, decode_grey(image, reading_dpi));
  marks = std::move(found);
  const cv::Mat pixels = view(grey);
  const cv::Size size = reading_size(upright_frame(image, 0));
  const bool smaller = size.width <= pixels.cols && size.height <= pixels.rows;
  cv::Mat scaled;
  cv::resize(pixels, scaled, size, 0, 0, smaller ? cv::INTER_AREA : cv::INTER_CUBIC);
  return scaled;
}

cv::Mat turned(const cv::Mat& page, int degrees) {
  cv::Mat result;
  switch (degrees) {
    case 90:
      cv::rotate(page, result, cv::ROTATE_90_CLOCKWISE);
      return result;
    case 180:
      cv::rotate(page, result, cv::ROTATE_180);
      return result;
    case 270:
      cv::rotate(page, result, cv::ROTATE_90_COUNTERCLOCKWISE);
      return result;
    default:
      return page;
  }
}

// The grey of most of the paper: the middle of the brighter half.
double paper_grey(const cv::Mat& page) {
  std::array<long, 256> count{};
  for (int y = 0; y < page.rows; y += 4) {
    const auto* row = page.ptr<std::uint8_t>(y);
    for (int x = 0; x < page.cols; x += 4) ++count[row[x]];
  }
  long total = 0, seen = 0;
  for (const long n : count) total += n;
  for (std::size_t grey = 255; grey > 0; --grey)
    if ((seen += count[grey]) * 4 >= total) return static_cast<double>(grey);
  return 0;
}

// Takes the skew out of a turned page with the very map that boxes are brought back by
// (core/page.h), so that the two cannot differ.
cv::Mat mended(const cv::Mat& page, const Frame& frame, double skew_degrees) {
  const Placement placement{.skew_degrees = skew_degrees};
  const double scale_x = double(frame.width) / page.cols,
               scale_y = double(frame.height) / page.rows;
  const auto source = [&](double x, double y) {  // centre of a reading pixel -> page pixel
    const Point p = to_original(placement, frame.width, frame.height,
                                Point{(x + 0.5) * scale_x, (y + 0.5) * scale_y});
    return Point{p.x / scale_x - 0.5, p.y / scale_y - 0.5};
  };
  const Point origin = source(0, 0), right = source(1, 0), down = source(0, 1);
  const cv::Matx23d map(right.x - origin.x, down.x - origin.x, origin.x,  //
                        right.y - origin.y, down.y - origin.y, origin.y);
  cv::Mat result;
  cv::warpAffine(page, result, map, page.size(), cv::INTER_CUBIC | cv::WARP_INVERSE_MAP,
                 cv::BORDER_CONSTANT, cv::Scalar(paper_grey(page)));
  return result;
}

// Slopes are measured on square pixels; the placement's are those of the original's pixels.
double in_frame(double degrees, const Frame& frame) {
  constexpr double radians = std::numbers::pi / 180;
  return std::atan(std::tan(degrees * radians) * frame.dpi_y / frame.dpi_x) / radians;
}

}  // namespace

Straightened straighten(const SpooledImage& image, std::optional<int> given_turn) try {
  keep_single_threaded();
  if (image.dpi_x <= 0 || image.dpi_y <= 0)
    throw Error(Cause::bug, image.file.string() + ": a spooled image without a resolution");
  Straightened result;
  Placement& placement = result.placement;
  cv::Mat page = at_reading_dpi(image, result.marks);

  cv::Mat ink;
  const Letters letters = find_letters(flattened(page), ink);
  const Turn turn = given_turn ? Turn{*given_turn, 1} : find_turn(letters, ink);
  placement.turn_confidence = turn.confidence;
  if (turn.confidence >= confidence_needed) placement.turn = turn.degrees;
  page = turned(page, placement.turn);

  const Frame frame = upright_frame(image, placement.turn);
  const Skew skew = find_skew(turned(letters, placement.turn));
  placement.skew_confidence = skew.confidence;
  if (skew.confidence >= confidence_needed && std::abs(skew.degrees) >= skew_worth_mending) {
    placement.skew_degrees = in_frame(skew.degrees, frame);
    page = mended(page, frame, placement.skew_degrees);
  }
  // Tesseract loses lines of text in shadows and on yellowed paper; clean pages do not change.
  result.reading = to_page_image(flattened(page), reading_dpi);
  for (Mark& mark : result.marks)
    mark.upright = to_upright(placement, image.width, image.height, mark.box);
  return result;
} catch (const cv::Exception& e) {
  throw Error(Cause::straighten_failed, fmt::format("{}: {}", image.file.string(), e.what()));
}

}  // namespace sohoa::imaging
