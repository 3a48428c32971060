// What published_results() read of each dossier, so that it is read once: STORAGE/.sohoa/results, a
// line of JSON a dossier. It may be lost or damaged at any time: what it does not have is read from
// the dossiers again.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/dossier.h"

namespace sohoa::storage {

class ResultsIndex {
 public:
  // Reads it, if it is there and can be.
  explicit ResultsIndex(const std::filesystem::path& storage);

  // Of a dossier that still is as it was when it was read; null: not known.
  const std::vector<ExistingResult>* find(const std::string& dossier, const std::string& stamp);
  const std::vector<ExistingResult>& add(const std::string& dossier, const std::string& stamp,
                                         std::vector<ExistingResult> results);
  // Appends what was added, and writes it anew if most of it was never asked for. A storage that
  // cannot be written to goes without.
  void save() noexcept;

 private:
  struct Entry {
    std::string stamp;
    std::vector<ExistingResult> results;
    bool asked = false;
  };
  std::string lines(bool all) const;

  std::filesystem::path file_;
  std::map<std::string, Entry> entries_;
  std::vector<std::string> added_;
  std::size_t read_ = 0;  // lines
};

}  // namespace sohoa::storage
