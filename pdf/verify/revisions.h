// What an incremental update changed. After a signature little is allowed: more signatures,
// document time-stamps, and evidence (ETSI EN 319 142-1, 5.4 and 5.5; ISO 32000-2, 12.8.2.2).
#pragma once
#include <cstddef>
#include <string>
#include <vector>

class QPDF;

namespace sohoa::pdf {

// Differences between two revisions of one file, the older being a prefix of the newer.
struct Changes {
  // What is none of the following, in English. Empty: all is allowed.
  std::vector<std::string> forbidden;
  // Signature fields that were added, by name: new objects, without actions, invisible or with an
  // appearance of dark text alone that is small and covers no other annotation.
  std::vector<std::string> signatures;
  std::vector<std::string> time_stamps;    // fields of document time-stamps, likewise
  std::vector<std::size_t> visible_pages;  // of added signatures that can be seen, from 1
  bool evidence = false;                   // the document security store was changed
};

// No stream but the appearances of new fields is decoded. Throws qpdf's exceptions.
Changes compare_revisions(QPDF& older, QPDF& newer);

}  // namespace sohoa::pdf
