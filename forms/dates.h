// Dates as written in Vietnam.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace sohoa::forms {

// ISO 8601: "2020-03-05", or "2020-03" and "2020" where the paper gives no more (a day or month of
// 00). Understands 05/03/2020 with / - . or spaces, ddMMyyyy as in QR codes, 2020-03-05,
// "ngày 05 tháng 3 năm 2020" and the same in number words. Marks and case do not count. Nothing for
// a date that is not in the calendar, years outside 1800 to 2199, two-digit years and any text
// beside the date.
std::optional<std::string> iso_date(std::string_view text);

// True for six digits yyMMdd of a day in the calendar, as in dossier codes (years 2000 to 2099).
bool is_short_date(std::string_view digits) noexcept;

}  // namespace sohoa::forms
