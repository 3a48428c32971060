#include "core/page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sohoa {
namespace {

struct Frame {
  double width, height;
};

Frame upright_frame(const Placement& placement, int width, int height) {
  const bool sideways = placement.turn % 180 != 0;
  return sideways ? Frame{double(height), double(width)} : Frame{double(width), double(height)};
}

Point rotated(Point p, Frame frame, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  const double x = p.x - frame.width / 2;
  const double y = p.y - frame.height / 2;
  return {frame.width / 2 + x * std::cos(angle) - y * std::sin(angle),
          frame.height / 2 + x * std::sin(angle) + y * std::cos(angle)};
}

Point projected(const Perspective& m, Point p) {
  const double w = m[6] * p.x + m[7] * p.y + m[8];
  return {(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

// Up to scale, which does not matter: the adjugate.
Perspective inverse(const Perspective& m) {
  return {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
          m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
          m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
}

template <class Map>
Box around(const Box& box, Frame target, Map map) {
  const double x = box.x, y = box.y, right = box.right(), bottom = box.bottom();
  const std::array<Point, 4> corners{map(Point{x, y}), map(Point{right, y}), map(Point{x, bottom}),
                                     map(Point{right, bottom})};
  const auto [left, most_right] =
      std::minmax({corners[0].x, corners[1].x, corners[2].x, corners[3].x});
  const auto [top, most_down] =
      std::minmax({corners[0].y, corners[1].y, corners[2].y, corners[3].y});
  // A quarter of a pixel of slack keeps an unrotated box exactly as it was.
  const auto low = [](double v, double side) {
    return static_cast<int>(std::clamp(std::floor(v + 0.25), 0.0, side));
  };
  const auto high = [](double v, double side) {
    return static_cast<int>(std::clamp(std::ceil(v - 0.25), 0.0, side));
  };
  const int x0 = low(left, target.width), y0 = low(top, target.height);
  const int x1 = high(most_right, target.width), y1 = high(most_down, target.height);
  return {x0, y0, std::max(0, x1 - x0), std::max(0, y1 - y0)};
}

using Row = std::vector<const Line*>;  // left to right

// Whether `line` stands beside those of `row`: level with one of them and apart from all.
bool stands_beside(const Line& line, const Row& row) {
  const auto overlap = [](int a, int a_end, int b, int b_end) {
    return std::min(a_end, b_end) - std::max(a, b);
  };
  const Box& box = line.upright;
  const Box& level = row.front()->upright;
  if (box.empty() || level.empty()) return false;
  if (2 * overlap(box.y, box.bottom(), level.y, level.bottom()) <= std::min(box.h, level.h))
    return false;
  return std::ranges::none_of(row, [&](const Line* other) {
    return overlap(box.x, box.right(), other->upright.x, other->upright.right()) > box.h / 2;
  });
}

// The lines as rows from top to bottom. Lines without a box are rows of their own.
std::vector<Row> rows_of(const std::vector<Line>& lines) {
  std::vector<const Line*> order;
  for (const Line& line : lines) order.push_back(&line);
  const auto middle = [](const Line* line) { return 2 * line->upright.y + line->upright.h; };
  std::ranges::stable_sort(order, {}, middle);
  std::vector<Row> rows;
  for (const Line* line : order) {
    constexpr std::size_t reach = 4;  // rows back: level neighbours may have others between them
    const auto first = rows.size() > reach ? rows.end() - std::ptrdiff_t{reach} : rows.begin();
    const auto row =
        std::find_if(first, rows.end(), [&](const Row& r) { return stands_beside(*line, r); });
    if (row == rows.end())
      rows.push_back({line});
    else
      row->push_back(line);
  }
  for (Row& row : rows)
    std::ranges::stable_sort(row, {}, [](const Line* line) { return line->upright.x; });
  return rows;
}

// Two columns of prose have many rows with long lines side by side; letterheads, signatures and
// forms do not.
bool in_columns_of_prose(const std::vector<Row>& rows) {
  constexpr std::size_t long_line = 5;  // words
  constexpr std::ptrdiff_t rows_needed = 8;
  return std::ranges::count_if(rows, [](const Row& row) {
           return std::ranges::count_if(
                      row, [](const Line* line) { return line->words.size() >= long_line; }) >= 2;
         }) >= rows_needed;
}

}  // namespace

Box united(const Box& a, const Box& b) noexcept {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

std::size_t row_bytes(int width, PixelFormat format) noexcept {
  const auto w = static_cast<std::size_t>(width);
  switch (format) {
    case PixelFormat::bilevel:
      return (w + 7) / 8;
    case PixelFormat::gray8:
      return w;
    case PixelFormat::rgb24:
      return w * 3;
  }
  return 0;
}

PageImage::PageImage(int width, int height, double dpi, PixelFormat format,
                     std::vector<std::byte> pixels)
    : width_(width), height_(height), dpi_(dpi), format_(format) {
  if (width <= 0 || height <= 0 || !(dpi > 0) ||
      pixels.size() != row_bytes(width, format) * static_cast<std::size_t>(height))
    throw std::invalid_argument("page image: pixels do not fit width and height");
  pixels_ = std::make_shared<const std::vector<std::byte>>(std::move(pixels));
}

std::size_t PageImage::stride() const noexcept { return row_bytes(width_, format_); }

std::span<const std::byte> PageImage::row(int y) const {
  return pixels().subspan(static_cast<std::size_t>(y) * stride(), stride());
}

std::span<const std::byte> PageImage::pixels() const {
  return pixels_ ? std::span<const std::byte>(*pixels_) : std::span<const std::byte>();
}

std::string_view profile_name(ImageProfile profile) noexcept {
  switch (profile) {
    case ImageProfile::master:
      return "master";
    case ImageProfile::access:
      return "access";
    case ImageProfile::compact:
      return "compact";
  }
  return "";
}

std::string_view side_name(Side side) noexcept {
  switch (side) {
    case Side::only:
      return "only";
    case Side::front:
      return "front";
    case Side::back:
      return "back";
  }
  return "";
}

std::string_view encoding_suffix(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::jpeg:
      return "jpg";
    case Encoding::png:
      return "png";
    case Encoding::pnm:
      return "pnm";
  }
  return "";
}

std::string_view source_name(Source source) noexcept {
  switch (source) {
    case Source::ocr:
      return "ocr";
    case Source::qr:
      return "qr";
    case Source::barcode:
      return "barcode";
    case Source::mrz:
      return "mrz";
    case Source::clerk:
      return "clerk";
    case Source::law:
      return "law";
  }
  return "";
}

std::string_view mark_name(MarkKind kind) noexcept {
  switch (kind) {
    case MarkKind::seal:
      return "seal";
    case MarkKind::pen:
      return "pen";
    case MarkKind::rule:
      return "rule";
    case MarkKind::leader:
      return "leader";
    case MarkKind::tick_box:
      return "tick_box";
    case MarkKind::handwriting:
      return "handwriting";
    case MarkKind::unread:
      return "unread";
  }
  return "";
}

Point to_original(const Placement& placement, int width, int height, Point upright) noexcept {
  const Frame frame = upright_frame(placement, width, height);
  // A line that falls to the right (clockwise, positive skew) was rotated back by -skew.
  Point p = rotated(upright, frame, placement.skew_degrees);
  if (placement.perspective) p = projected(*placement.perspective, p);
  switch (placement.turn) {
    case 90:
      return {p.y, height - p.x};
    case 180:
      return {width - p.x, height - p.y};
    case 270:
      return {width - p.y, p.x};
    default:
      return p;
  }
}

Point to_upright(const Placement& placement, int width, int height, Point original) noexcept {
  Point p = original;
  switch (placement.turn) {
    case 90:
      p = {height - original.y, original.x};
      break;
    case 180:
      p = {width - original.x, height - original.y};
      break;
    case 270:
      p = {original.y, width - original.x};
      break;
    default:
      break;
  }
  if (placement.perspective) p = projected(inverse(*placement.perspective), p);
  return rotated(p, upright_frame(placement, width, height), -placement.skew_degrees);
}

Box to_original(const Placement& placement, int width, int height, const Box& upright) noexcept {
  return around(upright, {double(width), double(height)},
                [&](Point p) { return to_original(placement, width, height, p); });
}

Box to_upright(const Placement& placement, int width, int height, const Box& original) noexcept {
  return around(original, upright_frame(placement, width, height),
                [&](Point p) { return to_upright(placement, width, height, p); });
}

std::string Line::plain() const {
  std::string text;
  const char* separator = "";
  for (const auto& word : words) {
    text += separator;
    text += word.text;
    separator = " ";
  }
  return text;
}

std::string PageText::plain() const {
  std::string text;
  const auto rows = rows_of(lines);
  if (in_columns_of_prose(rows)) {
    for (const Line& line : lines) text += line.plain() + '\n';
    return text;
  }
  for (const auto& row : rows)
    for (const Line* line : row) text += line->plain() + (line == row.back() ? '\n' : '\t');
  return text;
}

}  // namespace sohoa
