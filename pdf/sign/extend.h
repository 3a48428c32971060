// Raises the signatures of a file from B-B to B-T, B-LT, B-LTA, and renews an archive time-stamp
// before it ends (ETSI EN 319 142-1, 5.5, 6).
#pragma once
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "pdf/evidence/collect.h"
#include "pdf/evidence/time_stamp.h"
#include "pdf/sign/level.h"

namespace sohoa::pdf {

struct Extension {
  Level target = Level::t;
  std::shared_ptr<const Anchors> anchors;
  TimeStampAuthority authority;
  Collector* collector = nullptr;  // needed; outlives the call
  int renew_days = 90;  // an archive time-stamp whose certificate ends sooner gets another one
};

struct Extended {
  Level before = Level::b, after = Level::b;  // of the weakest signature
  bool changed = false;
  std::string good_until;  // ISO 8601: when the newest time-stamp's certificate ends; "" without
};

// Works on a copy in the same folder, verified and then renamed over `file`: at any moment, kill
// and full disk included, the file is the old one or the new one, complete. The newest signature
// that ends the file gets a signature time-stamp in its CMS; earlier ones are covered by a document
// time-stamp. Throws Error(time_stamp_failed, revocation_unknown, not_trusted: a signature does not
// hold, disk_full, storage_unusable, stopped, file_missing, image_damaged).
Extended extend(const std::filesystem::path& file, const Extension& extension,
                const std::stop_token& stop);

}  // namespace sohoa::pdf
