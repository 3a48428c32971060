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

void add_once(std::vector<std::string>& list, const std::string& text);

}  // namespace sohoa::forms
