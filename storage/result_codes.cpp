#include "storage/result_codes.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/error.h"
#include "core/file.h"
#include "storage/folders.h"
#include "storage/results.h"

namespace sohoa::storage {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longest_line = 1000;

// FNV-1a: against lines that a crash cut short, not against people.
std::uint64_t checksum(std::string_view text) noexcept {
  std::uint64_t sum = 14695981039346656037U;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return sum;
}

std::string hash_of(const std::vector<std::string_view>& parts) {
  Sha256 hash;
  for (const auto part : parts) {
    hash.add(std::as_bytes(std::span(part.data(), part.size())));
    hash.add(std::as_bytes(std::span("\0", 1)));
  }
  return hash.hex();
}

// 0 of what is no hash.
std::uint64_t document_key(std::string_view document) noexcept {
  std::uint64_t key = 0;
  const auto digits = document.substr(0, 16);
  std::from_chars(digits.data(), digits.data() + digits.size(), key, 16);
  return key;
}

struct Entry {
  std::string_view scope, document, code;
  std::uint64_t counter = 0;
};

std::optional<Entry> parse_line(std::string_view line) {
  std::array<std::string_view, 7> fields;
  std::string_view rest = line;
  for (auto& field : fields) {
    const std::size_t end = &field == &fields.back() ? rest.size() : rest.find('\t');
    if (end == std::string_view::npos) return std::nullopt;
    field = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto number = [](std::string_view text, auto& value, int base) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return read.ec == std::errc() && read.ptr == text.data() + text.size();
  };
  std::uint64_t sum = 0;
  Entry entry{fields[1], fields[3], fields[4], 0};
  if (!number(fields[0], sum, 16) || !number(fields[2], entry.counter, 10)) return std::nullopt;
  if (entry.code.empty() || sum != checksum(line.substr(fields[0].size() + 1))) return std::nullopt;
  return entry;
}

}  // namespace

struct ResultCodes::Ledger {
  fs::path storage, file;
  CodeTemplate shape;
  std::mutex mutex;  // flock() does not part threads that share a descriptor
  Fd fd;
  std::atomic<std::uint64_t> read_to = 0;  // bytes of the file that are in the maps
  std::mutex sync_mutex;
  std::uint64_t synced_to = 0;
  // Of documents, scopes and codes only what is needed to find them again: a busy ward writes half
  // a million lines a year.
  std::unordered_map<std::uint64_t, std::uint64_t> places;  // of a document's line, by its hash
  std::unordered_map<std::string, std::uint64_t> counters;  // the highest, by scope
  std::unordered_set<std::uint64_t> taken;                  // checksums of codes

  Ledger(const fs::path& at, std::string_view text)
      : storage(at), file(hidden(at, "") / "result-codes"), shape(text) {}

  void open();
  void sync(std::uint64_t to);
  void catch_up();
  void read(std::string_view lines);
  void add(const Entry& entry, std::uint64_t place);
  std::string text_at(std::uint64_t place, std::uint64_t bytes) const;
  std::optional<std::string> known(std::string_view document) const;
  void append(const std::string& line);
  std::string fresh(const CodeParts& parts, const std::string& scope, std::uint64_t& counter);
};

namespace {

// Held while the file is read and appended to; goes with the process.
class Lock {
 public:
  Lock(const Fd& fd, const fs::path& file) : fd_(fd.get()) {
    while (::flock(fd_, LOCK_EX) != 0)
      if (errno != EINTR) refuse(file, "lock", errno);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() { ::flock(fd_, LOCK_UN); }

 private:
  int fd_;
};

std::string ledger_line(const std::string& scope, std::uint64_t counter,
                        const std::string& document, const std::string& code,
                        const std::string& place) {
  const std::string rest = fmt::format("{}\t{}\t{}\t{}\t{}\t{}", scope, counter, document, code,
                                       place, iso_time(std::chrono::system_clock::now()));
  return fmt::format("{:016x}\t{}\n", checksum(rest), rest);
}

}  // namespace

void ResultCodes::Ledger::open() {
  fd = Fd(::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) refuse(file, "open", errno);
  const Lock lock(fd, file);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) refuse(file, "look at", errno);
  if (info.st_size == 0) {
    // New, or lost with its folder: what was published keeps its codes.
    for (const auto& result : published_results(storage))
      if (!result.result_code.empty())
        append(
            ledger_line("-", 0, "-", result.result_code, result.dossier + '/' + result.document));
    if (::fdatasync(fd.get()) != 0) refuse(file, "sync", errno);
    sync_folder(file.parent_path());
  }
  catch_up();
}

// Threads that come together share a sync.
void ResultCodes::Ledger::sync(std::uint64_t to) {
  const std::lock_guard guard(sync_mutex);
  if (synced_to >= to) return;
  const std::uint64_t written = read_to;
  if (::fdatasync(fd.get()) != 0) refuse(file, "sync", errno);
  synced_to = written;
}

// Takes in what others appended. The lock is held.
void ResultCodes::Ledger::catch_up() {
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) refuse(file, "look at", errno);
  const auto size = static_cast<std::uint64_t>(info.st_size);
  if (size < read_to)
    throw Error(Cause::storage_unusable, file.string() + ": became shorter while it was in use");
  read(text_at(read_to, size - read_to));
}

// Fewer bytes at the end of the file.
std::string ResultCodes::Ledger::text_at(std::uint64_t place, std::uint64_t bytes) const {
  std::string text(bytes, '\0');
  std::size_t got = 0;
  while (got < text.size()) {
    const auto n =
        ::pread(fd.get(), text.data() + got, text.size() - got, static_cast<off_t>(place + got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) refuse(file, "read", errno);
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  text.resize(got);
  return text;
}

std::optional<std::string> ResultCodes::Ledger::known(std::string_view document) const {
  const auto found = places.find(document_key(document));
  if (found == places.end()) return std::nullopt;
  const std::string text = text_at(found->second, longest_line);
  const auto entry = parse_line(std::string_view(text).substr(0, text.find('\n')));
  if (!entry || entry->document != document) return std::nullopt;
  return std::string(entry->code);
}

void ResultCodes::Ledger::read(std::string_view lines) {
  std::optional<std::size_t> torn;  // where the first unusable line begins
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    const bool whole = end != std::string_view::npos;
    const auto entry = whole ? parse_line(lines.substr(at, end - at)) : std::nullopt;
    if (entry && torn)
      throw Error(Cause::storage_unusable,
                  fmt::format("{}: damaged at byte {}; its codes must not be given twice: restore "
                              "it, or remove it to make it anew from the dossiers that are there",
                              file.string(), read_to.load() + *torn));
    if (entry)
      add(*entry, read_to + at);
    else if (!torn)
      torn = at;
    at = whole ? end + 1 : lines.size();
  }
  read_to += torn.value_or(lines.size());
  if (torn && ::ftruncate(fd.get(), static_cast<off_t>(read_to)) != 0)
    refuse(file, "cut off a torn line of", errno);
}

void ResultCodes::Ledger::add(const Entry& entry, std::uint64_t place) {
  taken.insert(checksum(entry.code));
  if (entry.document != "-") places.emplace(document_key(entry.document), place);
  auto& highest = counters[std::string(entry.scope)];
  highest = std::max(highest, entry.counter);
}

void ResultCodes::Ledger::append(const std::string& line) {
  try {
    write_all(fd.get(), std::as_bytes(std::span(line)), file);
  } catch (const Error&) {
    // Half a line: the next reader cuts it off if this cannot.
    (void)!::ftruncate(fd.get(), static_cast<off_t>(read_to));
    throw;
  }
}

// A counter of another scope may have given the same code: {dossier}{counter:1} of A1, 2 and A, 12.
std::string ResultCodes::Ledger::fresh(const CodeParts& parts, const std::string& scope,
                                       std::uint64_t& counter) {
  const auto found = counters.find(scope);
  counter = found == counters.end() ? 0 : found->second;
  std::string code;
  do {
    code = shape.code(parts, ++counter);
  } while (shape.counts() && taken.contains(checksum(code)));
  if (taken.contains(checksum(code)))
    throw Error(Cause::dossier_exists,
                fmt::format("{}/{}: the result code {} was given to another document; a template "
                            "with {{counter:N}} is expected",
                            parts.dossier, parts.document, code));
  return code;
}

ResultCodes::ResultCodes(const fs::path& storage, std::string_view code_template)
    : ledger_(std::make_unique<Ledger>(storage, code_template)) {
  ledger_->open();
}
ResultCodes::ResultCodes(ResultCodes&&) noexcept = default;
ResultCodes::~ResultCodes() = default;

std::string ResultCodes::issue(const CodeParts& parts, const std::vector<std::string>& images) {
  std::vector<std::string_view> identity{parts.dossier, parts.document};
  identity.insert(identity.end(), images.begin(), images.end());
  const std::string document = hash_of(identity).substr(0, 32);
  Ledger& ledger = *ledger_;
  const std::string scope = hash_of({ledger.shape.scope(parts)}).substr(0, 16);
  std::string code;
  std::uint64_t end = 0;
  {
    const std::lock_guard guard(ledger.mutex);
    const Lock lock(ledger.fd, ledger.file);
    ledger.catch_up();
    if (auto known = ledger.known(document)) {
      code = std::move(*known);
    } else {
      std::uint64_t counter = 0;
      code = ledger.fresh(parts, scope, counter);
      const auto line =
          ledger_line(scope, counter, document, code, parts.dossier + '/' + parts.document);
      ledger.append(line);
      ledger.add(Entry{scope, document, code, counter}, ledger.read_to);
      ledger.read_to += line.size();
    }
    end = ledger.read_to;
  }
  // Also if it was known: whoever wrote it may have been killed before this.
  ledger.sync(end);
  return code;
}

}  // namespace sohoa::storage
