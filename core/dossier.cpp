#include "core/dossier.h"

#include <fmt/format.h>

namespace sohoa {
namespace {

void add_faults(std::vector<ReviewReason>& reasons, const std::vector<Fault>& faults,
                std::uint32_t document, std::optional<std::uint32_t> page) {
  for (const auto& fault : faults)
    if (fault.cause != Cause::resolution_unknown && fault.cause != Cause::block_left_out)
      reasons.push_back({fault.cause, document, page, fault.detail});
}

void add_fields(std::vector<ReviewReason>& reasons, const std::vector<FieldValue>& fields,
                std::uint32_t document) {
  for (const auto& field : fields) {
    const bool missing = field.raw.empty() && field.value.empty();
    for (const auto& why : field.review) {
      ReviewReason reason{missing ? Cause::field_missing : Cause::field_doubtful, document, {}, ""};
      if (!missing) reason.page = field.page;
      reason.detail = field.key + ": " + why;
      reasons.push_back(std::move(reason));
    }
  }
}

// What is known of the nine is as sure as its field, which speaks for itself.
void add_minimum(std::vector<ReviewReason>& reasons, const std::vector<FieldValue>& minimum,
                 std::uint32_t document) {
  for (const auto& field : minimum) {
    if (!field.value.empty() || field.review.empty()) continue;
    ReviewReason reason{Cause::minimum_missing, document, {}, field.key};
    if (!field.raw.empty()) {
      reason.page = field.page;
      reason.detail += ": '" + field.raw + "' was read";
    }
    reasons.push_back(std::move(reason));
  }
}

void add_missing(std::vector<ReviewReason>& reasons, const Checklist& list) {
  for (const auto& item : list.components)
    if (item.missing())
      reasons.push_back({Cause::component_missing, {}, {}, list.code + ": " + item.name});
}

}  // namespace

std::vector<ReviewReason> Dossier::review_reasons() const {
  std::vector<ReviewReason> reasons;
  if (documents.empty())
    reasons.push_back({Cause::input_empty, {}, {}, code + ": no document in the dossier"});
  for (const auto& input : lost)
    reasons.push_back({input.fault.cause, {}, {}, input.origin + ": " + input.fault.detail});
  if (declared_sheets && *declared_sheets != sheets)
    reasons.push_back(
        {Cause::sheets_differ,
         {},
         {},
         fmt::format("{}: {} sheets were declared, {} are there", code, *declared_sheets, sheets)});
  for (const auto& document : documents) {
    add_faults(reasons, document.faults, document.number, {});
    for (std::uint32_t i = 0; i < document.pages.size(); ++i)
      add_faults(reasons, document.pages[i].faults, document.number, i);
    add_fields(reasons, document.fields, document.number);
    add_minimum(reasons, document.minimum, document.number);
  }
  if (checklist) add_missing(reasons, *checklist);
  return reasons;
}

std::string Dossier::state() const {
  if (awaits_stamps) return "awaiting_timestamp";
  return review_reasons().empty() ? "complete" : "needs_review";
}

}  // namespace sohoa
