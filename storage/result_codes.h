// Result codes of digitised documents: each is given once in a storage folder, and a document that
// is digitised again after a crash keeps its own (Circular 01/2023/TT-VPCP, articles 7 and 10).
//
// The ledger STORAGE/.sohoa/result-codes has one line a code, in the order they were given, and is
// only ever appended to:
//
//   SUM SCOPE COUNTER DOCUMENT CODE DOSSIER/NAME TIME        fields separated by tabs
//
// SUM checks the rest of the line, SCOPE is a hash of what shares a counter, DOCUMENT one of what
// the code was given to. A code is on disk before anybody gets it: a crash leaves it unknown, and
// then it is given again, or known, and then it is found again. A line that a crash cut short is
// cut off. A ledger that is missing is made anew from the dossiers that are there.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "storage/code_template.h"

namespace sohoa::storage {

class ResultCodes {
 public:
  // Throws Error(settings_invalid) for a bad template, Error(storage_unusable, disk_full), and
  // Error(storage_unusable) if a line of the ledger before the last is damaged.
  ResultCodes(const std::filesystem::path& storage, std::string_view code_template);
  ResultCodes(ResultCodes&&) noexcept;
  ~ResultCodes();

  // The code of the document parts.dossier, parts.document made of these images (SHA-256, in
  // order): the one that it has, or a new one, durable on return. Safe between threads and
  // processes. Throws also Error(dossier_exists) if a template without counter gives a code that
  // another document has.
  std::string issue(const CodeParts& parts, const std::vector<std::string>& images);

 private:
  struct Ledger;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace sohoa::storage
