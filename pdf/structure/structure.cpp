#include "pdf/structure/structure.h"

#include <algorithm>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>

#include "core/error.h"
#include "pdf/slice.h"
#include "pdf/structure/colour.h"
#include "pdf/structure/content.h"
#include "pdf/structure/document.h"
#include "pdf/structure/findings.h"
#include "pdf/structure/fonts.h"
#include "pdf/structure/metadata.h"
#include "pdf/structure/objects.h"
#include "pdf/structure/syntax.h"

namespace sohoa::pdf {
namespace {

// Runs one part of the check; what qpdf throws there is a finding: it could not be read.
template <class Part>
void attempt(Findings& findings, Part&& part) {
  try {
    part();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    findings.add("syntax", e.what());
  }
}

std::string flavour(const Claim& claim) {
  if (claim.part == 0) return {};
  std::string level = claim.conformance;
  if (level.size() == 1 && level[0] >= 'A' && level[0] <= 'Z')
    level[0] = static_cast<char>(level[0] - 'A' + 'a');
  return std::to_string(claim.part) + level;
}

}  // namespace

StructureReport check_structure(QPDF& pdf, const Fd& file, std::uint64_t size) {
  Findings findings;
  StructureReport report;
  Claim claim;
  attempt(findings, [&] { claim = check_metadata(pdf, findings); });
  report.claim = flavour(claim);
  attempt(findings, [&] { check_syntax(pdf, file, size, findings); });
  attempt(findings, [&] { check_objects(pdf, claim.part == 3 ? 3 : 2, findings); });
  attempt(findings, [&] { check_document(pdf, file, size, findings); });
  attempt(findings, [&] {
    Colours colours(pdf, findings);
    Fonts fonts(claim.conformance != "B", findings);
    check_contents(pdf, colours, fonts, findings);
    fonts.check();
  });
  report.problems = findings.take();
  return report;
}

StructureReport check_structure(const Fd& file) {
  const std::uint64_t size = size_of(file);
  try {
    const auto pdf = parse_revision(file, size, "file");
    return check_structure(*pdf, file, size);
  } catch (const Error& e) {
    return {{}, {{"syntax", e.what()}}};
  }
}

}  // namespace sohoa::pdf
