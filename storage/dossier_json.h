// data/dossier.json and the fields file of a document; schemas in models/schemas/.
#pragma once
#include <string>

#include "core/dossier.h"

namespace sohoa::storage {

std::string dossier_json(const Dossier& dossier, const std::string& software);
std::string fields_json(const Document& document);

}  // namespace sohoa::storage
