#include "pipeline/bind.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/file.h"
#include "ocr/formats.h"
#include "pipeline/block_place.h"
#include "pipeline/completion.h"
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
  std::optional<BarePaper> paper;  // of its first page, if signatures are to be seen
};

namespace {

PageRecord record_of(const Page& page) {
  PageRecord record;
  record.number = page.number;
  record.origin = page.image.origin;
  record.image_sha256 = page.image.sha256;
  record.image_profile = page.encoded.profile;
  record.side = page.image.side;
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
  return record;
}

constexpr const char* with_note = "with_note";
constexpr const char* without_note = "without_note";

// Of a page copied with and without its note the latter says what the paper says.
forms::Extraction extracted(const forms::Extractor& extractor, const forms::Given& given,
                            const Document& document, const std::vector<forms::PageView>& views) {
  std::vector<forms::PageView> bare;
  std::vector<std::uint32_t> numbers;  // within the document
  for (std::uint32_t i = 0; i < views.size(); ++i)
    if (document.pages[i].variant != with_note) numbers.push_back(i);
  if (numbers.empty() || numbers.size() == views.size()) return extractor.extract(views, given);
  for (const std::uint32_t i : numbers) bare.push_back(views[i]);
  auto extraction = extractor.extract(bare, given);
  for (auto* fields : {&extraction.fields, &extraction.minimum})
    for (auto& field : *fields)
      if (field.page < numbers.size()) field.page = numbers[field.page];
  return extraction;
}

}  // namespace

Binder::Binder(const Workshop& workshop, fs::path data, const storage::Batch& batch,
               storage::ResultCodes& codes, bool leave_out_blank, Listener listener,
               std::stop_token stop)
    : workshop_(workshop),
      data_(std::move(data)),
      batch_(batch),
      order_(batch.order()),
      codes_(codes),
      leave_out_blank_(leave_out_blank),
      listener_(std::move(listener)),
      stop_(std::move(stop)),
      stack_(order_.split == "auto"),
      check_(workshop.trust) {}

Binder::~Binder() = default;

void Binder::begin(std::uint32_t number) {
  Document document;
  document.number = number;
  document.name = fmt::format("{:03}", number + 1);
  document.pdf = fmt::format("pdf/{}.pdf", document.name);
  document.fields_file = fmt::format("fields/{}.json", document.name);
  document.opening = opening_;
  pdf::DocumentInfo info;
  info.title = fmt::format("{} / {}", order_.code, document.name);
  info.identifier = fmt::format("{}.{}", order_.code, document.name);
  info.created = iso_time(std::chrono::system_clock::now());
  info.producer = workshop_.program;
  open_ = std::make_unique<Open>(
      Open{std::move(document), pdf::Writer(info, workshop_.icc_profile), {}, {}, 0, {}});
}

// What the source says of where documents begin; empty: nothing.
std::string Binder::source_opening(const Page& page) {
  const bool same = current_ == page.document;
  current_ = page.document;
  if (same) return "";
  return order_.split == "page" ? "page" : "source";
}

void Binder::add(const Page& page) {
  auto view = page_view(page);
  const auto damage = std::ranges::find(page.faults, Cause::image_damaged, &Fault::cause);
  const bool usable = damage == page.faults.end() && page.encoded.bytes != 0;
  forms::FirstPage first;
  if (usable && !page.text_missing) first = workshop_.openings->look(view);
  const auto facts = facts_of(page, std::move(first), order_.from_scanner());
  auto place = stack_.place(facts, source_opening(page));
  blame(place.before);
  if (place.use == PagePlace::Use::separator) {
    close();
    return leave_out(page, "separator", facts.separator);
  }
  if (place.use == PagePlace::Use::separator_back) return leave_out(page, "separator_back", "");
  if (place.opens) {
    close();
    opening_ = *place.opens;
  }
  if (damage != page.faults.end()) return lose(page, *damage);
  if (!usable)
    return lose(page,
                page.faults.empty() ? Fault{Cause::bug, "encode", "no image"} : page.faults.back());
  if (place.blank && leave_out_blank_ && place.faults.empty()) return leave_out(page, "blank", "");
  bind(page, std::move(view), facts, std::move(place));
}

void Binder::bind(const Page& page, forms::PageView view, const PageFacts& facts, PagePlace place) {
  if (!open_) begin(static_cast<std::uint32_t>(documents.size()));
  auto& [document, writer, views, texts, input, paper] = *open_;
  if (document.pages.empty()) {
    input = page.input;
    if (workshop_.blocks) paper.emplace(page);
  }
  writer.add(page);

  PageRecord record = record_of(page);
  record.blank = place.blank;
  record.repeats = place.repeats;
  keep_signed(page, record);
  if (facts.printed) record.printed = static_cast<std::uint32_t>(facts.printed->number);
  for (auto& fault : place.faults) {
    listener_({.kind = Event::Kind::page_fault,
               .page = page.number,
               .document = document.number,
               .fault = fault});
    record.faults.push_back(std::move(fault));
  }
  const std::string alto =
      fmt::format("alto/{}-{:04}.xml", document.name, document.pages.size() + 1);
  DurableFile file(data_ / alto);
  file.write(ocr::to_alto(page, fmt::format("{}; {}", workshop_.program, workshop_.engine)));
  file.commit();
  document.alto.push_back(alto);
  document.pages.push_back(std::move(record));
  if (place.variant) link(*place.variant, page.number);
  views.push_back(std::move(view));
  texts.push_back(page.text.plain());
}

// A signed file is kept whole in each document that has a page of it: documents part, and each is
// to prove itself.
void Binder::keep_signed(const Page& page, PageRecord& record) {
  if (!batch_.signed_file(page.input)) return;
  std::erase_if(record.faults, [](const Fault& f) { return f.cause == Cause::pdf_signed; });
  auto& originals = open_->document.originals;
  auto original = std::ranges::find(originals, page.input, &SignedOriginal::input);
  if (original == originals.end()) {
    originals.push_back(signed_original(page, originals));
    original = std::prev(originals.end());
  }
  ++original->pages;
}

pdf::Completion Binder::completion(Document& document) {
  pdf::Completion completion;
  completion.mark = conversion_mark(document, order_.code, workshop_.clerk->common_name());
  completion.bookmarks = bookmarks(document);
  for (SignedOriginal& original : document.originals) {
    const fs::path file = *batch_.signed_file(original.input);
    judge(original, file, check_.verdict(file));
    if (!original.good) document.faults.push_back(doubt(original));
    completion.attachments.push_back(attachment(original, file));
  }
  return completion;
}

// The two pages name each other, whichever documents they are in.
void Binder::link(const PagePlace::Variant& variant, std::uint32_t number) {
  const auto mark = [&](Document& document) {
    for (PageRecord& page : document.pages) {
      if (page.number != number && page.number != variant.other) continue;
      const bool noted = (page.number == number) == variant.note_on_this;
      page.variant = noted ? with_note : without_note;
      page.variant_of = page.number == number ? variant.other : number;
    }
  };
  if (!documents.empty()) mark(documents.back());
  mark(open_->document);
}

// Faults that show only when the next page comes are the document's, which may be closed.
void Binder::blame(const std::optional<Fault>& fault) {
  if (!fault) return;
  if (open_)
    open_->document.faults.push_back(*fault);
  else if (!documents.empty())
    documents.back().faults.push_back(*fault);
}

void Binder::leave_out(const Page& page, const std::string& reason, const std::string& text) {
  unbound.push_back({page.number, page.image.origin, page.image.sha256, reason, text,
                     text.empty() ? keep_original(page) : ""});
}

void Binder::lose(const Page& page, const Fault& fault) {
  lost.push_back({page.image.origin, fault, keep_original(page)});
  listener_({.kind = Event::Kind::input_lost,
             .page = page.number,
             .document = page.document,
             .text = page.image.origin,
             .fault = fault});
}

// The name of the file, relative to the payload folder.
std::string Binder::keep_original(const Page& page) {
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
  return "originals/" + name;
}

void Binder::extract(Open& open) {
  forms::Given given;
  if (workshop_.typed != nullptr)
    given.typed = workshop_.typed->of(open.document.number, open.input);
  auto extraction = extracted(*workshop_.extractor, given, open.document, open.views);
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

// The clerk's name and the time top left; the form of copy, the agency and the time top right
// (Circular 01/2023/TT-VPCP, article 8; Decree 30/2020/ND-CP, annex I, part II, section I).
void Binder::sign(Open& open, const pdf::SigningKey& key, const char* role,
                  const std::string& reason) {
  if (stop_.stop_requested()) throw Error(Cause::stopped, order_.code + ": stopped before signing");
  pdf::require_usable(key, *workshop_.collector, stop_);
  Document& document = open.document;
  pdf::SignatureRequest request{role, reason, iso_time(std::chrono::system_clock::now())};
  std::optional<BlockRecord> block;
  if (open.paper) {
    const bool clerk = std::string_view(role) == "clerk";
    std::vector<std::string> texts{key.common_name(), request.time};
    if (!clerk) texts.insert(texts.begin(), workshop_.copy_form);
    auto placed = open.paper->place(clerk ? Corner::top_left : Corner::top_right, texts);
    request.block = std::move(placed.block);
    block = std::move(placed.record);
    for (const auto& line : block->lines) open.texts.front() += '\n' + line;
  }
  document.signatures.push_back(pdf::sign(data_ / document.pdf, key, request));
  document.signatures.back().block = block;
  listener_({.kind = Event::Kind::document_signed, .document = document.number, .text = role});
  if (!block || request.block) return;
  PageRecord& page = document.pages.front();
  page.faults.push_back({Cause::block_left_out, "sign", std::string(role) + ": no bare paper"});
  listener_({.kind = Event::Kind::page_fault,
             .page = page.number,
             .document = document.number,
             .fault = page.faults.back()});
}

void Binder::close() {
  if (!open_) return;
  const auto open = std::move(open_);
  Document& document = open->document;
  const fs::path file = data_ / document.pdf;
  open->writer.finish(file, completion(document));
  sign(*open, *workshop_.clerk, "clerk", clerk_reason(document));
  extract(*open);
  give_code(document);
  sign(*open, *workshop_.agency, "agency", agency_reason(document, workshop_.copy_form));
  // From here on the file is only read.
  check_.pass(file, open->texts, document.signatures, stop_);
  document.pdf_sha256 = sha256_of_file(file);

  listener_({.kind = Event::Kind::document_done,
             .document = document.number,
             .count = document.pages.size(),
             .text = document.kind});
  documents.push_back(std::move(document));
}

void Binder::finish() {
  blame(stack_.finish());
  close();
}

}  // namespace sohoa
