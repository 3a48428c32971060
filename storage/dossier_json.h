// data/dossier.json and the fields file of a document; schemas in models/schemas/. Numbers that
// people count by (documents, pages) begin at 1; confidences are rounded to four digits. The text
// is UTF-8 whatever came in: invalid bytes are replaced.
#pragma once
#include <string>
#include <vector>

#include "core/dossier.h"

namespace sohoa::storage {

std::string dossier_json(const Dossier& dossier, const std::string& software);

std::string fields_json(const Document& document);

// Fields alone, as one object by key on one line. A value is a text, or of a list an array of
// texts. Of fields that share a key the first is written; the values of the others join its
// alternatives.
std::string fields_object(const std::vector<FieldValue>& fields);

}  // namespace sohoa::storage
