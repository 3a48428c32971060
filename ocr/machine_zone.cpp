#include "ocr/machine_zone.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

#include "core/vietnamese.h"
#include "ocr/line_shape.h"
#include "ocr/network/forward.h"
#include "ocr/zone_path.h"

namespace sohoa::ocr {
namespace {

// Least share of the least sure letter of a name, which no check digit covers.
constexpr float sure_name = 0.5F;
constexpr float sure_foreign_name = 0.9F;  // of one that has words like no Vietnamese syllable
constexpr std::size_t most_zones = 4;

// --- where

// How many characters a text has if it looks like a line of a zone; 0 if it does not.
std::size_t zone_length(std::string_view text) {
  std::size_t length = 0, fillers = 0, digits = 0, capitals = 0;
  for (const char32_t c : to_utf32(text)) {
    ++length;
    if (c == U'<' || c == U'‹') ++fillers;
    if (c == U'«') fillers += 2, ++length;
    if (c >= U'0' && c <= U'9') ++digits;
    if (c >= U'A' && c <= U'Z') ++capitals;
  }
  const bool looks = length >= 20 && length <= 45 &&
                     (fillers + digits + capitals) * 10 >= length * 8 &&
                     (fillers >= 5 || (digits >= 15 && fillers + capitals >= 3));
  return looks ? length : 0;
}

struct Found {
  Box box;       // upright
  double width;  // of thirty characters
};

void find_in(const Line& line, std::vector<Found>& found) {
  const auto add = [&](std::string_view text, const Box& box) {
    const std::size_t length = zone_length(text);
    if (length == 0) return false;
    const auto whole = static_cast<double>(std::min(length, mrz_width));
    found.push_back({box, static_cast<double>(box.w) * mrz_width / whole});
    return true;
  };
  std::string all;
  for (const Word& word : line.words) all += word.text;
  if (add(all, line.upright)) return;
  for (const Word& word : line.words) add(word.text, word.upright);
}

bool are_of_one_zone(const Found& a, const Found& b) {
  const double width = std::max(a.width, b.width);
  return std::abs(a.box.y - b.box.y) < 0.2 * width && std::abs(a.box.x - b.box.x) < 0.3 * width;
}

// Lines of a zone are a fifteenth of their length apart.
Box room_around(const Box& lines, double width) {
  const int beside = static_cast<int>(std::max(0.0, width - lines.w) + 0.06 * width);
  const int above = static_cast<int>(0.18 * width);
  return {lines.x - beside, lines.y - above, lines.w + 2 * beside, lines.h + 2 * above};
}

// --- names

bool takes(std::string_view& word, std::span<const std::string_view> beginnings) {
  for (const std::string_view beginning : beginnings)
    if (word.starts_with(beginning)) {
      word.remove_prefix(beginning.size());
      return true;
    }
  return false;
}

// Consonants, one to three vowels, consonants, as Vietnamese without marks is spelled; no word
// begins with I and another vowel. Longer ones come first.
bool is_like_syllable(std::string_view word) {
  static constexpr std::array<std::string_view, 26> onsets = {
      "NGH", "CH", "GH", "KH", "NG", "NH", "PH", "TH", "TR", "QU", "B", "C", "D",
      "G",   "H",  "K",  "L",  "M",  "N",  "P",  "R",  "S",  "T",  "V", "X", ""};
  static constexpr std::array<std::string_view, 8> codas = {"CH", "NG", "NH", "C",
                                                            "M",  "N",  "P",  "T"};
  const bool begins_with_i = word.starts_with('I');
  takes(word, onsets);
  const std::size_t vowels = std::min(word.find_first_not_of("AEIOUY"), word.size());
  if (vowels == 0 || vowels > 3 || (begins_with_i && vowels > 1)) return false;
  word.remove_prefix(vowels);
  if (!word.empty()) takes(word, codas);
  return word.empty();
}

bool are_like_syllables(std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find('<'), names.size());
    if (end > 0 && !is_like_syllable(names.substr(0, end))) return false;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return true;
}

// An I with serifs is like a T: of names that cannot be, the only spelling with one for the other
// that can.
std::optional<std::string> with_i_and_t_changed(std::string names) {
  for (std::size_t begin = 0; begin < names.size();) {
    const std::size_t end = std::min(names.find('<', begin), names.size());
    const std::string word = names.substr(begin, end - begin);
    if (!word.empty() && !is_like_syllable(word)) {
      std::optional<std::string> only;
      for (std::size_t i = 0; i < word.size(); ++i) {
        std::string other = word;
        if (other[i] != 'T' && other[i] != 'I') continue;
        other[i] = other[i] == 'T' ? 'I' : 'T';
        if (!is_like_syllable(other)) continue;
        if (only) return std::nullopt;
        only = other;
      }
      if (!only) return std::nullopt;
      names.replace(begin, word.size(), *only);
    }
    begin = end + 1;
  }
  return names;
}

// The names if they are to be trusted.
std::optional<std::string> trusted_names(const ZoneLine& line) {
  if (line.least_sure < sure_name) return std::nullopt;
  if (are_like_syllables(line.text)) return line.text;
  if (auto names = with_i_and_t_changed(line.text)) return names;
  if (line.least_sure >= sure_foreign_name) return line.text;
  return std::nullopt;
}

// --- rows

struct Row {
  int top = 0, bottom = 0, left = 0, right = 0;  // of its ink, half-open, slope taken out
};

// The ink of a part, its slope taken out.
class Ink {
 public:
  explicit Ink(const PageImage& part) : part_(part) {
    find_ink();
    find_slope();
  }

  std::vector<Row> rows() const {
    const std::vector<int> profile = profile_of(slope_);
    std::vector<int> sorted = profile;
    std::ranges::sort(sorted);
    const int much = sorted[sorted.size() * 9 / 10];
    std::vector<Row> rows;
    for (int y = 0; y < static_cast<int>(profile.size()); ++y) {
      if (profile[static_cast<std::size_t>(y)] * 8 <= much) continue;
      if (!rows.empty() && rows.back().bottom == y)
        ++rows.back().bottom;
      else
        rows.push_back({y, y + 1, 0, 0});
    }
    for (Row& row : rows) find_sides(row);
    // A line of thirty characters is twenty to forty times as long as its letters are high.
    std::erase_if(rows, [](const Row& row) {
      const int height = row.bottom - row.top, width = row.right - row.left;
      return height < 8 || width < 12 * height || width > 60 * height;
    });
    return rows;
  }

  PageImage image(const Row& row) const {
    const int rim = std::max(2, (row.bottom - row.top) / 4);
    const int left = std::max(0, row.left - rim);
    const int width = std::min(part_.width(), row.right + rim) - left;
    const int height = row.bottom - row.top + 2 * rim;
    std::vector<std::byte> pixels(static_cast<std::size_t>(width * height), std::byte{paper_});
    for (int x = 0; x < width; ++x) {
      const int down = shift(left + x, slope_) + row.top - rim;
      for (int y = 0; y < height; ++y)
        if (y + down >= 0 && y + down < part_.height())
          pixels[static_cast<std::size_t>(y * width + x)] =
              part_.row(y + down)[static_cast<std::size_t>(left + x)];
    }
    return {width, height, part_.dpi(), PixelFormat::gray8, std::move(pixels)};
  }

 private:
  struct Dot {
    int x, y;
  };

  // Zones are printed dark on light: between paper and the darkest print lies the border.
  void find_ink() {
    std::array<int, 256> counts{};
    for (const std::byte b : part_.pixels()) ++counts[std::to_integer<std::size_t>(b)];
    const auto total = static_cast<double>(part_.pixels().size());
    const auto quantile = [&](double share) {
      double sum = 0;
      std::size_t grey = 0;
      while (grey < 255 && (sum += counts[grey]) < share * total) ++grey;
      return static_cast<int>(grey);
    };
    const int paper = quantile(0.6), print = quantile(0.03);
    paper_ = static_cast<std::uint8_t>(paper);
    const int border = (paper + print) / 2;
    if (paper - print < 30) return;  // nothing is printed
    for (int y = 0; y < part_.height(); ++y) {
      const auto row = part_.row(y);
      for (int x = 0; x < part_.width(); ++x)
        if (std::to_integer<int>(row[static_cast<std::size_t>(x)]) < border) ink_.push_back({x, y});
    }
  }

  static int shift(int x, double slope) { return static_cast<int>(std::lround(x * slope)); }

  std::vector<int> profile_of(double slope) const {
    const int room = std::abs(shift(part_.width(), slope));
    std::vector<int> profile(static_cast<std::size_t>(part_.height() + 2 * room + 1));
    for (const Dot& dot : ink_) {
      const int y = dot.y - shift(dot.x, slope);
      if (y >= 0) ++profile[static_cast<std::size_t>(y)];
    }
    return profile;
  }

  // Rows of text make the profile rise and fall most if they lie level.
  void find_slope() {
    constexpr int most = 24;
    double best = -1;
    for (int i = -most; i <= most; ++i) {
      const double slope = i * 0.055 / most;
      double sum = 0;
      int before = 0;
      for (const int n : profile_of(slope)) {
        sum += static_cast<double>(n - before) * (n - before);
        before = n;
      }
      if (sum > best) best = sum, slope_ = slope;
    }
  }

  // Columns with ink, less than four letters apart, from the middle outwards.
  void find_sides(Row& row) const {
    std::vector<int> columns(static_cast<std::size_t>(part_.width()));
    for (const Dot& dot : ink_) {
      const int y = dot.y - shift(dot.x, slope_);
      if (y >= row.top && y < row.bottom) ++columns[static_cast<std::size_t>(dot.x)];
    }
    const int gap = 3 * (row.bottom - row.top), least = (row.bottom - row.top) / 8;
    const auto edge = [&](int step) {
      int last = part_.width() / 2;
      for (int x = last; x >= 0 && x < part_.width() && std::abs(x - last) <= gap; x += step)
        if (columns[static_cast<std::size_t>(x)] > least) last = x;
      return last;
    };
    row.left = edge(-1);
    row.right = edge(1) + 1;
  }

  const PageImage& part_;
  std::vector<Dot> ink_;
  double slope_ = 0;
  std::uint8_t paper_ = 255;
};

}  // namespace

std::vector<Box> find_machine_zones(const PageText& text) {
  std::vector<Found> found;
  for (const Line& line : text.lines) find_in(line, found);
  std::vector<Box> zones;
  while (!found.empty() && zones.size() < most_zones) {
    Found zone = found.front();
    found.erase(found.begin());
    for (auto it = found.begin(); it != found.end();) {
      if (!are_of_one_zone(zone, *it)) {
        ++it;
        continue;
      }
      zone = {united(zone.box, it->box), std::max(zone.width, it->width)};
      it = found.erase(it);
    }
    zones.push_back(room_around(zone.box, zone.width));
  }
  return zones;
}

struct MachineZoneReader::State {
  explicit State(std::shared_ptr<const Network> of)
      : network(std::move(of)),
        forward(*network, *kernels().front()),
        codes(network->alphabet, network->null) {}

  // What the network says of each row; empty for one that cannot be read.
  std::vector<std::vector<ZoneStep>> steps(const std::vector<PageImage>& rows,
                                           const Deadline& deadline) {
    std::vector<std::vector<ZoneStep>> all(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const PageImage image = readable(rows[i]);
      if (image.empty()) continue;
      const LineInput input = line_input(image);
      if (input.empty()) continue;
      const LineInput* const one = &input;
      forward.run({&one, 1}, deadline);
      forward.each_step(0, [&](std::span<const float> shares, float total) {
        all[i].push_back(codes.step(shares, total));
      });
    }
    return all;
  }

  std::shared_ptr<const Network> network;
  Forward forward;
  ZoneCodes codes;
};

MachineZoneReader::MachineZoneReader(std::shared_ptr<const Network> network)
    : state_(std::make_unique<State>(std::move(network))) {}
MachineZoneReader::~MachineZoneReader() = default;

std::optional<MrzLines> MachineZoneReader::read(const PageImage& part, const Deadline& deadline) {
  constexpr std::size_t most_rows = 8;
  if (part.empty() || part.format() != PixelFormat::gray8) return std::nullopt;
  const Ink ink(part);
  std::vector<PageImage> images;
  for (const Row& row : ink.rows()) images.push_back(ink.image(row));
  // The zone is the last print of the card.
  if (images.size() > most_rows)
    images.erase(images.begin(), images.end() - static_cast<std::ptrdiff_t>(most_rows));
  const auto steps = state_->steps(images, deadline);
  for (std::size_t first = 0; first + 3 <= steps.size(); ++first) {
    MrzLines lines;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (const auto line = likeliest_zone_line(steps[first + i], i))
        lines[i] = i < 2 ? line->text : trusted_names(*line).value_or("");
    if (auto mended = mended_mrz(lines)) return mended;
  }
  return std::nullopt;
}

}  // namespace sohoa::ocr
