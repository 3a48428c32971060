// Values typed by a person, given to the extraction of one document and accounted for.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/dossier.h"
#include "forms/typed.h"

namespace sohoa {

// For the audit of the document: all that was typed of it, whatever value came to be used.
std::vector<TypedRecord> typed_records(const std::vector<forms::Given::Typed>& values,
                                       const forms::TypedValues& from);

// A fault typed_unused for each value whose key is no field of the document.
std::vector<Fault> unused_values(const std::vector<forms::Given::Typed>& values,
                                 const forms::Extraction& extraction);

// The same for the values of documents that do not exist: numbers from `documents` on.
std::vector<Fault> values_of_no_document(const forms::TypedValues& values, std::size_t documents);

}  // namespace sohoa
