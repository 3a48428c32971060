// Where storage/ keeps what nobody may see yet: STORAGE/.sohoa, on the file system of STORAGE.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace sohoa::storage {

inline constexpr std::string_view hidden_folder = ".sohoa";
inline constexpr std::string_view stamping_folder = "stamping";  // in it: storage/stamping.h

// STORAGE/.sohoa/NAME, made if absent (.sohoa for this user alone, 0700). Throws
// Error(storage_unusable) if STORAGE is no writable folder, if .sohoa is a link or lies on another
// file system (a rename into STORAGE would not be atomic), and Error(disk_full).
std::filesystem::path hidden(const std::filesystem::path& storage, std::string_view name);

// Makes one folder, durably; an existing one is fine. Throws Error(storage_unusable, disk_full).
void make_folder(const std::filesystem::path& folder, unsigned mode = 0777);

// Throws Error(code_invalid) unless `code` can be a folder's name.
void require_code(const std::string& code);

// Removes a tree of ours. Throws Error(storage_unusable).
void remove_tree(const std::filesystem::path& folder);

// Throws an Error for errno: disk_full or storage_unusable.
[[noreturn]] void refuse(const std::filesystem::path& name, std::string_view doing, int code);

}  // namespace sohoa::storage
