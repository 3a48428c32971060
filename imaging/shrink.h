// Making grey pages smaller: cv::resize with cv::INTER_AREA, to the bit, in a fifth of its time.
#pragma once

namespace cv {
class Mat;
}

namespace sohoa::imaging {

// Each pixel of the result is the mean of the area it covers. 8-bit, one channel; `width` and
// `height` are at most those of `grey` and at least 1.
cv::Mat shrunk(const cv::Mat& grey, int width, int height);

// By `factor` in both directions, at most 1; sides are rounded.
cv::Mat shrunk(const cv::Mat& grey, double factor);

}  // namespace sohoa::imaging
