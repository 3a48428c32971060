#include "pipeline/rulebook.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "forms/codes.h"
#include "storage/results.h"

namespace sohoa {
namespace {

std::string day_of(const std::string& time) { return time.substr(0, 10); }

std::string told(const forms::Sign& sign) {
  return fmt::format("{}: '{}' ({})", sign.rule->reason, sign.text, sign.rule->id);
}

// The slip is another dossier's, or the code was mistyped.
void compare_codes(Dossier& dossier, std::uint32_t slip) {
  if (!forms::is_dossier_code(dossier.code)) return;
  std::string& told = dossier.receipt.dossier_code;
  if (told.empty()) told = dossier.code;
  if (told == dossier.code) return;
  dossier.documents[slip].faults.push_back(
      {Cause::field_doubtful, "check",
       fmt::format("the slip says dossier {}, the dossier is {}", told, dossier.code)});
  told.clear();
}

std::vector<std::uint32_t> take_receipt(Dossier& dossier, const Rulebook& rulebook) {
  std::vector<std::uint32_t> receipts;
  for (const Document& document : dossier.documents)
    if (forms::is_receipt(rulebook.handling, document.kind)) receipts.push_back(document.number);
  if (receipts.empty()) {
    if (forms::is_dossier_code(dossier.code)) dossier.receipt.dossier_code = dossier.code;
    return receipts;
  }
  const std::uint32_t slip = receipts.front();
  dossier.receipt = forms::receipt_of(rulebook.handling, dossier.documents[slip].fields);
  compare_codes(dossier, slip);
  return receipts;
}

std::optional<Checklist> checklist_of(const Dossier& dossier,
                                      const std::vector<forms::SeenPaper>& seen,
                                      const std::vector<std::uint32_t>& receipts,
                                      const Rulebook& rulebook) {
  const std::string& code =
      rulebook.procedure.empty() ? dossier.receipt.procedure_code : rulebook.procedure;
  if (code.empty()) return std::nullopt;
  if (const auto* procedure = rulebook.procedures.find(code, day_of(dossier.created)))
    return forms::check_against(*procedure, seen, receipts);
  Checklist unknown;
  unknown.code = code;
  unknown.name = dossier.receipt.procedure_name;
  unknown.receipts = receipts;
  return unknown;
}

// The procedure wants to see such papers only.
void add_shown(Dossier& dossier) {
  if (!dossier.checklist) return;
  for (const ChecklistItem& item : dossier.checklist->components)
    for (const std::uint32_t number : item.documents)
      if (item.shown)
        dossier.documents[number].faults.push_back(
            {Cause::do_not_digitize, "check",
             fmt::format("only_shown: {} of {}", item.name, dossier.checklist->code)});
}

std::string sure(const Document& document, std::string_view key) {
  const auto found = std::ranges::find(document.minimum, key, &FieldValue::key);
  return found != document.minimum.end() && found->review.empty() ? found->value : "";
}

void add_existing(Dossier& dossier, const std::vector<std::uint32_t>& receipts,
                  const std::filesystem::path& storage) {
  std::optional<std::vector<ExistingResult>> all;
  for (Document& document : dossier.documents) {
    const storage::Wanted wanted{sure(document, "so_dinh_danh"), document.kind,
                                 sure(document, "so_ky_hieu"), day_of(dossier.created)};
    const bool known = !wanted.owner.empty() && !wanted.kind.empty() && !wanted.number.empty();
    if (!known || std::ranges::find(receipts, document.number) != receipts.end()) continue;
    if (!all) all = storage::published_results(storage);
    document.existing = storage::matching(*all, wanted);
  }
}

}  // namespace

Rulebook::Rulebook(const std::filesystem::path& rules,
                   const std::filesystem::path& procedure_folder, std::string code,
                   const std::string& day)
    : handling(forms::load_handling(rules, day)),
      procedures(procedure_folder),
      procedure(std::move(code)) {
  if (!procedure.empty() && procedures.find(procedure, day) == nullptr)
    throw Error(Cause::settings_invalid, fmt::format("procedure {}: none in {} has this code on {}",
                                                     procedure, procedure_folder.string(), day));
}

void check_handling(const Rulebook& rulebook, const std::vector<forms::PageView>& pages,
                    const forms::Extraction& extraction, Document& document) {
  const auto signs = forms::signs_of(rulebook.handling, pages, extraction);
  std::vector<std::string_view> reasons;  // one fault each: rules of a reason differ in strictness
  for (const forms::Sign& sign : signs) {
    if (sign.rule->refuse)
      throw Error(Cause::secret_refused,
                  fmt::format("document {} page {}: {}", document.name, sign.page + 1, told(sign)));
    if (std::ranges::find(reasons, sign.rule->reason) != reasons.end()) continue;
    reasons.push_back(sign.rule->reason);
    document.faults.push_back({Cause::do_not_digitize, "extract",
                               fmt::format("{} on page {}", told(sign), sign.page + 1)});
  }
}

void complete(Dossier& dossier, const std::vector<forms::SeenPaper>& seen, const Rulebook& rulebook,
              const std::filesystem::path& storage) {
  if (seen.size() != dossier.documents.size())
    throw Error(Cause::bug, fmt::format("{}: {} documents, {} seen", dossier.code,
                                        dossier.documents.size(), seen.size()));
  const auto receipts = take_receipt(dossier, rulebook);
  dossier.checklist = checklist_of(dossier, seen, receipts, rulebook);
  add_shown(dossier);
  add_existing(dossier, receipts, storage);
}

}  // namespace sohoa
