// The three ways a moment is written: ISO 8601 in our own data, D:… in PDF, seconds in between.
#pragma once
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace sohoa::pdf {

// "2026-11-24T09:30:00+07:00" -> "D:20261124093000+07'00'". Throws Error(bug): the program itself
// makes the times it writes.
std::string pdf_date(std::string_view iso);

// "D:20261124093000+07'00'" -> "2026-11-24T09:30:00+07:00"; nullopt unless complete to the second,
// with an offset or Z, and a real date.
std::optional<std::string> iso_date(std::string_view pdf);

// Seconds since 1970 of such an ISO time; nullopt if it is not one.
std::optional<std::time_t> seconds(std::string_view iso);
std::string iso_utc(std::time_t seconds);  // "2026-11-24T02:30:00Z"

}  // namespace sohoa::pdf
