// Grey levels of a reading copy: faint print made dark, noise and stairs made smooth.
#pragma once

namespace cv {
class Mat;
}

namespace sohoa::imaging {

// True for black and white with hardly any grey between.
bool is_two_toned(const cv::Mat& grey);

// How dark the page's print is: the grey that a tenth of its ink is darker than. `even`: flattened;
// `ink`: 255 on its ink. 0 without ink.
int print_grey(const cv::Mat& even, const cv::Mat& ink);

// `even`: flattened; changed in place, or left byte for byte if its print is dark, its paper clean
// and it is not `two_toned`. Carbon copies and faded print gain contrast. Noise (by Immerkaer's
// measure, 1996, on paper) and the stairs of two tones are blurred by less than a pixel.
void toned(cv::Mat& even, int print, bool two_toned);

}  // namespace sohoa::imaging
