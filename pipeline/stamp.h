// Proving the time of what was signed: a stage of its own, so that nobody at a counter waits for an
// authority, which takes up to minutes (R54).
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/error.h"
#include "pdf/sign/extend.h"

namespace sohoa {

struct StampSettings {
  std::filesystem::path storage;
  std::size_t parallel = 4;  // dossiers, and so questions to the authority, at once
  pdf::Extension extension;
};

// What became of one dossier that waited.
struct Stamped {
  std::string code;
  std::filesystem::path folder;  // where it was published; empty: it waits on
  std::optional<Error> error;    // why it waits on
};

struct StampCount {
  std::size_t published = 0;
  std::size_t waiting = 0;  // still
};

// Raises and publishes the dossiers of the storage that wait, each once, in the order in which they
// came. `report` is called for each that was tried, by one thread at a time. If the authority fails
// for as many in a row as are asked for at once, the others are left for a later pass. Killed or
// stopped at any moment, every dossier waits or is published, and the next pass goes on. Throws
// Error(dossier_busy) if another process is at it, Error(storage_unusable, disk_full).
StampCount stamp_waiting(const StampSettings& settings,
                         const std::function<void(const Stamped&)>& report,
                         const std::stop_token& stop);

// Raises the signatures of a published dossier, which is exchanged whole. Returns false if there
// was nothing to raise. Throws as storage::Stamping and pdf::extend() do.
bool extend_dossier(const std::filesystem::path& folder, const pdf::Extension& extension,
                    const std::stop_token& stop);

}  // namespace sohoa
