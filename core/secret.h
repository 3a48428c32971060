// Passwords and PINs: values that wipe themselves, and a process that leaves no copy of them
// behind.
#pragma once
#include <concepts>
#include <string_view>
#include <vector>

namespace sohoa {

// Moved, never copied, never printed; its memory is overwritten when it is let go.
class Secret {
 public:
  Secret() = default;
  template <std::convertible_to<std::string_view> Text>
  Secret(const Text& text) : Secret(std::string_view(text), 0) {}  // NOLINT: a password is a text
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {}
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(); }
  bool empty() const noexcept { return text_.empty(); }
  std::string_view view() const noexcept;
  const char* c_str() const noexcept { return text_.empty() ? "" : text_.data(); }

 private:
  Secret(std::string_view text, int);
  void wipe() noexcept;
  std::vector<char> text_;  // with a zero at its end; never grows, so it never moves
};

constexpr std::size_t longest_secret = 1024;  // bytes

// The first line of what `where` names; "" gives none.
//   FILE             a file
//   fd:N             a descriptor that this program was started with: read to its end and closed,
//   so
//                    it can be read once
//   credential:NAME  a credential of systemd: $CREDENTIALS_DIRECTORY/NAME
// Throws Error(key_unusable) naming the place, never what was read.
Secret read_secret(std::string_view where);

// From here on this process leaves no core dump, and others of its user may not look into its
// memory. Child processes begin without it.
void forbid_dumps() noexcept;

}  // namespace sohoa
