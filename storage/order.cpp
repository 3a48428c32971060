#include "storage/order.h"

#include <cerrno>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/folders.h"

namespace sohoa::storage {
namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::string fingerprint(const BatchOrder& order) {
  Sha256 hash;
  const auto add = [&hash](const std::string& text) {
    // With its closing NUL, which no path holds: {"ab"} and {"a", "b"} differ.
    hash.add(std::as_bytes(std::span(text.c_str(), text.size() + 1)));
  };
  add(order.source);
  add(order.split);
  for (const auto& input : order.inputs) add(input);
  return hash.hex();
}

std::string order_json(const BatchOrder& order) {
  const ordered_json value{
      {"format", "sohoa.batch"}, {"version", 1},
      {"code", order.code},      {"created", order.created},
      {"source", order.source},  {"split", order.split},
      {"inputs", order.inputs},  {"fingerprint", fingerprint(order)},
  };
  return value.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::optional<RecordedOrder> parse_order(std::string_view text) {
  try {
    const auto value = ordered_json::parse(text);
    if (value.at("format") != "sohoa.batch" || value.at("version") != 1) return std::nullopt;
    return RecordedOrder{value.at("created").get<std::string>(),
                         value.at("fingerprint").get<std::string>()};
  } catch (const ordered_json::exception&) {
    return std::nullopt;
  }
}

Fd try_lock(const fs::path& batch_folder) {
  const auto file = batch_folder / "lock";
  Fd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) refuse(file, "open", errno);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return {};
    refuse(file, "lock", errno);
  }
  // Between open and flock another process may have removed the batch: its lock guards nothing.
  struct stat held {};
  struct stat named {};
  if (::fstat(fd.get(), &held) != 0 || ::stat(file.c_str(), &named) != 0 ||
      held.st_ino != named.st_ino || held.st_dev != named.st_dev)
    return {};
  return fd;
}

}  // namespace sohoa::storage
