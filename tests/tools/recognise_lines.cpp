// Reads pictures of lines with one engine and says what it read and what that took, as lines of
// JSON: what scripts/bench-recogniser measures and the oracle test compares.
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
#include "tests/tools/plain_tesseract.h"
#if __has_include("ocr/network_lines.h")
#include "ocr/network_lines.h"
#endif

namespace {

using namespace sohoa;

constexpr std::size_t page_of_lines = 45;
constexpr double dpi = 300;  // the pictures do not say; no engine looks at it for a line alone

struct Options {
  std::string engine;
  std::filesystem::path model, list;
  std::string kernel;  // empty: the best
  int repeat = 1;
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
  const nlohmann::json summary{{"engine", engine->name()},
                               {"lines", files.size()},
                               {"cpu_seconds", least},
                               {"pixels", pixels},
                               {"kernels", kernel_names()}};
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
    CLI11_PARSE(program, argc, argv)
    run(options);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "recognise_lines: {}\n", error.what());
    return 1;
  }
}
