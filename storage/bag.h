// BagIt bags (RFC 8493, version 1.0), SHA-256 only.
//
// Names are compared byte for byte. The writer takes NFC names only, so that a bag copied through a
// system that changes the normal form is noticed, not misread.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sohoa::storage {

// Makes `folder`, which has its payload in data/, a bag: bagit.txt, bag-info.txt,
// manifest-sha256.txt, tagmanifest-sha256.txt, in this order. `info` becomes bag-info.txt, with
// Payload-Oxum added. Throws Error(check_failed) for a payload that a bag cannot hold: links,
// devices, names that are not UTF-8 in NFC; and what core/file.h throws.
void write_bag(const std::filesystem::path& folder, const std::map<std::string, std::string>& info);

// What is wrong with a bag: missing, added or changed files, bad tag files; one line each,
// printable UTF-8. Empty: valid. Stricter than the RFC: a tag manifest is required and lists every
// tag file, and fetch.txt or another manifest is refused, as nothing would check it. Untrusted
// input: never leaves the folder (no absolute paths, "..", links), never throws for what is inside,
// reads each file once in pieces.
std::vector<std::string> check_bag(const std::filesystem::path& folder);

}  // namespace sohoa::storage
