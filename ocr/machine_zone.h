// The machine-readable zone of an identity card (core/mrz.h): where on a page one may be, and what
// it says.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/mrz.h"
#include "core/page.h"
#include "ocr/line_recognizer.h"
#include "ocr/network/network.h"

namespace sohoa::ocr {

// Parts of the page, in the upright frame, that hold a whole zone with room around it: where a line
// was read that looks like one of its lines. None on nearly every page.
std::vector<Box> find_machine_zones(const PageText& text);

// Used by one thread, kept for its memory.
class MachineZoneReader {
 public:
  explicit MachineZoneReader(std::shared_ptr<const Network> network);
  ~MachineZoneReader();
  // `part`: gray8, a part of a page that may hold a zone, upright to within three degrees. Only a
  // Vietnamese zone that is valid with all its check digits, mended at most as mended_mrz() does,
  // and whose names were read surely. Throws what Deadline::check() does.
  std::optional<MrzLines> read(const PageImage& part, const Deadline& deadline);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sohoa::ocr
