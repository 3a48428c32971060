// How the result code of a digitisation is written (Circular 01/2023/TT-VPCP, article 10, which
// leaves its form to the agency): "{agency}.{date}.{counter:6}".
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::storage {

// What a code is made of.
struct CodeParts {
  std::string agency;    // {agency}
  std::string dossier;   // {dossier}
  std::string document;  // {document}: "001"
  std::string kind;      // {kind}; "khac" if unknown
  std::string created;   // ISO 8601; {date} is its yymmdd, {year} its year
};

class CodeTemplate {
 public:
  // The national portal's column for such a code holds as many characters (MaKetQuaThayThe).
  static constexpr std::size_t longest_code = 50;

  // Between placeholders A-Z a-z 0-9 . _ - / are allowed. {counter:N} has at least N (1 to 12)
  // digits and counts from 1 among codes that are otherwise equal. Without it both {dossier} and
  // {document} are needed, or codes would not be unique. Throws Error(settings_invalid) naming the
  // character.
  explicit CodeTemplate(std::string_view text);

  bool counts() const noexcept { return digits_ > 0; }
  // Throws Error(settings_invalid) if the code would be longer than longest_code or has a character
  // that is not allowed.
  std::string code(const CodeParts& parts, std::uint64_t counter) const;
  // What codes that share a counter have in common.
  std::string scope(const CodeParts& parts) const;

 private:
  enum class What : std::uint8_t { text, agency, dossier, document, kind, date, year, counter };
  struct Piece {
    What what;
    std::string text;
  };
  std::string written(const CodeParts& parts, std::string_view counter) const;
  void add_placeholder(std::string_view inner, std::size_t at);
  [[noreturn]] void refuse(std::size_t at, const std::string& why) const;

  std::string text_;
  std::vector<Piece> pieces_;
  int digits_ = 0;
};

}  // namespace sohoa::storage
