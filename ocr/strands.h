// Text lines in the making: chains of letters, and what belongs to them.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "ocr/barriers.h"
#include "ocr/chains.h"
#include "ocr/ink.h"

namespace sohoa::ocr {

struct Strand {
  Chain chain;
  std::vector<std::uint32_t> marks;  // marks, points, pieces of broken letters
};

// Chains on one baseline become one strand unless the gap is a column's; what is a row of marks
// above or below a line of letters is no strand, its blobs are left to attach(). Pure.
std::vector<Strand> join(const Ink& ink, std::vector<Chain> chains, const Barriers& barriers);

// Gives each of the `loose` blobs to the letter it belongs to; what remains is left in `loose`.
void attach(const Ink& ink, std::vector<Strand>& strands, std::vector<std::uint32_t>& loose,
            const Barriers& barriers);

// Cuts those of the `loose` blobs that are letters of two rows or more, as the strands tell, apart
// between the rows; new blobs are added to `ink`, and to `loose` in their place. Whether any was.
bool part_rows(Ink& ink, std::span<const Strand> strands, std::vector<std::uint32_t>& loose);

// Letters of neighbouring lines that touch are cut apart between the lines, each part given to its
// strand; new blobs are added to `ink`. What remains is left in `loose`.
void part(Ink& ink, std::vector<Strand>& strands, std::vector<std::uint32_t>& loose);

}  // namespace sohoa::ocr
