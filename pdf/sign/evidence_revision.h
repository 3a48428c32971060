// Evidence and time-stamps put into a signed PDF (ETSI EN 319 142-1, 5.4 and 5.5): each a revision
// of its own, but for the time-stamp inside of a signature. Every function syncs the file; on Error
// it is as it was, but for stamp_signature(), which is given a copy.
#pragma once
#include <filesystem>
#include <stop_token>

#include "pdf/evidence/evidence.h"
#include "pdf/evidence/time_stamp.h"
#include "pdf/signature_field.h"

namespace sohoa::pdf {

// Adds these values to the document security store. None may be there already. Throws as Revision
// does.
void append_evidence(const std::filesystem::path& file, const Evidence& more);

// A document time-stamp over the whole file, in an invisible field of page 1. Throws as Revision
// and request_time_stamp() do.
void append_time_stamp(const std::filesystem::path& file, const TimeStampAuthority& authority,
                       const std::stop_token& stop);

// Gives the signature in this field a time-stamp of its own: nothing but the bytes of /Contents is
// written over, so it must be the signature that ends the file. False: what it needs is more than
// was reserved, and nothing was written. Throws Error(time_stamp_failed, stopped, image_damaged,
// storage_unusable, disk_full).
bool stamp_signature(const std::filesystem::path& file, const SignatureField& field,
                     const TimeStampAuthority& authority, const std::stop_token& stop);

}  // namespace sohoa::pdf
