// A bag's manifest, and the same bytes as every tag file of a bag.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include <unistd.h>

#include "storage/bag.h"
#include "storage/manifest.h"

namespace fs = std::filesystem;

namespace {

// One folder a process: its tag files are rewritten for each input.
const fs::path& bag() {
  static const fs::path folder = [] {
    auto name = (fs::temp_directory_path() / "sohoa-fuzz-bag-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    fs::create_directory(fs::path(name) / "data");
    std::ofstream(fs::path(name) / "data/a") << "a";
    static const fs::path made = name;
    std::atexit([] {
      std::error_code ignored;
      fs::remove_all(made, ignored);
    });
    return made;
  }();
  return folder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto manifest = sohoa::storage::parse_manifest(text);
  for (const auto& [path, hash] : manifest.files)
    if (!sohoa::storage::is_plain_path(path) || hash.size() != 64) std::abort();
  // What was understood survives being written and read again.
  const auto again = sohoa::storage::parse_manifest(sohoa::storage::manifest_text(manifest.files));
  if (again.files != manifest.files || !again.problems.empty()) std::abort();

  for (const auto* name :
       {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"})
    std::ofstream(bag() / name, std::ios::binary) << text;
  // One text cannot be all four tag files of a valid bag.
  if (sohoa::storage::check_bag(bag()).empty()) std::abort();
  return 0;
}
