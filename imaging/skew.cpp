#include "imaging/skew.h"

#include <numbers>

#include <leptonica/allheaders.h>

namespace sohoa::imaging {
namespace {

constexpr float sweep_range = 18, sweep_step = 1;  // degrees
constexpr float search_end = 0.05F;                // degrees: finer is noise at reduction 4
constexpr double radians = std::numbers::pi / 180;

// Leptonica's confidence is the ratio of the best to the worst score near the angle; it takes 3 as
// the least to act on (pixDeskew), which becomes 0.5 here.
double confidence(float ratio) { return ratio <= 0 ? 0 : double{ratio} / (double{ratio} + 3); }

}  // namespace

Skew find_rough_skew(const Bits& letters) {
  float angle = 0, ratio = 0, score = 0;
  if (pixFindSkewSweepAndSearchScorePivot(letters.get(), &angle, &ratio, &score, 8, 4, 0,
                                          sweep_range, sweep_step, search_end,
                                          L_SHEAR_ABOUT_CENTER) != 0)
    return {};
  // Leptonica says how far to turn clockwise to mend it, so the lines slope the other way.
  return {-double{angle}, confidence(ratio), double{score}};
}

Skew find_skew(const Bits& letters) {
  Skew skew = find_rough_skew(letters);
  if (skew.confidence <= 0) return skew;
  const Bits mended(pixRotate(letters.get(), static_cast<float>(-skew.degrees * radians),
                              L_ROTATE_SHEAR, L_BRING_IN_WHITE, 0, 0));
  float rest = 0, ratio = 0;
  if (mended && pixFindSkew(mended.get(), &rest, &ratio) == 0 && ratio > 0) {
    skew.degrees -= double{rest};
    skew.confidence = confidence(ratio);
  }
  return skew;
}

}  // namespace sohoa::imaging
