// ALTO 4.4: https://www.loc.gov/standards/alto/v4/alto-4-4.xsd
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "ocr/formats.h"
#include "ocr/markup.h"

namespace sohoa::ocr {
namespace {

constexpr std::string_view ticked = "ticked";

std::string position(const Box& box) {
  return fmt::format(R"(HPOS="{}" VPOS="{}" WIDTH="{}" HEIGHT="{}")", box.x, box.y, box.w, box.h);
}

// ALTO counts counter-clockwise how the text lies in the image: upside of what mends it.
double rotation(const Placement& placement) {
  const double clockwise = std::fmod(360 - placement.turn + placement.skew_degrees, 360);
  return std::fmod(720 - clockwise, 360);
}

// The gap between two words as they lie in the original.
Box gap_between(const Box& left, const Box& right) {
  if (right.x >= left.right()) {
    const int top = std::min(left.y, right.y);
    return {left.right(), top, right.x - left.right(),
            std::max(left.bottom(), right.bottom()) - top};
  }
  return {left.right(), left.y, 0, left.h};  // turned: the words stand above each other
}

std::string opened(const Word& word) {
  return fmt::format("<String CONTENT=\"{}\" WC=\"{:.4f}\" {}", escaped(word.text),
                     std::clamp(word.confidence, 0.0F, 1.0F), position(word.box));
}

bool holds(const Box& box, const Line& line) {
  const int x = line.upright.x + line.upright.w / 2, y = line.upright.y + line.upright.h / 2;
  return x >= box.x && x < box.right() && y >= box.y && y < box.bottom();
}

template <class Part>
std::optional<std::size_t> part_with(const std::vector<Part>& parts, const Line& line) {
  const auto found =
      std::ranges::find_if(parts, [&](const Part& part) { return holds(part.upright, line); });
  if (found == parts.end()) return {};
  return static_cast<std::size_t>(found - parts.begin());
}

using Lines = std::vector<const Line*>;

// One <Page>'s content, from top to bottom of the file.
class Layout {
 public:
  explicit Layout(const Page& page) : page_(page) {}

  std::string written() {
    std::vector<Lines> in_table(page_.tables.size());
    for (const Line& line : page_.text.lines)
      if (const auto table = part_with(page_.tables, line)) in_table[*table].push_back(&line);
    std::vector<bool> done(page_.tables.size(), false);
    Lines between;
    for (const Line& line : page_.text.lines) {
      const auto table = part_with(page_.tables, line);
      if (!table) {
        between.push_back(&line);
      } else if (!done[*table]) {
        add_block(between, 8);
        between.clear();
        add_table(*table, in_table[*table]);
        done[*table] = true;
      }
    }
    add_block(between, 8);
    for (std::size_t i = 0; i < done.size(); ++i)
      if (!done[i]) add_table(i, {});
    for (const Mark& mark : page_.marks) add_mark(mark);
    return std::move(xml_);
  }

 private:
  void add_line(const Line& line, std::string indent) {
    xml_ += fmt::format("{}<TextLine ID=\"line_{}\" {}>\n", indent, ++lines_, position(line.box));
    indent += "  ";
    const Word* before = nullptr;
    for (const Word& word : line.words) {
      if (before != nullptr)
        xml_ += fmt::format("{}<SP {}/>\n", indent, position(gap_between(before->box, word.box)));
      xml_ += indent + opened(word);
      xml_ += word.alternatives.empty() ? "/>\n" : ">\n";
      for (const auto& other : word.alternatives)
        xml_ += fmt::format("{}  <ALTERNATIVE>{}</ALTERNATIVE>\n", indent, escaped(other));
      if (!word.alternatives.empty()) xml_ += indent + "</String>\n";
      before = &word;
    }
    indent.resize(indent.size() - 2);
    xml_ += indent + "</TextLine>\n";
  }

  void add_block(const Lines& lines, std::size_t depth) {
    if (lines.empty()) return;
    const std::string indent(depth, ' ');
    Box box;
    for (const Line* line : lines) box = united(box, line->box);
    xml_ += fmt::format("{}<TextBlock ID=\"block_{}\" {}>\n", indent, ++blocks_, position(box));
    for (const Line* line : lines) add_line(*line, indent + "  ");
    xml_ += indent + "</TextBlock>\n";
  }

  void add_table(std::size_t number, const Lines& lines) {
    const Table& table = page_.tables[number];
    std::vector<Lines> in_cell(table.cells.size());
    Lines outside;
    for (const Line* line : lines) {
      const auto cell = part_with(table.cells, *line);
      (cell ? in_cell[*cell] : outside).push_back(line);
    }
    xml_ += fmt::format("        <ComposedBlock ID=\"table_{}\" TYPE=\"table\" {}>\n", number + 1,
                        position(table.box));
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
      xml_ += fmt::format("          <ComposedBlock ID=\"table_{}_cell_{}\" TYPE=\"cell\" {}>\n",
                          number + 1, i + 1, position(table.cells[i].box));
      add_block(in_cell[i], 12);
      xml_ += "          </ComposedBlock>\n";
    }
    add_block(outside, 10);
    xml_ += "        </ComposedBlock>\n";
  }

  void add_mark(const Mark& mark) {
    const std::string_view kind = mark_name(mark.kind);
    const auto id = fmt::format("{}_{}", kind, ++marks_[static_cast<std::size_t>(mark.kind)]);
    switch (mark.kind) {
      case MarkKind::rule:
      case MarkKind::leader:
      case MarkKind::tick_box:
        xml_ += fmt::format("        <GraphicalElement ID=\"{}\" TAGREFS=\"{}{}\" {}/>\n", id, kind,
                            mark.ticked ? fmt::format(" {}", ticked) : "", position(mark.box));
        return;
      case MarkKind::seal:
      case MarkKind::pen:
      case MarkKind::handwriting:
      case MarkKind::unread:
        xml_ += fmt::format("        <Illustration ID=\"{}\" TYPE=\"{}\" {}/>\n", id, kind,
                            position(mark.box));
    }
  }

  const Page& page_;
  std::string xml_;
  std::size_t lines_ = 0, blocks_ = 0;
  std::array<int, 7> marks_{};
  static_assert(static_cast<int>(MarkKind::unread) == 6);
};

constexpr std::string_view head =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">
)";

}  // namespace

std::string to_alto(const Page& page, const std::string& software) {
  const SpooledImage& image = page.image;
  std::string xml(head);
  xml += fmt::format(R"(  <Description>
    <MeasurementUnit>pixel</MeasurementUnit>
    <sourceImageInformation>
      <fileName>{}</fileName>
    </sourceImageInformation>
    <Processing ID="reading">
      <processingSoftware>
        <softwareName>{}</softwareName>
      </processingSoftware>
    </Processing>
  </Description>
  <Tags>
)",
                     escaped(image.origin), escaped(software));
  for (const std::string_view tag : {mark_name(MarkKind::rule), mark_name(MarkKind::leader),
                                     mark_name(MarkKind::tick_box), ticked})
    xml += fmt::format("    <LayoutTag ID=\"{}\" LABEL=\"{}\"/>\n", tag, tag);
  xml += "  </Tags>\n  <Layout>\n";
  xml += fmt::format(
      "    <Page ID=\"page_{}\" PHYSICAL_IMG_NR=\"{}\" WIDTH=\"{}\" HEIGHT=\"{}\" LANG=\"vi\" "
      "ROTATION=\"{:.3f}\" PROCESSINGREFS=\"reading\">\n",
      page.number + 1, page.number + 1, image.width, image.height, rotation(page.placement));
  xml += fmt::format("      <PrintSpace {}>\n", position({0, 0, image.width, image.height}));
  xml += Layout(page).written();
  return xml + "      </PrintSpace>\n    </Page>\n  </Layout>\n</alto>\n";
}

}  // namespace sohoa::ocr
