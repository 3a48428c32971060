#include "pipeline/bind.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/file.h"
#include "ocr/formats.h"
#include "pipeline/page_view.h"
#include "pipeline/typed_values.h"
#include "storage/dossier_json.h"

namespace sohoa {
namespace fs = std::filesystem;

// A document that still takes pages.
struct Binder::Open {
  Document document;
  pdf::Writer writer;
  std::vector<forms::PageView> views;
  std::vector<std::string> texts;  // as they must be found again in the file
  std::uint32_t input = 0;         // the file of its first page
};

Binder::Binder(const Workshop& workshop, fs::path data, const storage::BatchOrder& order,
               storage::ResultCodes& codes, Listener listener, std::stop_token stop)
    : workshop_(workshop),
      data_(std::move(data)),
      order_(order),
      codes_(codes),
      listener_(std::move(listener)),
      stop_(std::move(stop)),
      check_(workshop.anchors) {}

Binder::~Binder() = default;

void Binder::begin(std::uint32_t number) {
  Document document;
  document.number = number;
  document.name = fmt::format("{:03}", number + 1);
  document.pdf = fmt::format("pdf/{}.pdf", document.name);
  document.fields_file = fmt::format("fields/{}.json", document.name);
  pdf::DocumentInfo info;
  info.title = fmt::format("{} / {}", order_.code, document.name);
  info.identifier = fmt::format("{}.{}", order_.code, document.name);
  info.created = iso_time(std::chrono::system_clock::now());
  info.producer = workshop_.program;
  open_ = std::make_unique<Open>(
      Open{std::move(document), pdf::Writer(info, workshop_.icc_profile), {}, {}, 0});
}

void Binder::add(const Page& page) {
  if (current_ != page.document) {
    close();
    current_ = page.document;
  }
  const auto damage = std::ranges::find(page.faults, Cause::image_damaged, &Fault::cause);
  if (damage != page.faults.end()) return keep_original(page, *damage);
  if (page.encoded.bytes == 0)
    return keep_original(
        page, page.faults.empty() ? Fault{Cause::bug, "encode", "no image"} : page.faults.back());
  bind(page);
}

void Binder::bind(const Page& page) {
  if (!open_) begin(static_cast<std::uint32_t>(documents.size()));
  auto& [document, writer, views, texts, input] = *open_;
  if (document.pages.empty()) input = page.input;
  writer.add(page);

  PageRecord record;
  record.number = page.number;
  record.origin = page.image.origin;
  record.image_sha256 = page.image.sha256;
  record.width = page.image.width;
  record.height = page.image.height;
  record.dpi_x = page.image.dpi_x;
  record.dpi_y = page.image.dpi_y;
  record.placement = page.placement;
  record.unread = page.text.unread;
  std::ranges::copy_if(page.marks, std::back_inserter(record.marks), [](const Mark& mark) {
    return mark.kind != MarkKind::rule && mark.kind != MarkKind::leader;
  });
  record.codes = page.codes;
  record.faults = page.faults;
  double sum = 0;
  for (const auto& line : page.text.lines)
    for (const auto& word : line.words) {
      ++record.words;
      sum += double(word.confidence);
    }
  record.confidence = record.words > 0 ? sum / record.words : 0;

  const std::string alto =
      fmt::format("alto/{}-{:04}.xml", document.name, document.pages.size() + 1);
  DurableFile file(data_ / alto);
  file.write(ocr::to_alto(page, fmt::format("{}; {}", workshop_.program, workshop_.engine)));
  file.commit();
  document.alto.push_back(alto);
  document.pages.push_back(std::move(record));

  views.push_back(page_view(page));
  texts.push_back(page.text.plain());
}

void Binder::keep_original(const Page& page, const Fault& fault) {
  const fs::path folder = data_ / "originals";
  const std::string name =
      fmt::format("{:04}.{}", page.number + 1, encoding_suffix(page.image.encoding));
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::copy_file(page.image.file, folder / name, error);
  if (error)
    throw Error(
        error == std::errc::no_space_on_device ? Cause::disk_full : Cause::storage_unusable,
        fmt::format("{}: cannot be written: {}", (folder / name).string(), error.message()));
  lost.push_back({page.image.origin, fault, "originals/" + name});
  listener_({.kind = Event::Kind::input_lost,
             .page = page.number,
             .document = page.document,
             .text = page.image.origin,
             .fault = fault});
}

void Binder::extract(Open& open) {
  forms::Given given;
  if (workshop_.typed != nullptr)
    given.typed = workshop_.typed->of(open.document.number, open.input);
  auto extraction = workshop_.extractor->extract(open.views, given);
  if (workshop_.typed != nullptr) {
    open.document.typed = typed_records(given.typed, *workshop_.typed);
    for (Fault& fault : unused_values(given.typed, extraction))
      open.document.faults.push_back(std::move(fault));
  }
  check_handling(*workshop_.rulebook, open.views, extraction, open.document);
  seen.push_back(forms::seen_paper(extraction.kind, open.views.front().text));
  open.document.kind = std::move(extraction.kind);
  open.document.kind_score = extraction.score;
  open.document.fields = std::move(extraction.fields);
  open.document.minimum = std::move(extraction.minimum);
  DurableFile file(data_ / open.document.fields_file);
  file.write(storage::fields_json(open.document));
  file.commit();
  listener_({.kind = Event::Kind::document_extracted,
             .document = open.document.number,
             .text = open.document.kind});
}

void Binder::give_code(Document& document) {
  std::vector<std::string> images;
  for (const PageRecord& page : document.pages) images.push_back(page.image_sha256);
  document.result_code = codes_.issue(
      {workshop_.agency_code, order_.code, document.name, document.kind, order_.created}, images);
  listener_({.kind = Event::Kind::document_coded,
             .document = document.number,
             .text = document.result_code});
}

void Binder::close() {
  if (!open_) return;
  const auto open = std::move(open_);
  Document& document = open->document;
  const fs::path file = data_ / document.pdf;
  const auto sign = [&](const pdf::SigningKey& key, const char* role, const char* reason) {
    if (stop_.stop_requested())
      throw Error(Cause::stopped, order_.code + ": stopped before signing");
    document.signatures.push_back(
        pdf::sign(file, key, {role, reason, iso_time(std::chrono::system_clock::now())}));
    listener_({.kind = Event::Kind::document_signed, .document = document.number, .text = role});
  };

  open->writer.finish(file);
  sign(*workshop_.clerk, "clerk", "Số hóa từ bản giấy");
  extract(*open);
  give_code(document);
  sign(*workshop_.agency, "agency", "Sao y bản giấy");
  // From here on the file is only read.
  check_.pass(file, open->texts, document.signatures, stop_);
  document.pdf_sha256 = sha256_of_file(file);

  listener_({.kind = Event::Kind::document_done,
             .document = document.number,
             .count = document.pages.size(),
             .text = document.kind});
  documents.push_back(std::move(document));
}

void Binder::finish() { close(); }

}  // namespace sohoa
