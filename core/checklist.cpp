#include "core/checklist.h"

#include <algorithm>

namespace sohoa {

bool Checklist::counts_as_digitized() const noexcept {
  const auto there = [](const ChecklistItem& item) { return !item.documents.empty(); };
  return std::ranges::any_of(components, there) && std::ranges::any_of(results, there);
}

}  // namespace sohoa
