// What the storage folder has of a person or organisation already: a paper that was digitised once
// is offered again instead of being digitised anew (Circular 01/2023/TT-VPCP, article 4; R29).
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/dossier.h"

namespace sohoa::storage {

// Every document of every dossier that is in the folder now, by dossier and document. Reads their
// dossier.json and fields files under limits; what is damaged or no dossier is passed over: it is
// `sohoa verify` that says so. What was read once is kept in an index. Values that ask for review
// are left empty. Throws Error(storage_unusable) if the folder cannot be listed.
std::vector<ExistingResult> published_results(const std::filesystem::path& storage);

// What is looked for. An empty kind or number stands for any.
struct Wanted {
  std::string owner;  // identity number
  std::string kind, number;
  std::string today;  // ISO date: what ended before it is not offered
};

// The newest first.
std::vector<ExistingResult> matching(const std::vector<ExistingResult>& results,
                                     const Wanted& wanted);

}  // namespace sohoa::storage
