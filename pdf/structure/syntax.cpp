#include "pdf/structure/syntax.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFXRefEntry.hh>
#include <set>

#include <fmt/format.h>

#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint64_t window = 4U << 20U;  // bytes of one object that are looked at
constexpr std::size_t longest_string = 32767, longest_name = 127;
constexpr std::size_t most_objects = 8388607;

bool is_eol(char c) { return c == '\r' || c == '\n'; }

std::optional<long long> integer(const Token& token) {
  long long value = 0;
  const auto [end, error] =
      std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  if (error != std::errc() || end != token.text.data() + token.text.size()) return std::nullopt;
  return value;
}

void check_number(const Token& token, Findings& findings) {
  if (token.text.find('.') == std::string::npos) {
    Token bare = token;
    if (bare.text.front() == '+') bare.text.erase(0, 1);
    const auto value = integer(bare);
    if (!value || *value > std::numeric_limits<std::int32_t>::max() ||
        *value < std::numeric_limits<std::int32_t>::min())
      findings.add("6.1.13-1", "integer " + token.text.substr(0, 40));
    return;
  }
  const double value = std::abs(std::strtod(token.text.c_str(), nullptr));
  if (!(value <= 3.403e38)) findings.add("6.1.13-2", "real number " + token.text.substr(0, 40));
  if (value != 0 && value < 1.175e-38)
    findings.add("6.1.13-5", "real number " + token.text.substr(0, 40));
}

class SyntaxCheck {
 public:
  SyntaxCheck(QPDF& pdf, const Fd& file, std::uint64_t size, Findings& findings)
      : pdf_(pdf), file_(file), size_(size), findings_(findings) {}

  void run() {
    check_header();
    check_trailer();
    check_end();
    check_tables();
    check_objects();
  }

 private:
  void check_header() {
    const std::string head = bytes_between(file_, 0, std::min<std::uint64_t>(size_, 64));
    const bool version = head.size() > 9 && head.starts_with("%PDF-1.") && head[7] >= '0' &&
                         head[7] <= '7' && is_eol(head[8]);
    findings_.expect(version, "6.1.2-1", "the file does not begin with %PDF-1.n");
    const std::size_t second = head.find_first_not_of("\r\n", head.find_first_of("\r\n"));
    bool binary = second < head.size() && head[second] == '%' && head.size() > second + 4;
    for (std::size_t i = 1; binary && i <= 4; ++i)
      binary = static_cast<unsigned char>(head[second + i]) > 127;
    findings_.expect(binary, "6.1.2-2", "no comment of four bytes above 127 after the header");
  }

  void check_trailer() {
    QPDFObjectHandle trailer = pdf_.getTrailer();
    QPDFObjectHandle id = trailer.getKey("/ID");
    bool given = id.isArray() && id.getArrayNItems() > 0;
    if (given) {
      given = false;
      for (auto& part : id.getArrayAsVector())
        given = given || (part.isString() && !part.getStringValue().empty());
    }
    findings_.expect(given, "6.1.3-1", "the trailer has no /ID");
    findings_.expect(!trailer.hasKey("/Encrypt"), "6.1.3-2", "the file is encrypted");
    findings_.expect(pdf_.getObjectCount() <= most_objects, "6.1.13-7", "too many objects");
  }

  void check_end() {
    const std::string tail = tail_bytes();
    const std::size_t mark = tail.rfind("%%EOF");
    if (mark == std::string::npos) {
      findings_.add("6.1.3-3", "no %%EOF near the end of the file");
      return;
    }
    const std::string rest = tail.substr(mark + 5);
    findings_.expect(rest.empty() || rest == "\n" || rest == "\r" || rest == "\r\n", "6.1.3-3",
                     "bytes follow the last %%EOF");
  }

  std::string tail_bytes() const {
    return bytes_between(file_, size_ - std::min<std::uint64_t>(size_, 4096), size_);
  }

  // Classic tables: `xref`, one end of line, digits.
  void check_tables() {
    const std::string tail = tail_bytes();
    const std::size_t start = tail.rfind("startxref");
    if (start == std::string::npos) return;
    Tokens tokens(tail, start + 9);
    auto at = integer(tokens.next());
    std::set<long long> seen;
    while (at && *at >= 0 && static_cast<std::uint64_t>(*at) < size_ && seen.size() < 1000 &&
           seen.insert(*at).second && findings_.may_go_on())
      at = check_table(static_cast<std::uint64_t>(*at));
  }

  // Where the table before it is.
  std::optional<long long> check_table(std::uint64_t at) {
    const std::string text = bytes_between(file_, at, std::min(at + window, size_));
    Tokens tokens(text);
    if (!tokens.next().is("xref")) return std::nullopt;  // a cross-reference stream
    std::size_t i = tokens.at();
    if (i < text.size() && text[i] == '\r') ++i;
    if (i < text.size() && text[i] == '\n') ++i;
    const bool right = i > tokens.at() && i < text.size() && text[i] >= '0' && text[i] <= '9';
    findings_.expect(right, "6.1.4-2", "xref is not followed by one end of line");
    const std::size_t trailer = text.find("trailer", i);
    if (trailer == std::string::npos) return std::nullopt;
    tokens.go_to(trailer + 7);
    for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
      if (token.kind == TokenKind::name && token.text == "Prev") return integer(tokens.next());
      if (token.is("startxref")) return std::nullopt;
    }
    return std::nullopt;
  }

  void check_objects() {
    std::map<std::uint64_t, QPDFObjGen> places;
    std::set<int> packed;
    for (const auto& [id, entry] : pdf_.getXRefTable()) {
      if (entry.getType() == 1 && entry.getOffset() > 0)
        places.emplace(static_cast<std::uint64_t>(entry.getOffset()), id);
      else if (entry.getType() == 2)
        packed.insert(entry.getObjStreamNumber());
    }
    for (auto place = places.begin(); place != places.end() && findings_.may_go_on(); ++place) {
      const auto next = std::next(place);
      check_object(place->first, next == places.end() ? size_ : next->first, place->second);
    }
    for (const int number : packed)
      if (findings_.may_go_on()) check_packed(pdf_.getObjectByID(number, 0));
  }

  void check_packed(QPDFObjectHandle stream) {
    if (!stream.isStream()) return;
    const auto bytes = findings_.decoded(stream);
    QPDFObjectHandle first = stream.getDict().getKey("/First");
    if (!bytes || !first.isInteger() || first.getIntValue() < 0) return;
    Tokens tokens(*bytes, static_cast<std::size_t>(first.getIntValue()));
    for (Token t = tokens.next(); t.kind != TokenKind::end && findings_.may_go_on();
         t = tokens.next())
      check_token(t, findings_);
  }

  static std::string name_of(QPDFObjGen id) {
    return fmt::format("object {} {}", id.getObj(), id.getGen());
  }

  void check_object(std::uint64_t begin, std::uint64_t end, QPDFObjGen id) {
    const std::uint64_t from = begin - 1;  // an object is never at the file's first byte
    const std::string text = bytes_between(file_, from, std::min({end, size_, from + window}));
    Tokens tokens(text, 1);
    const Token number = tokens.next();
    const std::size_t number_end = tokens.at();
    const Token generation = tokens.next();
    const std::size_t generation_end = tokens.at();
    const Token keyword = tokens.next();
    if (!keyword.is("obj")) return;  // not where an object is: qpdf's finding
    bool spaced = number.begin > 0 && is_eol(text[number.begin - 1]);
    spaced = spaced && text[number_end] == ' ' && generation.begin == number_end + 1;
    spaced = spaced && text[generation_end] == ' ' && keyword.begin == generation_end + 1;
    spaced = spaced && tokens.at() < text.size() && is_eol(text[tokens.at()]);
    std::string last_name;
    for (;;) {
      const Token token = tokens.next();
      if (token.kind == TokenKind::end || !findings_.may_go_on()) return;
      if (token.is("endobj")) {
        spaced = spaced && is_eol(text[token.begin - 1]);
        spaced = spaced && ends_line(text, tokens.at(), from);
        break;
      }
      if (token.is("stream")) {
        spaced = check_stream(text, tokens.at(), from, end, id) && spaced;
        break;
      }
      // The reserve of a signature may be as long as it needs to be.
      if (token.kind != TokenKind::hex_string || last_name != "Contents")
        check_token(token, findings_);
      if (token.kind == TokenKind::name) last_name = token.text;
    }
    findings_.expect(spaced, "6.1.9-1", name_of(id) + " is not set down as it must be");
  }

  // An end of line at text[at], also where the text was cut.
  bool ends_line(const std::string& text, std::size_t at, std::uint64_t from) const {
    if (at < text.size()) return is_eol(text[at]);
    const std::string next = bytes_between(file_, from + at, std::min(from + at + 1, size_));
    return next.empty() || is_eol(next.front());
  }

  // The stream whose keyword ends at text[at]; whether its endobj is set down right.
  bool check_stream(const std::string& text, std::size_t at, std::uint64_t from, std::uint64_t end,
                    QPDFObjGen id) {
    const bool crlf = text.compare(at, 2, "\r\n") == 0;
    const bool lf = at < text.size() && text[at] == '\n';
    findings_.expect(crlf || lf, "6.1.7.1-2",
                     name_of(id) + ": the keyword stream does not end its line");
    const std::uint64_t data = from + at + (crlf ? 2 : lf ? 1 : 0);
    QPDFObjectHandle stream = pdf_.getObject(id);
    if (!stream.isStream()) {  // qpdf looked for endstream, too
      findings_.add("6.1.7.1-1", name_of(id) + ": its /Length is wrong");
      return true;
    }
    QPDFObjectHandle length = stream.getDict().getKey("/Length");
    const long long bytes = length.isInteger() ? length.getIntValue() : -1;
    if (bytes < 0 || static_cast<std::uint64_t>(bytes) > size_ - std::min(size_, data)) {
      findings_.add("6.1.7.1-1", name_of(id) + ": its /Length is wrong");
      return true;
    }
    const std::uint64_t after = data + static_cast<std::uint64_t>(bytes);
    const std::string tail = bytes_between(file_, after, std::min({after + 256, end + 1, size_}));
    return check_stream_end(tail, bytes > 0 ? bytes_between(file_, after - 1, after) : "", id);
  }

  bool check_stream_end(const std::string& tail, const std::string& last, QPDFObjGen id) {
    std::size_t i = 0;
    if (i < tail.size() && tail[i] == '\r') ++i;
    if (i < tail.size() && tail[i] == '\n') ++i;
    if (tail.compare(i, 9, "endstream") != 0) {
      findings_.add("6.1.7.1-1", name_of(id) + ": its /Length is wrong");
      return true;
    }
    if (i == 0) {
      const bool counted = !last.empty() && is_eol(last.front());
      findings_.add(counted ? "6.1.7.1-1" : "6.1.7.1-2",
                    name_of(id) + (counted ? ": its /Length counts the end of line after it"
                                           : ": no end of line before endstream"));
    }
    Tokens tokens(tail, i + 9);
    const Token token = tokens.next();
    if (!token.is("endobj")) return true;  // an update may have cut it
    return is_eol(tail[token.begin - 1]) &&
           (tokens.at() >= tail.size() || is_eol(tail[tokens.at()]));
  }

  QPDF& pdf_;
  const Fd& file_;
  std::uint64_t size_;
  Findings& findings_;
};

}  // namespace

void check_token(const Token& token, Findings& findings) {
  switch (token.kind) {
    case TokenKind::number:
      check_number(token, findings);
      break;
    case TokenKind::name:
      findings.expect(token.text.size() <= longest_name, "6.1.13-4", "a name is too long");
      break;
    case TokenKind::hex_string:
      findings.expect(token.even, "6.1.6-1", "a hex string has an odd number of digits");
      findings.expect(token.only_digits, "6.1.6-2", "a hex string has other characters");
      [[fallthrough]];
    case TokenKind::string:
      findings.expect(token.text.size() <= longest_string, "6.1.13-3", "a string is too long");
      break;
    default:
      break;
  }
}

void check_syntax(QPDF& pdf, const Fd& file, std::uint64_t size, Findings& findings) {
  SyntaxCheck(pdf, file, size, findings).run();
}

}  // namespace sohoa::pdf
