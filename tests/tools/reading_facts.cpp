// What is known of each word read from page images, as lines of JSON: the raw material of
// scripts/calibrate-reading. Usage: reading_facts MODELS/TEXT IMAGE...
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/frames.h"
#include "core/resources.h"
#include "ocr/judge.h"
#include "ocr/network_lines.h"
#include "ocr/read_lines.h"
#include "tests/tools/straightened.h"

namespace {

using namespace sohoa;

void print(const Page& page, const ocr::WordLine& words,
           const std::vector<ocr::Judgement>& judgements) {
  const Frames frames(page);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Box box = frames.original(frames.upright(words[i].box));
    std::string read;
    for (const ocr::Character& c : words[i].characters) read += c.text;
    nlohmann::json line{{"page", page.image.file.stem().string()},
                        {"box", {box.x, box.y, box.w, box.h}},
                        {"read", read},
                        {"text", judgements[i].text},
                        {"facts", judgements[i].facts}};
    fmt::print("{}\n", line.dump());
  }
}

void read_page(const std::filesystem::path& file, ocr::LineRecognizer& engine,
               const Lexicon& lexicon) {
  const Page page = test::straightened(file);
  const auto layout = ocr::find_text_lines(page.reading, page.marks, page.tables, Frames(page));
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  for (const auto& line : ocr::read_lines(engine, page.reading, layout, {{}, until}))
    print(page, line.words, ocr::judge_line(line.words, lexicon));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 3) throw std::invalid_argument("usage: reading_facts MODELS/TEXT IMAGE...");
    const Lexicon lexicon{std::filesystem::path(argv[1])};
    ocr::NetworkLines engine(ocr::load_network(resource("models/ocr/vie_sohoa.traineddata")));
    nlohmann::json names = ocr::fact_names;
    fmt::print("{}\n", names.dump());
    for (int i = 2; i < argc; ++i) {
      try {
        read_page(argv[i], engine, lexicon);
      } catch (const Error& error) {  // formats that need a helper process, blank pages
        fmt::print(stderr, "reading_facts: {}: {}\n", argv[i], error.what());
      }
    }
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "reading_facts: {}\n", error.what());
    return 1;
  }
}
