// Signature fields of a parsed PDF, as plain values: nothing in them has been checked.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/file.h"
#include "pdf/sign/cms.h"

class QPDF;

namespace sohoa::pdf {

// What a signature says it covers: [0, gap_begin) and [gap_end, end).
struct Coverage {
  std::uint64_t gap_begin = 0, gap_end = 0, end = 0;
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

struct SignatureField {
  std::string name;        // fully qualified
  std::string sub_filter;  // "ETSI.CAdES.detached"
  std::string date;        // /M as it stands
  std::string contents;    // /Contents, with its padding
  Coverage covers;
  int permissions = 0;  // what it certifies later changes by (/DocMDP /P): 1 to 3; 0: nothing
  std::string problem;  // why `covers` cannot be one; empty: it can
};

// SubFilter of a document time-stamp (ETSI EN 319 142-1, 5.4.3).
constexpr const char* time_stamp_filter = "ETSI.RFC3161";

// In the order of the form. Throws Error(image_damaged) for a form beyond limits; qpdf's exceptions
// pass through.
std::vector<SignatureField> signature_fields(QPDF& pdf);

// The bytes left out must be the hex string /Contents, all of it and nothing else; empty: so they
// are.
std::string check_gap(const Fd& file, std::uint64_t size, const SignatureField& field);

}  // namespace sohoa::pdf
