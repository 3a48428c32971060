// How often each grey level occurs.
#pragma once
#include <array>

namespace cv {
class Mat;
}

namespace sohoa::imaging {

using Levels = std::array<int, 256>;

// Of every other pixel of every other row of an 8-bit page, staggered.
Levels sampled_levels(const cv::Mat& grey);

// The lowest at or below which `share` of what was counted lies; `otherwise` if nothing was.
int level(const Levels& levels, double share, int otherwise = 0);

// The tone of most of a flattened page, and how far its noise strays from that: ink is less than a
// fifth of a page, and there is nothing brighter than paper.
struct PaperTone {
  double tone, deviation;
};
PaperTone paper_tone(const Levels& levels);

}  // namespace sohoa::imaging
