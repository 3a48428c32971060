#include "imaging/clean.h"

namespace sohoa::imaging {

Cleaned clean(const PageImage& reading, const Frames& /*frames*/) { return {reading, {}, {}}; }

}  // namespace sohoa::imaging
