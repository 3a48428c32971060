// Whether two pages are the same page: by their ink, laid over each other, and by their words.
#pragma once
#include <cstdint>

#include "core/page.h"
#include "pipeline/page_facts.h"

namespace sohoa {

struct Likeness {
  enum class Kind : std::uint8_t {
    different,
    same,     // as of one page scanned twice
    in_part,  // the same but for one place, as of a page with and without a note on it
  } kind = Kind::different;
  enum class Note : std::uint8_t {
    unknown,
    on_first,
    on_second,
  } note = Note::unknown;  // of in_part: which has it
  Box place;               // of in_part: in cells of the first page's InkMap
};

// Pages of the same form filled in otherwise are different, be it by one number, a tick or by hand.
// Both must be readable. `parts`: look for a note, too. Pages of other words cost microseconds,
// others about a millisecond.
Likeness likeness(const PageFacts& first, const PageFacts& second, bool parts);

}  // namespace sohoa
