// sohoa explain: why a document is taken for its kind and why its fields have their values.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/messages.h"
#include "core/review_reasons.h"
#include "service/clean.h"
#include "service/commands.h"
#include "service/fields_job.h"
#include "service/standard_output.h"
#include "storage/dossier_json.h"

namespace sohoa::service {
namespace {

using nlohmann::ordered_json;

using Attempt = forms::Explanation::Attempt;

double rounded(double value) { return std::round(value * 1e4) / 1e4; }

ordered_json kinds_json(const forms::Explanation& why) {
  ordered_json kinds = ordered_json::array();
  for (const auto& kind : why.kinds)
    kinds.push_back({{"id", kind.id},
                     {"name", kind.name},
                     {"file", kind.file},
                     {"score", rounded(kind.score)},
                     {"title", rounded(kind.title)},
                     {"symbol", rounded(kind.symbol)},
                     {"evidence", rounded(kind.evidence)}});
  return kinds;
}

ordered_json attempts_json(const std::vector<Attempt>& attempts) {
  ordered_json list = ordered_json::array();
  for (const auto& attempt : attempts)
    list.push_back({{"rule", attempt.rule},
                    {"raw", attempt.raw},
                    {"value", attempt.value},
                    {"confidence", rounded(attempt.confidence)},
                    {"source", source_name(attempt.source)},
                    {"page", attempt.page + 1},
                    {"box", {attempt.box.x, attempt.box.y, attempt.box.w, attempt.box.h}},
                    {"review", attempt.review}});
  return list;
}

const forms::Explanation::Field* explained(const forms::Explanation& why, const std::string& key) {
  const auto found = std::ranges::find(why.fields, key, &forms::Explanation::Field::key);
  return found == why.fields.end() ? nullptr : &*found;
}

ordered_json fields_json(const FileFields& fields) {
  auto object = ordered_json::parse(storage::fields_object(fields.extraction.fields));
  for (const auto& [key, field] : object.items()) {
    ordered_json sentences = ordered_json::array();
    for (const auto& reason : field["review"])
      sentences.push_back(review_sentence(reason.get<std::string>()));
    field["reasons"] = std::move(sentences);
    const auto* why = explained(fields.explanation, key);
    field["attempts"] = why == nullptr ? ordered_json::array() : attempts_json(why->attempts);
    field["notes"] = why == nullptr ? std::vector<std::string>{} : why->notes;
  }
  return object;
}

// What people read: a heading, the kinds as a table, the fields one below the other.
class Story {
 public:
  explicit Story(const std::string& file, const FileFields& fields) : fields_(fields) {
    const auto& [kind, score] = std::tie(fields.extraction.kind, fields.extraction.score);
    line("{}: {} trang, {}", clean(file), fields.pages.size(),
         kind.empty() ? std::string("không nhận ra loại giấy tờ")
                      : fmt::format("loại {}, điểm {:.2f}", kind, score));
    if (fields.lost)
      line("  Không đọc được: {} [{}]", advice(fields.lost->cause).what,
           clean(fields.lost->detail));
    for (const auto& [page, fault] : fields.faults)
      line("  Trang {}: {} [{}]", page + 1, advice(fault.cause).what, clean(fault.detail));
    kinds();
    for (const auto& field : fields.extraction.fields) tell(field);
  }
  const std::string& text() const noexcept { return text_; }

 private:
  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }

  void kinds() {
    if (fields_.explanation.kinds.empty()) return;
    line("  Các loại đã xét:");
    line("     điểm = tiêu đề + ký hiệu + dấu hiệu");
    for (const auto& kind : fields_.explanation.kinds)
      line("    {:5.2f} = {:7.2f} + {:7.2f} + {:8.2f}  {} ({}), {}", kind.score, kind.title,
           kind.symbol, kind.evidence, kind.id, kind.name, kind.file);
  }

  static std::string place(std::uint32_t page, const Box& box) {
    if (box.empty()) return "";
    return fmt::format(", trang {} tại {},{} {}x{}", page + 1, box.x, box.y, box.w, box.h);
  }

  // A list on one line.
  static std::string shown(std::string value) {
    for (std::size_t at = 0; (at = value.find('\n', at)) != std::string::npos; at += 3)
      value.replace(at, 1, " | ");
    return clean(value);
  }

  void tell(const FieldValue& field) {
    if (field.value.empty())
      line("\n  {}: chưa có giá trị", field.key);
    else
      line("\n  {} = \"{}\"", field.key, shown(field.value));
    if (!field.raw.empty() || !field.value.empty())
      line("    tin cậy {:.2f}, nguồn {}{}", field.confidence, source_name(field.source),
           place(field.page, field.box));
    for (const auto& reason : field.review)
      line("    cần xem: {} [{}]", clean(review_sentence(reason)), clean(reason));
    for (const auto& other : field.alternatives) line("    giá trị khác: \"{}\"", shown(other));
    const auto* why = explained(fields_.explanation, field.key);
    if (why == nullptr) return;
    for (const auto& note : why->notes) line("    kiểm tra: {}", clean(note));
    for (const auto& attempt : why->attempts) tell(attempt);
  }

  void tell(const Attempt& attempt) {
    line("    - {}", clean(attempt.rule));
    line("        đọc \"{}\" → {}, tin cậy {:.2f}, nguồn {}{}", shown(attempt.raw),
         attempt.value.empty() ? std::string("không thành giá trị")
                               : "\"" + shown(attempt.value) + "\"",
         attempt.confidence, source_name(attempt.source), place(attempt.page, attempt.box));
    for (const auto& reason : attempt.review) line("        {}", clean(review_sentence(reason)));
  }

  const FileFields& fields_;
  std::string text_;
};

// What is told of a file, left to one field if one is named.
FileFields narrowed(FileFields fields, const std::string& key) {
  if (key.empty()) return fields;
  std::erase_if(fields.extraction.fields, [&](const auto& field) { return field.key != key; });
  return fields;
}

}  // namespace

int explain(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const auto& settings = invocation.settings;
  ordered_json documents = ordered_json::array();
  bool first = true, found = settings.field.empty();
  const int code = run_fields_job(
      invocation, true, reporter,
      [&](const std::string& file, const FileFields& all) {
        const FileFields fields = narrowed(all, settings.field);
        found = found || !fields.extraction.fields.empty();
        if (settings.json) {
          auto object = as_json(file, fields);
          object["kinds"] = kinds_json(fields.explanation);
          object["fields"] = fields_json(fields);
          documents.push_back(std::move(object));
        } else {
          deliver((first ? "" : "\n") + Story(file, fields).text());
        }
        first = false;
      },
      stop);
  if (settings.json)
    deliver(ordered_json{{"documents", std::move(documents)}}.dump(
                1, ' ', false, ordered_json::error_handler_t::replace) +
            "\n");
  flush_delivered();
  if (!found)
    reporter.note(fmt::format(
        "Không giấy tờ nào ở trên có trường {}, hoặc không có gì để điền vào đó.", settings.field));
  return code;
}

}  // namespace sohoa::service
