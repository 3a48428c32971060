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
#include "imaging/paper.h"
#include "imaging/sheet.h"
#include "imaging/shrink.h"
#include "imaging/skew.h"
#include "imaging/tone.h"
#include "imaging/turn.h"
#include "imaging/warp.h"

namespace sohoa::imaging {
namespace {

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

// The page at reading_dpi, as it lay on the glass.
cv::Mat at_reading_dpi(const cv::Mat& decoded, const SpooledImage& image) {
  const cv::Size size = reading_size(upright_frame(image, 0));
  const bool smaller = size.width <= decoded.cols && size.height <= decoded.rows;
  if (smaller) return shrunk(decoded, size.width, size.height);
  cv::Mat scaled;
  cv::resize(decoded, scaled, size, 0, 0, cv::INTER_CUBIC);
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

// Turns, flattens, deskews and scales at once, for each resampling costs sharpness; with the very
// map that boxes are brought back by (core/page.h), so that the two cannot differ. `from`: the page
// as it lay, of any size.
cv::Mat laid_upright(const cv::Mat& from, const SpooledImage& image, const Placement& placement) {
  const Frame frame = upright_frame(image, placement.turn);
  const cv::Size size = reading_size(frame);
  std::array<cv::Point2f, 4> there, here;
  for (std::size_t i = 0; i < 4; ++i) {
    const double x = i % 2 == 0 ? 0 : frame.width, y = i < 2 ? 0 : frame.height;
    const Point p = to_original(placement, image.width, image.height, Point{x, y});
    here[i] = cv::Point2d(x * size.width / frame.width - 0.5, y * size.height / frame.height - 0.5);
    there[i] =
        cv::Point2d(p.x * from.cols / image.width - 0.5, p.y * from.rows / image.height - 0.5);
  }
  const cv::Mat found = cv::getPerspectiveTransform(here, there);
  PixelMap map;
  std::copy_n(found.ptr<double>(), map.size(), map.begin());
  if (!placement.perspective) map[6] = map[7] = 0, map[8] = 1;  // but for rounding
  return warped(from, map, size.width, size.height, static_cast<std::uint8_t>(paper_grey(from)));
}

bool needs_map(const Placement& placement) {
  return placement.perspective || placement.skew_degrees != 0;
}

// In pixels of the original.
std::optional<Corners> sheet_in(const cv::Mat& page, const SpooledImage& image) {
  auto corners = photographed_sheet(page);
  if (corners)
    for (Point& corner : *corners)
      corner = {corner.x * image.width / page.cols, corner.y * image.height / page.rows};
  return corners;
}

// Slopes are measured on square pixels; the placement's are those of the original's pixels.
double in_frame(double degrees, const Frame& frame) {
  constexpr double radians = std::numbers::pi / 180;
  return std::atan(std::tan(degrees * radians) * frame.dpi_y / frame.dpi_x) / radians;
}

InkMap changed_cells(const cv::Mat& before, const cv::Mat& after) {
  constexpr int side = static_cast<int>(reading_dpi / InkMap::cells_an_inch);
  InkMap cells((after.cols + side - 1) / side, (after.rows + side - 1) / side);
  for (int y = 0; y < after.rows; ++y) {
    const auto* was = before.ptr<std::uint8_t>(y);
    const auto* is = after.ptr<std::uint8_t>(y);
    for (int x = 0; x < after.cols; ++x)
      if (was[x] != is[x]) cells.set(x / side, y / side);
  }
  return cells;
}

}  // namespace

Straightened straighten(const SpooledImage& image, std::optional<int> given_turn) try {
  keep_single_threaded();
  if (image.dpi_x <= 0 || image.dpi_y <= 0)
    throw Error(Cause::bug, image.file.string() + ": a spooled image without a resolution");
  Straightened result;
  Placement& placement = result.placement;
  auto [grey, marks] = without_ink(image, decode_grey(image, reading_dpi));
  result.marks = std::move(marks);
  const cv::Mat decoded = view(grey);
  cv::Mat page = at_reading_dpi(decoded, image);
  const bool two_toned = page.size() == decoded.size() && is_two_toned(decoded);
  const auto sheet = sheet_in(page, image);
  // A sheet that fills a part of the photograph is magnified: from all the pixels there are.
  const cv::Mat& from = sheet ? decoded : page;
  if (!sheet) {
    const cv::Mat before = page.clone();
    paint_surroundings(page, paper_grey(page));
    result.surroundings = changed_cells(before, page);
  }
  const auto laid = [&](int turn) {
    placement.turn = turn;
    if (sheet) placement.perspective = perspective_of(*sheet, turn, image.width, image.height);
    return needs_map(placement) ? laid_upright(from, image, placement) : turned(page, turn);
  };

  cv::Mat ink;
  const cv::Mat as_it_lay = flattened(laid(0));
  const Letters letters = find_letters(as_it_lay, ink);
  const Turn turn = given_turn ? Turn{*given_turn, 1} : find_turn(letters, ink);
  placement.turn_confidence = turn.confidence;
  const int degrees = turn.confidence >= Placement::confidence_needed ? turn.degrees : 0;
  const Skew skew = find_skew(turned(letters, degrees));
  placement.skew_confidence = skew.confidence;
  if (skew.confidence >= Placement::confidence_needed &&
      std::abs(skew.degrees) >= skew_worth_mending)
    placement.skew_degrees = in_frame(skew.degrees, upright_frame(image, degrees));
  const int print = print_grey(as_it_lay, ink);
  const bool lies_right = degrees == 0 && placement.skew_degrees == 0;
  page = lies_right ? as_it_lay : flattened(laid(degrees));
  toned(page, print, two_toned);
  result.reading = to_page_image(page, reading_dpi);
  for (Mark& mark : result.marks)
    mark.upright = to_upright(placement, image.width, image.height, mark.box);
  return result;
} catch (const cv::Exception& e) {
  throw Error(Cause::straighten_failed, fmt::format("{}: {}", image.file.string(), e.what()));
}

}  // namespace sohoa::imaging
