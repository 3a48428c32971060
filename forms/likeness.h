// How alike two Vietnamese texts are, as eyes and recognisers confuse them: a mark weighs half a
// letter, and where a tone is written ("hòa", "hoà"), case, spaces, punctuation and zeros before a
// number weigh nothing.
#pragma once
#include <string>
#include <string_view>

namespace sohoa::forms {

// A text made ready to be compared. Letters and digits only, in lower case; each run of vowels has
// its tone before it. Equal keys are equal spellings.
class Spelling {
 public:
  Spelling() = default;
  // Of NFC text; a letter that is not Vietnamese counts as itself.
  explicit Spelling(std::string_view text);

  bool empty() const noexcept { return key_.empty(); }
  const std::string& plain() const noexcept { return plain_; }  // a-z, 0-9
  std::string letters() const;  // the key without tones: "quyêt" of "Quyết", in symbols of its own
  // 0 level, 1 grave, 2 acute, 3 hook, 4 tilde, 5 dot; -1 if there is more than one.
  int tone() const;
  bool operator==(const Spelling& other) const noexcept { return key_ == other.key_; }

  // In half letters: a mark 1, a letter 2; a digit is never near another. Gives `limit` + 1
  // where the distance is not within it.
  int distance(const Spelling& other, int limit) const;

  friend Spelling joined(const Spelling& first, const Spelling& second);  // with a space between

 private:
  std::string key_, plain_;
};

// True if no letter of the text carries a mark, as on papers typed without them.
bool is_unmarked(std::string_view nfc_text) noexcept;

}  // namespace sohoa::forms
