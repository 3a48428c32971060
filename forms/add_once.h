// A list without repetitions.
#pragma once
#include <algorithm>
#include <type_traits>
#include <vector>

namespace sohoa::forms {

template <class Item>
void add_once(std::vector<Item>& items, const std::type_identity_t<Item>& item) {
  if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
}

}  // namespace sohoa::forms
