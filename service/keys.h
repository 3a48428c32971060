// The keys a run signs with, and the certificates it trusts.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/settings.h"
#include "pdf/sign/sign.h"

namespace sohoa::service {

struct Keys {
  pdf::SigningKey clerk, agency;
  std::vector<std::string> anchors;  // PEM
  bool trial = false;                // made on this machine, without legal value
};

// From the settings; if they name no key, the trial authority, made at its first use. From then on
// the process leaves no core dump. Throws Error(key_missing, key_unusable, token_failed,
// service_unreachable, data_missing, settings_invalid).
Keys load_keys(const Settings& settings);

// The trust roots of the settings, else the trial authority's root if there is one; may be empty.
std::vector<std::string> load_anchors(const Settings& settings);

// demo/authority of a checkout, else ~/.local/share/sohoa/trial-authority.
std::filesystem::path trial_authority();

}  // namespace sohoa::service
