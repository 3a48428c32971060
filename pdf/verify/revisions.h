// What an incremental update changed. After a signature only one thing is allowed: more signatures.
#pragma once
#include <string>
#include <vector>

class QPDF;

namespace sohoa::pdf {

// Every difference between two revisions of one file (the older being a prefix of the newer) that
// is not part of adding invisible signature fields: their objects, their place in the form's
// /Fields, and their widgets in the /Annots of a page. Empty: there is none. No stream is decoded
// to compare.
std::vector<std::string> forbidden_changes(QPDF& older, QPDF& newer);

}  // namespace sohoa::pdf
