// Where the program's own data lies: models/, schemas, fonts.
#pragma once
#include <filesystem>
#include <string_view>

namespace sohoa {

// The file `relative` ("models/icc/sRGB.icc") in the first of: $SOHOA_DATA, the share folder beside
// the binary's bin folder, the checkout the binary was built in. Throws Error(data_missing).
std::filesystem::path resource(std::string_view relative);

// The folder that holds models/; same order, same error.
std::filesystem::path resource_root();

}  // namespace sohoa
