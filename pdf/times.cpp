#include "pdf/times.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

struct Moment {
  std::array<int, 6> parts{};  // year, month, day, hour, minute, second
  int offset_minutes = 0;
};

bool digits(std::string_view& text, std::size_t count, int& value) {
  if (text.size() < count) return false;
  for (std::size_t i = 0; i < count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return true;
}

bool skip(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool in_range(const Moment& m) {
  const auto [year, month, day, hour, minute, second] = m.parts;
  if (year < 1900 || month < 1 || month > 12 || day < 1) return false;
  constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int last = lengths.at(static_cast<std::size_t>(month - 1)) + (month == 2 && leap ? 1 : 0);
  return day <= last && hour < 24 && minute < 60 && second < 60;
}

// `between`: what stands before each part but the first; 0: nothing.
std::optional<Moment> parse(std::string_view text, const std::array<char, 6>& between,
                            char between_offset) {
  Moment m;
  for (std::size_t i = 0; i < m.parts.size(); ++i) {
    if (between.at(i) != 0 && !skip(text, between.at(i))) return std::nullopt;
    if (!digits(text, i == 0 ? 4 : 2, m.parts.at(i))) return std::nullopt;
  }
  if (skip(text, 'Z')) return text.empty() && in_range(m) ? std::optional(m) : std::nullopt;
  const bool west = !text.empty() && text.front() == '-';
  if (!west && !skip(text, '+')) return std::nullopt;
  if (west) skip(text, '-');
  int hours = 0;
  int minutes = 0;
  if (!digits(text, 2, hours) || !skip(text, between_offset) || !digits(text, 2, minutes))
    return std::nullopt;
  if (between_offset == '\'') skip(text, '\'');
  if (!text.empty() || hours > 14 || minutes > 59 || !in_range(m)) return std::nullopt;
  m.offset_minutes = (west ? -1 : 1) * (hours * 60 + minutes);
  return m;
}

std::optional<Moment> parse_iso(std::string_view text) {
  return parse(text, {0, '-', '-', 'T', ':', ':'}, ':');
}

char sign(const Moment& m) { return m.offset_minutes < 0 ? '-' : '+'; }
int offset(const Moment& m) { return m.offset_minutes < 0 ? -m.offset_minutes : m.offset_minutes; }

}  // namespace

std::string pdf_date(std::string_view iso) {
  const auto moment = parse_iso(iso);
  if (!moment) throw Error(Cause::bug, "not an ISO 8601 time: " + std::string(iso));
  const auto [year, month, day, hour, minute, second] = moment->parts;
  return fmt::format("D:{:04}{:02}{:02}{:02}{:02}{:02}{}{:02}'{:02}'", year, month, day, hour,
                     minute, second, sign(*moment), offset(*moment) / 60, offset(*moment) % 60);
}

std::optional<std::string> iso_date(std::string_view pdf) {
  if (!pdf.starts_with("D:")) return std::nullopt;
  const auto moment = parse(pdf.substr(2), {0, 0, 0, 0, 0, 0}, '\'');
  if (!moment) return std::nullopt;
  const auto [year, month, day, hour, minute, second] = moment->parts;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", year, month, day, hour,
                     minute, second, sign(*moment), offset(*moment) / 60, offset(*moment) % 60);
}

std::optional<std::time_t> seconds(std::string_view iso) {
  const auto moment = parse_iso(iso);
  if (!moment) return std::nullopt;
  const auto [year, month, day, hour, minute, second] = moment->parts;
  std::tm time{};
  time.tm_year = year - 1900;
  time.tm_mon = month - 1;
  time.tm_mday = day;
  time.tm_hour = hour;
  time.tm_min = minute;
  time.tm_sec = second;
  return ::timegm(&time) - static_cast<std::time_t>(moment->offset_minutes) * 60;
}

std::string iso_utc(std::time_t seconds) {
  std::tm time{};
  if (::gmtime_r(&seconds, &time) == nullptr) return {};
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &time)};
}

}  // namespace sohoa::pdf
