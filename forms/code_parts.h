// What the code of a page says part by part, for rules of a definition (`take = "code"`, formats
// "MRZ_PART:birth_date"): the zone of an identity card, and the QR code that systems of Circular
// 01/2023/TT-VPCP print on papers. Any text is safe; what is not understood gives no parts.
#pragma once
#include <vector>

#include "core/page.h"

namespace sohoa::forms {

// Codes with the box of `code`; empty for one of another kind.
//
// Of "MRZ_TD1", if its check digits hold (core/mrz.h): MRZ_PART: number, birth_date, expiry_date
// (ISO 8601, or "Không thời hạn"), sex (Nam, Nữ), nationality, name (capitals without marks).
//
// Of a "QR_CODE" that names a dossier code and something else the circular asks for: QR_PART:
// dossier_code, procedure_code, identity_number, tax_code, paper_name, issuing_system, issue_date,
// issue_time (HH:MM), return_date. The circular fixes what is said and not how: the values may be
// divided by "|", ";" or line ends, with or without "name:" or "name=" before them, or be a JSON
// object or the query of an address; each is known by its own grammar (forms/codes.h, dates.h), a
// text by being a system's or not. Of two values for one part the first counts; the earlier of two
// dates is that of issue.
std::vector<Code> parts_of(const Code& code);

}  // namespace sohoa::forms
