// What a dossier is held to as a whole, once its documents are finished: the slip is found, the
// procedure's papers are counted, papers that the storage has already are named.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "forms/handling.h"
#include "forms/procedures.h"

namespace sohoa {

// Law as data, read and checked once. Immutable: shared between threads.
struct Rulebook {
  // The rules in force on `day` ("2026-11-24"). `procedure`: the code of the dossiers' procedure;
  // empty: each receipt slip says it. Throws Error(definition_invalid, data_missing), and
  // Error(settings_invalid) if that procedure has no file.
  Rulebook(const std::filesystem::path& rules, const std::filesystem::path& procedures,
           std::string procedure, const std::string& day);

  forms::Handling handling;
  forms::Procedures procedures;
  std::string procedure;
};

// Throws Error(secret_refused) if the document must not be digitised; otherwise adds a fault for
// each sign that it should not be.
void check_handling(const Rulebook& rulebook, const std::vector<forms::PageView>& pages,
                    const forms::Extraction& extraction, Document& document);

// Fills in receipt, checklist and what exists already. `seen`: one for each document.
void complete(Dossier& dossier, const std::vector<forms::SeenPaper>& seen, const Rulebook& rulebook,
              const std::filesystem::path& storage);

}  // namespace sohoa
