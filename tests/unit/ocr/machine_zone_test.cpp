#include "ocr/machine_zone.h"

#include <doctest/doctest.h>

#include "ocr/zone_path.h"

namespace {

using namespace sohoa;

const MrzLines specimen = {"IDVNM1900000015079190000001<<5", "9001011F4001016VNM<<<<<<<<<<<8",
                           "NGUYEN<<THI<MAU<<<<<<<<<<<<<<<"};

Line line(const std::string& text, int y) {
  Line line;
  line.upright = {100, y, 600, 28};
  line.words.push_back({text, line.upright, line.upright, 0.9F});
  return line;
}

// What a network says that is sure of each character: one step each, and one of nothing between.
std::vector<ocr::ZoneStep> said(const std::string& text) {
  std::vector<ocr::ZoneStep> steps;
  const auto step = [&](std::size_t sure) {
    ocr::ZoneStep one;
    one.fill(-12);
    one[sure] = -0.01F;
    steps.push_back(one);
  };
  for (const char c : text) {
    step(ocr::zone_characters.find(c));
    step(ocr::zone_characters.size());
  }
  return steps;
}

}  // namespace

TEST_CASE(
    "machine zone: it is looked for where one of its lines was read, and nowhere else (R40)") {
  PageText text;
  text.lines = {line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100), line("Số: 079190999901", 150)};
  CHECK(ocr::find_machine_zones(text).empty());
  text.lines.push_back(line("9001011F4001016VNM<<<<<<<<<<<8", 500));
  const auto zones = ocr::find_machine_zones(text);
  REQUIRE(zones.size() == 1);
  // A line above and one below it.
  CHECK(zones[0].y < 500 - 60);
  CHECK(zones[0].bottom() > 528 + 60);
  text.lines.push_back(line(specimen[0], 460));
  CHECK(ocr::find_machine_zones(text).size() == 1);
  text.lines.push_back(line(specimen[0], 1460));
  CHECK(ocr::find_machine_zones(text).size() == 2);
}

TEST_CASE("machine zone: what was said is spelled as such lines are printed (R40)") {
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(ocr::likeliest_zone_line(said(specimen[i]), i)->text == specimen[i]);
  // Letters for digits, digits for letters, fillers too few.
  CHECK(ocr::likeliest_zone_line(said("1DVNMI9OOOOOOI5O79I9OOOOOOI<<S"), 0)->text == specimen[0]);
  CHECK(ocr::likeliest_zone_line(said("N6UYEN<<TH1<MAU<<<<<<<<<<<<<<<"), 2)->text == specimen[2]);
  CHECK_FALSE(ocr::likeliest_zone_line(said("SHORT"), 2));
  CHECK_FALSE(ocr::likeliest_zone_line({}, 0));
}
