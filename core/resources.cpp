#include "core/resources.h"

#include <cstdlib>
#include <string>

#include "core/error.h"

namespace sohoa {
namespace fs = std::filesystem;

fs::path resource_root() {
  if (const char* data = std::getenv("SOHOA_DATA"); data != nullptr && *data != '\0') {
    if (fs::is_directory(fs::path(data) / "models")) return data;
    throw Error(Cause::data_missing,
                std::string("SOHOA_DATA=") + data + ": no folder 'models' there");
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path folder = program.parent_path();
  // Installed (PREFIX/bin), then a checkout (build/PRESET), then a build folder inside one.
  for (const auto& root : {folder / "../share/sohoa", folder / "../..", folder / ".."})
    if (fs::is_directory(root / "models/forms", error)) return fs::weakly_canonical(root);
  if (const fs::path source = SOHOA_SOURCE_ROOT; fs::is_directory(source / "models/forms", error))
    return source;
  throw Error(Cause::data_missing,
              "the folder 'models' was not found beside " + program.string() + "; set SOHOA_DATA");
}

fs::path resource(std::string_view relative) {
  fs::path file = resource_root() / relative;
  if (!fs::exists(file)) throw Error(Cause::data_missing, file.string() + ": not found");
  return file;
}

}  // namespace sohoa
