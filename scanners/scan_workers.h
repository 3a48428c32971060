// The helper processes that own libsane. Requests and answers, JSON:
//   scan     {"open": …} -> {"opened": …}; {"scan": true} -> {"phase": "start" | "read"} and
//            {"bytes": n} while it works, then the page or {"end": true}; {"close": true} ->
//            {"closed": true}
//   devices  {"list": true} -> {"device": …} each, {"end": true}; {"describe": NAME} -> {"device"}
#pragma once
#include <string>

#include "core/child.h"
#include "scanners/open.h"

namespace sohoa::scanners {

void run_scan_worker(Channel& parent);
void run_devices_worker(Channel& parent);

// What the helper's environment must say before it starts (libsane reads it once).
std::vector<std::string> sane_environment(const ScanOptions& options);

}  // namespace sohoa::scanners
