#include "pipeline/digitize.h"

#include <fmt/format.h>

#include "pipeline/run_pages.h"
#include "pipeline/typed_values.h"
#include "storage/vault.h"

namespace sohoa {

Outcome digitize(storage::Batch& batch, const OpenSource& open, const Workshop& workshop,
                 const DigitizeSettings& settings, const Listener& listener,
                 const std::stop_token& stop) {
  const auto& order = batch.order();
  const bool scanning = order.from_scanner();
  const bool resumed_scan = scanning && !batch.journal().empty();
  listener(
      {.kind = Event::Kind::batch_opened, .count = batch.journal().size(), .text = order.code});

  storage::Staging staging(settings.storage, order.code);
  storage::ResultCodes codes(settings.storage, workshop.result_code);
  Binder binder(workshop, staging.data(), batch, codes, settings.leave_out_blank, listener, stop);
  Intake intake(batch, open, listener);
  RecipeSettings recipe = settings.recipe;
  recipe.scratch = batch.scratch();
  try {
    run_pages([&](const std::stop_token& s) { return intake.next(s); }, recipe, settings.workers,
              scanning ? stack_capacity : belt_capacity(settings.workers),
              [&](const Page& page) { binder.add(page); }, listener, stop);
    if (stop.stop_requested())
      throw Error(Cause::stopped,
                  fmt::format("{}: stopped; {} pages are safe", order.code, batch.pages()));
    binder.finish();
  } catch (const Error& error) {
    // A state secret is not kept either; the papers or files lie where they came from.
    if (error.cause == Cause::secret_refused) batch.remove();
    throw;
  }

  Outcome outcome;
  Dossier& dossier = outcome.dossier;
  dossier.code = order.code;
  dossier.created = order.created;
  dossier.source = order.source;
  dossier.documents = std::move(binder.documents);
  dossier.unbound = std::move(binder.unbound);
  dossier.sheets = binder.sheets();
  dossier.awaits_stamps = settings.await_stamps;
  dossier.declared_sheets = settings.sheets;
  dossier.lost = intake.lost();
  dossier.lost.insert(dossier.lost.end(), binder.lost.begin(), binder.lost.end());
  if (dossier.documents.empty()) {
    const std::string first = dossier.lost.empty() ? "no page" : dossier.lost.front().fault.detail;
    // Files lie where they came from; scanned pages lie nowhere else.
    if (batch.pages() == 0 || !scanning) batch.remove();
    throw Error(Cause::input_empty, fmt::format("{}: nothing to digitize: {}", order.code, first));
  }
  if (workshop.typed != nullptr)
    for (Fault& fault : values_of_no_document(*workshop.typed, dossier.documents.size()))
      dossier.documents.back().faults.push_back(std::move(fault));
  complete(dossier, binder.seen, *workshop.rulebook, settings.storage);
  if (resumed_scan)
    dossier.documents.front().faults.push_back(
        {Cause::scan_resumed, "acquire", order.code + ": the scan was interrupted and went on"});

  std::uint64_t pages = 0;
  for (const auto& document : dossier.documents) pages += document.pages.size();
  // From here on nothing about the dossier changes: it is checked as a whole and appears by one
  // rename. A run killed after the rename finds it finished (storage::Batch::finished).
  outcome.folder =
      staging.publish(dossier, fmt::format("{}; {}", workshop.program, workshop.engine));
  batch.remove();
  listener({.kind = Event::Kind::published, .count = pages, .text = outcome.folder.string()});
  return outcome;
}

}  // namespace sohoa
