#include "ocr/formats.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "ocr/markup.h"

namespace sohoa::ocr {
namespace {

std::string position(const Box& box) {
  return fmt::format(R"(HPOS="{}" VPOS="{}" WIDTH="{}" HEIGHT="{}")", box.x, box.y, box.w, box.h);
}

// ALTO counts counter-clockwise how the text lies in the image: upside of what mends it.
double alto_rotation(const Placement& placement) {
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

void add_alto_line(std::string& xml, const Line& line, std::size_t number) {
  xml += fmt::format("          <TextLine ID=\"line_{}\" {}>\n", number, position(line.box));
  const Word* before = nullptr;
  for (const Word& word : line.words) {
    if (before != nullptr)
      xml += fmt::format("            <SP {}/>\n", position(gap_between(before->box, word.box)));
    xml +=
        fmt::format("            <String CONTENT=\"{}\" WC=\"{:.4f}\" {}/>\n", escaped(word.text),
                    std::clamp(word.confidence, 0.0F, 1.0F), position(word.box));
    before = &word;
  }
  xml += "          </TextLine>\n";
}

std::string bbox(const Box& box) {
  return fmt::format("bbox {} {} {} {}", box.x, box.y, box.right(), box.bottom());
}

int percent(float confidence) {
  return static_cast<int>(std::lround(std::clamp(confidence, 0.0F, 1.0F) * 100));
}

nlohmann::json box_json(const Box& box) { return {box.x, box.y, box.w, box.h}; }

void add_tsv_row(std::string& tsv, int level, std::uint32_t page, int block, int paragraph,
                 std::size_t line, std::size_t word, const Box& box, float confidence,
                 std::string_view text) {
  tsv += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.6g}\t{}\n", level, page + 1, block,
                     paragraph, line, word, box.x, box.y, box.w, box.h, confidence, text);
}

Box extent(const PageText& text) {
  Box box;
  for (const Line& line : text.lines) box = united(box, line.box);
  return box;
}

}  // namespace

std::string to_alto(const PageText& text, const Placement& placement, const PageDescription& page) {
  std::string xml = fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">
  <Description>
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
  <Layout>
)",
      escaped(page.file), escaped(page.software));
  xml += fmt::format(
      "    <Page ID=\"page_{}\" PHYSICAL_IMG_NR=\"{}\" WIDTH=\"{}\" HEIGHT=\"{}\" LANG=\"vi\" "
      "ROTATION=\"{:.3f}\" PROCESSINGREFS=\"reading\">\n",
      page.number + 1, page.number + 1, page.width, page.height, alto_rotation(placement));
  xml += fmt::format("      <PrintSpace {}>\n", position({0, 0, page.width, page.height}));
  if (!text.lines.empty()) {
    xml += fmt::format("        <TextBlock ID=\"block_1\" {}>\n", position(extent(text)));
    for (std::size_t i = 0; i < text.lines.size(); ++i) add_alto_line(xml, text.lines[i], i + 1);
    xml += "        </TextBlock>\n";
  }
  return xml + "      </PrintSpace>\n    </Page>\n  </Layout>\n</alto>\n";
}

std::string hocr_head(const std::string& software) {
  return fmt::format(R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" lang="vi">
 <head>
  <title></title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
  <meta name="ocr-system" content="{}"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word"/>
 </head>
 <body>
)",
                     escaped(software));
}

std::string hocr_page(const PageText& text, const PageDescription& page) {
  const std::uint32_t p = page.number + 1;
  std::string html = fmt::format(
      "  <div class=\"ocr_page\" id=\"page_{}\" title=\"image &quot;{}&quot;; {}; ppageno {}; "
      "scan_res {:.0f} {:.0f}\">\n",
      p, escaped_in_quotes(page.file), bbox({0, 0, page.width, page.height}), page.number,
      page.dpi_x, page.dpi_y);
  std::size_t word_number = 0;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const Line& line = text.lines[i];
    html += fmt::format("   <span class=\"ocr_line\" id=\"line_{}_{}\" title=\"{}\">", p, i + 1,
                        bbox(line.box));
    const char* separator = "";
    for (const Word& word : line.words) {
      html += fmt::format(
          "{}<span class=\"ocrx_word\" id=\"word_{}_{}\" title=\"{}; x_wconf {}\">{}</span>",
          separator, p, ++word_number, bbox(word.box), percent(word.confidence),
          escaped(word.text));
      separator = " ";
    }
    html += "</span>\n";
  }
  return html + "  </div>\n";
}

std::string hocr_tail() { return " </body>\n</html>\n"; }

std::string tsv_head() {
  return "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\t"
         "text\n";
}

std::string tsv_page(const PageText& text, const PageDescription& page) {
  std::string tsv;
  add_tsv_row(tsv, 1, page.number, 0, 0, 0, 0, {0, 0, page.width, page.height}, -1, "");
  if (text.lines.empty()) return tsv;
  const Box whole = extent(text);
  add_tsv_row(tsv, 2, page.number, 1, 0, 0, 0, whole, -1, "");
  add_tsv_row(tsv, 3, page.number, 1, 1, 0, 0, whole, -1, "");
  for (std::size_t l = 0; l < text.lines.size(); ++l) {
    const Line& line = text.lines[l];
    add_tsv_row(tsv, 4, page.number, 1, 1, l + 1, 0, line.box, -1, "");
    for (std::size_t w = 0; w < line.words.size(); ++w)
      add_tsv_row(tsv, 5, page.number, 1, 1, l + 1, w + 1, line.words[w].box,
                  line.words[w].confidence * 100, one_line(line.words[w].text));
  }
  return tsv;
}

std::string to_json(const PageText& text, const Placement& placement, const PageDescription& page) {
  auto lines = nlohmann::ordered_json::array();
  for (const Line& line : text.lines) {
    auto words = nlohmann::ordered_json::array();
    for (const Word& word : line.words)
      words.push_back({{"text", word.text},
                       {"box", box_json(word.box)},
                       {"upright", box_json(word.upright)},
                       {"confidence", std::round(double{word.confidence} * 1e4) / 1e4}});
    lines.push_back({{"box", box_json(line.box)},
                     {"upright", box_json(line.upright)},
                     {"words", std::move(words)}});
  }
  const nlohmann::ordered_json json{{"page", page.number},
                                    {"file", page.file},
                                    {"width", page.width},
                                    {"height", page.height},
                                    {"dpi", {page.dpi_x, page.dpi_y}},
                                    {"software", page.software},
                                    {"placement",
                                     {{"turn", placement.turn},
                                      {"turn_confidence", placement.turn_confidence},
                                      {"skew_degrees", placement.skew_degrees},
                                      {"skew_confidence", placement.skew_confidence}}},
                                    {"lines", std::move(lines)}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace sohoa::ocr
