#include "pipeline/intake.h"

namespace sohoa {

Intake::Intake(storage::Batch& batch, OpenSource open, Listener listener)
    : batch_(batch),
      open_(std::move(open)),
      listener_(std::move(listener)),
      page_by_page_(batch.order().split == "page"),
      scanner_(batch.order().from_scanner()) {}

Page Intake::numbered(const storage::JournalEntry& entry) {
  const bool starts = !last_input_ || page_by_page_ || *last_input_ != entry.input;
  if (starts && last_input_) ++document_;
  last_input_ = entry.input;
  Page page;
  page.number = pages_++;
  page.document = document_;
  page.input = entry.input;
  page.index = entry.index;
  page.image = entry.image;
  page.faults = entry.faults;
  return page;
}

void Intake::lose(const Error& error, Position where) {
  const std::string detail = error.what();
  LostInput lost{detail.substr(0, detail.find(": ")), Fault{error.cause, "acquire", detail}, {}};
  batch_.add_loss(lost, where.input, where.index);
  listener_({.kind = Event::Kind::input_lost, .text = lost.origin, .fault = lost.fault});
  lost_.push_back(std::move(lost));
}

std::optional<Page> Intake::replay() {
  const auto& journal = batch_.journal();
  while (replayed_ < journal.size()) {
    const auto& entry = journal[replayed_++];
    start_ = {entry.input, entry.index + 1};
    if (!entry.lost) return numbered(entry);
    if (replayed_ < journal.size())
      lost_.push_back(entry.loss);
    else
      start_.index = entry.index;  // tried again: the file may have been mended since
  }
  return std::nullopt;
}

std::optional<Page> Intake::next(const std::stop_token& stop) {
  if (auto page = replay()) return page;
  if (!source_) source_ = open_(start_);
  for (;;) {
    const Position where = source_->position();
    std::optional<AcquiredPage> acquired;
    try {
      acquired = source_->next(stop);
    } catch (const Error& e) {
      // A stack whose last sheet came in before the interruption: there is nothing left to scan.
      if (e.cause == Cause::feeder_empty && pages_ > 0) return std::nullopt;
      if (remedy(e.cause) != Remedy::replace_input) throw;
      lose(e, where);
      continue;
    }
    if (!acquired) return std::nullopt;
    return spool(*acquired);
  }
}

Page Intake::spool(const AcquiredPage& acquired) {
  SpooledImage description;
  description.encoding = acquired.encoding;
  description.width = acquired.width;
  description.height = acquired.height;
  description.dpi_x = acquired.dpi_x;
  description.dpi_y = acquired.dpi_y;
  description.dpi_assumed = acquired.dpi_assumed;
  description.origin = acquired.origin;
  description.side = acquired.side;
  storage::JournalEntry entry;
  entry.input = acquired.input;
  // A scanner counts from zero each time it is opened; the stack goes on.
  entry.index = scanner_ ? pages_ : acquired.index;
  entry.faults = acquired.faults;
  if (acquired.signed_file) batch_.keep_signed(*acquired.signed_file, acquired.input);
  entry.image =
      batch_.add_page(acquired.bytes, description, entry.input, entry.index, entry.faults);
  Page page = numbered(entry);
  listener_({.kind = Event::Kind::page_acquired,
             .page = page.number,
             .document = page.document,
             .text = page.image.origin});
  return page;
}

}  // namespace sohoa
