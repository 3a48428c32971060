#include "storage/dossier_json.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/messages.h"
#include "core/review_reasons.h"

namespace sohoa::storage {
namespace {

using json = nlohmann::ordered_json;

constexpr int format_version = 1;

double rounded(double value) { return std::isfinite(value) ? std::round(value * 1e4) / 1e4 : 0.0; }

json box_json(const Box& box) { return json::array({box.x, box.y, box.w, box.h}); }

json fault_json(const Fault& fault) {
  return {{"cause", cause_name(fault.cause)},
          {"stage", fault.stage},
          {"detail", fault.detail},
          {"message", advice(fault.cause).what}};
}

json faults_json(const std::vector<Fault>& faults) {
  json list = json::array();
  for (const auto& fault : faults) list.push_back(fault_json(fault));
  return list;
}

json codes_json(const std::vector<Code>& codes) {
  json list = json::array();
  for (const auto& code : codes)
    list.push_back({{"format", code.format}, {"text", code.text}, {"box", box_json(code.box)}});
  return list;
}

json marks_json(const std::vector<Mark>& marks) {
  json list = json::array();
  for (const auto& mark : marks) {
    json value{{"kind", mark_name(mark.kind)},
               {"box", box_json(mark.box)},
               {"confidence", rounded(double{mark.confidence})}};
    if (mark.kind == MarkKind::tick_box) value["ticked"] = mark.ticked;
    list.push_back(std::move(value));
  }
  return list;
}

// What is said only of some pages.
void add_findings(json& value, const PageRecord& page) {
  if (page.side != Side::only) value["side"] = side_name(page.side);
  if (page.printed) value["printed_number"] = *page.printed;
  if (page.blank) value["blank"] = true;
  if (page.repeats) value["repeats"] = *page.repeats + 1;
  if (!page.variant.empty()) value["variant"] = page.variant;
  if (page.variant_of) value["variant_of"] = *page.variant_of + 1;
}

json page_json(const PageRecord& page, std::size_t index) {
  const auto& placement = page.placement;
  json value{{"number", index + 1},
             {"position", page.number + 1},
             {"origin", page.origin},
             {"image_sha256", page.image_sha256},
             {"image_profile", profile_name(page.image_profile)},
             {"width", page.width},
             {"height", page.height},
             {"dpi", json::array({rounded(page.dpi_x), rounded(page.dpi_y)})},
             {"turn", placement.turn},
             {"turn_confidence", rounded(placement.turn_confidence)},
             {"skew", rounded(placement.skew_degrees)},
             {"skew_confidence", rounded(placement.skew_confidence)},
             {"words", page.words},
             {"confidence", rounded(page.confidence)},
             {"unread", rounded(page.unread)},
             {"marks", marks_json(page.marks)},
             {"codes", codes_json(page.codes)},
             {"faults", faults_json(page.faults)}};
  add_findings(value, page);
  return value;
}

json block_json(const BlockRecord& block) {
  json value{{"place", block.place}};
  if (block.box.empty()) return value;
  value["page"] = 1;
  value["box"] = box_json(block.box);
  value["lines"] = block.lines;
  return value;
}

json signature_json(const SignatureRecord& signature) {
  json value{{"role", signature.role},
             {"signer", signature.signer},
             {"time", signature.time},
             {"level", signature.level},
             {"fingerprint", signature.fingerprint}};
  if (signature.block) value["block"] = block_json(*signature.block);
  return value;
}

json originals_json(const std::vector<SignedOriginal>& originals) {
  json list = json::array();
  for (const auto& original : originals) {
    json signatures = json::array();
    for (const auto& signature : original.signatures)
      signatures.push_back({{"signer", signature.signer},
                            {"time", signature.time},
                            {"intact", signature.intact},
                            {"trusted", signature.trusted},
                            {"problems", signature.problems}});
    list.push_back({{"name", original.name},
                    {"sha256", original.sha256},
                    {"bytes", original.bytes},
                    {"pages", original.pages},
                    {"good", original.good},
                    {"signatures", std::move(signatures)},
                    {"problems", original.problems}});
  }
  return list;
}

json typed_json(const std::vector<TypedRecord>& records) {
  json list = json::array();
  for (const auto& typed : records)
    list.push_back(
        {{"key", typed.key}, {"value", typed.value}, {"user", typed.user}, {"time", typed.time}});
  return list;
}

json existing_json(const std::vector<ExistingResult>& results) {
  json list = json::array();
  for (const auto& result : results)
    list.push_back({{"dossier", result.dossier},
                    {"document", result.document},
                    {"result_code", result.result_code},
                    {"number", result.number},
                    {"issued", result.issued},
                    {"valid_until", result.valid_until},
                    {"file", result.file},
                    {"sure", result.sure}});
  return list;
}

json numbers_json(const std::vector<std::uint32_t>& documents) {
  json list = json::array();
  for (const auto document : documents) list.push_back(document + 1);
  return list;
}

json items_json(const std::vector<ChecklistItem>& items) {
  json list = json::array();
  for (const auto& item : items)
    list.push_back({{"id", item.id},
                    {"code", item.code},
                    {"name", item.name},
                    {"required", item.required},
                    {"when", item.when},
                    {"only_shown", item.shown},
                    {"documents", numbers_json(item.documents)},
                    {"missing", item.missing()}});
  return list;
}

json checklist_json(const Checklist& list) {
  return {{"code", list.code},
          {"name", list.name},
          {"sector_code", list.sector_code},
          {"sector", list.sector},
          {"law", list.law},
          {"known", list.known},
          {"components", items_json(list.components)},
          {"results", items_json(list.results)},
          {"receipts", numbers_json(list.receipts)},
          {"others", numbers_json(list.others)},
          {"counts_as_digitized", list.counts_as_digitized()}};
}

json receipt_json(const Receipt& receipt) {
  return {{"dossier_code", receipt.dossier_code},
          {"procedure_code", receipt.procedure_code},
          {"procedure_name", receipt.procedure_name},
          {"owner", receipt.owner},
          {"owner_number", receipt.owner_number},
          {"address", receipt.address},
          {"phone", receipt.phone},
          {"agency", receipt.agency},
          {"received", receipt.received},
          {"received_time", receipt.received_time},
          {"due", receipt.due}};
}

json document_json(const Document& document) {
  json pages = json::array();
  for (std::size_t i = 0; i < document.pages.size(); ++i)
    pages.push_back(page_json(document.pages[i], i));
  json signatures = json::array();
  for (const auto& signature : document.signatures) signatures.push_back(signature_json(signature));
  json value{
      {"number", document.number + 1},
      {"name", document.name},
      {"kind", document.kind},
      {"kind_score", rounded(document.kind_score)},
      {"pdf", document.pdf},
      {"pdf_sha256", document.pdf_sha256},
      {"fields", document.fields_file},
      {"result_code", document.result_code},
      {"existing", existing_json(document.existing)},
      {"alto", document.alto},
      {"opening", {{"reason", document.opening.reason}, {"detail", document.opening.detail}}},
      {"pages", std::move(pages)},
      {"typed", typed_json(document.typed)},
      {"signatures", std::move(signatures)},
      {"faults", faults_json(document.faults)}};
  if (!document.originals.empty()) value["originals"] = originals_json(document.originals);
  return value;
}

json reason_json(const ReviewReason& reason) {
  const auto words = advice(reason.cause);
  json value{{"reason", cause_name(reason.cause)}};
  if (reason.document) value["document"] = *reason.document + 1;
  if (reason.page) value["page"] = *reason.page + 1;
  value["detail"] = reason.detail;
  value["message"] = review_message(reason);
  value["todo"] = words.todo;
  return value;
}

// A text; of a list its items, one a line.
json value_json(const std::string& value, bool list) {
  if (!list) return value;
  json items = json::array();
  for (std::size_t begin = 0; begin < value.size();) {
    const std::size_t end = std::min(value.find('\n', begin), value.size());
    if (end > begin) items.push_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return items;
}

json field_json(const FieldValue& field) {
  json alternatives = json::array();
  for (const auto& other : field.alternatives)
    alternatives.push_back(value_json(other, field.list));
  return {{"value", value_json(field.value, field.list)},
          {"raw", field.raw},
          {"confidence", rounded(field.confidence)},
          {"page", field.page + 1},
          {"box", box_json(field.box)},
          {"source", source_name(field.source)},
          {"alternatives", std::move(alternatives)},
          {"review", field.review}};
}

json fields_by_key(const std::vector<FieldValue>& list) {
  json fields = json::object();
  for (const auto& field : list) {
    if (!fields.contains(field.key)) {
      fields[field.key] = field_json(field);
      continue;
    }
    const auto& other = field.value.empty() ? field.raw : field.value;
    if (other.empty()) continue;
    auto& alternatives = fields[field.key]["alternatives"];
    const json value = value_json(other, fields[field.key]["value"].is_array());
    if (std::ranges::find(alternatives, value) == alternatives.end()) alternatives.push_back(value);
  }
  return fields;
}

json unbound_json(const UnboundPage& page) {
  json value{{"position", page.number + 1},
             {"origin", page.origin},
             {"image_sha256", page.image_sha256},
             {"reason", page.reason}};
  if (!page.text.empty()) value["text"] = page.text;
  if (!page.file.empty()) value["file"] = page.file;
  return value;
}

// images = pages + left_out + lost: every image received is in one of them.
json count_json(const Dossier& dossier) {
  std::size_t pages = 0, blank = 0, with_note = 0;
  for (const auto& document : dossier.documents)
    for (const auto& page : document.pages) {
      ++pages;
      if (page.blank) ++blank;
      if (page.variant == "with_note") ++with_note;
    }
  const auto lost = static_cast<std::size_t>(std::ranges::count_if(
      dossier.lost, [](const LostInput& input) { return !input.file.empty(); }));
  json value{{"images", pages + dossier.unbound.size() + lost},
             {"pages", pages},
             {"left_out", dossier.unbound.size()},
             {"lost", lost},
             {"blank", blank},
             {"with_note", with_note},
             {"sheets", dossier.sheets}};
  if (dossier.declared_sheets) value["declared_sheets"] = *dossier.declared_sheets;
  return value;
}

}  // namespace

std::string json_text(const json& value) {
  return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::map<std::string, std::string> bag_info(const json& dossier) {
  std::map<std::string, std::string> info{
      {"Bag-Software-Agent", dossier.value("software", "")},
      {"External-Identifier", dossier.value("code", "")},
      {"Sohoa-State", dossier.value("state", "")},
  };
  if (const auto created = dossier.value("created", ""); created.size() >= 10)
    info["Bagging-Date"] = created.substr(0, 10);
  return info;
}

json dossier_json(const Dossier& dossier, const std::string& software) {
  const auto reasons = dossier.review_reasons();
  json review = json::array();
  for (const auto& reason : reasons) review.push_back(reason_json(reason));
  json documents = json::array();
  for (const auto& document : dossier.documents) documents.push_back(document_json(document));
  json lost = json::array();
  for (const auto& input : dossier.lost)
    lost.push_back(
        {{"origin", input.origin}, {"file", input.file}, {"fault", fault_json(input.fault)}});
  json unbound = json::array();
  for (const auto& page : dossier.unbound) unbound.push_back(unbound_json(page));
  json value{{"format", "sohoa.dossier"},
             {"version", format_version},
             {"code", dossier.code},
             {"created", dossier.created},
             {"source", dossier.source},
             {"software", software},
             {"state", dossier.state()},
             {"review", std::move(review)},
             {"receipt", receipt_json(dossier.receipt)},
             {"count", count_json(dossier)},
             {"documents", std::move(documents)},
             {"left_out", std::move(unbound)},
             {"lost", std::move(lost)}};
  if (dossier.checklist) value["procedure"] = checklist_json(*dossier.checklist);
  return value;
}

std::string fields_json(const Document& document) {
  json value{{"format", "sohoa.fields"},
             {"version", format_version},
             {"document", document.number + 1},
             {"kind", document.kind},
             {"score", rounded(document.kind_score)},
             {"fields", fields_by_key(document.fields)}};
  if (!document.minimum.empty()) value["minimum"] = fields_by_key(document.minimum);
  return json_text(value);
}

std::string fields_object(const std::vector<FieldValue>& fields) {
  return fields_by_key(fields).dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace sohoa::storage
