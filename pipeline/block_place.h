// Where on page 1 the visible block of a signature stands: on bare paper only (R12, R13, R14).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "core/ink_map.h"
#include "core/page.h"
#include "pdf/sign/sign.h"

namespace sohoa {

enum class Corner : std::uint8_t { top_left, top_right };

struct PlacedBlock {
  std::optional<pdf::VisibleBlock> block;  // none: there is no room
  BlockRecord record;
};

// What is not written on of a page, as it is shown: turned by /Rotate, not deskewed. Kept as cells
// of half a millimetre, an A4 page as 64 kB.
class BarePaper {
 public:
  explicit BarePaper(const Page& page);

  // Finds room for these texts and takes it. In this order: in the corner, a line each; in the
  // corner, in other lines; nearest to the corner in its quarter of the page; nearest anywhere.
  // Nothing that is on the page is covered. A speck of dirt away from all else is, if there is no
  // room without.
  // Throws Error(data_missing) if a text cannot be shown (pdf/sign/block.h).
  PlacedBlock place(Corner corner, const std::vector<std::string>& texts);

 private:
  struct Area;
  void add_ink(const Page& page);
  void add_surroundings(const Page& page);
  void take(const Box& cells);
  void take_shown(const Box& pixels, int clearance);
  PlacedBlock placed(const Area& found) const;

  Placement turned_;  // from the image to what is shown: no more than the turn
  int width_ = 0, height_ = 0;
  double dpi_x_ = 0, dpi_y_ = 0;
  int shown_width_ = 0, shown_height_ = 0;  // pixels
  double cells_x_ = 0, cells_y_ = 0;        // cells a pixel
  InkMap taken_, specks_;
};

// The ways to set these texts, best first: a line each, the longest in up to five; then all in one,
// in up to five. Lines of one text are as even as its words allow.
std::vector<std::vector<std::string>> layouts_of(const std::vector<std::string>& texts);

}  // namespace sohoa
