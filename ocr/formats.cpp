#include "ocr/formats.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "ocr/markup.h"

namespace sohoa::ocr {
namespace {

using json = nlohmann::ordered_json;

std::string bbox(const Box& box) {
  return fmt::format("bbox {} {} {} {}", box.x, box.y, box.right(), box.bottom());
}

int percent(float confidence) {
  return static_cast<int>(std::lround(std::clamp(confidence, 0.0F, 1.0F) * 100));
}

json box_json(const Box& box) { return json::array({box.x, box.y, box.w, box.h}); }

double rounded(double value) { return std::isfinite(value) ? std::round(value * 1e4) / 1e4 : 0; }

json line_json(const Line& line) {
  auto words = json::array();
  for (const Word& word : line.words)
    words.push_back({{"text", word.text},
                     {"box", box_json(word.box)},
                     {"upright", box_json(word.upright)},
                     {"confidence", rounded(double{word.confidence})},
                     {"alternatives", word.alternatives}});
  return {{"box", box_json(line.box)},
          {"upright", box_json(line.upright)},
          {"words", std::move(words)}};
}

json mark_json(const Mark& mark) {
  json value{{"kind", mark_name(mark.kind)},
             {"box", box_json(mark.box)},
             {"upright", box_json(mark.upright)},
             {"confidence", rounded(double{mark.confidence})}};
  if (mark.kind == MarkKind::tick_box) value["ticked"] = mark.ticked;
  return value;
}

json table_json(const Table& table) {
  auto cells = json::array();
  for (const Cell& cell : table.cells)
    cells.push_back({{"row", cell.row},
                     {"column", cell.column},
                     {"rows", cell.rows},
                     {"columns", cell.columns},
                     {"box", box_json(cell.box)},
                     {"upright", box_json(cell.upright)}});
  return {{"box", box_json(table.box)},
          {"upright", box_json(table.upright)},
          {"cells", std::move(cells)}};
}

std::string_view hocr_class(MarkKind kind) {
  if (kind == MarkKind::rule) return "ocr_separator";
  if (kind == MarkKind::seal || kind == MarkKind::pen) return "ocr_image";
  return "";
}

void add_tsv_row(std::string& tsv, int level, std::uint32_t page, int block, int paragraph,
                 std::size_t line, std::size_t word, const Box& box, float confidence,
                 std::string_view text) {
  tsv += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.6g}\t{}\n", level, page + 1, block,
                     paragraph, line, word, box.x, box.y, box.w, box.h, confidence, text);
}

}  // namespace

std::string hocr_head(const std::string& software) {
  return fmt::format(R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" lang="vi">
 <head>
  <title></title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
  <meta name="ocr-system" content="{}"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word ocr_separator ocr_image"/>
 </head>
 <body>
)",
                     escaped(software));
}

std::string hocr_page(const Page& page) {
  const SpooledImage& image = page.image;
  const std::uint32_t p = page.number + 1;
  std::string html = fmt::format(
      "  <div class=\"ocr_page\" id=\"page_{}\" title=\"image &quot;{}&quot;; {}; ppageno {}; "
      "scan_res {:.0f} {:.0f}\">\n",
      p, escaped_in_quotes(image.origin), bbox({0, 0, image.width, image.height}), page.number,
      image.dpi_x, image.dpi_y);
  std::size_t word_number = 0;
  for (std::size_t i = 0; i < page.text.lines.size(); ++i) {
    const Line& line = page.text.lines[i];
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
  for (const Mark& mark : page.marks)
    if (const auto kind = hocr_class(mark.kind); !kind.empty())
      html += fmt::format("   <div class=\"{}\" title=\"{}\"></div>\n", kind, bbox(mark.box));
  return html + "  </div>\n";
}

std::string hocr_tail() { return " </body>\n</html>\n"; }

std::string tsv_head() {
  return "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\t"
         "text\n";
}

std::string tsv_page(const Page& page) {
  const auto& lines = page.text.lines;
  std::string tsv;
  add_tsv_row(tsv, 1, page.number, 0, 0, 0, 0, {0, 0, page.image.width, page.image.height}, -1, "");
  if (lines.empty()) return tsv;
  Box whole;
  for (const Line& line : lines) whole = united(whole, line.box);
  add_tsv_row(tsv, 2, page.number, 1, 0, 0, 0, whole, -1, "");
  add_tsv_row(tsv, 3, page.number, 1, 1, 0, 0, whole, -1, "");
  for (std::size_t l = 0; l < lines.size(); ++l) {
    const Line& line = lines[l];
    add_tsv_row(tsv, 4, page.number, 1, 1, l + 1, 0, line.box, -1, "");
    for (std::size_t w = 0; w < line.words.size(); ++w)
      add_tsv_row(tsv, 5, page.number, 1, 1, l + 1, w + 1, line.words[w].box,
                  line.words[w].confidence * 100, one_line(line.words[w].text));
  }
  return tsv;
}

std::string to_json(const Page& page, const std::string& software) {
  auto lines = json::array(), marks = json::array(), tables = json::array(), codes = json::array();
  for (const Line& line : page.text.lines) lines.push_back(line_json(line));
  for (const Mark& mark : page.marks) marks.push_back(mark_json(mark));
  for (const Table& table : page.tables) tables.push_back(table_json(table));
  for (const Code& code : page.codes)
    codes.push_back({{"format", code.format}, {"text", code.text}, {"box", box_json(code.box)}});
  const auto& [turn, turn_confidence, skew, skew_confidence, perspective] = page.placement;
  json placement{{"turn", turn},
                 {"turn_confidence", rounded(turn_confidence)},
                 {"skew_degrees", rounded(skew)},
                 {"skew_confidence", rounded(skew_confidence)}};
  if (perspective) placement["perspective"] = *perspective;
  const json value{{"page", page.number},
                   {"file", page.image.origin},
                   {"width", page.image.width},
                   {"height", page.image.height},
                   {"dpi", {page.image.dpi_x, page.image.dpi_y}},
                   {"software", software},
                   {"placement", std::move(placement)},
                   {"unread", rounded(page.text.unread)},
                   {"lines", std::move(lines)},
                   {"marks", std::move(marks)},
                   {"tables", std::move(tables)},
                   {"codes", std::move(codes)}};
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace sohoa::ocr
