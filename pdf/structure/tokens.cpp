#include "pdf/structure/tokens.h"

#include <utility>

namespace sohoa::pdf {
namespace {

int hex_value(unsigned char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_number(std::string_view text) {
  bool digit = false;
  int points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9')
      digit = true;
    else if (c == '.')
      ++points;
    else if (i != 0 || (c != '+' && c != '-'))
      return false;
  }
  return digit && points <= 1;
}

char unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    default:
      return c;
  }
}

}  // namespace

bool is_white(unsigned char c) noexcept {
  return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

bool is_delimiter(unsigned char c) noexcept {
  return std::string_view("()<>[]{}/%").find(static_cast<char>(c)) != std::string_view::npos;
}

void Tokens::skip_white() {
  while (at_ < bytes_.size()) {
    const auto c = static_cast<unsigned char>(bytes_[at_]);
    if (c == '%')
      while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
    else if (is_white(c))
      ++at_;
    else
      return;
  }
}

Token Tokens::next() {
  skip_white();
  Token token;
  token.begin = at_;
  if (at_ >= bytes_.size()) return token;
  const char c = bytes_[at_];
  const bool doubled = at_ + 1 < bytes_.size() && bytes_[at_ + 1] == c;
  const auto delimiter = [&](TokenKind kind, std::size_t length) {
    token.kind = kind;
    at_ += length;
    return token;
  };
  if (c == '[') return delimiter(TokenKind::open_array, 1);
  if (c == ']') return delimiter(TokenKind::close_array, 1);
  if (c == '<' && doubled) return delimiter(TokenKind::open_dictionary, 2);
  if (c == '>' && doubled) return delimiter(TokenKind::close_dictionary, 2);
  if (c == '(') {
    read_string(token);
  } else if (c == '<') {
    read_hex(token);
  } else if (c == '/') {
    read_name(token);
  } else if (is_delimiter(static_cast<unsigned char>(c))) {
    return delimiter(TokenKind::other, 1);
  } else {
    while (at_ < bytes_.size() && !is_white(static_cast<unsigned char>(bytes_[at_])) &&
           !is_delimiter(static_cast<unsigned char>(bytes_[at_])))
      token.text += bytes_[at_++];
    token.kind = is_number(token.text) ? TokenKind::number : TokenKind::word;
  }
  return token;
}

void Tokens::read_string(Token& token) {
  token.kind = TokenKind::string;
  int depth = 0;
  while (at_ < bytes_.size()) {
    const char c = bytes_[at_++];
    if (c == '(' && depth++ == 0) continue;
    if (c == ')' && --depth == 0) return;
    if (c != '\\' || at_ >= bytes_.size()) {
      token.text += c;
      continue;
    }
    const char escaped = bytes_[at_++];
    if (escaped >= '0' && escaped <= '7') {
      unsigned value = static_cast<unsigned>(escaped - '0');
      for (int i = 0; i < 2 && at_ < bytes_.size() && bytes_[at_] >= '0' && bytes_[at_] <= '7'; ++i)
        value = value * 8 + static_cast<unsigned>(bytes_[at_++] - '0');
      token.text += static_cast<char>(value);
    } else if (escaped == '\r' || escaped == '\n') {
      if (escaped == '\r' && at_ < bytes_.size() && bytes_[at_] == '\n') ++at_;
    } else {
      token.text += unescaped(escaped);
    }
  }
}

void Tokens::read_hex(Token& token) {
  token.kind = TokenKind::hex_string;
  int high = -1;
  for (++at_; at_ < bytes_.size() && bytes_[at_] != '>'; ++at_) {
    const auto c = static_cast<unsigned char>(bytes_[at_]);
    if (is_white(c)) continue;
    const int value = hex_value(c);
    if (value < 0)
      token.only_digits = false;
    else if (high < 0)
      high = value;
    else
      token.text += static_cast<char>(std::exchange(high, -1) * 16 + value);
  }
  if (at_ < bytes_.size()) ++at_;
  token.even = high < 0;
  if (high >= 0) token.text += static_cast<char>(high * 16);
}

void Tokens::read_name(Token& token) {
  token.kind = TokenKind::name;
  for (++at_; at_ < bytes_.size(); ++at_) {
    const auto c = static_cast<unsigned char>(bytes_[at_]);
    if (is_white(c) || is_delimiter(c)) return;
    const bool escape = c == '#' && at_ + 2 < bytes_.size() &&
                        hex_value(static_cast<unsigned char>(bytes_[at_ + 1])) >= 0 &&
                        hex_value(static_cast<unsigned char>(bytes_[at_ + 2])) >= 0;
    if (escape) {
      token.text += static_cast<char>(hex_value(static_cast<unsigned char>(bytes_[at_ + 1])) * 16 +
                                      hex_value(static_cast<unsigned char>(bytes_[at_ + 2])));
      at_ += 2;
    } else {
      token.text += static_cast<char>(c);
    }
  }
}

}  // namespace sohoa::pdf
