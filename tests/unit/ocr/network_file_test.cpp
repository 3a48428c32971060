#include "ocr/network/network_file.h"

#include <algorithm>
#include <limits>

#include <doctest/doctest.h>

#include "core/file.h"
#include "core/resources.h"
#include "tests/support/cause_of.h"
#include "tests/support/tiny_network.h"

namespace sohoa::ocr {
namespace {

using test::TinyNetwork;

NetworkFile parsed(std::string_view bytes) {
  return read_network_file(std::as_bytes(std::span(bytes)), "m.traineddata");
}

// What the reader says of it; "" if it takes it.
std::string complaint(const TinyNetwork& network) {
  try {
    parsed(network.bytes());
    return "";
  } catch (const Error& error) {
    CHECK(error.cause == Cause::data_missing);
    CHECK(std::string_view(error.what()).starts_with("m.traineddata: "));
    return error.what();
  }
}

bool says(const TinyNetwork& network, std::string_view what) {
  const std::string said = complaint(network);
  CAPTURE(said);
  return said.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("network file: layers, weights and alphabet are read as they stand") {
  const NetworkFile network = parsed(TinyNetwork{}.bytes());
  CHECK(network.front.rows == 16);
  CHECK(network.front.columns == 10);
  CHECK(network.front.scales.size() == 16);
  CHECK(network.front.scales[0] == static_cast<float>(0.01 / 127));
  CHECK(network.up.inputs == 16);
  CHECK_FALSE(network.up.leftwards);
  REQUIRE(network.along.size() == 1);
  CHECK(network.along[0].leftwards);
  CHECK(network.along[0].gates[Recurrent::forget].columns == 33);
  CHECK(network.output.rows == 5);
  CHECK(network.null == 4);
  CHECK(network.seed == 24 * std::uint64_t{0x10000001});
  CHECK(network.alphabet.texts == std::vector<std::string>{" ", "A", "b", "\u1ea1", ""});
}

TEST_CASE("network file: our own model has what Vietnamese offices print") {
  const NetworkFile network = parsed(read_file(resource("models/ocr/vie_sohoa.traineddata")));
  CHECK(network.along.size() == 3);
  CHECK(network.output.columns == network.along.back().outputs + 1);
  const auto& texts = network.alphabet.texts;
  for (const char* text : {" ", "Đ", "đ", "Ẫ", "ự", "ỵ", "Ỵ", "–", "…", "‘", "’",
                           "•", "²", "³", "×", "±", "0", "9", "/", "-", "\""}) {
    CAPTURE(text);
    CHECK(std::ranges::count(texts, std::string(text)) >= 1);
  }
  CHECK(texts[static_cast<std::size_t>(network.null)].empty());
  CHECK(std::ranges::count(texts, std::string("\u00d0")) == 0);
}

TEST_CASE("network file: our model is the one that its card describes") {
  const std::string hash = sha256_of_file(resource("models/ocr/vie_sohoa.traineddata"));
  CHECK(read_file(resource("models/ocr/README.md")).find(hash) != std::string::npos);
}

TEST_CASE("network file: padded scales and containers in containers are understood") {
  TinyNetwork network;
  network.extra_scales = 3;
  network.depth = 5;
  CHECK(complaint(network).empty());
}

TEST_CASE("network file: what cannot be used is refused with the reason") {
  const auto with = [](auto change) {
    TinyNetwork network;
    change(network);
    return network;
  };
  using N = TinyNetwork;
  CHECK(says(with([](N& n) { n.weight = -128; }), "-128"));
  CHECK(says(with([](N& n) { n.mode = 132; }), "not int8"));
  CHECK(says(with([](N& n) { n.mode = 1; }), "not int8"));
  CHECK(says(with([](N& n) { n.scale = std::numeric_limits<double>::quiet_NaN(); }), "scale"));
  CHECK(says(with([](N& n) { n.scale = 1e300; }), "scale"));
  CHECK(says(with([](N& n) { n.extra_scales = -1; }), "scales"));
  CHECK(says(with([](N& n) { n.extra_scales = 100; }), "scales"));
  CHECK(says(with([](N& n) { n.missing_rows = 1; }), "15x10"));
  CHECK(says(with([](N& n) { n.line_height = 48; }), "36 pixels"));
  CHECK(says(with([](N& n) { n.front_size = 2; }), "3x3"));
  CHECK(says(with([](N& n) { n.pool = 2; }), "largest"));
  CHECK(says(with([](N& n) { n.front_features = 32; }), "16 features"));
  CHECK(says(with([](N& n) { n.outputs = 24; }), "multiple of 16"));
  CHECK(says(with([](N& n) { n.outputs = 2048; }), "up to 1024"));
  CHECK(says(with([](N& n) { n.last_layer = "Logistic"; }), "Logistic"));
  CHECK(says(with([](N& n) { n.last_layer = "LSTM"; }), "multiple of 16"));
  CHECK(says(with([](N& n) { n.front_layer = "Softmax"; }), "another order"));
  CHECK(says(with([](N& n) { n.series_length = 6; }), "36 to 16 was expected"));
  CHECK(says(with([](N& n) { n.series_length = 6, n.codes = 16; }), "no network for lines"));
  CHECK(says(with([](N& n) { n.series_length = 1000; }), "too many layers"));
  CHECK(says(with([](N& n) { n.depth = 20; }), "layers in layers"));
  CHECK(says(with([](N& n) { n.said_inputs = 8; }), "16 to 16 was expected"));
  CHECK(says(with([](N& n) { n.null = 5; }), "between letters"));
  CHECK(says(with([](N& n) { n.null = -1; }), "between letters"));
  CHECK(says(with([](N& n) { n.codes_of[2] = 5; }), "does not have"));
  CHECK(says(with([](N& n) { n.codes_of[2] = -1; }), "does not have"));
  CHECK(says(with([](N& n) { n.code_length = 2; }), "several codes"));
  CHECK(says(with([](N& n) { n.characters = "6\nNULL 0\n"; }), "ends too early"));
  CHECK(says(with([](N& n) { n.characters = "many\n"; }), "without their number"));
  CHECK(says(with([](N& n) { n.characters = "5\nNULL\n \nb\nc\nd\n"; }), "is none"));
}

TEST_CASE("network file: cut off anywhere it is refused, never read beyond its end") {
  const std::string whole = TinyNetwork{}.bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    REQUIRE(test::cause_of([&] { parsed(std::string_view(whole).substr(0, size)); }) ==
            "data_missing");
  }
}

TEST_CASE("network file: a table of overlapping or backward parts is refused") {
  std::string bytes = TinyNetwork{}.bytes();
  const auto put = [&](int entry, std::int64_t offset) {
    std::memcpy(bytes.data() + 4 + 8 * entry, &offset, sizeof offset);
  };
  SUBCASE("beyond the end") { put(17, static_cast<std::int64_t>(bytes.size()) + 1); }
  SUBCASE("inside the table") { put(17, 8); }
  SUBCASE("backwards") { put(22, 4 + 24 * 8); }
  SUBCASE("too many") { bytes[0] = 25; }
  SUBCASE("none") { bytes[0] = 0; }
  CHECK(test::cause_of([&] { parsed(bytes); }) == "data_missing");
}

}  // namespace sohoa::ocr
