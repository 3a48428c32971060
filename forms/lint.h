// Form definitions looked over for their author: every mistake of a file, not only the first, and
// what can be read but will not do what was meant.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::forms {

struct Finding {
  std::string file;
  int line = 0, column = 0;  // from 1; 0: concerns the file
  bool error = false;        // the definitions cannot be used so, or a kind never be recognised
  std::string what;          // lower-case English, as Error::what()
};

// "FILE:LINE:COLUMN: error: what", as compilers write it and editors understand.
std::string as_line(const Finding& finding);

struct DefinitionText {
  std::string file, toml;
};

// The *.toml of folders by name, and files as they are. Throws Error(data_missing) for a folder
// without one, Error(file_missing, page_too_large) for a file that cannot be read.
std::vector<DefinitionText> definition_texts(const std::vector<std::filesystem::path>& paths);

// By file and line. `today`: an ISO date, for what is in force. What a mistake hides is looked for
// by leaving out the table it is in.
std::vector<Finding> check_definitions(const std::vector<DefinitionText>& texts,
                                       std::string_view today);

}  // namespace sohoa::forms
