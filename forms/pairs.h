// Front and back of one identity card among the documents of a dossier, whose pages may have been
// scanned in any order.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "forms/extract.h"

namespace sohoa::forms {

// What the sides of a card say that tells whose it is: the keys of the definition's fields.
struct CardKeys {
  std::vector<std::string> numbers;     // "so_cccd", "so_cmnd": one in common is enough
  std::vector<std::string> names;       // compared without marks, "ho_ten", "ho_ten_khong_dau"
  std::string birth_date;               // together with the name, if a number is not known
  std::vector<std::string> kinds;       // of cards; others are no sides
  std::vector<std::string> front_only;  // a side with one of them is a front: "que_quan"
  std::vector<std::string> back_only;   // "mrz"
};

struct CardPair {
  std::size_t front = 0, back = 0;  // among the extractions
};

// Pairs in the order of their fronts. A number that stands on both decides; name and birth date
// only where one side has no number. What is a front and a back at once, or fits several others, is
// in no pair: two copies of one side are no pair either.
std::vector<CardPair> paired_cards(const std::vector<Extraction>& sides, const CardKeys& keys);

}  // namespace sohoa::forms
