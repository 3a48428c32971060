// What a page was read with, and a person should look at all the same.
#pragma once
#include <vector>

#include "core/page.h"

namespace sohoa {

// text_unread: more than `unread_limit` (0..1) of its ink like text was not read, and it is as much
// as a word: on a page of few words a speck is a large share; turn_doubtful: it
// has words, and which way up it lies is a guess. A page whose reading failed has that fault only.
std::vector<Fault> doubts(const Page& page, double unread_limit);

// Whether its text can be taken as it is: it was read, and none of the doubts is among its faults.
bool is_read(const Page& page);

}  // namespace sohoa
