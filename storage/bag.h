// BagIt bags (RFC 8493), SHA-256 only.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sohoa::storage {

// Makes `folder`, which has its payload in data/, a bag: bagit.txt, bag-info.txt,
// manifest-sha256.txt, tagmanifest-sha256.txt, in this order.
void write_bag(const std::filesystem::path& folder, const std::map<std::string, std::string>& info);

// What is wrong with a bag: missing, added or changed files, bad tag files. Empty: valid.
// Untrusted input: never leaves the folder (no absolute paths, "..", links), never throws for what
// is inside.
std::vector<std::string> check_bag(const std::filesystem::path& folder);

}  // namespace sohoa::storage
