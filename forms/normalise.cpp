#include "forms/normalise.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/vietnamese.h"
#include "forms/codes.h"
#include "forms/dates.h"
#include "forms/words.h"

namespace sohoa::forms {
namespace {

using Value = std::optional<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A space behind a slash, or behind a dash that follows a capital directly, is the end of a line.
bool joins_after(std::string_view text) {
  const std::size_t n = text.size();
  if (n < 3 || text[n - 1] != ' ') return false;
  if (text[n - 2] == '/') return text[n - 3] != ' ';
  return text[n - 2] == '-' && text[n - 3] >= 'A' && text[n - 3] <= 'Z';
}

// Without outer spaces and the punctuation that belongs to the sentence around a value; inner white
// space is one space.
std::string tidy(std::string_view text) {
  const std::string whole = nfc(text.substr(0, 4000));
  std::string out;
  for (const char c : whole) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) {
      // A number or symbol broken at the end of a line: "75/ NQ- CP".
      if (joins_after(out)) out.pop_back();
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  const std::string_view edge = " .,;:-_|~\"'";
  const std::size_t first = out.find_first_not_of(edge), last = out.find_last_not_of(edge);
  if (first == std::string::npos) return {};
  return out.substr(first, last - first + 1);
}

Value unless_empty(std::string text) {
  return text.empty() ? std::nullopt : Value(std::move(text));
}

// The same for what is written in figures: a bar or quote at its edge may be a 1 that was not read.
// A pair of brackets around all of it goes, too.
std::string tidy_figures(std::string_view text) {
  const std::string whole = tidy(text.substr(0, 4000));
  if (text.find_first_of("|~\"'") != std::string_view::npos) return {};
  if (whole.size() > 2 && whole.front() == '(' && whole.back() == ')')
    return tidy(std::string_view(whole).substr(1, whole.size() - 2));
  return whole;
}

std::string digits_of(std::string_view text, std::string_view separators) {
  std::string out;
  for (const char c : text) {
    if (is_digit(c))
      out.push_back(c);
    else if (separators.find(c) == std::string_view::npos)
      return {};
  }
  return out;
}

Value as_text(std::string_view text) { return unless_empty(tidy(text)); }
// An item a line.
Value as_lines(std::string_view text) {
  std::string out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    const std::string item = tidy(text.substr(from, to - from));
    if (!item.empty()) out += (out.empty() ? "" : "\n") + item;
    from = to + 1;
  }
  return unless_empty(std::move(out));
}
// "V/v: …" -> "V/v …".
Value as_abstract(std::string_view text) {
  std::string out = tidy(text);
  const std::size_t colon = out.find(':');
  if (colon != std::string::npos && colon <= 4 && folded(out.substr(0, 3)) == "v/v")
    out = tidy(out.substr(0, 3) + " " + out.substr(colon + 1));
  return unless_empty(std::move(out));
}
Value as_read(std::string_view text) { return unless_empty(nfc(text.substr(0, 4000))); }
Value as_upper(std::string_view text) { return unless_empty(upper(tidy(text))); }
// "08 giờ 35 phút", "8h35", "08:35" of the 24-hour clock.
Value as_time(std::string_view text) {
  std::string plain = folded(tidy_figures(text));
  std::erase(plain, ' ');
  for (const std::string_view after : {"phut", "p"})
    if (plain.ends_with(after)) plain.resize(plain.size() - after.size());
  const std::size_t hours = std::min(plain.find_first_not_of("0123456789"), plain.size());
  const std::size_t minutes = plain.size() - std::min<std::size_t>(plain.size(), 2);
  if (hours < 1 || hours > 2 || minutes <= hours) return std::nullopt;
  const std::string between = plain.substr(hours, minutes - hours);
  if (between != "gio" && between != "h" && between != "g" && between != ":" && between != ".")
    return std::nullopt;
  const std::string hour = (hours == 1 ? "0" : "") + plain.substr(0, hours);
  const std::string minute = digits_of(std::string_view(plain).substr(minutes), "");
  return hour < "24" && minute.size() == 2 && minute < "60" ? Value(hour + ":" + minute)
                                                            : std::nullopt;
}

Value as_date(std::string_view text) { return iso_date(tidy_figures(text)); }

Value as_expiry(std::string_view text) {
  const std::string whole = tidy(text);
  if (folded(whole) == "khong thoi han") return "Không thời hạn";
  return iso_date(whole);
}

Value as_number(std::string_view text) {
  std::string digits = digits_of(tidy_figures(text), "");
  return digits.empty() || digits.size() > 11 ? std::nullopt : Value(std::move(digits));
}

// Whole numbers: figures alone, or in groups of three with the same sign between. "125,5" is none.
Value as_amount(std::string_view text) {
  const std::string whole = tidy_figures(text);
  const std::size_t first = std::min(whole.find_first_not_of("0123456789"), whole.size());
  if (first == 0 || (first < whole.size() && first > 3)) return std::nullopt;
  for (std::size_t at = first; at < whole.size(); at += 4)
    if (whole[at] != whole[first] || whole.size() - at < 4 ||
        digits_of(std::string_view(whole).substr(at + 1, 3), "").size() != 3)
      return std::nullopt;
  std::string digits = digits_of(whole, " .,");
  return digits.empty() || digits.size() > 18 ? std::nullopt : Value(std::move(digits));
}

// "01 (bộ)" -> "01 bộ": a number and what is counted.
Value as_count(std::string_view text) {
  std::string plain = tidy(text);
  std::erase_if(plain, [](char c) { return c == '(' || c == ')'; });
  const auto words = words_of(plain);
  if (words.size() != 2 || digits_of(words[0], "").empty() || words[0].size() > 3)
    return std::nullopt;
  return std::string(words[0]) + " " + std::string(words[1]);
}

Value as_phone(std::string_view text) {
  std::string digits = digits_of(tidy_figures(text), " .-()");
  const bool ok =
      digits.size() >= 10 && digits.size() <= 11 && digits[0] == '0' && digits[1] != '0';
  return ok ? Value(std::move(digits)) : std::nullopt;
}

// Every part begins with a capital or a digit, and 0 or 1 between letters is O or I misread.
bool has_sound_parts(std::u32string_view symbol) {
  const auto digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  const auto sign = [](char32_t c) { return c == U'-' || c == U'/' || c == U'.' || c == U'&'; };
  for (std::size_t i = 0; i < symbol.size(); ++i) {
    const char32_t c = symbol[i], before = i == 0 ? U'/' : symbol[i - 1];
    const char32_t after = i + 1 < symbol.size() ? symbol[i + 1] : U'/';
    const std::string one = to_utf8(std::u32string_view(&c, 1));
    if (sign(c) && (sign(before) || sign(after))) return false;
    if (sign(before) && !digit(c) && lower(one) == one && !sign(c)) return false;
    const bool among_letters = !digit(before) && !sign(before) && !digit(after) && !sign(after);
    if ((c == U'0' || c == U'1') && among_letters) return false;
  }
  return true;
}

// "QĐ-UBND", "57/2025/TT-BKHCN": capitals, digits, - and /, no spaces; Ð (eth) is read for Đ. Lower
// case only inside a part ("TTr", "QyĐ", "CTr", "TTra").
Value as_symbol(std::string_view text) {
  std::u32string out;
  for (const char32_t c : to_utf32(tidy(text))) {
    if (c == U' ') continue;
    out.push_back(c == 0x00D0 ? char32_t{0x0110} : c);
  }
  const std::string symbol = to_utf8(out);
  const std::string plain = folded(symbol);
  if (plain.size() < 2 || out.size() > 30) return std::nullopt;
  const bool allowed = std::all_of(plain.begin(), plain.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '/' || c == '.' || c == '&';
  });
  const bool lettered = std::any_of(plain.begin(), plain.end(), [](char c) { return c >= 'a'; });
  const auto capital = to_utf8(out.substr(0, 1));
  if (!allowed || !lettered || !has_sound_parts(out) ||
      (lower(capital) == capital && !is_digit(capital[0])))
    return std::nullopt;
  return symbol;
}

Value as_document_number(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const Value number = as_number(text.substr(0, slash));
  const std::string rest = tidy(text.substr(slash + 1));
  constexpr std::size_t most_digits = 7;
  if (!number || number->size() > most_digits ||
      number->find_first_not_of('0') == std::string::npos)
    return std::nullopt;
  // "869/2026": registers number by year, without a symbol.
  if (const std::string year = digits_of(rest, ""); year.size() == 4)
    return year >= "1945" && year < "2200" ? Value(*number + "/" + year) : std::nullopt;
  const Value symbol = as_symbol(rest);
  return symbol ? Value(*number + "/" + *symbol) : std::nullopt;
}

// Of Vietnamese or of the languages whose names are written without its marks: "ñ", "ø" and "ÿ" are
// misreadings.
bool is_letter_of_names(char32_t c) {
  const std::string one = lower(to_utf8(std::u32string(1, c)));
  if (one.size() == 1) return one[0] >= 'a' && one[0] <= 'z';
  static const std::u32string_view marked =
      U"àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđŏĕĭŭč";
  return marked.find(to_utf32(one)[0]) != std::u32string_view::npos;
}

// 2 to 7 words of letters, or one with an apostrophe ("K'Tiếu"), each with a vowel; all-capital
// names are kept as names are written. A capital may stand within a word only after an apostrophe
// or hyphen ("H'Hen Niê").
Value as_person(std::string_view text) {
  const std::string all = tidy(text);
  const auto words = words_of(all);
  const bool single = words.size() == 1 && words[0].find_first_of("'-") == 1;
  if ((words.size() < 2 && !single) || words.size() > 7) return std::nullopt;
  std::string name;
  for (const std::string_view word : words) {
    const std::u32string letters = to_utf32(word);
    if (letters.empty() || letters.size() > 12) return std::nullopt;
    if (folded(word).find_first_of("aeiouy") == std::string::npos) return std::nullopt;
    std::u32string out;
    bool first = true;
    for (const char32_t c : letters) {
      const bool mark = c == U'\'' || c == U'-' || c == 0x2019;
      if (!mark && !is_letter_of_names(c)) return std::nullopt;
      const std::string one = to_utf8(std::u32string(1, c));
      out += to_utf32(first ? upper(one) : lower(one));
      first = mark;
    }
    const std::string start = to_utf8(letters.substr(0, 1));
    if (lower(start) == start) return std::nullopt;
    name += (name.empty() ? "" : " ") + to_utf8(out);
  }
  return name;
}

Value as_sex(std::string_view text) {
  const std::string plain = folded(tidy(text));
  // "năm" is a word of its own, which stands beside it on forms; "nử" can be nothing else.
  if (lower(tidy(text)) == "nam" || plain == "male") return "Nam";
  if (plain == "nu" || plain == "female") return "Nữ";
  return std::nullopt;
}

Value if_valid(std::string code, bool (*valid)(std::string_view) noexcept) {
  return valid(code) ? Value(std::move(code)) : std::nullopt;
}
Value as_identity_number(std::string_view text) {
  return if_valid(digits_of(tidy_figures(text), " ."), is_identity_number);
}
Value as_tax_code(std::string_view text) { return if_valid(tidy(text), is_tax_code); }
Value as_dossier_code(std::string_view text) { return if_valid(tidy(text), is_dossier_code); }
Value as_procedure_code(std::string_view text) { return if_valid(tidy(text), is_procedure_code); }
Value as_agency_code(std::string_view text) { return if_valid(tidy(text), is_agency_code); }

constexpr std::array<NamedNormaliser, 21> all = {
    {{"text", as_text, "one line, outer punctuation dropped"},
     {"lines", as_lines, "a list, one item a line"},
     {"abstract", as_abstract, "text, with V/v without a colon"},
     {"as_read", as_read, "unchanged, at most 4000 bytes"},
     {"upper", as_upper, "text in capitals"},
     {"date", as_date, "ISO 8601"},
     {"expiry", as_expiry, "ISO 8601, or Không thời hạn"},
     {"time", as_time, "hours and minutes, HH:MM"},
     {"number", as_number, "1 to 11 digits, leading zeros kept"},
     {"amount", as_amount, "digits without separators"},
     {"count", as_count, "a number and what is counted: 01 bộ"},
     {"phone", as_phone, "10 or 11 digits from 0"},
     {"symbol", as_symbol, "symbol of a document: QĐ-UBND"},
     {"document_number", as_document_number, "number and symbol: 05/QĐ-UBND"},
     {"person", as_person, "a person's name, capitalised"},
     {"sex", as_sex, "Nam or Nữ"},
     {"identity_number", as_identity_number, "12 digits of Decree 137/2015"},
     {"tax_code", as_tax_code, "10 or 13 digits with check digit"},
     {"dossier_code", as_dossier_code, "one-stop dossier code"},
     {"procedure_code", as_procedure_code, "code of an administrative procedure"},
     {"agency_code", as_agency_code, "identity code of an agency"}}};

}  // namespace

std::span<const NamedNormaliser> normalisers() noexcept { return all; }

Normaliser normaliser_named(std::string_view name) noexcept {
  for (const NamedNormaliser& entry : all)
    if (entry.name == name) return entry.apply;
  return nullptr;
}

}  // namespace sohoa::forms
