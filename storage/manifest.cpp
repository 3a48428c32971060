#include "storage/manifest.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/vietnamese.h"

namespace sohoa::storage {
namespace {

constexpr std::size_t hash_digits = 64;
constexpr std::size_t longest_path = 4096;
constexpr std::size_t most_problems = 1000;

std::string encoded(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (c == '%')
      text += "%25";
    else if (c == '\r')
      text += "%0D";
    else if (c == '\n')
      text += "%0A";
    else
      text += c;
  }
  return text;
}

// Only the three sequences a writer makes are decoded; any other % stands for itself.
std::string decoded(std::string_view text) {
  std::string path;
  while (!text.empty()) {
    const auto code = text.substr(0, 3);
    char c = text.front();
    std::size_t length = 3;
    if (code == "%25")
      c = '%';
    else if (code == "%0D" || code == "%0d")
      c = '\r';
    else if (code == "%0A" || code == "%0a")
      c = '\n';
    else
      length = 1;
    path += c;
    text.remove_prefix(length);
  }
  return path;
}

// Lower-case hex of a checksum, or empty.
std::string checksum(std::string_view text) {
  if (text.size() != hash_digits) return {};
  std::string hex(text);
  for (char& c : hex) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return {};
  }
  return hex;
}

}  // namespace

std::vector<std::string_view> tag_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find_first_of("\r\n");
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return lines;
}

bool is_plain_path(std::string_view path) noexcept {
  if (path.empty() || path.size() > longest_path || path.front() == '~') return false;
  if (path.find('\0') != std::string_view::npos || path.find('\\') != std::string_view::npos)
    return false;
  while (true) {
    const auto slash = path.find('/');
    const auto name = path.substr(0, slash);
    if (name.empty() || name == "." || name == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

std::string printable(std::string_view name) {
  std::string text;
  // Round trip through code points: invalid UTF-8 becomes U+FFFD, composed or not stays as it is.
  for (const char32_t c : to_utf32(name)) {
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
        (c >= 0x2066 && c <= 0x2069))
      text += fmt::format("%{:02X}", static_cast<std::uint32_t>(c));
    else
      text += to_utf8(std::u32string_view(&c, 1));
  }
  return text;
}

Manifest parse_manifest(std::string_view text) {
  Manifest manifest;
  std::size_t number = 0;
  const auto problem = [&](std::string_view what, std::string_view path) {
    if (manifest.problems.size() < most_problems)
      manifest.problems.push_back(
          fmt::format("line {}: {}{}", number, what, printable(path.substr(0, longest_path))));
  };
  for (const auto line : tag_lines(text)) {
    ++number;
    const auto gap = line.find_first_of(" \t");
    const auto start = gap == std::string_view::npos ? gap : line.find_first_not_of(" \t", gap);
    const auto hash = checksum(line.substr(0, gap));
    if (hash.empty() || start == std::string_view::npos) {
      problem("not a SHA-256 checksum and a path", "");
      continue;
    }
    const auto path = decoded(line.substr(start));
    if (!is_plain_path(path))
      problem("path leaves the bag or is not plain: ", path);
    else if (!manifest.files.emplace(path, hash).second)
      problem("listed twice: ", path);
  }
  return manifest;
}

std::string manifest_text(const std::map<std::string, std::string>& files) {
  std::string text;
  for (const auto& [path, hash] : files) text += hash + "  " + encoded(path) + "\n";
  return text;
}

}  // namespace sohoa::storage
