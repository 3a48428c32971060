// The printed page numbers of a stack, followed page by page: what is missing, and what lies in the
// wrong place.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/error.h"
#include "pipeline/page_facts.h"

namespace sohoa {

// First pages bear no number (Decree 30/2020/NĐ-CP, Annex I), appendices are numbered anew, and
// some pages are not numbered at all: a number is at fault only if no such reading makes it right.
// Each page is told once; memory does not grow.
class Numbering {
 public:
  // A page with something on it that is not another's copy. `begins`: surely a first page.
  std::optional<Fault> next(const PageFacts& page, bool begins);
  // The run of numbers ends: a separator, a first page, the stack's end. A fault if the run says
  // that more pages belong to it.
  std::optional<Fault> end();

 private:
  std::optional<Fault> jumped(const PageFacts& page, int expected) const;
  void restart(int last);

  int last_ = 0;        // the number of the last numbered page; 0: none yet
  int unnumbered_ = 0;  // pages since
  std::optional<int> of_;
  double inches_long_ = 0;  // of the page before
  std::string origin_;      // of the last page
};

}  // namespace sohoa
