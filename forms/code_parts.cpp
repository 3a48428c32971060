#include "forms/code_parts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/mrz.h"
#include "core/vietnamese.h"
#include "forms/codes.h"
#include "forms/dates.h"

namespace sohoa::forms {
namespace {

using std::string;
using std::string_view;

constexpr std::size_t longest_code = 4000;  // bytes; a QR code holds fewer
constexpr std::size_t most_values = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

string_view trimmed(string_view text) {
  constexpr string_view blank = " \t\r\n\"'";
  const auto first = text.find_first_not_of(blank);
  if (first == string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<string> divided(string_view text, string_view dividers) {
  std::vector<string> values;
  while (!text.empty() && values.size() < most_values) {
    const std::size_t at = std::min(text.find_first_of(dividers), text.size());
    if (const auto value = trimmed(text.substr(0, at)); !value.empty()) values.emplace_back(value);
    text.remove_prefix(std::min(at + 1, text.size()));
  }
  return values;
}

int hexadecimal(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Of the query of an address (RFC 3986, with + for a space).
string unescaped(string_view text) {
  string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '%' && i + 2 < text.size() && hexadecimal(text[i + 1]) >= 0 &&
                         hexadecimal(text[i + 2]) >= 0;
    if (escaped) {
      out += static_cast<char>(hexadecimal(text[i + 1]) * 16 + hexadecimal(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return nfc(out);
}

void add_strings(const nlohmann::json& value, std::vector<string>& values) {
  if (values.size() >= most_values) return;
  if (value.is_string())
    values.push_back(nfc(value.get_ref<const string&>()));
  else if (value.is_number_integer())
    values.push_back(value.dump());
  else if (value.is_structured())
    for (const auto& inner : value) add_strings(inner, values);
}

std::vector<string> values_of(string_view text) {
  std::vector<string> values;
  const string_view whole = trimmed(text);
  if (whole.starts_with('{')) {
    // Deep nesting is no payload, and would cost stack.
    if (std::ranges::count(whole, '{') + std::ranges::count(whole, '[') > 16) return {};
    const auto json = nlohmann::json::parse(whole, nullptr, false);
    if (!json.is_discarded()) add_strings(json, values);
    return values;
  }
  if (const auto query = whole.find('?'); whole.starts_with("http") && query != string_view::npos) {
    for (const string& value : divided(whole.substr(query + 1), "&#"))
      values.push_back(unescaped(value));
    return values;
  }
  return divided(whole, "|;\n");
}

struct Moment {
  string date;  // ISO 8601
  string time;  // HH:MM; may be empty
};

// "2026-08-04T13:43:00+07:00", "04/08/2026 13:43", "13:43 04/08/2026", "20260804134300".
std::optional<Moment> moment_of(string_view text) {
  if (text.size() < 8 || text.size() > 40) return std::nullopt;
  const bool plain = std::all_of(text.begin(), text.end(), is_digit);
  if (plain && (text.size() == 14 || text.size() == 12)) {
    const string day = string(text.substr(0, 4)) + '-' + string(text.substr(4, 2)) + '-' +
                       string(text.substr(6, 2));
    const string time = string(text.substr(8, 2)) + ':' + string(text.substr(10, 2));
    const auto date = iso_date(day);
    if (!date || time.substr(0, 2) > "23" || time.substr(3) > "59") return std::nullopt;
    return Moment{*date, time};
  }
  Moment moment;
  for (const string& part : divided(text, " T,")) {
    const bool clock = part.size() >= 5 && is_digit(part[0]) && is_digit(part[1]) &&
                       part[2] == ':' && is_digit(part[3]) && is_digit(part[4]);
    const auto date = clock ? std::nullopt : iso_date(part);
    if (clock && moment.time.empty())
      moment.time = part.substr(0, 5);
    else if (date && date->size() == 10 && moment.date.empty())
      moment.date = *date;
    else
      return std::nullopt;
  }
  if (moment.date.empty()) return std::nullopt;
  return moment;
}

class Parts {
 public:
  Parts(const Code& code, string_view prefix) : box_(code.box), prefix_(prefix) {}
  void add(string_view name, string_view text) {
    string format = prefix_ + string(name);
    const bool known =
        std::ranges::any_of(codes_, [&](const Code& code) { return code.format == format; });
    if (!text.empty() && !known) codes_.push_back({std::move(format), string(text), box_});
  }
  std::vector<Code> take() { return std::move(codes_); }
  std::size_t size() const noexcept { return codes_.size(); }

 private:
  Box box_;
  string prefix_;
  std::vector<Code> codes_;
};

std::vector<Code> parts_of_zone(const Code& code) {
  const auto lines = mrz_lines(code.text);
  const auto card = lines ? parse_mrz(*lines) : std::nullopt;
  if (!card) return {};
  Parts parts(code, "MRZ_PART:");
  parts.add("number", card->number);
  parts.add("birth_date", card->birth_date);
  parts.add("expiry_date", card->expiry_date.empty() ? "Không thời hạn" : card->expiry_date);
  if (!card->sex.empty()) parts.add("sex", card->sex == "F" ? "Nữ" : "Nam");
  if (card->nationality == "VNM") parts.add("nationality", "Việt Nam");
  parts.add("name", card->name());
  return parts.take();
}

// The name of a part where it is the one it claims to be: what stands behind "name:" or "name=".
string_view without_name(string_view value) {
  const auto at = value.find_first_of(":=");
  if (at == string_view::npos || at == 0 || at > 40 || is_digit(value[0])) return value;
  return trimmed(value.substr(at + 1));
}

bool is_system(string_view text) {
  const string plain = folded(text);
  constexpr std::array<string_view, 4> signs = {"he thong", "cong dich vu", "http", "gov.vn"};
  return std::ranges::any_of(signs,
                             [&](string_view sign) { return plain.find(sign) != string::npos; });
}

std::vector<Code> parts_of_system_code(const Code& code) {
  Parts parts(code, "QR_PART:");
  std::vector<Moment> moments;
  bool dossier = false;
  for (const string& each : values_of(string_view(code.text).substr(0, longest_code))) {
    const string_view value = without_name(each);
    if (is_dossier_code(value)) {
      dossier = true;
      parts.add("dossier_code", value);
    } else if (is_procedure_code(value)) {
      parts.add("procedure_code", value);
    } else if (is_identity_number(value)) {
      parts.add("identity_number", value);
    } else if (is_tax_code(value)) {
      parts.add("tax_code", value);
    } else if (auto moment = moment_of(value)) {
      moments.push_back(std::move(*moment));
    } else if (value.size() >= 6 && value.find(' ') != string_view::npos) {
      parts.add(is_system(value) ? "issuing_system" : "paper_name", value);
    } else if (is_system(value)) {
      parts.add("issuing_system", value);
    }
  }
  std::ranges::stable_sort(moments, {}, &Moment::date);
  if (!moments.empty()) {
    parts.add("issue_date", moments.front().date);
    parts.add("issue_time", moments.front().time);
  }
  if (moments.size() > 1) parts.add("return_date", moments[1].date);
  return dossier && parts.size() > 1 ? parts.take() : std::vector<Code>{};
}

}  // namespace

std::vector<Code> parts_of(const Code& code) {
  if (code.format == "MRZ_TD1") return parts_of_zone(code);
  if (code.format == "QR_CODE") return parts_of_system_code(code);
  return {};
}

}  // namespace sohoa::forms
