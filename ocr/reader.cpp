#include "ocr/reader.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>

#include "core/frames.h"
#include "core/resources.h"
#include "ocr/language.h"
#include "ocr/machine_zone.h"
#include "ocr/network_lines.h"
#include "ocr/read_lines.h"
#include "ocr/seen_page.h"
#include "ocr/tesseract_lines.h"
#include "ocr/tesseract_page.h"
#include "ocr/text_lines.h"
#include "ocr/ticks.h"
#include "ocr/unread.h"

namespace sohoa::ocr {
namespace {

// A page that is read worse than this by its own lines is read by Tesseract's layout too, which
// costs as much again.
constexpr double poor_confidence = 0.80;
constexpr double much_unread = 0.08;
constexpr float likely_written = 0.5F;  // what lack of print's regularity can say

// A word as the engine has it, where no language is at hand.
JudgedWord unjudged(const ReadWord& word) {
  JudgedWord judged{"", 1, {}};
  for (const Character& c : word.characters) {
    judged.text += c.text;
    judged.confidence = std::min(judged.confidence, c.confidence);
  }
  return judged;
}

std::vector<SeenWord> seen(const WordLine& words, const std::optional<Language>& language) {
  std::vector<JudgedWord> judged;
  if (language)
    judged = language->judge(words);
  else
    std::ranges::transform(words, std::back_inserter(judged), unjudged);
  std::vector<SeenWord> line;
  for (std::size_t i = 0; i < words.size(); ++i)
    line.push_back({std::move(judged[i].text), judged[i].confidence,
                    std::move(judged[i].alternatives), words[i].box});
  return line;
}

// Few letters, each unlikely, where no table gives them a place: a seal's scraps and dirt that have
// the look of them.
bool is_guess(const std::vector<SeenWord>& line, const std::vector<Table>& tables,
              const Frames& frames) {
  constexpr std::size_t few_bytes = 6;
  constexpr float likely = 0.45F;
  std::size_t bytes = 0;
  Box box;
  for (const SeenWord& word : line) {
    if (word.confidence >= likely) return false;
    bytes += word.text.size();
    box = united(box, word.box);
  }
  const Box upright = frames.upright(box);
  return bytes <= few_bytes && std::ranges::none_of(tables, [&](const Table& table) {
           return united(table.upright, upright) == table.upright;
         });
}

Line to_line(const std::vector<SeenWord>& words, const Frames& frames) {
  Line line;
  for (const SeenWord& seen : words) {
    Word word{seen.text, {}, frames.upright(seen.box), seen.confidence, seen.alternatives};
    word.box = frames.original(word.upright);
    line.upright = united(line.upright, word.upright);
    line.box = united(line.box, word.box);
    line.words.push_back(std::move(word));
  }
  return line;
}

Mark mark(MarkKind kind, const Box& reading, float confidence, const Frames& frames) {
  const Box upright = frames.upright(reading);
  return {kind, frames.original(upright), upright, confidence};
}

std::filesystem::path own_model() { return resource("models/ocr/vie_sohoa.traineddata"); }

std::filesystem::path model_of(const ReaderSettings& settings) {
  if (settings.model.empty()) return own_model();
  // libtesseract is given a folder and a name, and adds the ending itself.
  if (settings.model.extension() != ".traineddata")
    throw Error(Cause::data_missing,
                settings.model.string() + ": a file NAME.traineddata was expected as the model");
  return std::filesystem::absolute(settings.model);
}

}  // namespace

struct Reader::Engine {
  explicit Engine(const ReaderSettings& settings) : page_seconds(settings.page_seconds) {
    require_one_thread();
    const auto model = model_of(settings);
    // libtesseract believes a file what it says of itself: it gets none that was not checked here.
    network = load_network(model);
    if (settings.engine == LineEngine::tesseract) {
      tesseract = std::make_shared<TesseractEngine>(model.parent_path(), model.stem().string());
      lines = std::make_unique<TesseractLines>(tesseract);
    } else {
      lines = std::make_unique<NetworkLines>(network);
    }
    if (!settings.text.empty()) language.emplace(settings.text);
  }

  Deadline deadline(const std::stop_token& stop) const;
  SeenPage by_lines(const PageImage& reading, const Layout& layout, const Deadline& deadline);
  SeenPage by_tesseract(const PageImage& reading, const Deadline& deadline);

  std::shared_ptr<const Network> network;
  std::shared_ptr<TesseractEngine> tesseract;  // most runs need none
  std::optional<MachineZoneReader> zones;      // nor this
  std::unique_ptr<LineRecognizer> lines;
  std::optional<Language> language;
  int page_seconds;
};

Deadline Reader::Engine::deadline(const std::stop_token& stop) const {
  if (stop.stop_requested()) throw Error(Cause::stopped, "reading was interrupted");
  return {stop, std::chrono::steady_clock::now() + std::chrono::seconds(page_seconds)};
}

SeenPage Reader::Engine::by_lines(const PageImage& reading, const Layout& layout,
                                  const Deadline& deadline) {
  SeenPage page{"lines", {}, {}};
  for (const auto& [words, written] : read_lines(*lines, reading, layout, deadline)) {
    page.lines.push_back(seen(words, language));
    page.written.insert(page.written.end(), written.begin(), written.end());
  }
  return page;
}

SeenPage Reader::Engine::by_tesseract(const PageImage& reading, const Deadline& deadline) {
  // The program's own model, whatever the lines were read with: a second opinion must not fail.
  if (!tesseract) {
    const auto own = own_model();
    tesseract = std::make_shared<TesseractEngine>(own.parent_path(), own.stem().string());
  }
  SeenPage page{"tesseract", {}, {}};
  for (const WordLine& words : read_by_tesseract_layout(*tesseract, reading, deadline))
    page.lines.push_back(seen(words, language));
  return page;
}

Reader::Reader(const ReaderSettings& settings) : engine_(std::make_unique<Engine>(settings)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Reading Reader::read(const Page& page, const std::stop_token& stop) {
  const PageImage& reading = page.reading;
  if (reading.format() != PixelFormat::gray8 || reading.empty())
    throw Error(Cause::bug, "a page is read from gray8 pixels only");
  const Deadline deadline = engine_->deadline(stop);
  const Frames frames(page);
  const Layout layout = find_text_lines(reading, page.marks, page.tables, frames);
  SeenPage best = engine_->by_lines(reading, layout, deadline);
  std::erase_if(best.lines, [&](const auto& line) { return is_guess(line, page.tables, frames); });
  Unread unread = unread_ink(layout, word_boxes(best));
  if (unread.share > much_unread ||
      (!best.lines.empty() && mean_confidence(best) < poor_confidence)) {
    SeenPage other = engine_->by_tesseract(reading, deadline);
    if (sure_letters(other) > sure_letters(best)) {
      best = std::move(other);
      unread = unread_ink(layout, word_boxes(best));
    }
  }
  Reading result;
  for (const auto& line : best.lines) result.text.lines.push_back(to_line(line, frames));
  add_ticks(result.text, page.marks);
  result.text.unread = unread.share;
  for (const Box& region : unread.regions)
    result.marks.push_back(mark(MarkKind::unread, region, 1, frames));
  unread.written.insert(unread.written.end(), best.written.begin(), best.written.end());
  for (const Box& region : unread.written)
    result.marks.push_back(mark(MarkKind::handwriting, region, likely_written, frames));
  if (!best.lines.empty()) result.layout = best.layout;
  return result;
}

std::optional<MrzLines> Reader::read_machine_zone(const PageImage& part,
                                                  const std::stop_token& stop) {
  const Deadline deadline = engine_->deadline(stop);
  if (!engine_->zones) engine_->zones.emplace(engine_->network);
  return engine_->zones->read(part, deadline);
}

std::string engine_name(const ReaderSettings& settings) {
  const std::string model = model_of(settings).stem().string();
  return settings.engine == LineEngine::network ? network_name(model) : tesseract_name(model);
}

}  // namespace sohoa::ocr
