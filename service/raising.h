// What raising signatures needs, from the settings: anchors, the authority, sources of revocation.
#pragma once
#include <memory>

#include "core/settings.h"
#include "pdf/sign/extend.h"

namespace sohoa::service {

// Not copied: `extension` points into it. Throws Error(settings_invalid) without timestamp.url or
// for level b, Error(data_missing) for files that cannot be read.
struct Raising {
  explicit Raising(const Settings& settings);
  Raising(const Raising&) = delete;
  Raising& operator=(const Raising&) = delete;

  std::unique_ptr<pdf::Collector> collector;
  pdf::Extension extension;
};

}  // namespace sohoa::service
