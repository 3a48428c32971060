// data/portal.json: a dossier as the National Public Service Portal takes it over in the
// synchronisation of dossiers, for the agency's system to send; the program sends nothing itself.
//
// The keys are those of the portal, all of them, and their order. All values are texts, dates
// "yyyyMMddHHmmss" in Asia/Ho_Chi_Minh (the hour 000000 if only the day is known), flags "0" or
// "1". What is not known, or asks for review, is empty: nothing is made up. Schema:
// models/schemas/portal.schema.json; paths are relative to data/.
#pragma once
#include <string>

#include "core/dossier.h"

namespace sohoa::storage {

std::string portal_json(const Dossier& dossier);

// "20260812142500" of an ISO date and "14:25" or ""; empty if the date is no whole day.
std::string portal_time(const std::string& date, const std::string& time);

}  // namespace sohoa::storage
