// data/dossier.json and the fields file of a document; schemas in models/schemas/. Numbers that
// people count by (documents, pages) begin at 1; confidences are rounded to four digits. The text
// is UTF-8 whatever came in: invalid bytes are replaced.
#pragma once
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/dossier.h"

namespace sohoa::storage {

nlohmann::ordered_json dossier_json(const Dossier& dossier, const std::string& software);

// As these files are written.
std::string json_text(const nlohmann::ordered_json& value);

// What bag-info.txt says of the dossier of this dossier.json.
std::map<std::string, std::string> bag_info(const nlohmann::ordered_json& dossier);

std::string fields_json(const Document& document);

// Fields alone, as one object by key on one line. A value is a text, or of a list an array of
// texts. Of fields that share a key the first is written; the values of the others join its
// alternatives.
std::string fields_object(const std::vector<FieldValue>& fields);

}  // namespace sohoa::storage
