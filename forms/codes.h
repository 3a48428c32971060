// Grammars of the codes and numbers that Vietnamese administration prints on its papers. All take
// untrusted text and answer without throwing.
#pragma once
#include <string_view>

namespace sohoa::forms {

// Decision 20/2020/QĐ-TTg: "H29", "H49.64.33", "Z01.A1"; at most 35 of 0-9 A-Z and dots.
bool is_agency_code(std::string_view code) noexcept;

// The old form "000.00.00.H29-200305-0001" (Circular 01/2018/TT-VPCP) or agency, date and counter
// "H29.245-260812-0039"; the date must be a day in the calendar.
bool is_dossier_code(std::string_view code) noexcept;

// "1.001612", "1.000948.H38", "1.000656.000.00.00.H29", "1.000894.01".
bool is_procedure_code(std::string_view code) noexcept;
bool is_component_code(std::string_view code) noexcept;  // "TP-H05.000079"
bool is_result_code(std::string_view code) noexcept;     // "KQ.G15.000031"

// Personal identification number of Decree 137/2015: 12 digits, a province or country of
// registration, century and sex, year. There is no check digit; old province codes stay valid.
bool is_identity_number(std::string_view digits) noexcept;
int identity_birth_year(std::string_view digits) noexcept;  // of a valid number
bool identity_is_female(std::string_view digits) noexcept;  // of a valid number

// Tax code: 10 digits with a check digit, or with "-" and 001 to 999 for a branch.
bool is_tax_code(std::string_view code) noexcept;

}  // namespace sohoa::forms
