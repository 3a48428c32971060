#include "core/legacy_text.h"

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/resources.h"
#include "core/syllables.h"
#include "core/vietnamese.h"
#include "tests/tools/old_writing.h"

namespace sohoa {
namespace {

const Lexicon& lexicon() {
  static const Lexicon instance(resource("models/text"));
  return instance;
}

constexpr const char* motto = "Cộng hòa xã hội chủ nghĩa Việt Nam: Độc lập - Tự do - Hạnh phúc";

}  // namespace

TEST_CASE("legacy text: every byte of CP1258 and VISCII means what the C library says (R49)") {
  const std::map<Charset, const char*> oracles{{Charset::cp1258, "CP1258"},
                                               {Charset::viscii, "VISCII"}};
  for (const auto& [charset, name] : oracles)
    for (int byte = 0x80; byte < 0x100; ++byte) {
      // A letter before, for the marks; a full stop behind, for the library holds letters back.
      const std::string bytes{'x', static_cast<char>(byte), '.'};
      const std::string expected = converted(bytes, name, "UTF-8");
      CAPTURE(name);
      CAPTURE(byte);
      CHECK(from_charset(bytes, charset) == (expected.empty() ? "x\uFFFD." : nfc(expected)));
    }
  for (const char byte : {'\x02', '\x05', '\x06', '\x14', '\x19', '\x1E'})
    CHECK(from_charset(std::string{byte, '.'}, Charset::viscii) ==
          converted(std::string{byte, '.'}, "VISCII", "UTF-8"));
}

TEST_CASE("legacy text: TCVN3 is the part of TCVN 5712 that its fonts have (R49)") {
  std::size_t letters = 0;
  for (int byte = 0xA1; byte < 0x100; ++byte) {
    const std::string bytes{'.', static_cast<char>(byte), '.'};
    const std::string text = from_charset(bytes, Charset::tcvn3);
    CAPTURE(byte);
    if (text == ".\uFFFD.") continue;
    ++letters;
    CHECK(text == nfc(converted(bytes, "TCVN5712-1", "UTF-8")));
  }
  CHECK(letters == 74);  // all small letters with marks, and seven capitals without tones
}

TEST_CASE("legacy text: every syllable comes back from each charset, in both cases (R49)") {
  for (const Charset charset : {Charset::tcvn3, Charset::vni, Charset::cp1258, Charset::viscii}) {
    std::size_t wrong = 0;
    for (const std::u32string& letters : possible_syllables()) {
      const std::string syllable = to_utf8(letters);
      for (const std::string& text : {syllable, upper(syllable)}) {
        // TCVN3 has no capitals with tones: a single letter could be either.
        if (charset == Charset::tcvn3 && text != syllable) continue;
        if (from_charset(written_in(charset, text), charset) == text) continue;
        ++wrong;
        CAPTURE(text);
        CHECK(from_charset(written_in(charset, text), charset) == text);
      }
    }
    CAPTURE(charset_name(charset));
    CHECK(wrong == 0);
  }
  for (const std::u32string& letters : possible_syllables()) {
    const std::string syllable = to_utf8(letters);
    REQUIRE(from_charset(written_in(Charset::tcvn3, syllable), Charset::tcvn3_capitals) ==
            upper(syllable));
  }
}

TEST_CASE("legacy text: known words in the bytes that old files have (R49)") {
  CHECK(from_charset("C\xE9ng h\xDF"
                     "a x\xB7 h\xE9i ch\xF1 ngh\xDC"
                     "a Vi\xD6t Nam",
                     Charset::tcvn3) == "Cộng hòa xã hội chủ nghĩa Việt Nam");
  CHECK(from_charset("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Charset::vni) ==
        "Cộng hòa xã hội chủ nghĩa Việt Nam");
  CHECK(from_charset("Ñöôøng Nguyeãn Thò Minh Khai, TP. HOÀ CHÍ MINH", Charset::vni) ==
        "Đường Nguyễn Thị Minh Khai, TP. HỒ CHÍ MINH");
  CHECK(from_charset("Vi\xEA\xF2t Nam, \xF0\xFD\xF5\xCCng", Charset::cp1258) == "Việt Nam, đường");
  // Tone before the quality, as some programs wrote it.
  CHECK(from_charset("Vie\xF2\xE2", Charset::cp1258) == "Viẹâ");
}

TEST_CASE("legacy text: capitals of TCVN3, which no byte says, are told by the words around") {
  const auto read = [](const std::string& text) {
    return from_charset(written_in(Charset::tcvn3, text), Charset::tcvn3);
  };
  CHECK(read("CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  CHECK(read("Bộ Tế, TỉNH Hà TĩNH") == "Bộ Tế, TỈNH HÀ TĨNH");
  CHECK(read("Ủy ban nhân dân quận 3") == "ủy ban nhân dân quận 3");
  CHECK(read("Bộ Tài chính") == "Bộ Tài chính");
  CHECK(read("Số 12/QĐ-UB của HĐND xã Hà Nam") == "Số 12/QĐ-UB của HĐND xã Hà Nam");
  CHECK(read("TỉNH\nHà Nam") == "TỈNH\nHà Nam");  // a line of its own
}

TEST_CASE("legacy text: bytes that were taken for Windows-1252 and written as UTF-8 (R49)") {
  for (const Charset charset : {Charset::tcvn3, Charset::vni, Charset::cp1258}) {
    const std::string bytes = written_in(charset, motto);
    const std::string shown = as_windows_1252(bytes);
    CHECK(shown != bytes);
    CHECK(from_charset(shown, charset) == motto);
    CHECK(guess_charset(shown, lexicon()).charset == charset);
    CHECK(guess_charset(shown, lexicon()).confidence > confident_guess);
  }
}

TEST_CASE("legacy text: what stands for nothing is seen, and controls do not pass") {
  CHECK(from_charset("a\xFF\x07z\r\n", Charset::tcvn3) == "a\uFFFD\uFFFDz\r\n");
  CHECK(from_charset("x\xE2 \xE2", Charset::vni) == "x\uFFFD \uFFFD");
  CHECK(from_charset("a\xFFz\x1B", Charset::utf8) == "a\uFFFDz\uFFFD");
  CHECK(from_charset("", Charset::vni).empty());
  CHECK(from_charset(std::string("\xFF\xFEV\x00\xC7\x1Et", 7), Charset::utf16) == "Vệ\uFFFD");
  CHECK(from_charset(std::string("\xFE\xFF\x00V\x1E\xC7\xD8\x3D\xDE\x00", 10), Charset::utf16) ==
        "Vệ\U0001F600");
}

TEST_CASE("legacy text: a sentence says itself in which charset it is (R49)") {
  for (const Charset charset :
       {Charset::utf8, Charset::tcvn3, Charset::vni, Charset::cp1258, Charset::viscii}) {
    const Guess guess = guess_charset(written_in(charset, motto), lexicon());
    CAPTURE(charset_name(charset));
    CHECK(guess.charset == charset);
    CHECK(guess.confidence > confident_guess);
  }
  CHECK(guess_charset("plain text", lexicon()).charset == Charset::utf8);
  CHECK(guess_charset("plain text", lexicon()).confidence == 1);
  CHECK(guess_charset("\xFF\xFEV\x01", lexicon()).charset == Charset::utf16);
}

TEST_CASE("legacy text: what is no Vietnamese is no charset of it") {
  // French in Latin-1, Chinese in GBK, Russian in KOI8-R.
  for (const char* bytes : {"Le pr\xE9sident a d\xE9j\xE0 \xE9t\xE9 re\xE7u \xE0 l'h\xF4tel",
                            "\xD6\xD0\xBB\xAA\xC8\xCB\xC3\xF1\xB9\xB2\xBA\xCD\xB9\xFA",
                            "\xF2\xCF\xD3\xD3\xC9\xCA\xD3\xCB\xC1\xD1 \xE6\xC5\xC4\xC5\xD2"}) {
    CAPTURE(bytes);
    CHECK(guess_charset(bytes, lexicon()).confidence < confident_guess);
  }
  const Guess french = guess_charset("Le président a déjà été reçu à l'hôtel", lexicon());
  CHECK(french.charset == Charset::utf8);
  CHECK(french.confidence > confident_guess);
}

TEST_CASE("legacy text: names of charsets lead there and back") {
  for (const Charset charset : charsets()) CHECK(charset_named(charset_name(charset)) == charset);
  CHECK_FALSE(charset_named("latin1"));
}

}  // namespace sohoa
