// Is this file the PDF/A it says it is? Our own check of ISO 19005-2 and -3, levels B and U, over
// libqpdf: a second opinion beside veraPDF, which needs no Java and takes outside bytes under
// limits.
//
// Problems bear the clause and test number that veraPDF gives them ("6.1.3-1"), so that the two can
// be compared (scripts/check-corpus). What veraPDF accepts must never be refused; what it refuses
// is refused as far as the list below goes.
//
//   whole        6.1 but 6.1.13-10; 6.2.2 to 6.2.6, 6.2.8 to 6.2.10; 6.3 to 6.5; 6.6.2.1, 6.6.4;
//                6.8 to 6.11
//   in part      6.2.11 fonts: glyphs and widths where the program is TrueType and the codes are
//                Identity-H or plain Latin; 6.6.2.3 XMP: values of Dublin Core, XMP basic, rights,
//                media management, PDF, of the others only that the schema is known
//   not covered  6.2.11.4.2 (CharSet, CIDSet), 6.2.11.3.1 with CMaps in the file; that attached
//                files are PDF/A (6.8-5); level A (6.7): its file is checked as level U
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/file.h"

class QPDF;

namespace sohoa::pdf {

struct StructureProblem {
  std::string clause;  // of ISO 19005-2 or -3, with veraPDF's test number: "6.2.11.4.1-1"; "limit":
                       // the file is too large or too deep to be checked to the end
  std::string detail;  // English, for logs and JSON
};

struct StructureReport {
  std::string claim;  // what its XMP says it is: "2u", "1b"; "" says nothing: checked as 2u
  std::vector<StructureProblem> problems;  // at most a few per clause; empty: conforming

  // It says that it is of one of the parts that are checked here.
  bool claims() const noexcept { return claim.starts_with('2') || claim.starts_with('3'); }
  bool conforms() const noexcept { return claims() && problems.empty(); }
  bool breaks_claim() const noexcept { return claims() && !problems.empty(); }
};

// `pdf` is the first `size` bytes of `file` parsed (parse_revision). Bounded in time and memory; no
// page image is decoded. Never throws for what is wrong in the file.
StructureReport check_structure(QPDF& pdf, const Fd& file, std::uint64_t size);
// The same of a file that is not parsed yet; what cannot be parsed has the problem "syntax".
StructureReport check_structure(const Fd& file);

}  // namespace sohoa::pdf
