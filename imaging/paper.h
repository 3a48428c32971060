// What scanners and folders leave on a page besides print, made paper again.
#pragma once

namespace cv {
class Mat;
}

namespace sohoa::imaging {

// `page`: gray8, at reading_dpi, as it lay on the glass; changed in place. `paper`: the grey of
// most of it. Only what is surely no print: dark areas along the page's edges (lid, bed, torn
// corners), punch holes (round, 4 to 8 mm, in a margin) and streaks from one edge to the opposite
// one (dust on the glass of a feeder). Nothing on a page without them.
void paint_surroundings(cv::Mat& page, double paper);

}  // namespace sohoa::imaging
