#include "imaging/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <optional>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "imaging/cv.h"
#include "imaging/levels.h"
#include "imaging/rows.h"
#include "imaging/runs.h"

namespace sohoa::imaging {
namespace {

// Brightest less darkest component, on paper made white. Print stays below 30 where JPEG has
// smeared colour into it; where it has thinned a pen's stroke, that keeps 45.
constexpr int ink_chroma = 40;
// In the preview a stroke shares its pixel with paper.
constexpr int preview_chroma = 24;
constexpr int preview_reduction = 8;
constexpr double ink_least = 0.02;  // square inches of the preview: a short signature has twice it

// Inches.
constexpr double letter_least = 0.04, letter_most = 0.35;
constexpr double shape_most = 5;  // larger are frames around the page, desks, patterned paper
constexpr double seal_least = 0.75, seal_most = 2.5;
constexpr double bridge_most = 0.045;  // the stroke of a bold letter
constexpr double stamp_least = 0.3, pen_reach = 0.12;
constexpr double red_outline_least = 0.5, outline_least = 0.75;  // shares that are drawn
constexpr int dark = 170;  // light; print below it, with its soft rim
// Shares of ink in the box around it: letters that touch each other, and areas.
constexpr double word_fill = 0.2, area_fill = 0.5;

// Makes a page's paper white.
class Whitened {
 public:
  explicit Whitened(const std::array<int, 3>& paper) {
    for (std::size_t c = 0; c < 3; ++c)
      for (int value = 0; value < 256; ++value)
        table_[c][static_cast<std::size_t>(value)] =
            static_cast<std::uint8_t>(std::min(255, value * 255 / paper[c]));
  }
  std::array<std::uint8_t, 3> operator()(const std::byte* rgb) const {
    const auto of = [&](std::size_t c) { return table_[c][std::to_integer<std::size_t>(rgb[c])]; };
    return {of(0), of(1), of(2)};
  }

 private:
  std::array<std::array<std::uint8_t, 256>, 3> table_{};
};

int chroma(const std::array<std::uint8_t, 3>& rgb) {
  return std::max({rgb[0], rgb[1], rgb[2]}) - std::min({rgb[0], rgb[1], rgb[2]});
}

// The page small: every eighth pixel of every eighth row, or JPEG's own eighth.
std::vector<std::byte> preview(Rows& rows, int step) {
  std::vector<std::byte> row(rows.row_size()), small;
  for (int y = 0; y < rows.height(); ++y) {
    rows.next(row.data());
    if (y % step != 0) continue;
    for (std::size_t x = 0; x < row.size(); x += 3 * static_cast<std::size_t>(step))
      small.insert(small.end(), {row[x], row[x + 1], row[x + 2]});
  }
  return small;
}

// The page's paper, if there is coloured ink on it that is worth a look.
std::optional<Whitened> inked_paper(const SpooledImage& image) {
  const auto rows = open_rows(image, {.reduction = preview_reduction});
  if (rows->components() != 3) return {};
  const bool reduced = rows->width() < image.width;
  const auto small = preview(*rows, reduced ? 1 : preview_reduction);
  std::array<Levels, 3> counts{};
  for (std::size_t i = 0; i < small.size(); ++i)
    ++counts[i % 3][std::to_integer<std::size_t>(small[i])];
  std::array<int, 3> paper{};  // the middle of the brighter half
  for (std::size_t c = 0; c < 3; ++c) paper[c] = std::max(1, level(counts[c], 0.75));
  Whitened whitened(paper);
  int inked = 0;
  for (std::size_t i = 0; i < small.size(); i += 3)
    if (chroma(whitened(&small[i])) >= preview_chroma) ++inked;
  const double square_inches =
      inked * preview_reduction * preview_reduction / image.dpi_x / image.dpi_y;
  if (square_inches < ink_least) return {};
  return whitened;
}

// One colour of ink, as a mask of 0 and 255, and the light it lets through: 255 as much as paper.
struct Ink {
  cv::Mat mask, light;
};

// Ink of red and of blue or violet, which are looked at apart: a signature crosses the seal.
std::array<Ink, 2> inks(Rows& rows, const Whitened& whitened) {
  std::array<Ink, 2> result;
  for (Ink& ink : result) {
    ink.mask = cv::Mat(rows.height(), rows.width(), CV_8UC1, cv::Scalar(0));
    ink.light.create(rows.height(), rows.width(), CV_8UC1);
  }
  auto& [red, blue] = result;
  constexpr int violet = 16;  // a violet as red as this over blue still is one
  std::vector<std::byte> row(rows.row_size());
  for (int y = 0; y < rows.height(); ++y) {
    rows.next(row.data());
    const std::byte* pixel = row.data();
    auto *red_light = red.light.ptr<std::uint8_t>(y), *red_mask = red.mask.ptr<std::uint8_t>(y);
    auto *blue_light = blue.light.ptr<std::uint8_t>(y), *blue_mask = blue.mask.ptr<std::uint8_t>(y);
    for (int x = 0; x < rows.width(); ++x, pixel += 3) {
      const auto rgb = whitened(pixel);
      red_light[x] = rgb[0];
      blue_light[x] = rgb[2];
      if (chroma(rgb) < ink_chroma || rgb[1] > std::max(rgb[0], rgb[2])) continue;  // or green
      (rgb[2] + violet > rgb[0] ? blue_mask : red_mask)[x] = 255;
    }
  }
  return result;
}

// What an outline is drawn along.
struct Outline {
  double ring = 0,
         frame = 0;  // share of the ellipse in a box, and of the box itself, that is inked
};

struct Lifted {
  cv::Rect box;
  Outline outline;
};

// What is ink of one colour, or print that cuts it in pieces, as a mask of 0 and 255.
cv::Mat joined(const Ink& ink, double dpi) {
  // What is dark between the pieces of a stroke joins them. Paper does not, so that letters stay
  // apart.
  const int width = static_cast<int>(bridge_most * dpi) | 1;
  cv::Mat all;
  cv::morphologyEx(ink.mask, all, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {width, width}));
  all &= ink.light < dark;
  all |= ink.mask;
  cv::dilate(all, all, cv::Mat());  // with the soft rim of each stroke
  return all;
}

// The connected shapes of one ink, and their taking out.
class InkShapes {
 public:
  InkShapes(Ink ink, double dpi)
      : ink_(std::move(ink)),
        dpi_(dpi),
        runs_(joined(ink_, dpi)),
        shapes_(runs_),
        measures_(shapes_.all.size()) {
    each_run({{}, ink_.mask.size()}, [&](int y, int from, int to, std::uint32_t shape) {
      Measures& m = measures_[shape];
      m.x += double(from + to - 1) * (to - from) / 2;
      m.y += double(y) * (to - from);
      const auto* mask = ink_.mask.ptr<std::uint8_t>(y);
      m.inked += static_cast<int>(std::count_if(mask + from, mask + to, is_set));
    });
  }

  std::vector<Lifted> lift_from(cv::Mat& grey) const {
    std::vector<Lifted> result;
    const std::vector<std::uint32_t> order = in_bands(runs_, shapes_);
    std::vector<std::uint32_t> strokes;
    std::ranges::copy_if(order, std::back_inserter(strokes), [&](std::uint32_t i) {
      return larger_side(i) > letter_most && larger_side(i) < shape_most && is_stroke(i);
    });
    // Print and pen cut a ring into arcs: what overlaps is looked at as one.
    std::vector<cv::Rect> shapes;
    for (const std::uint32_t i : strokes) join(box(i), shapes);
    for (const cv::Rect& shape : shapes) {
      std::vector<bool> lifted(shapes_.all.size(), false);
      for (const std::uint32_t i : strokes)
        if ((box(i) & shape) == box(i)) lifted[i] = true;
      if (is_round_seal(shape))
        for (const std::uint32_t i : order)
          if (stands_in(i, shape)) lifted[i] = true;
      lift(shape, lifted, grey);
      result.push_back({shape, outline(shape, lifted)});
    }
    return result;
  }

 private:
  static bool is_set(std::uint8_t value) { return value != 0; }

  cv::Rect box(std::uint32_t i) const {
    const Box& b = shapes_.all[i].box;
    return {b.x, b.y, b.w, b.h};
  }
  static void join(cv::Rect box, std::vector<cv::Rect>& shapes) {
    for (auto at = shapes.begin(); at != shapes.end();) {
      if ((*at & box).empty()) {
        ++at;
        continue;
      }
      box |= *at;
      shapes.erase(at);
      at = shapes.begin();
    }
    shapes.push_back(box);
  }

  double larger_side(std::uint32_t i) const { return std::max(box(i).width, box(i).height) / dpi_; }
  double smaller_side(std::uint32_t i) const {
    return std::min(box(i).width, box(i).height) / dpi_;
  }

  template <class Visit>  // called with (y, from, to, shape) of what of each run is within
  void each_run(const cv::Rect& in, Visit visit) const {
    for (int y = in.y; y < in.y + in.height; ++y) {
      const auto row = runs_.row(y);
      const auto first = std::ranges::upper_bound(row, in.x, {}, &Run::to);
      std::size_t i = runs_.first(y) + static_cast<std::size_t>(first - row.begin());
      for (auto run = first; run != row.end() && run->from < in.x + in.width; ++run)
        visit(y, std::max(run->from, in.x), std::min(run->to, in.x + in.width), shapes_.of[i++]);
    }
  }

  bool is_stroke(std::uint32_t i) const {
    const double fill = double(measures_[i].inked) / box(i).area();
    const bool word = smaller_side(i) >= letter_least && smaller_side(i) <= letter_most;
    return fill < (word ? word_fill : area_fill);
  }

  bool is_round_seal(const cv::Rect& shape) const {
    const double smaller = std::min(shape.width, shape.height) / dpi_;
    const double larger = std::max(shape.width, shape.height) / dpi_;
    return smaller >= seal_least && larger <= seal_most && larger < smaller * 1.4;
  }

  // Whether `part` is lettering or a star inside the ring of `seal`.
  bool stands_in(std::uint32_t part, const cv::Rect& seal) const {
    const cv::Rect inner = box(part);
    if ((seal & inner) != inner) return false;
    const auto from_centre = [](double at, double start, double length) {
      return (at - start) / length * 2 - 1;
    };
    const auto& [x, y, inked] = measures_[part];
    return std::hypot(from_centre(x / shapes_.all[part].ink, seal.x, seal.width),
                      from_centre(y / shapes_.all[part].ink, seal.y, seal.height)) < 1;
  }

  Outline outline(const cv::Rect& shape, const std::vector<bool>& lifted) const {
    constexpr std::size_t bins = 48;
    std::array<bool, bins> ring{}, frame{};
    each_run(shape, [&](int y, int from, int to, std::uint32_t i) {
      if (!lifted[i]) return;
      const auto* mask = ink_.mask.ptr<std::uint8_t>(y);
      const double down = (y + 0.5 - shape.y) / shape.height * 2 - 1;
      for (int x = from; x < to; ++x) {
        if (mask[x] == 0) continue;
        const double right = (x + 0.5 - shape.x) / shape.width * 2 - 1;
        const double radius = std::hypot(right, down);
        const bool on_ring = radius > 0.85 && radius < 1.05;
        const bool on_frame = std::max(std::abs(right), std::abs(down)) > 0.8;
        if (!on_ring && !on_frame) continue;
        const double turn = (std::atan2(down, right) / std::numbers::pi + 1) / 2;
        const auto bin = std::min(bins - 1, static_cast<std::size_t>(turn * bins));
        if (on_ring) ring[bin] = true;
        if (on_frame) frame[bin] = true;
      }
    });
    const auto share = [](const std::array<bool, bins>& drawn) {
      return static_cast<double>(std::ranges::count(drawn, true)) / bins;
    };
    return {share(ring), share(frame)};
  }

  // Ink lets through its share of what lies below: divided by that share, paper is paper again and
  // black print is black.
  void lift(const cv::Rect& shape, const std::vector<bool>& lifted, cv::Mat& grey) const {
    Levels light{}, around{};
    for (int y = shape.y; y < shape.y + shape.height; ++y)
      std::for_each_n(grey.ptr<std::uint8_t>(y) + shape.x, shape.width,
                      [&](std::uint8_t tone) { ++around[tone]; });
    each_run(shape, [&](int y, int from, int to, std::uint32_t i) {
      const auto *tones = grey.ptr<std::uint8_t>(y), *mask = ink_.mask.ptr<std::uint8_t>(y),
                 *through = ink_.light.ptr<std::uint8_t>(y);
      for (int x = from; x < to; ++x) {
        --around[tones[x]];
        if (lifted[i] && mask[x] != 0) ++light[through[x]];
      }
    });
    const int through = std::max(1, level(light, 0.25, 255)), paper = level(around, 0.75);
    each_run(shape, [&](int y, int from, int to, std::uint32_t i) {
      if (!lifted[i]) return;
      auto* tones = grey.ptr<std::uint8_t>(y);
      const auto* lights = ink_.light.ptr<std::uint8_t>(y);
      for (int x = from; x < to; ++x) {
        const int below = std::min(paper, lights[x] * paper / through);
        tones[x] = std::max(tones[x], static_cast<std::uint8_t>(below));
      }
    });
  }

  struct Measures {
    double x = 0, y = 0;  // sums over its pixels
    int inked = 0;        // pixels of ink
  };

  Ink ink_;
  double dpi_;
  Runs runs_;
  Shapes shapes_;
  std::vector<Measures> measures_;
};

// Boxes nearer than `reach` become one: a signature is written in several strokes.
void join_near(std::vector<Mark>& marks, int reach) {
  for (bool more = true; more;) {
    more = false;
    for (auto a = marks.begin(); a != marks.end() && !more; ++a)
      for (auto b = std::next(a); b != marks.end() && !more; ++b) {
        if (a->kind != b->kind || a->kind == MarkKind::seal || a->box.x > b->box.right() + reach ||
            b->box.x > a->box.right() + reach || a->box.y > b->box.bottom() + reach ||
            b->box.y > a->box.bottom() + reach)
          continue;
        a->box = united(a->box, b->box);
        a->confidence = std::max(a->confidence, b->confidence);
        marks.erase(b);
        more = true;
      }
  }
}

// From the pixels of the grey to those of the image.
Box enlarged(const Box& box, const cv::Size& grey, const SpooledImage& image) {
  const double x = double(image.width) / grey.width, y = double(image.height) / grey.height;
  const int left = static_cast<int>(box.x * x), top = static_cast<int>(box.y * y);
  return {left, top, std::min(image.width, static_cast<int>(std::ceil(box.right() * x))) - left,
          std::min(image.height, static_cast<int>(std::ceil(box.bottom() * y))) - top};
}

// A seal is drawn along a ring or a frame, and large; all else is a pen's.
Mark mark_of(const Lifted& lifted, bool red, double dpi) {
  const auto& [box, outline] = lifted;
  const double smaller = std::min(box.width, box.height) / dpi,
               larger = std::max(box.width, box.height) / dpi;
  const double drawn = std::max(larger < 1.4 * smaller ? outline.ring : 0, outline.frame);
  Mark mark;
  const bool seal = smaller > stamp_least && larger < shape_most &&
                    drawn > (red ? red_outline_least : outline_least);
  mark.kind = seal ? MarkKind::seal : MarkKind::pen;
  // Signatures are blue or black; a red stroke may be the rest of a seal.
  mark.confidence = static_cast<float>(seal ? drawn : red ? 0.5 : 1 - drawn / 2);
  mark.box = {box.x, box.y, box.width, box.height};
  return mark;
}

}  // namespace

WithoutInk without_ink(const SpooledImage& image, const PageImage& grey) {
  const auto paper = inked_paper(image);
  if (!paper) return {grey, {}};
  const int reduction = static_cast<int>(std::lround(double(image.width) / grey.width()));
  const auto rows = open_rows(image, {.reduction = reduction});
  if (rows->width() != grey.width() || rows->height() != grey.height())
    throw Error(Cause::bug, image.file.string() + ": grey of another size than the page");
  cv::Mat page = view(grey).clone();
  std::vector<Mark> marks;
  bool red = true;
  for (const Ink& ink : inks(*rows, *paper)) {
    const bool is_red = std::exchange(red, false);
    const cv::Rect inked = cv::boundingRect(ink.mask);
    if (inked.empty()) continue;
    const cv::Rect at = (inked + cv::Size(2, 2) - cv::Point(1, 1)) & cv::Rect({}, page.size());
    cv::Mat part = page(at);
    for (Lifted lifted : InkShapes({ink.mask(at), ink.light(at)}, grey.dpi()).lift_from(part)) {
      lifted.box += at.tl();
      marks.push_back(mark_of(lifted, is_red, grey.dpi()));
    }
  }
  join_near(marks, static_cast<int>(pen_reach * grey.dpi()));
  for (Mark& mark : marks) mark.box = enlarged(mark.box, page.size(), image);
  return {to_page_image(page, grey.dpi()), std::move(marks)};
}

}  // namespace sohoa::imaging
