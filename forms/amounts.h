// Sums of money in Vietnamese words, as receipts and decisions repeat them beside the digits.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace sohoa::forms {

// "Hai triệu năm trăm nghìn đồng chẵn" -> 2500000, less than a million billions. Marks and case do
// not count, "(Bằng chữ: … ./.)" around it neither. Nothing if a word is not understood or the
// words are no number in their order ("hai ba trăm").
std::optional<std::int64_t> amount_in_words(std::string_view text);

}  // namespace sohoa::forms
