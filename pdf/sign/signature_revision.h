// A signature field, or a document time-stamp, added to a PDF as a revision of its own.
#pragma once
#include <filesystem>
#include <string>

#include "pdf/sign/revision.h"
#include "pdf/sign/sign.h"

namespace sohoa::pdf {

// Appends the field request.role with its signature to page 1 and syncs the file. Throws as sign()
// does.
void append_signature(const std::filesystem::path& file, const SignatureRequest& request,
                      const std::string& signer, const MakeContents& contents);

}  // namespace sohoa::pdf
