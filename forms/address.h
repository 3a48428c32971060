// An address cut into its parts: "12 Lê Lợi, P.5, Quận 3, TP.HCM" into a street and three units.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "forms/likeness.h"

namespace sohoa::forms {

enum Level : unsigned { province_level = 1, district_level = 2, commune_level = 4 };

// "Thành phố", "Quận", "Xã", … (models/places/kinds.tsv)
struct UnitKind {
  std::string name;
  Spelling spelling;
  std::vector<Spelling> words;  // of the name
  std::vector<Spelling> shortened;
  std::vector<Spelling> not_before;  // "hội" behind "Xã": no unit
  unsigned levels = 0;               // of Level
};

inline constexpr std::size_t no_kind = static_cast<std::size_t>(-1);

// Offsets are of the address in bytes.
struct AddressPart {
  std::size_t begin = 0, end = 0;  // kind and name, outer punctuation dropped
  std::size_t name = 0;            // where the name begins
  std::size_t kind = no_kind;      // index of the kind, if a word for one stands before the name
  bool kind_misread = false;       // the word for it has other marks
  Spelling spelling;               // of the name
  Spelling whole;                  // of kind and name
};

inline constexpr std::size_t longest_address = 1000;  // bytes
inline constexpr std::size_t most_address_parts = 40;

// Parts end at commas and where a word for a kind of unit begins, in order. `address` is NFC. None
// if it is longer than longest_address or has more than most_address_parts.
std::vector<AddressPart> address_parts(std::string_view address,
                                       const std::vector<UnitKind>& kinds);

}  // namespace sohoa::forms
