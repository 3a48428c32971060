#include "ocr/formats.h"

#include <algorithm>
#include <cstdlib>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace sohoa::ocr {
namespace {

// Two lines, one of them in a table's second cell, and one mark of each kind.
Page some_page(const Placement& placement = {}) {
  Page page;
  page.number = 2;
  page.image.origin = "đơn \"1\".jpg";
  page.image.width = 100;
  page.image.height = 200;
  page.image.dpi_x = page.image.dpi_y = 200;
  page.placement = placement;
  const std::string odd = "<\"a\" & \x01\xff>";
  page.text.lines = {
      {{{"Số:", {10, 20, 30, 12}, {10, 20, 30, 12}, 0.91F, {"Sô:", "S<"}},
        {odd, {45, 20, 20, 12}, {45, 20, 20, 12}, 0.5F}},
       {10, 20, 55, 12},
       {10, 20, 55, 12}},
      {{{"ngày", {10, 40, 40, 14}, {10, 40, 40, 14}, 1.0F}}, {10, 40, 40, 14}, {10, 40, 40, 14}}};
  page.text.unread = 0.0234;
  page.tables = {{{5, 35, 90, 40},
                  {5, 35, 90, 40},
                  {{0, 0, 1, 2, {5, 55, 90, 20}, {5, 55, 90, 20}},
                   {1, 0, 1, 1, {5, 35, 60, 20}, {5, 35, 60, 20}}}}};
  for (const auto kind : {MarkKind::seal, MarkKind::pen, MarkKind::rule, MarkKind::leader,
                          MarkKind::tick_box, MarkKind::handwriting, MarkKind::unread})
    page.marks.push_back({kind, {1, 2, 3, 4}, {1, 2, 3, 4}, 0.75F, kind == MarkKind::tick_box});
  page.marks.push_back({MarkKind::tick_box, {9, 9, 9, 9}, {9, 9, 9, 9}, 1});
  page.codes = {{"QR_CODE", "H29.118-260318-0042", {60, 100, 30, 30}}};
  return page;
}

Page blank_page() {
  Page page;
  page.image.width = page.image.height = 10;
  return page;
}

const std::string software = "sohoa <test>; engine";

bool validates(const std::string& xml) {
  const test::TempFolder folder;
  const std::string schemas = SOHOA_SOURCE_DIR "/models/schemas/";
  write_durably(folder / "page.xml", xml);
  write_durably(folder / "catalog.xml",
                "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\"><system "
                "systemId=\"http://www.loc.gov/standards/xlink/xlink.xsd\" uri=\"file://" +
                    schemas + "xlink.xsd\"/></catalog>");
  const std::string command = "XML_CATALOG_FILES='" + (folder / "catalog.xml").string() +
                              "' xmllint --nonet --noout --schema '" + schemas + "alto-4-4.xsd' '" +
                              (folder / "page.xml").string() + "' 2>/dev/null";
  return std::system(command.c_str()) == 0;  // NOLINT(cert-env33-c)
}

}  // namespace

TEST_CASE("alto: a page with all there is, an empty and a turned one are valid ALTO 4.4") {
  if (std::system("xmllint --version 2>/dev/null") != 0) {  // NOLINT(cert-env33-c)
    MESSAGE("xmllint is not installed: validity is not tested");
    return;
  }
  CHECK(validates(to_alto(some_page(), software)));
  CHECK(validates(to_alto(blank_page(), software)));
  CHECK(validates(to_alto(some_page({.turn = 270, .skew_degrees = -1.25}), software)));
  CHECK_FALSE(validates("<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"/>"));
}

TEST_CASE("alto: words, gaps and boxes are those of the page") {
  pugi::xml_document document;
  REQUIRE(
      document.load_string(to_alto(some_page({.turn = 90, .skew_degrees = 2}), software).c_str()));
  const auto alto = document.child("alto");
  CHECK(std::string(alto.select_node("Description/MeasurementUnit").node().text().get()) ==
        "pixel");
  // Turned clockwise by 90 to be read: in the image the text runs 90 counter-clockwise, less the
  // slope.
  CHECK(alto.select_node("Layout/Page").node().attribute("ROTATION").as_double() ==
        doctest::Approx(88));
  const auto line = alto.select_node("Layout/Page/PrintSpace/TextBlock/TextLine[1]").node();
  CHECK(line.attribute("WIDTH").as_int() == 55);
  const auto word = line.first_child();
  CHECK(std::string(word.name()) == "String");
  CHECK(std::string(word.attribute("CONTENT").value()) == "Số:");
  CHECK(word.attribute("WC").as_double() == doctest::Approx(0.91));
  const auto gap = word.next_sibling();
  CHECK(std::string(gap.name()) == "SP");
  CHECK(gap.attribute("HPOS").as_int() == 40);
  CHECK(gap.attribute("WIDTH").as_int() == 5);
  CHECK(std::string(gap.next_sibling().attribute("CONTENT").value()) ==
        "<\"a\" & \xEF\xBF\xBD\xEF\xBF\xBD>");
}

TEST_CASE("alto: a table holds the lines of its cells, marks have their kind, words what else") {
  pugi::xml_document document;
  REQUIRE(document.load_string(to_alto(some_page(), software).c_str()));
  const auto space = document.select_node("alto/Layout/Page/PrintSpace").node();
  const auto word = space.select_node("TextBlock/TextLine/String").node();
  CHECK(std::string(word.child("ALTERNATIVE").text().get()) == "Sô:");
  CHECK(std::string(word.last_child().text().get()) == "S<");
  const auto table = space.child("ComposedBlock");
  CHECK(std::string(table.attribute("TYPE").value()) == "table");
  CHECK(table.select_nodes("ComposedBlock").size() == 2);
  const auto cell = table.select_node("ComposedBlock[@ID='table_1_cell_2']").node();
  CHECK(std::string(
            cell.select_node("TextBlock/TextLine/String").node().attribute("CONTENT").value()) ==
        "ngày");
  CHECK(space.select_nodes("TextBlock").size() == 1);
  for (const char* kind : {"seal", "pen", "handwriting", "unread"}) {
    const std::string path = std::string("Illustration[@TYPE='") + kind + "']";
    CHECK(space.select_node(path.c_str()).node().attribute("HEIGHT").as_int() == 4);
  }
  CHECK(space.select_nodes("GraphicalElement").size() == 4);
  CHECK(space.select_nodes("GraphicalElement[@TAGREFS='tick_box ticked']").size() == 1);
}

TEST_CASE("hocr: pages, lines and words carry boxes and confidences") {
  pugi::xml_document document;
  REQUIRE(
      document.load_string((hocr_head("sohoa") + hocr_page(some_page()) + hocr_tail()).c_str()));
  const auto page = document.select_node("html/body/div[@class='ocr_page']").node();
  CHECK(std::string(page.attribute("title").value()) ==
        "image \"đơn '1'.jpg\"; bbox 0 0 100 200; ppageno 2; scan_res 200 200");
  const auto word = page.select_node("span[@class='ocr_line'][1]/span[@class='ocrx_word'][1]");
  CHECK(std::string(word.node().attribute("title").value()) == "bbox 10 20 40 32; x_wconf 91");
  CHECK(std::string(word.node().text().get()) == "Số:");
  CHECK(page.select_nodes("div[@class='ocr_separator']").size() == 1);
  CHECK(page.select_nodes("div[@class='ocr_image']").size() == 2);
}

TEST_CASE("tsv: rows have Tesseract's twelve columns") {
  const std::string tsv = tsv_head() + tsv_page(some_page());
  const auto lines = std::count(tsv.begin(), tsv.end(), '\n');
  CHECK(lines == 1 + 3 + 2 + 3);
  CHECK(std::count(tsv.begin(), tsv.end(), '\t') == 11 * lines);
  CHECK(tsv.find("5\t3\t1\t1\t1\t1\t10\t20\t30\t12\t91\tSố:\n") != std::string::npos);
}

TEST_CASE("json: one line with both frames of every word, marks, tables and unread ink") {
  const std::string text = to_json(some_page({.turn = 180}), software);
  CHECK(text.find('\n') == std::string::npos);
  const auto json = nlohmann::json::parse(text);
  CHECK(json.at("placement").at("turn") == 180);
  CHECK(json.at("lines").at(1).at("words").at(0).at("text") == "ngày");
  CHECK(json.at("lines").at(1).at("box") == nlohmann::json({10, 40, 40, 14}));
  CHECK(json.at("lines").at(0).at("words").at(0).at("alternatives").at(1) == "S<");
  CHECK(json.at("unread") == 0.0234);
  CHECK(json.at("marks").size() == 8);
  CHECK(json.at("marks").at(0).at("kind") == "seal");
  CHECK_FALSE(json.at("marks").at(0).contains("ticked"));
  CHECK(json.at("marks").at(4).at("ticked") == true);
  CHECK(json.at("marks").at(7).at("ticked") == false);
  CHECK(json.at("codes").at(0).at("text") == "H29.118-260318-0042");
  CHECK(json.at("tables").at(0).at("cells").at(0).at("columns") == 2);
}

}  // namespace sohoa::ocr
