// The options of an open SANE device, by name, without SANE's types (SANE standard 1.06, 4.3.6 on).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::scanners {

struct SaneOption {
  enum class Type { boolean, integer, fixed, text };
  int number = 0;
  Type type = Type::integer;
  bool settable = false;           // by software; an inactive option is not found at all
  std::vector<std::string> texts;  // its string list; empty: none
  std::vector<double> values;      // its word list
  bool ranged = false;
  double low = 0, high = 0;  // if ranged
};

// Descriptors are asked for anew at each look-up: setting one option may change all others
// (SANE_INFO_RELOAD_OPTIONS), and their memory is the driver's. Used by one thread.
class SaneOptions {
 public:
  explicit SaneOptions(void* handle) : handle_(handle) {}
  // The active option of that name holding a single value; nullopt if there is none.
  std::optional<SaneOption> find(std::string_view name) const;
  std::string text(const SaneOption& option) const;
  double number(const SaneOption& option) const;  // 1 for true
  // Set and read back: drivers round. False if the driver refused.
  bool set(const SaneOption& option, const std::string& text) const;
  bool set(const SaneOption& option, double number) const;

 private:
  void* handle_;
};

}  // namespace sohoa::scanners
