// Scanning through the real libsane: from our virtual scanner, and from SANE's own test backend.
#include <algorithm>
#include <chrono>

#include <doctest/doctest.h>

#include "tests/unit/scanners/rig.h"

using namespace sohoa;
using namespace sohoa::test;
using scanners::open_device;

namespace {

std::string sheet(const Rig& rig, int number) {
  return content(rig.tray() / (std::to_string(number) + ".ppm"));
}

// Sheet 2 of three meets `script`; what came of it.
Outcome with_script(const Rig& rig) { return drain(*open_device(rig.options())); }
std::string second(const std::string& script) { return "1.ppm\n2.ppm " + script + "\n3.ppm\n"; }

// The first and third sheets arrive whole; the second is an Error of `cause`.
void check_lost_second(const Rig& rig, const Outcome& outcome, Cause cause) {
  REQUIRE(outcome.errors.size() == 1);
  CHECK(cause_name(outcome.errors[0].cause) == cause_name(cause));
  CHECK(std::string(outcome.errors[0].what()).find("vscan:desk1 sheet 2") == 0);
  REQUIRE(outcome.pages.size() == 2);
  CHECK(content(outcome.pages[0]) == sheet(rig, 1));
  CHECK(content(outcome.pages[1]) == sheet(rig, 3));
}

}  // namespace

TEST_CASE("feeder: every sheet arrives pixel for pixel, in order, then the source ends (R8)") {
  const Rig rig("1.ppm\n2.ppm\n3.ppm\n");
  const auto source = open_device(rig.options());
  const Outcome outcome = drain(*source);
  CHECK(outcome.errors.empty());
  REQUIRE(outcome.pages.size() == 3);
  for (int i = 0; i < 3; ++i) {
    const AcquiredPage& page = outcome.pages[std::size_t(i)];
    CHECK(content(page) == sheet(rig, i + 1));
    CHECK(page.encoding == Encoding::pnm);
    CHECK(page.width == 124);
    CHECK(page.height == 877);
    CHECK(page.dpi_x == 75);
    CHECK(page.index == std::uint32_t(i));
    CHECK(page.origin == "vscan:desk1 sheet " + std::to_string(i + 1));
    REQUIRE(page.faults.size() == 1);
    CHECK(page.faults[0].cause == Cause::resolution_low);  // 75 dpi (R3)
  }
  CHECK(source->position().index == 3);
  CHECK_FALSE(source->next({}).has_value());
}

TEST_CASE("duplex: fronts and backs alternate and say so; a turned back stays as it came (R8)") {
  const Rig rig("1.ppm|2.ppm\n3.ppm|4.ppm rotback\n5.ppm\n");
  auto options = rig.options();
  options.source = "duplex";
  const Outcome outcome = drain(*open_device(options));
  REQUIRE(outcome.pages.size() == 6);
  CHECK(content(outcome.pages[0]) == sheet(rig, 1));
  CHECK(content(outcome.pages[1]) == sheet(rig, 2));
  CHECK(content(outcome.pages[2]) == sheet(rig, 3));
  CHECK(outcome.pages[1].origin == "vscan:desk1 sheet 1 back");
  CHECK(outcome.pages[2].origin == "vscan:desk1 sheet 2 front");
  std::string turned = content(outcome.pages[3]), there = sheet(rig, 4);
  const std::size_t header = there.size() - 124U * 877U * 3U;
  const auto last = turned.substr(turned.size() - 3), first = there.substr(header, 3);
  CHECK(last == first);
  CHECK(outcome.pages[5].width == 620);  // the blank back of sheet 3, an A4 side
}

TEST_CASE("a status in the middle of a page: its cause, earlier pages kept, then the next sheet") {
  const std::pair<const char*, Cause> statuses[] = {
      {"JAMMED", Cause::paper_jam},         {"COVER_OPEN", Cause::cover_open},
      {"IO_ERROR", Cause::device_failed},   {"NO_DOCS", Cause::page_incomplete},
      {"DEVICE_BUSY", Cause::device_busy},  {"ACCESS_DENIED", Cause::device_denied},
      {"EOF", Cause::page_incomplete},      {"CANCELLED", Cause::device_failed},
      {"NO_MEM", Cause::device_failed},     {"INVAL", Cause::device_failed},
      {"UNSUPPORTED", Cause::device_failed}};
  for (const auto& [status, cause] : statuses) {
    CAPTURE(status);
    const Rig rig(second(std::string("fault=") + status));
    check_lost_second(rig, with_script(rig), cause);
  }
  for (const char* at : {"0.01", "0.99"}) {
    const Rig rig(second(std::string("fault=JAMMED at=") + at));
    check_lost_second(rig, with_script(rig), Cause::paper_jam);
  }
}

TEST_CASE("a status at the start of a page: its cause, and the same sheet after it is mended") {
  const std::pair<const char*, Cause> statuses[] = {{"JAMMED", Cause::paper_jam},
                                                    {"COVER_OPEN", Cause::cover_open},
                                                    {"DEVICE_BUSY", Cause::device_busy},
                                                    {"IO_ERROR", Cause::device_failed}};
  for (const auto& [status, cause] : statuses) {
    CAPTURE(status);
    const Rig rig(second(std::string("start=") + status));
    const Outcome outcome = with_script(rig);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].cause == cause);
    REQUIRE(outcome.pages.size() == 3);
    for (int i = 0; i < 3; ++i) CHECK(content(outcome.pages[std::size_t(i)]) == sheet(rig, i + 1));
  }
}

TEST_CASE("NO_DOCS: before any byte it is the end, at the very start an empty feeder") {
  const Rig at_read(second("fault=NO_DOCS at=0"));
  const Outcome outcome = with_script(at_read);
  CHECK(outcome.errors.empty());
  CHECK(outcome.pages.size() == 1);
  const Rig empty("");
  const Outcome nothing = drain(*open_device(empty.options()), 1);
  REQUIRE(nothing.errors.size() == 1);
  CHECK(nothing.errors[0].cause == Cause::feeder_empty);
}

TEST_CASE("a page is good only if exactly the announced bytes came") {
  const Rig cut(second("short=0.6"));
  check_lost_second(cut, with_script(cut), Cause::page_incomplete);
  const Rig nothing(second("short=0"));
  check_lost_second(nothing, with_script(nothing), Cause::page_incomplete);
  const Rig more(second("extra=5000"));
  check_lost_second(more, with_script(more), Cause::page_incomplete);
  const Rig within_a_line(second("unknownlines short=0.5003"));
  check_lost_second(within_a_line, with_script(within_a_line), Cause::page_incomplete);
}

TEST_CASE("a page whose lower part is one grey was cut off in transfer") {
  const Rig cut(second("grey=0.8"));
  check_lost_second(cut, with_script(cut), Cause::page_truncated);
  const Rig little(second("grey=0.9"));
  CHECK(with_script(little).pages.size() == 3);
}

TEST_CASE("unknown length, three passes in any order, 16 bits: the same picture") {
  for (const char* script : {"unknownlines", "threepass", "threepass=GBR", "threepass=BRG",
                             "threepass=RBG", "depth16", "threepass unknownlines", "mbps=50"}) {
    CAPTURE(script);
    const Rig rig(second(script));
    const Outcome outcome = with_script(rig);
    CHECK(outcome.errors.empty());
    REQUIRE(outcome.pages.size() == 3);
    CHECK(content(outcome.pages[1]) == sheet(rig, 2));
  }
}

TEST_CASE("grey and line art: P5 and P4, the latter with 1 for black") {
  const Rig rig("grey.pgm\nblack.pgm\n");
  write_file(rig.tray() / "grey.pgm", noise_pgm(7, 124, 877));
  std::string half = noise_pgm(8, 124, 877);
  const std::size_t header = half.size() - 124U * 877U;
  std::fill(half.begin() + std::ptrdiff_t(header),
            half.begin() + std::ptrdiff_t(header) + 124 * 400, '\0');
  std::fill(half.begin() + std::ptrdiff_t(header) + 124 * 400, half.end(), '\xFF');
  write_file(rig.tray() / "black.pgm", half);
  auto options = rig.options();
  options.mode = "gray";
  auto source = open_device(options);
  CHECK(content(*source->next({})) == content(rig.tray() / "grey.pgm"));
  source.reset();
  options.mode = "lineart";
  const auto page = open_device(options)->next({});
  const std::string bits = content(*page);
  CHECK(bits.starts_with("P4\n124 877\n"));
  const std::string pixels = bits.substr(std::string("P4\n124 877\n").size());
  CHECK(pixels[0] == '\xFF');
  CHECK(pixels.back() == '\0');
}

TEST_CASE("a driver that stalls is ended within its limit, and the next sheet goes on") {
  for (const char* script : {"hang", "hardhang", "zeroreads", "hardhang at=0"}) {
    CAPTURE(script);
    const Rig rig(second(script));
    auto options = rig.options();
    options.bytes_within = std::chrono::seconds(1);
    check_lost_second(rig, drain(*open_device(options)), Cause::device_stalled);
  }
  const Rig at_start("1.ppm start=hardhang\n2.ppm\n");
  auto options = at_start.options();
  options.start_within = std::chrono::seconds(1);
  const Outcome outcome = drain(*open_device(options));
  REQUIRE(outcome.errors.size() == 1);
  CHECK(outcome.errors[0].cause == Cause::device_stalled);
  CHECK(outcome.pages.size() == 2);
  const Rig at_open("1.ppm\n", "open=hang");
  auto opening = at_open.options();
  opening.open_within = std::chrono::seconds(1);
  const Outcome never = drain(*open_device(opening), 1);
  REQUIRE(never.errors.size() == 1);
  CHECK(never.errors[0].cause == Cause::device_stalled);
}

TEST_CASE("a driver that crashes or leaves costs its page, in every phase") {
  for (const char* script : {"crash", "exit", "crash at=0", "exit at=1"}) {
    CAPTURE(script);
    const Rig rig(second(script));
    check_lost_second(rig, with_script(rig), Cause::driver_crashed);
  }
  for (const char* script : {"start=crash", "start=exit"}) {
    CAPTURE(script);
    const Rig rig(second(script));
    const Outcome outcome = with_script(rig);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].cause == Cause::driver_crashed);
    CHECK(outcome.pages.size() == 3);
  }
  for (const auto& [open, cause] : {std::pair{"open=crash", Cause::driver_crashed},
                                    std::pair{"open=exit", Cause::driver_crashed},
                                    std::pair{"open=DEVICE_BUSY", Cause::device_busy},
                                    std::pair{"open=ACCESS_DENIED", Cause::device_denied}}) {
    CAPTURE(open);
    const Rig rig("1.ppm\n", open);
    const Outcome outcome = drain(*open_device(rig.options()), 1);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].cause == cause);
  }
}

TEST_CASE("duplex: after a fault on a back the next sheet begins with its front") {
  const Rig rig("1.ppm|2.ppm fault=JAMMED side=back\n3.ppm|4.ppm\n");
  auto options = rig.options();
  options.source = "ADF Duplex";
  const Outcome outcome = drain(*open_device(options));
  REQUIRE(outcome.errors.size() == 1);
  CHECK(std::string(outcome.errors[0].what()).find("sheet 1 back") != std::string::npos);
  REQUIRE(outcome.pages.size() == 3);
  CHECK(content(outcome.pages[1]) == sheet(rig, 3));
  CHECK(outcome.pages[1].origin == "vscan:desk1 sheet 2 front");
}

TEST_CASE("a stop ends between pages, loses no sheet, and the same source can go on") {
  const Rig rig("1.ppm\n2.ppm\n");
  const auto source = open_device(rig.options());
  std::stop_source stop;
  CHECK(source->next(stop.get_token()).has_value());
  stop.request_stop();
  CHECK_THROWS_AS(source->next(stop.get_token()), Error);
  CHECK(source->position().index == 1);
  const auto page = source->next({});
  REQUIRE(page.has_value());
  CHECK(content(*page) == sheet(rig, 2));
}

TEST_CASE("glass: one page, then the end") {
  const Rig rig("1.ppm\n2.ppm\n");
  auto options = rig.options();
  options.source = "flatbed";
  CHECK(drain(*open_device(options)).pages.size() == 1);
}

TEST_CASE("what a device does not offer is refused, saying what it does") {
  const Rig rig("1.ppm\n");
  auto options = rig.options();
  options.source = "slides";
  const Outcome source = drain(*open_device(options), 1);
  REQUIRE(source.errors.size() == 1);
  CHECK(source.errors[0].cause == Cause::option_refused);
  CHECK(std::string(source.errors[0].what()).find("ADF Duplex") != std::string::npos);
  options = rig.options();
  options.mode = "infrared";
  CHECK(drain(*open_device(options), 1).errors.at(0).cause == Cause::option_refused);
  options = rig.options();
  options.resolution = 5000;
  CHECK(drain(*open_device(options), 1).errors.at(0).cause == Cause::option_refused);
  options = rig.options("vscan:none");
  CHECK(drain(*open_device(options), 1).errors.at(0).cause == Cause::device_missing);
  options = rig.options("nodriver:none");
  CHECK(drain(*open_device(options), 1).errors.at(0).cause == Cause::device_missing);
}

TEST_CASE("a resolution between two offered ones: the finer, and the page says the real one (R3)") {
  const Rig rig("1.ppm\n");
  auto options = rig.options();
  options.resolution = 80;
  const auto page = open_device(options)->next({});
  CHECK(page->dpi_x == 100);
  CHECK(page->width == doctest::Approx(124 * 100 / 75.0).epsilon(0.01));
}

TEST_CASE("devices: names, sources, modes and resolutions; one that cannot be asked says why") {
  const Rig rig;
  write_file(rig.config() / "dll.conf", "vscan\ntest\n");
  write_file(rig.config() / "vscan.conf",
             "device desk1 ../tray\ndevice broken ../tray open=crash\n");
  write_file(rig.config() / "test.conf", "number_of_devices 1\n");
  const auto devices = scanners::list_devices(rig.options(), {});
  const auto named = [&](const std::string& name) {
    const auto found = std::ranges::find(devices, name, &scanners::DeviceDescription::name);
    REQUIRE(found != devices.end());
    return *found;
  };
  const auto desk = named("vscan:desk1");
  CHECK(desk.sources == std::vector<std::string>{"Flatbed", "ADF", "ADF Duplex"});
  CHECK(desk.modes == std::vector<std::string>{"Lineart", "Gray", "Color"});
  CHECK(desk.resolutions.front() == 75);
  CHECK(desk.fault.empty());
  CHECK_FALSE(named("vscan:broken").fault.empty());
  const auto test = named("test:0");
  CHECK(test.modes == std::vector<std::string>{"Gray", "Color"});
  CHECK(test.resolution_max == 1200);
}

TEST_CASE("SANE's test backend: ten pages from the feeder, then the end") {
  Rig rig;
  rig.backend("test", "number_of_devices 1\n");
  auto options = rig.options("test:0");
  options.mode = "gray";
  options.resolution = 30;
  const Outcome outcome = drain(*open_device(options));
  CHECK(outcome.errors.empty());
  CHECK(outcome.pages.size() == 10);
}

TEST_CASE("SANE's test backend: colour, 16 bits, three passes and every type of option") {
  const auto page_with = [](const std::string& settings, const std::string& mode) {
    Rig rig;
    rig.backend("test", "number_of_devices 1\ntest-picture \"Color pattern\"\n" + settings);
    auto options = rig.options("test:0");
    options.source = "flatbed";
    options.mode = mode;
    options.resolution = 50;
    return drain(*open_device(options));
  };
  const std::string plain = content(page_with("", "color").pages.at(0));
  CHECK(plain.starts_with("P6\n"));
  CHECK(content(page_with("depth 16\n", "color").pages.at(0)).size() == plain.size());
  CHECK(content(page_with("three-pass true\nthree-pass-order GBR\n", "color").pages.at(0)) ==
        plain);
  CHECK(content(page_with("enable-test-options true\n", "color").pages.at(0)) == plain);
  CHECK(content(page_with("read-limit true\nread-limit-size 7\n", "color").pages.at(0)) == plain);
  CHECK(content(page_with("depth 16\n", "gray").pages.at(0)).starts_with("P5\n"));
  CHECK(page_with("hand-scanner true\n", "gray").pages.size() == 1);
  CHECK(page_with("read-status-code SANE_STATUS_JAMMED\n", "gray").pages.empty());
}
