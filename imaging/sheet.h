// The outline of a sheet that was photographed on a darker desk.
#pragma once
#include <array>
#include <optional>

#include "core/page.h"

namespace cv {
class Mat;
}

namespace sohoa::imaging {

using Corners = std::array<Point, 4>;  // as seen: top left, top right, bottom right, bottom left

// In pixels of `page` (gray8, as it lay). Nothing unless all of a sheet is seen, brighter than what
// is around it, with four straight sides, nearly of the page's own proportions, and not already a
// rectangle: a flatbed's white bed, its black lid, a frame drawn on the sheet and a card on a
// table give none.
std::optional<Corners> photographed_sheet(const cv::Mat& page);

// The map of Placement.perspective for a width x height original turned by `turn`, from corners in
// pixels of that original.
Perspective perspective_of(const Corners& corners, int turn, int width, int height);

}  // namespace sohoa::imaging
