// Resampling of grey pages: cv::warpAffine and cv::warpPerspective with cv::INTER_CUBIC |
// cv::WARP_INVERSE_MAP and a constant border, to the bit, in a third of their time.
#pragma once
#include <array>
#include <cstdint>

namespace cv {
class Mat;
}

namespace sohoa::imaging {

// Row by row, from pixels of the result to pixels of the source.
using PixelMap = std::array<double, 9>;

// 8-bit, one channel. `outside`: what is beyond the edges of `grey`. An affine map has the last row
// 0 0 1.
cv::Mat warped(const cv::Mat& grey, const PixelMap& map, int width, int height,
               std::uint8_t outside);

}  // namespace sohoa::imaging
