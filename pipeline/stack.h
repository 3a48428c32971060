// A stack of pages becomes documents, and each page is accounted for: where one begins, what only
// parts them, what is blank, doubled, missing, or the same page with a note on it.
//
// Circular 01/2023/TT-VPCP, article 8: a file for each paper, as many images as pages, in order; a
// page with a note attached is copied twice, with the note and without.
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/dossier.h"
#include "pipeline/numbering.h"
#include "pipeline/page_facts.h"

namespace sohoa {

// What becomes of a page.
struct PagePlace {
  enum class Use : std::uint8_t {
    bind,
    separator,       // not part of any document
    separator_back,  // the empty back of one
  } use = Use::bind;
  std::optional<Opening> opens;  // a document begins here
  bool blank = false;
  std::optional<std::uint32_t> repeats;  // Page::number of the page that it is a copy of
  struct Variant {
    std::uint32_t other = 0;    // Page::number of the same page, which came before
    bool note_on_this = false;  // else on the other
  };
  std::optional<Variant> variant;
  std::vector<Fault> faults;
  std::optional<Fault> before;  // of the document that ended with the page before
};

// Takes the pages of one dossier in order; used by one thread. Remembers a few pages, of all others
// eight bytes each.
class Stack {
 public:
  // `automatic`: separators and pages that surely begin a document part the stack; otherwise only
  // its source does.
  explicit Stack(bool automatic) : automatic_(automatic) {}
  // `source`: a document begins here because its source says so (Opening::reason); empty: it does
  // not.
  PagePlace place(PageFacts page, const std::string& source);
  // After the last page: what is wrong with the stack's end.
  std::optional<Fault> finish() { return numbering_.end(); }
  // Sheets of paper so far: both sides are one, a separator none, a page with and without its note
  // one.
  std::uint32_t sheets() const noexcept { return sheets_; }

 private:
  std::optional<Opening> opening(const PageFacts& page, const std::string& source,
                                 const PagePlace& place);
  void compare(const PageFacts& page, PagePlace& place);

  const bool automatic_;
  Numbering numbering_;
  std::deque<PageFacts> recent_;                               // with something on them
  std::unordered_map<std::uint64_t, std::uint32_t> by_image_;  // Page::number
  std::string separator_;  // text of the separator just before; empty: none
  bool any_ = false;       // a page was bound
  std::uint32_t sheets_ = 0;
};

}  // namespace sohoa
