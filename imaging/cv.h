// PageImage as OpenCV sees it. OpenCV stays inside this module's .cpp files.
#pragma once
#include "core/page.h"

namespace cv {
class Mat;
}

namespace sohoa::imaging {

// A view of a gray8 image; valid as long as `image`, and not to be written to.
cv::Mat view(const PageImage& image);

// The same of gray8 (one channel) or rgb24 (three, red first).
cv::Mat view_colour(const PageImage& image);

// A copy of an 8-bit matrix of one or three channels.
PageImage to_page_image(const cv::Mat& image, double dpi);

// OpenCV's own threads off, once for the process: pages are the unit of parallel work here.
void keep_single_threaded();

}  // namespace sohoa::imaging
