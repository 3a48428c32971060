// Which files a list of files and folders stands for, in the order a person expects.
#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "scanners/file_kind.h"
#include "scanners/open.h"

namespace sohoa::scanners {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number at the start of `text`, without leading zeros, taken off it.
std::string_view take_number(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

// "page2" before "page10": runs of digits compare as numbers; a folder's files stay together.
bool natural_less(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a, whole_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view x = take_number(a), y = take_number(b);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
      continue;
    }
    const auto rank = [](char c) {
      return c == '/' ? 0 : std::tolower(static_cast<unsigned char>(c));
    };
    if (rank(a.front()) != rank(b.front())) return rank(a.front()) < rank(b.front());
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole_a < whole_b;
}

bool has_known_extension(const fs::path& file) {
  std::string extension = file.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return char(std::tolower(c)); });
  // The second half are pictures that we do not read: each is reported, not passed over.
  static constexpr std::array<std::string_view, 20> known{
      ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf", ".pnm",  ".pgm",  ".ppm",  ".pbm",
      ".jpe", ".jfif", ".jp2", ".jpx", ".bmp",  ".gif", ".webp", ".heic", ".djvu", ".jb2"};
  return std::ranges::find(known, extension) != known.end();
}

// A page may be named as it likes, or lie behind a link that leads nowhere: content decides, and
// what cannot be opened is for the source to report. Only plain files that are no picture are
// passed over.
bool may_be_page(const fs::directory_entry& entry) {
  if (has_known_extension(entry.path())) return true;
  std::error_code ignored;
  if (!entry.is_regular_file(ignored)) return true;
  try {
    std::array<char, kind_needs> first{};
    std::ifstream in(entry.path(), std::ios::binary);
    if (!in) return true;
    in.read(first.data(), first.size());
    const std::span seen(first.data(), static_cast<std::size_t>(in.gcount()));
    return file_kind(std::as_bytes(seen)) != FileKind::unknown;
  } catch (const std::exception&) {
    return true;
  }
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, failed), end;
  while (!failed && entry != end) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    std::error_code ignored;
    if (hidden)
      entry.disable_recursion_pending();
    else if (!entry->is_directory(ignored) && may_be_page(*entry))
      files.push_back(entry->path());
    entry.increment(failed);
  }
  if (failed)
    throw Error(Cause::file_missing,
                folder.string() + ": the folder cannot be read: " + failed.message());
  std::ranges::sort(files, [](const fs::path& a, const fs::path& b) {
    return natural_less(a.native(), b.native());
  });
  return files;
}

}  // namespace

std::vector<fs::path> list_inputs(const std::vector<fs::path>& paths) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code failed;
    if (fs::is_directory(path, failed)) {
      const auto below = files_below(path);
      files.insert(files.end(), below.begin(), below.end());
    } else {
      files.push_back(path);
    }
  }
  if (files.empty())
    throw Error(Cause::input_empty, "no image or PDF among what was given to read");
  return files;
}

}  // namespace sohoa::scanners
