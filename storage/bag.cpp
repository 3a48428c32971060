#include "storage/bag.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "core/file.h"
#include "core/vietnamese.h"
#include "storage/manifest.h"

namespace sohoa::storage {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
constexpr std::size_t piece = 1U << 18U;
constexpr std::uint64_t longest_tag_file = 64U << 20U;
constexpr std::size_t most_files = 1'000'000;
constexpr int deepest = 32;

struct Digest {
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string text;  // the content, if it was asked for
};

// A regular file below an already listed folder, opened without following a link put there since.
// nullopt: not readable as one, or longer than `limit`.
std::optional<Digest> digest(const fs::path& file, bool with_text = false) {
  const Fd fd(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat info {};
  if (!fd || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  Digest result;
  Sha256 hash;
  std::vector<std::byte> buffer(piece);
  for (;;) {
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    const auto bytes = std::span(buffer).first(static_cast<std::size_t>(got));
    hash.add(bytes);
    result.bytes += bytes.size();
    if (!with_text) continue;
    if (result.bytes > longest_tag_file) return std::nullopt;
    for (const auto byte : bytes) result.text += static_cast<char>(byte);
  }
  result.sha256 = hash.hex();
  return result;
}

struct Listing {
  std::vector<std::string> files;     // relative paths of regular files
  std::vector<std::string> problems;  // links, devices, too many, unreadable folders
};

void list(const fs::path& folder, const std::string& prefix, int depth, Listing& listing) {
  std::error_code failure;
  fs::directory_iterator entries(folder, failure);
  if (failure || depth > deepest) {
    listing.problems.push_back(printable(prefix) + ": folder cannot be read");
    return;
  }
  for (; entries != fs::directory_iterator(); entries.increment(failure)) {
    const auto path = prefix + entries->path().filename().string();
    const auto status = entries->symlink_status(failure);
    if (listing.files.size() >= most_files) {
      listing.problems.push_back(fmt::format("more than {} files", most_files));
      return;
    }
    if (fs::is_directory(status))
      list(entries->path(), path + "/", depth + 1, listing);
    else if (fs::is_regular_file(status))
      listing.files.push_back(path);
    else
      listing.problems.push_back(printable(path) + ": a link or device, not a file");
    if (failure) break;
  }
  if (failure) listing.problems.push_back(printable(prefix) + ": folder cannot be read");
}

Listing listed(const fs::path& folder) {
  Listing listing;
  list(folder, "", 0, listing);
  std::ranges::sort(listing.files);
  return listing;
}

bool is_payload(std::string_view path) { return path.starts_with("data/"); }

std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return text;
}

// What `check_bag` knows while it goes through a bag.
class Checker {
 public:
  explicit Checker(fs::path folder) : folder_(std::move(folder)) {}

  std::vector<std::string> run() {
    auto listing = listed(folder_);
    problems_ = std::move(listing.problems);
    files_ = std::move(listing.files);
    check_declaration();
    check_manifest("manifest-sha256.txt", true);
    check_manifest("tagmanifest-sha256.txt", false);
    check_oxum();
    for (const auto& file : files_)
      if (file == "fetch.txt" || (is_manifest(file) && !file.ends_with("-sha256.txt")))
        report(file, "is not supported");
    return std::move(problems_);
  }

 private:
  static bool is_manifest(std::string_view path) {
    return (path.starts_with("manifest-") || path.starts_with("tagmanifest-")) &&
           path.find('/') == std::string_view::npos;
  }

  void report(std::string_view file, std::string_view what) {
    problems_.push_back(fmt::format("{}: {}", printable(file), what));
  }

  bool present(const std::string& file) const { return std::ranges::binary_search(files_, file); }

  std::optional<std::string> tag_file(const std::string& name) {
    if (!present(name)) {
      report(name, "missing");
      return std::nullopt;
    }
    auto read = digest(folder_ / name, true);
    if (!read) {
      report(name, "cannot be read");
      return std::nullopt;
    }
    return std::move(read->text);
  }

  void check_declaration() {
    const auto text = tag_file("bagit.txt");
    if (!text) return;
    const auto lines = tag_lines(*text);
    if (lines.size() != 2 || lines[0] != "BagIt-Version: 1.0" ||
        lines[1] != "Tag-File-Character-Encoding: UTF-8")
      report("bagit.txt", "does not declare BagIt 1.0 in UTF-8");
  }

  void check_manifest(const std::string& name, bool payload) {
    const auto text = tag_file(name);
    if (!text) return;
    const auto manifest = parse_manifest(*text);
    for (const auto& problem : manifest.problems) report(name, problem);
    for (const auto& [path, hash] : manifest.files) check_file(name, payload, path, hash);
    for (const auto& file : files_) {
      const bool belongs =
          payload ? is_payload(file) : !is_payload(file) && !file.starts_with("tagmanifest-");
      if (belongs && !manifest.files.contains(file))
        report(file, fmt::format("added: not in {}", name));
    }
  }

  void check_file(std::string_view manifest, bool payload, const std::string& path,
                  const std::string& hash) {
    if (is_payload(path) != payload || path.starts_with("tagmanifest-"))
      return report(manifest, fmt::format("{} does not belong in it", printable(path)));
    if (!present(path)) return report(path, "missing");
    const auto found = digest(folder_ / path);
    if (!found) return report(path, "cannot be read");
    if (payload) payload_bytes_ += found->bytes;
    if (found->sha256 != hash) report(path, "changed: its SHA-256 is not the manifest's");
  }

  void check_oxum() {
    if (!present("bag-info.txt")) return;
    const auto text = tag_file("bag-info.txt");
    if (!text) return;
    const auto count = std::ranges::count_if(files_, is_payload);
    const auto oxum = fmt::format("{}.{}", payload_bytes_, count);
    for (const auto line : tag_lines(*text)) {
      constexpr std::string_view label = "Payload-Oxum:";
      if (!line.starts_with(label)) continue;
      const auto start = line.find_first_not_of(" \t", label.size());
      if (start == std::string_view::npos || line.substr(start) != oxum)
        report("bag-info.txt", fmt::format("Payload-Oxum is not {}", oxum));
    }
  }

  fs::path folder_;
  std::vector<std::string> files_, problems_;
  std::uint64_t payload_bytes_ = 0;
};

}  // namespace

void write_bag(const fs::path& folder, const std::map<std::string, std::string>& info) {
  const auto listing = listed(folder / "data");
  if (!listing.problems.empty())
    throw Error(Cause::check_failed,
                folder.string() + ": payload of a bag: " + listing.problems.front());
  std::map<std::string, std::string> payload;
  std::uint64_t bytes = 0;
  for (const auto& file : listing.files) {
    const auto path = "data/" + file;
    if (!is_plain_path(path) || nfc(path) != path)
      throw Error(Cause::check_failed, folder.string() + ": " + printable(path) +
                                           ": a bag takes plain names in NFC only");
    const auto found = digest(folder / path);
    if (!found)
      throw Error(Cause::storage_unusable, (folder / path).string() + ": cannot be read again");
    payload.emplace(path, found->sha256);
    bytes += found->bytes;
  }

  std::string labels;
  for (const auto& [label, value] : info)
    if (label != "Payload-Oxum") labels += one_line(label) + ": " + one_line(value) + "\n";
  labels += fmt::format("Payload-Oxum: {}.{}\n", bytes, payload.size());

  std::map<std::string, std::string> tags;
  const auto write = [&](const std::string& name, std::string_view text) {
    write_durably(folder / name, text);
    tags.emplace(name, sha256_of(std::as_bytes(std::span(text))));
  };
  write("bagit.txt", declaration);
  write("bag-info.txt", labels);
  write("manifest-sha256.txt", manifest_text(payload));
  write("tagmanifest-sha256.txt", manifest_text(tags));
}

std::vector<std::string> check_bag(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return {printable(folder.string()) + ": not a folder"};
  return Checker(folder).run();
}

}  // namespace sohoa::storage
