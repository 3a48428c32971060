// The words of PDF syntax as they stand in the file (ISO 32000-1, 7.2 and 7.3): what a parsed
// object no longer tells.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace sohoa::pdf {

enum class TokenKind : std::uint8_t {
  end,
  number,
  word,    // a keyword or operator
  name,    // `text` is what it stands for, without the slash
  string,  // `text` is its bytes
  hex_string,
  open_array,
  close_array,
  open_dictionary,
  close_dictionary,
  other  // a stray delimiter
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;
  std::size_t begin = 0;    // of its first byte
  bool even = true;         // of a hex string: an even number of digits
  bool only_digits = true;  // of a hex string
  bool is(std::string_view word) const { return kind == TokenKind::word && text == word; }
};

bool is_white(unsigned char c) noexcept;  // 7.2.2
bool is_delimiter(unsigned char c) noexcept;

class Tokens {
 public:
  // `bytes` must outlive it.
  explicit Tokens(std::string_view bytes, std::size_t at = 0) : bytes_(bytes), at_(at) {}
  Token next();
  std::size_t at() const noexcept { return at_; }
  void go_to(std::size_t at) noexcept { at_ = at; }
  std::string_view bytes() const noexcept { return bytes_; }

 private:
  void skip_white();
  void read_string(Token& token);
  void read_hex(Token& token);
  void read_name(Token& token);
  std::string_view bytes_;
  std::size_t at_;
};

}  // namespace sohoa::pdf
