#include "pipeline/typed_values.h"

#include <algorithm>

#include <fmt/format.h>

namespace sohoa {

std::vector<TypedRecord> typed_records(const std::vector<forms::Given::Typed>& values,
                                       const forms::TypedValues& from) {
  std::vector<TypedRecord> records;
  records.reserve(values.size());
  for (const auto& [key, value] : values) records.push_back({key, value, from.user, from.time});
  return records;
}

std::vector<Fault> unused_values(const std::vector<forms::Given::Typed>& values,
                                 const forms::Extraction& extraction) {
  std::vector<Fault> faults;
  for (const auto& typed : values)
    if (std::ranges::find(extraction.fields, typed.key, &FieldValue::key) ==
        extraction.fields.end())
      faults.push_back(
          {Cause::typed_unused, "extract",
           fmt::format("{}: a value was typed; {} has no such field", typed.key,
                       extraction.kind.empty() ? "a document of unknown kind" : extraction.kind)});
  return faults;
}

std::vector<Fault> values_of_no_document(const forms::TypedValues& values, std::size_t documents) {
  std::vector<Fault> faults;
  for (const auto& [number, list] : values.of_document)
    if (number >= documents)
      for (const auto& typed : list)
        faults.push_back({Cause::typed_unused, "extract",
                          fmt::format("{}: a value was typed for document {}; there are {}",
                                      typed.key, number + 1, documents)});
  return faults;
}

}  // namespace sohoa
