// What the codes at a network's output mean.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::ocr {

struct Alphabet {
  // By code: one letter with its marks, NFC, or " "; empty where a code means nothing, as that
  // between letters does. The Icelandic Ð, which some alphabets have besides Đ, is Đ.
  std::vector<std::string> texts;
};

// From the lists of characters ("unicharset") and of their codes ("recoder") of a .traineddata, for
// a network of `outputs` codes, of which `null` stands between letters. One code a character is
// what is understood. Throws Error(data_missing) naming the file `name`.
Alphabet read_alphabet(std::span<const std::byte> characters, std::span<const std::byte> codes,
                       int outputs, int null, std::string_view name);

}  // namespace sohoa::ocr
