#include "imaging/rules.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <opencv2/core.hpp>

#include "imaging/runs.h"

namespace sohoa::imaging {
namespace {

// Inches.
constexpr double thickest = 0.045;
constexpr double run_least = 0.04;     // the dash of a dashed line
constexpr double stretch_most = 0.48;  // over which paper does not bend
constexpr double rule_least = 0.45;    // longer than the strokes of letters below 40 points
constexpr double broken_least = 0.6;   // of one that is nowhere whole over rule_least
constexpr double gap_most = 0.12;
constexpr double rejoin_most = 0.4;
constexpr double between_least = 0.12;  // of one that stands between two others
constexpr double dash_most = 0.13;
constexpr double side_least = 0.12;  // of a square for a digit
constexpr double bars_apart = 0.07;  // of bar codes and hatching

constexpr double slope_most = 0.035;  // 2 degrees: of a fold or a photograph's edge
constexpr double off_line = 1.6;      // pixels across, where one stretch follows another
constexpr double broken_inked_least = 0.5, free_least = 0.5;
constexpr double post_inked_least = 0.85;  // the stems at a margin stand one below the other
constexpr std::size_t dashes_least = 5, bars_least = 8;

// Sums over the pixels of a stretch, for a line of least squares.
struct Sums {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  int from = 1 << 30, to = 0;

  void add(int row, int begin, int end) {
    const double count = end - begin, mean = (begin + end - 1) / 2.0;
    n += count;
    x += count * mean;
    y += count * row;
    xx += count * (mean * mean + (count * count - 1) / 12);
    xy += count * mean * row;
    yy += count * row * row;
    from = std::min(from, begin);
    to = std::max(to, end);
  }
};

// Nothing if the pixels lie along no line.
std::optional<Stretch> stretch(const Sums& s, double thickness_most) {
  const double width = s.to - s.from, mean_x = s.x / s.n, mean_y = s.y / s.n;
  const double var_x = s.xx / s.n - mean_x * mean_x;
  const double cov = s.xy / s.n - mean_x * mean_y, var_y = s.yy / s.n - mean_y * mean_y;
  const double slope = var_x > 0 ? cov / var_x : 0;
  const double thickness = s.n / width;
  // A straight stroke spreads across it as its thickness makes it; an arc more.
  const double spread = std::sqrt(std::max(0.0, var_y - slope * cov) * 12 + 1);
  if (thickness > thickness_most || width < 2 * thickness || std::abs(slope) > slope_most * 2 ||
      (width > 8 * thickness && std::abs(slope) > slope_most) || spread > thickness * 1.4 + 1.2)
    return {};
  return Stretch{s.from, s.to, mean_y + slope * (s.from - mean_x), slope, thickness, false};
}

// The ink that is at most `thick` pixels high, at most 254. A letter's stem is long across, the
// rule it stands on is not.
cv::Mat thin_across(const cv::Mat& ink, int thick) {
  cv::Mat result(ink.size(), CV_8UC1);
  const auto width = static_cast<std::size_t>(ink.cols);
  // How high it is counted from above, then from below, where the count from above is all.
  std::vector<std::uint8_t> height(width, 0);
  std::uint8_t* high = height.data();
  for (int y = 0; y < ink.rows; ++y) {
    const auto* row = ink.ptr<std::uint8_t>(y);
    auto* out = result.ptr<std::uint8_t>(y);
    for (std::size_t x = 0; x < width; ++x) {
      const auto next = static_cast<std::uint8_t>(high[x] + (high[x] < 255));
      out[x] = high[x] = row[x] != 0 ? next : std::uint8_t{0};
    }
  }
  std::ranges::fill(height, std::uint8_t{0});
  const auto most = static_cast<std::uint8_t>(thick);
  for (int y = ink.rows - 1; y >= 0; --y) {
    auto* out = result.ptr<std::uint8_t>(y);
    for (std::size_t x = 0; x < width; ++x) {
      const std::uint8_t whole = high[x] > out[x] ? high[x] : out[x];
      high[x] = out[x] != 0 ? whole : std::uint8_t{0};
      out[x] = high[x] != 0 && high[x] <= most ? std::uint8_t{255} : std::uint8_t{0};
    }
  }
  return result;
}

class Lines {
 public:
  Lines(const cv::Mat& ink, double dpi) : ink_(ink), dpi_(dpi) {
    find_stretches();
    chain();
  }

  std::vector<Rule> level() const {
    std::vector<Rule> result;
    std::vector<bool> taken(chains_.size(), false);
    for (std::size_t i = 0; i < chains_.size(); ++i)
      if (is_long(chains_[i], {}, broken_inked_least)) {
        result.push_back(chains_[i]);
        taken[i] = true;
      }
    for (Rule& rule : result) rejoin(rule, taken);
    return result;
  }

  // Of the transposed page. The stems of letters stand in line with a post: what it is cut from by
  // more than a level rule does not belong to it.
  std::vector<Rule> posts(const std::vector<Rule>& level) const {
    std::vector<Rule> result;
    for (const Rule& chain : chains_) {
      if (whole(chain, level) < rule_least * dpi_) {
        if (is_long(chain, level, post_inked_least)) result.push_back(chain);
        continue;
      }
      for (const Rule& part : parts(chain, level))
        if (part.length() >= rule_least * dpi_) result.push_back(part);
    }
    return result;
  }

  // However short, if they begin and end at `others` that cross them.
  std::vector<Rule> between(const std::vector<Rule>& others, const std::vector<Rule>& known) const {
    std::vector<Rule> result;
    for (const Rule& chain : chains_)
      for (const Rule& part : parts(chain, {}))
        if (part.length() >= between_least * dpi_ &&
            meets(others, part.from(), part.at(part.from())) &&
            meets(others, part.to(), part.at(part.to())) &&
            std::ranges::none_of(known, [&](const Rule& rule) {
              return part.from() >= rule.from() && part.to() <= rule.to() &&
                     std::abs(rule.at(part.from()) - part.at(part.from())) < off_line;
            }))
          result.push_back(part);
    return result;
  }

 private:
  bool inked(int y, int x) const {
    return y >= 0 && y < ink_.rows && x >= 0 && x < ink_.cols && ink_.at<std::uint8_t>(y, x) != 0;
  }

  void find_stretches() {
    const int thick = static_cast<int>(thickest * dpi_) + 1;
    const cv::Mat thin = thin_across(ink_, thick);
    const Runs runs(thin, static_cast<int>(run_least * dpi_));
    const Shapes shapes(runs);
    struct Pieces {  // equal ones, of one shape
      std::size_t first;
      int length;
    };
    std::vector<Pieces> pieces;
    std::size_t count = 0;
    for (const Shape& shape : shapes.all) {
      const int number = 1 + static_cast<int>(shape.box.w / (stretch_most * dpi_));
      pieces.push_back({count, (shape.box.w + number - 1) / number});
      count += static_cast<std::size_t>(number);
    }
    std::vector<Sums> sums(count);
    for (int y = 0; y < runs.rows(); ++y) {
      std::size_t i = runs.first(y);
      for (const Run& run : runs.row(y)) {
        const std::uint32_t shape = shapes.of[i++];
        const int start = shapes.all[shape].box.x;
        const auto& [first, length] = pieces[shape];
        for (int x = run.from; x < run.to;) {
          const int number = (x - start) / length;
          const int end = std::min(run.to, start + (number + 1) * length);
          sums[first + static_cast<std::size_t>(number)].add(y, x, end);
          x = end;
        }
      }
    }
    for (const Sums& s : sums)
      if (s.n > 0)
        if (auto found = stretch(s, thick)) {
          found->free = is_free(*found);
          stretches_.push_back(*found);
        }
    std::ranges::sort(stretches_, {}, &Stretch::from);
  }

  bool is_free(const Stretch& s) const {
    for (int x = s.from - 1; x <= s.to; ++x) {
      const double middle = s.at(x), half = s.thickness / 2 + 2;
      if (inked(static_cast<int>(std::lround(middle - half)), x) ||
          inked(static_cast<int>(std::lround(middle + half)), x))
        return false;
    }
    return true;
  }

  // How well `s` goes on from the end of `rule`: pixels across, none if not at all.
  std::optional<double> goes_on(const Rule& rule, const Stretch& s) const {
    const Stretch& last = rule.stretches.back();
    const int gap = s.from - last.to;
    if (gap > gap_most * dpi_ || gap < -std::min(last.to - last.from, s.to - s.from) / 2) return {};
    // A short stretch knows its place better than its direction.
    const double slope = last.to - last.from > stretch_most * dpi_ / 4 ? last.slope : 0;
    const double expected =
        last.at((last.from + last.to) / 2.0) + slope * (s.from - (last.from + last.to) / 2.0);
    const double off = std::abs(s.across - expected);
    if (off > off_line + 0.01 * std::max(gap, 0)) return {};
    if (std::abs(last.thickness - s.thickness) > std::max(2.0, last.thickness)) return {};
    return off + 0.05 * std::abs(gap);
  }

  void chain() {
    constexpr int band = 8;
    std::vector<std::vector<std::size_t>> bands(static_cast<std::size_t>(ink_.rows / band) + 3);
    for (const Stretch& s : stretches_) {
      const auto at =
          static_cast<std::size_t>(std::clamp(s.across, 0.0, ink_.rows - 1.0)) / band + 1;
      std::optional<std::size_t> best;
      double least = 0;
      for (std::size_t b = at - 1; b <= at + 1; ++b) {
        std::erase_if(bands[b],
                      [&](std::size_t i) { return s.from - chains_[i].to() > gap_most * dpi_; });
        for (const std::size_t i : bands[b])
          if (const auto off = goes_on(chains_[i], s); off && (!best || *off < least)) {
            best = i;
            least = *off;
          }
      }
      if (!best) {
        best = chains_.size();
        chains_.push_back({false, {}, 0, false});
      }
      chains_[*best].stretches.push_back(s);
      const double end = std::clamp(s.at(s.to), 0.0, ink_.rows - 1.0);
      auto& home = bands[static_cast<std::size_t>(end) / band + 1];
      if (std::ranges::find(home, *best) == home.end()) home.push_back(*best);
    }
    for (Rule& rule : chains_) describe(rule);
  }

  void describe(Rule& rule) const {
    double covered = 0;
    std::vector<int> lengths;
    int start = rule.from(), end = rule.from();
    const auto close = [&] {
      covered += end - start;
      lengths.push_back(end - start);
    };
    for (const Stretch& s : rule.stretches) {
      if (s.from > end + 1) {
        close();
        start = s.from;
      }
      end = std::max(end, s.to);
    }
    close();
    int crossed = 0;
    for (std::size_t i = 1; i < rule.stretches.size(); ++i)
      for (int x = rule.stretches[i - 1].to; x < rule.stretches[i].from; ++x)
        if (inked(static_cast<int>(std::lround(rule.at(x))), x)) ++crossed;
    rule.inked = covered / std::max(1.0, double(rule.length()) - crossed);
    std::ranges::nth_element(lengths,
                             lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2));
    rule.dashes = lengths.size() >= dashes_least &&
                  lengths[lengths.size() / 2] < dash_most * dpi_ && rule.inked < 0.85;
  }

  // What it falls into where there are gaps, but those where `others` cross.
  std::vector<Rule> parts(const Rule& rule, const std::vector<Rule>& others) const {
    std::vector<Rule> result;
    int end = 0;
    const Stretch* last = nullptr;
    for (const Stretch& s : rule.stretches) {
      const bool goes_on = last && (s.from <= end + 2 || is_crossing(*last, s, rule, others));
      if (!goes_on) result.push_back({false, {}, 0, false});
      result.back().stretches.push_back(s);
      end = std::max(end, s.to);
      last = &s;
    }
    for (Rule& part : result) describe(part);
    return result;
  }
  bool is_crossing(const Stretch& a, const Stretch& b, const Rule& rule,
                   const std::vector<Rule>& others) const {
    const double middle = (a.to + b.from) / 2.0;
    if (b.from - a.to > 2 * thickest * dpi_) return false;
    if (meets(others, middle, rule.at(middle))) return true;
    // One that is not known yet: too long on both sides for the serifs of a letter.
    if (std::min(a.to - a.from, b.to - b.from) < side_least * dpi_) return false;
    for (int x = a.to; x < b.from; ++x)
      if (!inked(static_cast<int>(std::lround(rule.at(x))), x)) return false;
    return true;
  }
  int whole(const Rule& rule, const std::vector<Rule>& others) const {
    if (rule.length() < rule_least * dpi_) return rule.length();
    int longest = 0;
    for (const Rule& part : parts(rule, others)) longest = std::max(longest, part.length());
    return longest;
  }

  bool is_long(const Rule& rule, const std::vector<Rule>& others, double inked_least) const {
    if (rule.length() < rule_least * dpi_) return false;
    if (whole(rule, others) >= rule_least * dpi_) return true;
    return rule.length() >= broken_least * dpi_ && rule.inked >= inked_least &&
           rule.stretches.size() >= 3 && is_free(rule);
  }

  static bool is_free(const Rule& rule) {
    int all = 0, free = 0;
    for (const Stretch& s : rule.stretches) {
      all += s.to - s.from;
      if (s.free) free += s.to - s.from;
    }
    return free >= free_least * all;
  }

  // What stands by itself on the same line beyond a gap belongs to it.
  void rejoin(Rule& rule, std::vector<bool>& taken) const {
    for (bool more = true; more;) {
      more = false;
      for (std::size_t i = 0; i < chains_.size() && !more; ++i) {
        const Rule& part = chains_[i];
        if (taken[i] || !is_free(part)) continue;
        const int gap = std::max(part.from() - rule.to(), rule.from() - part.to());
        if (gap < 0 || gap > rejoin_most * dpi_) continue;
        const double middle = (part.from() + part.to()) / 2.0;
        if (std::abs(part.at(middle) - rule.line_at(middle)) > off_line ||
            part.thickness() > rule.thickness() * 1.5 + 0.5 ||
            rule.thickness() > part.thickness() * 1.5 + 0.5)
          continue;
        rule.stretches.insert(
            part.from() > rule.to() ? rule.stretches.end() : rule.stretches.begin(),
            part.stretches.begin(), part.stretches.end());
        taken[i] = more = true;
      }
    }
  }

  static bool meets(const std::vector<Rule>& others, double along, double across) {
    return std::ranges::any_of(others, [&](const Rule& other) {
      const double reach = other.thickness() / 2 + 4;
      return across >= other.from() - reach && across <= other.to() + reach &&
             std::abs(other.at(across) - along) <= reach;
    });
  }

  const cv::Mat& ink_;
  double dpi_;
  std::vector<Stretch> stretches_;
  std::vector<Rule> chains_;
};

// Bars that stand side by side in number are a bar code or hatching, no rules.
void drop_bars(std::vector<Rule>& rules, double dpi) {
  std::ranges::sort(rules, {}, [](const Rule& r) { return r.at((r.from() + r.to()) / 2.0); });
  std::vector<bool> bar(rules.size(), false);
  const auto beside = [&](const Rule& a, const Rule& b) {
    const int shared = std::min(a.to(), b.to()) - std::max(a.from(), b.from());
    const double middle = (std::max(a.from(), b.from()) + std::min(a.to(), b.to())) / 2.0;
    return shared * 2 > std::max(a.length(), b.length()) &&
           std::abs(a.at(middle) - b.at(middle)) < bars_apart * dpi;
  };
  for (std::size_t i = 0; i < rules.size();) {
    std::size_t end = i + 1;
    while (end < rules.size() && beside(rules[end - 1], rules[end])) ++end;
    if (end - i >= bars_least)
      std::fill(bar.begin() + static_cast<std::ptrdiff_t>(i),
                bar.begin() + static_cast<std::ptrdiff_t>(end), true);
    i = end;
  }
  std::size_t i = 0;
  std::erase_if(rules, [&](const Rule&) { return bar[i++]; });
}

}  // namespace

double Rule::at(double along) const noexcept {
  const auto after =
      std::ranges::find_if(stretches, [&](const Stretch& s) { return s.to > along; });
  if (after == stretches.end()) return stretches.back().at(along);
  if (after == stretches.begin() || after->from <= along) return after->at(along);
  const Stretch& before = *std::prev(after);
  const double start = before.at(before.to), end = after->across;
  return start + (end - start) * (along - before.to) / std::max(1, after->from - before.to);
}

double Rule::line_at(double along) const noexcept {
  if (along >= from() && along < to()) return at(along);
  const bool before = along < from();
  const Stretch &end = before ? stretches.front() : stretches.back(),
                &far = before ? stretches.back() : stretches.front();
  const double base = end.from - far.from;
  const double slope = std::abs(base) > 60 ? (end.across - far.across) / base : 0;
  const double middle = (end.from + end.to) / 2.0;
  return end.at(middle) + slope * (along - middle);
}

double Rule::thickness() const noexcept {
  double ink = 0, length = 0;
  for (const Stretch& s : stretches) {
    ink += s.thickness * (s.to - s.from);
    length += s.to - s.from;
  }
  return ink / length;
}

std::vector<Rule> find_rules(const cv::Mat& ink, double dpi) {
  cv::Mat turned;
  cv::transpose(ink, turned);
  const Lines level(ink, dpi), upright(turned, dpi);
  std::vector<Rule> rules = level.level();
  drop_bars(rules, dpi);
  std::vector<Rule> posts = upright.posts(rules);
  drop_bars(posts, dpi);
  const auto short_posts = upright.between(rules, posts);
  posts.insert(posts.end(), short_posts.begin(), short_posts.end());
  const auto short_rules = level.between(posts, rules);
  rules.insert(rules.end(), short_rules.begin(), short_rules.end());
  for (Rule& post : posts) {
    post.upright = true;
    post.dashes = false;
    rules.push_back(std::move(post));
  }
  return rules;
}

}  // namespace sohoa::imaging
