#include "scanners/sane_options.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <sane/sane.h>

namespace sohoa::scanners {
namespace {

double from_word(SaneOption::Type type, SANE_Word word) {
  return type == SaneOption::Type::fixed ? SANE_UNFIX(word) : double(word);
}
SANE_Word to_word(SaneOption::Type type, double value) {
  if (type == SaneOption::Type::fixed) value *= 1 << SANE_FIXED_SCALE_SHIFT;
  return SANE_Word(std::lround(std::clamp(value, -2147483647.0, 2147483647.0)));
}

std::optional<SaneOption::Type> type_of(const SANE_Option_Descriptor& d) {
  const bool single =
      d.size <= SANE_Int(sizeof(SANE_Word));  // arrays (gamma tables) are left alone
  switch (d.type) {
    case SANE_TYPE_BOOL:
      return single ? std::optional(SaneOption::Type::boolean) : std::nullopt;
    case SANE_TYPE_INT:
      return single ? std::optional(SaneOption::Type::integer) : std::nullopt;
    case SANE_TYPE_FIXED:
      return single ? std::optional(SaneOption::Type::fixed) : std::nullopt;
    case SANE_TYPE_STRING:
      return SaneOption::Type::text;
    default:
      return std::nullopt;
  }
}

// False for a list without entries: Debian 12's escl driver has one, with no memory for a value.
bool read_constraint(const SANE_Option_Descriptor& d, SaneOption& option) {
  constexpr int most = 1000;
  if (d.constraint_type == SANE_CONSTRAINT_STRING_LIST) {
    const SANE_String_Const* entry = d.constraint.string_list;
    for (int i = 0; entry != nullptr && *entry != nullptr && i < most; ++i, ++entry)
      option.texts.emplace_back(*entry);
    return !option.texts.empty();
  }
  if (d.constraint_type == SANE_CONSTRAINT_WORD_LIST) {
    const SANE_Word* list = d.constraint.word_list;
    for (SANE_Word i = 1; list != nullptr && i <= std::min(list[0], most); ++i)
      option.values.push_back(from_word(option.type, list[i]));
    return !option.values.empty();
  }
  if (d.constraint_type == SANE_CONSTRAINT_RANGE && d.constraint.range != nullptr) {
    option.ranged = true;
    option.low = from_word(option.type, d.constraint.range->min);
    option.high = from_word(option.type, d.constraint.range->max);
  }
  return true;
}

// Memory for one option's value. One byte more than declared: drivers declare 0 and write a NUL.
std::vector<char> value_memory(void* handle, int number, std::size_t at_least = 0) {
  const SANE_Option_Descriptor* d = sane_get_option_descriptor(handle, number);
  const std::size_t declared = d == nullptr ? 0 : std::size_t(std::max(d->size, 1));
  return std::vector<char>(std::max({declared, at_least, sizeof(SANE_Word)}) + 1, '\0');
}

}  // namespace

std::optional<SaneOption> SaneOptions::find(std::string_view name) const {
  SANE_Word count = 0;
  if (sane_control_option(handle_, 0, SANE_ACTION_GET_VALUE, &count, nullptr) != SANE_STATUS_GOOD)
    return std::nullopt;
  for (SANE_Int i = 1; i < std::min(count, 10'000); ++i) {
    const SANE_Option_Descriptor* d = sane_get_option_descriptor(handle_, i);
    if (d == nullptr || d->name == nullptr || name != d->name) continue;
    if (!SANE_OPTION_IS_ACTIVE(d->cap)) continue;
    const auto type = type_of(*d);
    if (!type) continue;
    SaneOption option;
    option.number = i;
    option.type = *type;
    option.settable = SANE_OPTION_IS_SETTABLE(d->cap);
    if (read_constraint(*d, option)) return option;
  }
  return std::nullopt;
}

std::string SaneOptions::text(const SaneOption& option) const {
  auto memory = value_memory(handle_, option.number);
  if (sane_control_option(handle_, option.number, SANE_ACTION_GET_VALUE, memory.data(), nullptr) !=
      SANE_STATUS_GOOD)
    return {};
  return {memory.data(), strnlen(memory.data(), memory.size())};
}

double SaneOptions::number(const SaneOption& option) const {
  auto memory = value_memory(handle_, option.number);
  if (sane_control_option(handle_, option.number, SANE_ACTION_GET_VALUE, memory.data(), nullptr) !=
      SANE_STATUS_GOOD)
    return 0;
  SANE_Word word = 0;
  std::memcpy(&word, memory.data(), sizeof word);
  return from_word(option.type, word);
}

bool SaneOptions::set(const SaneOption& option, const std::string& text) const {
  // Setting a list of one value is refused by some (Epson DS-310); what is set need not be set.
  if (this->text(option) == text) return true;
  if (!option.settable) return false;
  auto memory = value_memory(handle_, option.number, text.size() + 1);
  std::memcpy(memory.data(), text.c_str(), text.size());
  return sane_control_option(handle_, option.number, SANE_ACTION_SET_VALUE, memory.data(),
                             nullptr) == SANE_STATUS_GOOD;
}

bool SaneOptions::set(const SaneOption& option, double number) const {
  const SANE_Word wanted = to_word(option.type, number);
  if (to_word(option.type, this->number(option)) == wanted) return true;
  if (!option.settable) return false;
  auto memory = value_memory(handle_, option.number);
  std::memcpy(memory.data(), &wanted, sizeof wanted);
  return sane_control_option(handle_, option.number, SANE_ACTION_SET_VALUE, memory.data(),
                             nullptr) == SANE_STATUS_GOOD;
}

}  // namespace sohoa::scanners
