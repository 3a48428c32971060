// Vietnamese text of the years before Unicode: taken over from its encoding, and which encoding it
// is in told from the text alone. Old metadata, lists of archives and the text of old PDFs have it.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/lexicon.h"

namespace sohoa {

enum class Charset : std::uint8_t {
  utf8,
  utf16,           // with a byte order mark; without one, little endian
  tcvn3,           // TCVN 5712:1993 VN3, the ABC fonts (.VnTime)
  tcvn3_capitals,  // the same in a font that shows small letters as capitals (.VnTimeH)
  vni,             // VNI-Windows: a letter, then a byte for its marks
  cp1258,          // Windows-1258: some marks are characters of their own
  viscii,          // VISCII 1.1 (RFC 1456)
};
std::span<const Charset> charsets() noexcept;
std::string_view charset_name(Charset charset) noexcept;  // "tcvn3-capitals"
std::optional<Charset> charset_named(std::string_view name) noexcept;

// In NFC. What stands for nothing in the charset, and control characters but tabs and ends of lines
// and pages, becomes U+FFFD. Never throws on any bytes.
//
// PDF readers and mail programs have often taken bytes of the 8-bit charsets for those of
// Windows-1252 and written them as UTF-8 ("ViÖt Nam" as seven characters). Bytes that are UTF-8 are
// therefore taken back first; characters Windows-1252 has not are kept.
//
// TCVN3 has no capitals with tones: they are typed as small letters among capitals and shown by
// another font. Words that can only be meant so ("CéNG HßA"), and words like "Bé" beside them,
// become capitals.
std::string from_charset(std::string_view bytes, Charset charset);

struct Guess {
  Charset charset = Charset::utf8;
  double confidence = 0;  // 0..1, that it is the right one
};
constexpr double confident_guess = 0.95;  // below it a person should name the charset

// By which charset the words with marks are words of Vietnamese; of the first 2000 such words.
// Plain ASCII is UTF-8. tcvn3_capitals is never the answer: the bytes are those of tcvn3. Text that
// is UTF-8 of another language is UTF-8; bytes that are text in none get a low confidence.
Guess guess_charset(std::string_view bytes, const Lexicon& lexicon);

}  // namespace sohoa
