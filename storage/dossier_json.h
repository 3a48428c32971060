// data/dossier.json and the fields file of a document; schemas in models/schemas/. Numbers that
// people count by (documents, pages) begin at 1; confidences are rounded to four digits. The text
// is UTF-8 whatever came in: invalid bytes are replaced.
#pragma once
#include <string>

#include "core/dossier.h"

namespace sohoa::storage {

std::string dossier_json(const Dossier& dossier, const std::string& software);

// Of fields that share a key the first is written; the values of the others join its alternatives.
std::string fields_json(const Document& document);

}  // namespace sohoa::storage
