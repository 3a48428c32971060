#include "tests/vscan/tray.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace vscan {
namespace {

namespace fs = std::filesystem;

bool is_image(const fs::path& file) {
  std::string extension = file.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  static constexpr std::array<const char*, 9> known{".jpg", ".jpeg", ".png", ".tif", ".tiff",
                                                    ".pnm", ".pgm",  ".ppm", ".pbm"};
  return std::ranges::find(known, extension) != known.end();
}

// Runs of digits compare as numbers: sheet2 before sheet10.
bool natural_less(const fs::path& left, const fs::path& right) {
  const std::string a = left.filename(), b = right.filename();
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (digit(a[i]) && digit(b[j])) {
      char *end_a = nullptr, *end_b = nullptr;
      const unsigned long long x = std::strtoull(a.c_str() + i, &end_a, 10);
      const unsigned long long y = std::strtoull(b.c_str() + j, &end_b, 10);
      if (x != y) return x < y;
      i = static_cast<std::size_t>(end_a - a.c_str());
      j = static_cast<std::size_t>(end_b - b.c_str());
    } else {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i;
      ++j;
    }
  }
  return a.size() - i != b.size() - j ? a.size() - i < b.size() - j : a < b;
}

Sheet sheet_of(const fs::path& folder, const std::string& line) {
  Sheet sheet;
  const auto parts = words(line);
  const auto bar = parts.front().find('|');
  sheet.front = folder / parts.front().substr(0, bar);
  if (bar != std::string::npos) sheet.back = folder / parts.front().substr(bar + 1);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto equals = parts[i].find('=');
    sheet.script[parts[i].substr(0, equals)] =
        equals == std::string::npos ? "1" : parts[i].substr(equals + 1);
  }
  return sheet;
}

}  // namespace

std::string Sheet::text(const std::string& key, const std::string& otherwise) const {
  const auto found = script.find(key);
  return found == script.end() ? otherwise : found->second;
}

double Sheet::number(const std::string& key, double otherwise) const {
  const auto found = script.find(key);
  return found == script.end() ? otherwise : std::strtod(found->second.c_str(), nullptr);
}

std::vector<std::string> read_lines(const fs::path& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto first = line.find_first_not_of(" \t\r");
    if (first != std::string::npos && line[first] != '#') lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> words(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream in(line);
  for (std::string word; in >> word;) found.push_back(word);
  return found;
}

std::vector<Sheet> Tray::sheets() const {
  std::vector<Sheet> sheets;
  if (fs::exists(folder_ / "feed.txt")) {
    for (const auto& line : read_lines(folder_ / "feed.txt"))
      sheets.push_back(sheet_of(folder_, line));
    return sheets;
  }
  std::vector<fs::path> images;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_, failed))
    if (entry.is_regular_file() && is_image(entry.path())) images.push_back(entry.path());
  std::ranges::sort(images, natural_less);
  for (const auto& image : images) sheets.push_back({image, {}, {}});
  return sheets;
}

Tray::Position Tray::position() const {
  Position position;
  std::ifstream in(folder_ / ".position");
  in >> position.sheet >> position.fault_had;
  return in ? position : Position{};
}

void Tray::set_position(const Position& position) const {
  // Renamed into place: the process may be killed at any moment, and the paper stays where it is.
  const fs::path file = folder_ / ".position", part = folder_ / ".position.part";
  {
    std::ofstream out(part);
    out << position.sheet << ' ' << position.fault_had << '\n';
  }
  std::error_code failed;
  fs::rename(part, file, failed);
}

}  // namespace vscan
