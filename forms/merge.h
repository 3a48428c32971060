// One value of several that rules, codes and people gave for a field.
#pragma once
#include <string>
#include <vector>

#include "forms/find.h"

namespace sohoa::forms {

// Best first: a machine-readable value outranks a read one, that one a typed one, any value
// outranks none; then confidence decides.
void rank(std::vector<Candidate>& candidates);

// Of ranked candidates the first, with the values of the others as alternatives; reasons for review
// if they differ, or if it was read with less than `review_below`.
FieldValue merged(const Field& field, const std::vector<Candidate>& candidates,
                  double review_below);

// What a code says outranks what was read, and that what a person typed: the paper speaks. 0 to 2.
int trust(Source source) noexcept;

}  // namespace sohoa::forms
