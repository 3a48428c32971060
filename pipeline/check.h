// The self-check of a finished file, as written, before anyone may see it.
#pragma once
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "core/dossier.h"

namespace sohoa {

// The file has exactly these pages with exactly this text (as an independent reader extracts it, in
// any order, white space apart), and these signatures: intact, trusted, nothing unsigned after the
// last. Throws Error(check_failed) naming what differs.
void check_document(const std::filesystem::path& file, const std::vector<std::string>& texts,
                    const std::vector<SignatureRecord>& signatures,
                    const std::vector<std::string>& anchors, const std::stop_token& stop);

}  // namespace sohoa
