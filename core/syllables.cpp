#include "core/syllables.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace sohoa {
namespace {

using std::u32string_view;

// Each vowel without a tone, then with huyền, sắc, hỏi, ngã, nặng.
constexpr std::array<u32string_view, 12> vowels{U"aàáảãạ", U"ăằắẳẵặ", U"âầấẩẫậ", U"eèéẻẽẹ",
                                                U"êềếểễệ", U"iìíỉĩị", U"oòóỏõọ", U"ôồốổỗộ",
                                                U"ơờớởỡợ", U"uùúủũụ", U"ưừứửữự", U"yỳýỷỹỵ"};
constexpr std::size_t acute = 2, dot_below = 5, tones = 6;

constexpr std::array<u32string_view, 28> onsets{
    U"",  U"b",  U"c",   U"ch", U"d", U"đ",  U"g",  U"gh", U"gi", U"h", U"k",  U"kh", U"l", U"m",
    U"n", U"ng", U"ngh", U"nh", U"p", U"ph", U"qu", U"r",  U"s",  U"t", U"th", U"tr", U"v", U"x"};

constexpr std::array<u32string_view, 163> rimes{
    U"a",    U"ac",   U"ach",  U"ai",  U"am",   U"an",   U"ang",  U"anh",  U"ao",  U"ap",
    U"at",   U"au",   U"ay",   U"ăc",  U"ăm",   U"ăn",   U"ăng",  U"ăp",   U"ăt",  U"âc",
    U"âm",   U"ân",   U"âng",  U"âp",  U"ât",   U"âu",   U"ây",   U"e",    U"ec",  U"em",
    U"en",   U"eng",  U"eo",   U"ep",  U"et",   U"ê",    U"êch",  U"êm",   U"ên",  U"ênh",
    U"êp",   U"êt",   U"êu",   U"i",   U"ia",   U"ich",  U"im",   U"in",   U"inh", U"ip",
    U"it",   U"iu",   U"iêc",  U"iêm", U"iên",  U"iêng", U"iêp",  U"iêt",  U"iêu", U"o",
    U"oa",   U"oac",  U"oach", U"oai", U"oam",  U"oan",  U"oang", U"oanh", U"oao", U"oap",
    U"oat",  U"oay",  U"oăc",  U"oăm", U"oăn",  U"oăng", U"oăt",  U"oc",   U"oe",  U"oen",
    U"oeo",  U"oet",  U"oi",   U"om",  U"on",   U"ong",  U"ooc",  U"oong", U"op",  U"ot",
    U"ô",    U"ôc",   U"ôi",   U"ôm",  U"ôn",   U"ông",  U"ôp",   U"ôt",   U"ơ",   U"ơi",
    U"ơm",   U"ơn",   U"ơp",   U"ơt",  U"u",    U"ua",   U"uân",  U"uâng", U"uât", U"uây",
    U"uc",   U"uê",   U"uêch", U"uên", U"uênh", U"ui",   U"um",   U"un",   U"ung", U"uơ",
    U"uôc",  U"uôi",  U"uôm",  U"uôn", U"uông", U"uôt",  U"up",   U"ut",   U"uy",  U"uya",
    U"uych", U"uyên", U"uyêt", U"uyn", U"uynh", U"uyp",  U"uyt",  U"uyu",  U"ư",   U"ưa",
    U"ưc",   U"ưi",   U"ưm",   U"ưn",  U"ưng",  U"ươc",  U"ươi",  U"ươm",  U"ươn", U"ương",
    U"ươp",  U"ươt",  U"ươu",  U"ưt",  U"ưu",   U"y",    U"ych",  U"yêm",  U"yên", U"yêng",
    U"yêt",  U"yêu",  U"ynh"};

struct Toned {
  char32_t vowel;
  std::size_t tone;
};

std::optional<Toned> toned(char32_t c) {
  for (const u32string_view vowel : vowels)
    if (const auto at = vowel.find(c); at != u32string_view::npos) return Toned{vowel[0], at};
  return std::nullopt;
}

bool is_vowel(char32_t c) { return toned(c).has_value(); }

bool one_of(char32_t c, u32string_view set) { return set.find(c) != u32string_view::npos; }

// k, gh, ngh stand before e, ê, i (and k before y); c, g, ng before the rest; gi takes the i of its
// rime into itself: "gìn".
bool fits(u32string_view onset, u32string_view rime) {
  const char32_t first = rime.front();
  const bool front = one_of(first, U"eêi");
  if (onset == U"k") return front || rime == U"y";
  if (onset == U"gh" || onset == U"ngh") return front;
  if (onset == U"c" || onset == U"ng") return !front && first != U'y';
  if (onset == U"g") return first == U'i' || (!front && first != U'y');
  if (onset == U"gi") return !one_of(first, U"iy");
  if (onset == U"qu") {
    // The u of qu is the glide; "quốc" is the one word with a round vowel after it.
    return !one_of(first, U"uưo") && (first != U'ô' || rime == U"ôc") &&
           (first != U'ơ' || rime == U"ơ");
  }
  if (first == U'y') return onset.empty() || (rime == U"y" && one_of(onset.back(), U"hlmstv"));
  return true;
}

bool stopped(u32string_view rime) { return one_of(rime.back(), U"cpt") || rime.ends_with(U"ch"); }

// Where a tone may be written: on the vowel with a mark, else on the nucleus. Of "oa", "oe" and
// "uy" at the end both places are in use.
std::vector<std::size_t> tone_places(u32string_view rime) {
  std::size_t count = 0;
  std::optional<std::size_t> marked;
  while (count < rime.size() && is_vowel(rime[count])) {
    if (one_of(rime[count], U"ăâêôơư")) marked = count;
    ++count;
  }
  if (marked) return {*marked};
  if (count == 1) return {0};
  const u32string_view group = rime.substr(0, count);
  const bool glide = group.starts_with(U"oa") || group.starts_with(U"oe") ||
                     group.starts_with(U"uy") || group.starts_with(U"oo");
  if (!glide) return {0};
  if (rime.size() == 2) return {0, 1};
  return {1};
}

struct Bare {
  std::u32string letters;
  std::size_t tone = 0, place = 0;
};

std::optional<Bare> without_tone(u32string_view letters) {
  Bare bare;
  for (const char32_t c : letters) {
    const auto vowel = toned(c);
    if (vowel && vowel->tone != 0) {
      if (bare.tone != 0) return std::nullopt;
      bare.tone = vowel->tone;
      bare.place = bare.letters.size();
    }
    bare.letters += vowel ? vowel->vowel : c;
  }
  return bare;
}

bool tone_fits(u32string_view rime, std::size_t tone) {
  return !stopped(rime) || tone == acute || tone == dot_below;
}

}  // namespace

bool is_possible_syllable(u32string_view letters) {
  constexpr std::size_t longest = 7;  // "nghiêng"
  if (letters.empty() || letters.size() > longest) return false;
  const auto bare = without_tone(letters);
  if (!bare) return false;
  for (const u32string_view onset : onsets) {
    if (!bare->letters.starts_with(onset)) continue;
    const u32string_view rime = u32string_view(bare->letters).substr(onset.size());
    if (std::ranges::find(rimes, rime) == rimes.end() || !fits(onset, rime)) continue;
    if (!tone_fits(rime, bare->tone)) continue;
    if (bare->tone == 0) return true;
    const auto places = tone_places(rime);
    if (bare->place >= onset.size() &&
        std::ranges::find(places, bare->place - onset.size()) != places.end())
      return true;
  }
  return false;
}

std::vector<std::u32string> possible_syllables() {
  std::vector<std::u32string> all;
  for (const u32string_view onset : onsets)
    for (const u32string_view rime : rimes) {
      if (!fits(onset, rime)) continue;
      const auto places = tone_places(rime);
      for (std::size_t tone = 0; tone < tones; ++tone) {
        if (!tone_fits(rime, tone)) continue;
        for (const std::size_t place : places) {
          std::u32string syllable(onset);
          syllable += rime;
          char32_t& c = syllable[onset.size() + place];
          for (const u32string_view vowel : vowels)
            if (vowel[0] == c) {
              c = vowel[tone];
              break;
            }
          all.push_back(std::move(syllable));
        }
      }
    }
  std::ranges::sort(all);
  // Not std::ranges::unique, whose subrange clang 14 (the fuzz preset) cannot compile.
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace sohoa
