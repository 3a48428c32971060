#include "imaging/letters.h"

#include <algorithm>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "imaging/levels.h"
#include "imaging/runs.h"
#include "imaging/shrink.h"
#include "imaging/straighten.h"

namespace sohoa::imaging {
namespace {

// At reading_dpi. Print from 6 to 40 points, capitals with marks; a dot below in 10-point print is
// 3 pixels.
constexpr int letter_least = static_cast<int>(0.04 * reading_dpi);
constexpr int letter_most = static_cast<int>(0.5 * reading_dpi);
constexpr int mark_least = 2;
// Noise makes components without end; a page of 9-point print has about 10,000.
constexpr std::size_t component_limit = 60'000;

double usual_size(std::vector<int> sizes) {
  if (sizes.empty()) return 0;
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return *middle;
}

// The least grey that noise of the paper reaches, and Otsu's threshold.
struct Thresholds {
  double noise, otsu;
};

Thresholds thresholds(const cv::Mat& even) {
  constexpr double deviations = 5;
  const PaperTone paper = paper_tone(sampled_levels(even));
  cv::Mat unused;
  return {paper.tone - deviations * (paper.deviation + 1),
          cv::threshold(even, unused, 0, 255, cv::THRESH_BINARY_INV | cv::THRESH_OTSU)};
}

// Otsu's threshold, but below the noise of the paper: a page with few words on it has too little
// ink to draw the threshold down to itself. Where noise reaches it, the page is smoothed first.
cv::Mat ink_of(const cv::Mat& even) {
  cv::Mat ink;
  Thresholds found = thresholds(even);
  if (found.noise >= found.otsu) {
    cv::threshold(even, ink, found.otsu, 255, cv::THRESH_BINARY_INV);
    return ink;
  }
  constexpr double letters_stay = 1.1;  // pixels
  cv::Mat smooth;
  cv::GaussianBlur(even, smooth, {}, letters_stay);
  found = thresholds(smooth);
  cv::threshold(smooth, ink, std::min(found.noise, found.otsu), 255, cv::THRESH_BINARY_INV);
  return ink;
}

}  // namespace

cv::Mat flattened(const cv::Mat& grey) {
  // Paper is the brightest thing near every pixel; a window of about 5 mm is wider than any stroke
  // and narrower than the shadow of a fold.
  constexpr int reduction = 8;
  cv::Mat paper =
      shrunk(grey, std::max(1, grey.cols / reduction), std::max(1, grey.rows / reduction));
  cv::dilate(paper, paper, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  cv::GaussianBlur(paper, paper, {5, 5}, 0);
  cv::resize(paper, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat even;
  cv::divide(grey, paper, even, 255);
  return even;
}

Letters find_letters(const cv::Mat& even, cv::Mat& ink) {
  Letters letters;
  letters.width = even.cols;
  letters.height = even.rows;
  ink = ink_of(even);
  const Runs runs(ink);
  const Shapes shapes(runs);
  std::vector<Box> boxes;
  boxes.reserve(shapes.all.size());
  for (const std::uint32_t shape : in_bands(runs, shapes)) boxes.push_back(shapes.all[shape].box);

  std::vector<int> sizes;
  for (const Box& box : boxes)
    if (const int side = std::max(box.w, box.h); side >= letter_least && side <= letter_most)
      sizes.push_back(side);
  letters.size = usual_size(std::move(sizes));

  for (const Box& box : boxes) {
    if (letters.boxes.size() == component_limit) break;
    if (std::max(box.w, box.h) > letter_most || std::min(box.w, box.h) < mark_least) continue;
    letters.boxes.push_back(box);
  }
  return letters;
}

std::vector<Box> letters_sized(const Letters& letters, double least, double most,
                               std::size_t count) {
  std::vector<Box> found;
  for (const Box& box : letters.boxes)
    if (const int side = std::max(box.w, box.h);
        side >= least * letters.size && side <= most * letters.size)
      found.push_back(box);
  if (found.size() <= count) return found;
  std::vector<Box> some;
  for (std::size_t i = 0; i < count; ++i) some.push_back(found[i * found.size() / count]);
  return some;
}

Letters turned(const Letters& letters, int degrees) {
  Letters result = letters;
  if (degrees % 180 != 0) std::swap(result.width, result.height);
  for (Box& box : result.boxes) {
    switch (degrees) {
      case 90:
        box = {letters.height - box.bottom(), box.x, box.h, box.w};
        break;
      case 180:
        box = {letters.width - box.right(), letters.height - box.bottom(), box.w, box.h};
        break;
      case 270:
        box = {box.y, letters.width - box.right(), box.h, box.w};
        break;
      default:
        break;
    }
  }
  return result;
}

}  // namespace sohoa::imaging
