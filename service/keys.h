// The keys a run signs with, and the certificates it trusts.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/settings.h"
#include "pdf/evidence/collect.h"
#include "pdf/sign/sign.h"
#include "pdf/verify/verify.h"

namespace sohoa::service {

struct Keys {
  pdf::SigningKey clerk, agency;
  pdf::Trust trust;
  std::unique_ptr<pdf::Collector> collector;  // asks about the signers' certificates
  bool trial = false;                         // made on this machine, without legal value
};

// From the settings; if they name no key, the trial authority, made at its first use. Both may sign
// now (pdf/sign/usable.h). From then on the process leaves no core dump. Throws Error(key_missing,
// key_unusable, revocation_unknown, token_failed, service_unreachable, data_missing,
// settings_invalid).
Keys load_keys(const Settings& settings);

// Trust roots of the settings, else the trial authority's, if there is one; may be empty. Lists of
// revocations of the settings, and those beside the roots (*.crl). Throws Error(data_missing,
// settings_invalid).
pdf::Trust load_trust(const Settings& settings);
std::unique_ptr<pdf::Collector> collector_for(const pdf::Trust& trust);

// demo/authority of a checkout, else ~/.local/share/sohoa/trial-authority.
std::filesystem::path trial_authority();

}  // namespace sohoa::service
