// A BagIt manifest as text (RFC 8493, 2.1.3): one line a file, its checksum and its path.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::storage {

struct Manifest {
  std::map<std::string, std::string> files;  // path -> SHA-256, lower-case hex
  std::vector<std::string> problems;         // lines that are none, in printable UTF-8
};

// Untrusted input; throws nothing. A path that could leave the bag ("/x", "../x", "a//b", "a/./b",
// "~/x", "a\b") or is listed twice is a problem, not an entry. CR, LF and CRLF end lines.
Manifest parse_manifest(std::string_view text);

// Sorted by path; CR, LF and % in names are percent-encoded.
std::string manifest_text(const std::map<std::string, std::string>& files);

// True if a path within a bag is relative, plain and made of '/'-separated names.
bool is_plain_path(std::string_view path) noexcept;

// A name for a message: control characters percent-encoded, invalid UTF-8 replaced.
std::string printable(std::string_view name);

// The lines of a tag file, without their ends.
std::vector<std::string_view> tag_lines(std::string_view text);

}  // namespace sohoa::storage
