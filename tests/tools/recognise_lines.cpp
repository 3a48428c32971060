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
#include "ocr/tesseract_lines.h"
#include "tests/tools/bare_tesseract.h"
#if __has_include("ocr/network_lines.h")
#include "ocr/network_lines.h"
#endif

namespace {

using namespace sohoa;

constexpr std::size_t page_of_lines = 45;
constexpr double dpi = 300;  // the pictures do not say; no engine looks at it for a line alone

std::unique_ptr<ocr::LineRecognizer> opened(const std::string& engine,
                                            const std::filesystem::path& model) {
#if __has_include("ocr/network_lines.h")
  if (engine == "network") return std::make_unique<ocr::NetworkLines>(ocr::load_network(model));
#endif
  if (engine == "tesseract-bare") return test::bare_tesseract(model);
  return std::make_unique<ocr::TesseractLines>(
      std::make_shared<ocr::TesseractEngine>(model.parent_path(), model.stem().string()));
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

int run(const std::string& name, const std::filesystem::path& model,
        const std::filesystem::path& list, int repeat) {
  const auto files = lines_of(list);
  std::vector<PageImage> pictures;
  std::int64_t pixels = 0;
  for (const auto& file : files) {
    pictures.push_back(picture(file));
    pixels += std::int64_t{pictures.back().width()} * pictures.back().height();
  }
  const auto engine = opened(name, model);
  std::vector<ocr::LineReading> readings;
  double least = std::numeric_limits<double>::max();
  for (int i = 0; i < repeat; ++i) {
    const double start = cpu_seconds();
    readings = read_all(*engine, pictures);
    least = std::min(least, cpu_seconds() - start);
  }
  for (std::size_t i = 0; i < files.size(); ++i) print(files[i], readings[i]);
  const nlohmann::json summary{{"engine", engine->name()},
                               {"lines", files.size()},
                               {"cpu_seconds", least},
                               {"pixels", pixels}};
  fmt::print("{}\n", summary.dump());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::string engine;
    std::filesystem::path model, list;
    int repeat = 1;
    CLI::App program("Read pictures of lines with one engine.", "recognise_lines");
    program.add_option("ENGINE", engine)
        ->required()
        ->check(CLI::IsMember({"network", "tesseract", "tesseract-bare"}));
    program.add_option("MODEL", model, "a .traineddata file")->required()->check(CLI::ExistingFile);
    program.add_option("LIST", list, "the path of a binary PGM on each line")
        ->required()
        ->check(CLI::ExistingFile);
    program.add_option("--repeat", repeat)->check(CLI::PositiveNumber);
    CLI11_PARSE(program, argc, argv)
    return run(engine, model, list, repeat);
  } catch (const std::exception& error) {
    fmt::print(stderr, "recognise_lines: {}\n", error.what());
    return 1;
  }
}
