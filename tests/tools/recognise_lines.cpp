// Reads pictures of lines with one engine and says what it read and what that took, as lines of
// JSON: what scripts/bench-recogniser measures and the oracle test compares.
//
// With --limit also how many multiplications the lines need and how long the kernel takes for these
// alone, with weights and inputs in the nearest cache: what the engine could do at best.
//
// Of several repeats the cheapest counts, so that other work on the machine weighs less. Start it
// with OMP_THREAD_LIMIT=1.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <limits>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "core/image_header.h"
#include "ocr/line_shape.h"
#include "ocr/network/line_input.h"
#include "ocr/network_lines.h"
#include "tests/tools/plain_tesseract.h"

namespace {

using namespace sohoa;

constexpr std::size_t page_of_lines = 45;
constexpr double dpi = 300;  // the pictures do not say; no engine looks at it for a line alone

struct Options {
  std::string engine;
  std::filesystem::path model, list;
  std::string kernel;  // empty: the best
  int repeat = 1;
  bool limit = false;
};

std::vector<std::string> kernel_names() {
  std::vector<std::string> names;
  for (const ocr::Kernels* each : ocr::kernels()) names.emplace_back(each->name);
  return names;
}

const ocr::Kernels& kernels_named(const std::string& name) {
  for (const ocr::Kernels* each : ocr::kernels())
    if (name.empty() || each->name == name) return *each;
  throw std::invalid_argument(fmt::format("{}: not among this processor's kernels", name));
}

std::unique_ptr<ocr::LineRecognizer> opened(const Options& options) {
  const std::filesystem::path& model = options.model;
  if (options.engine == "network")
    return std::make_unique<ocr::NetworkLines>(ocr::load_network(model),
                                               kernels_named(options.kernel));
  return test::plain_tesseract(
      model, options.engine == "tesseract" ? test::Dictionary::used : test::Dictionary::left_out);
}

PageImage picture(const std::filesystem::path& file) {
  const std::string bytes = read_file(file);
  const ImageHeader header = read_header(std::as_bytes(std::span(bytes)));
  const std::size_t size =
      static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.height);
  if (!bytes.starts_with("P5") || bytes.size() < size)
    throw Error(Cause::file_unsupported,
                fmt::format("{}: a binary PGM was expected", file.string()));
  const auto pixels = std::as_bytes(std::span(bytes).last(size));
  return PageImage(header.width, header.height, dpi, PixelFormat::gray8,
                   {pixels.begin(), pixels.end()});
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream list(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(list, line);) lines.push_back(line);
  return lines;
}

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// All lines in pages of 45, as the product hands them over.
std::vector<ocr::LineReading> read_all(ocr::LineRecognizer& engine,
                                       std::span<const PageImage> lines) {
  std::vector<ocr::LineReading> readings;
  const auto until = std::chrono::steady_clock::now() + std::chrono::hours(6);
  for (std::size_t first = 0; first < lines.size(); first += page_of_lines) {
    const auto page = lines.subspan(first, std::min(page_of_lines, lines.size() - first));
    auto read = engine.read(page, {{}, until});
    std::ranges::move(read, std::back_inserter(readings));
  }
  return readings;
}

void print(const std::string& file, const ocr::LineReading& reading) {
  nlohmann::json line{{"file", file}, {"text", ""}, {"confidence", nlohmann::json::array()}};
  std::string text;
  nlohmann::json characters = nlohmann::json::array();
  for (const ocr::Character& character : reading.characters) {
    text += character.text;
    characters.push_back(character.text);
    line["confidence"].push_back(std::round(character.confidence * 1e4F) / 1e4);
  }
  line["text"] = text;
  line["characters"] = characters;
  fmt::print("{}\n", line.dump());
}

// Products of a weight and an input in one step of a line, by the shapes of the layers.
double multiplications_of_step(const ocr::Network& network) {
  constexpr int rows = ocr::NetworkFile::line_height / ocr::NetworkFile::pooled;
  constexpr int positions = ocr::NetworkFile::pooled * ocr::NetworkFile::pooled, taps = 9;
  const auto recurrent = [](const ocr::PackedRecurrent& layer) {
    return 4.0 * layer.outputs * (layer.inputs + layer.outputs);
  };
  double sum = double{rows} * positions * taps * network.front.rows + rows * recurrent(network.up);
  for (const auto& layer : network.along) sum += recurrent(layer);
  return sum + double{1} * network.output.rows * network.output.inputs;
}

double multiplications_a_second(const ocr::Kernels& kernels) {
  constexpr int inputs = 192, rows = 10, rounds = 200'000, repeats = 5;
  ocr::PackedMatrices weights;
  weights.rows = ocr::PackedMatrices::lanes;
  weights.inputs = inputs;
  weights.weights.assign(std::size_t{inputs} * ocr::PackedMatrices::lanes, 3);
  weights.bias.assign(ocr::PackedMatrices::lanes, 0);
  weights.bias_of_shifted.assign(ocr::PackedMatrices::lanes, 0);
  weights.scales.assign(ocr::PackedMatrices::lanes, 1.0F);
  const std::vector<std::int8_t> from(std::size_t{inputs} * rows, 5);
  std::vector<float> to(std::size_t{rows} * ocr::PackedMatrices::lanes);
  double least = std::numeric_limits<double>::max();
  for (int i = 0; i < repeats; ++i) {
    const double start = cpu_seconds();
    for (int round = 0; round < rounds; ++round)
      kernels.outputs(ocr::view(weights), from.data(), rows, to.data());
    least = std::min(least, cpu_seconds() - start);
  }
  return double{inputs} * weights.rows * rows * rounds / least;
}

nlohmann::json limit_of(const Options& options, std::span<const PageImage> pictures) {
  const auto network = ocr::load_network(options.model);
  double steps = 0;
  for (const PageImage& picture : pictures)
    steps += ocr::line_input(ocr::readable(picture)).width / ocr::NetworkFile::pooled;
  const double needed = steps * multiplications_of_step(*network);
  const double speed = multiplications_a_second(kernels_named(options.kernel));
  return {{"multiplications", needed},
          {"multiplications_a_second", speed},
          {"cpu_seconds_of_multiplying", needed / speed}};
}

void run(const Options& options) {
  const auto files = lines_of(options.list);
  std::vector<PageImage> pictures;
  std::int64_t pixels = 0;
  for (const auto& file : files) {
    pictures.push_back(picture(file));
    pixels += std::int64_t{pictures.back().width()} * pictures.back().height();
  }
  const auto engine = opened(options);
  std::vector<ocr::LineReading> readings;
  double least = std::numeric_limits<double>::max();
  for (int i = 0; i < options.repeat; ++i) {
    const double start = cpu_seconds();
    readings = read_all(*engine, pictures);
    least = std::min(least, cpu_seconds() - start);
  }
  for (std::size_t i = 0; i < files.size(); ++i) print(files[i], readings[i]);
  nlohmann::json summary{{"engine", engine->name()},
                         {"lines", files.size()},
                         {"cpu_seconds", least},
                         {"pixels", pixels},
                         {"kernels", kernel_names()}};
  if (options.limit) summary["limit"] = limit_of(options, pictures);
  fmt::print("{}\n", summary.dump());
}

}  // namespace

int main(int argc, char** argv) {
  try {
    Options options;
    CLI::App program("Read pictures of lines with one engine.", "recognise_lines");
    program.add_option("ENGINE", options.engine)
        ->required()
        ->check(CLI::IsMember({"network", "tesseract", "tesseract-bare"}));
    program.add_option("MODEL", options.model, "a .traineddata file")->required();
    program.add_option("LIST", options.list, "the path of a binary PGM on each line")->required();
    program.add_option("--repeat", options.repeat)->check(CLI::PositiveNumber);
    program.add_option("--kernel", options.kernel, "of the network: the best unless named");
    program.add_flag("--limit", options.limit, "of the network: what multiplying alone would take");
    CLI11_PARSE(program, argc, argv)
    run(options);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "recognise_lines: {}\n", error.what());
    return 1;
  }
}
