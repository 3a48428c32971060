#include "core/secret.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/error.h"
#include "core/file.h"

namespace sohoa {
namespace {

[[noreturn]] void refuse(std::string_view where, const std::string& why) {
  throw Error(Cause::key_unusable, "password " + std::string(where) + ": " + why);
}

Fd inherited(std::string_view where, std::string_view number) {
  int fd = -1;
  const auto [end, code] = std::from_chars(number.data(), number.data() + number.size(), fd);
  if (code != std::errc() || end != number.data() + number.size() || fd < 0)
    refuse(where, "expected fd:N");
  if (::fcntl(fd, F_GETFD) < 0) refuse(where, "no such descriptor, or it was read before");
  return Fd(fd);
}

Fd opened(std::string_view where) {
  constexpr std::string_view credential = "credential:";
  constexpr std::string_view descriptor = "fd:";
  if (where.starts_with(descriptor)) return inherited(where, where.substr(descriptor.size()));
  std::string path(where);
  if (where.starts_with(credential)) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr || *folder == '\0')
      refuse(where, "CREDENTIALS_DIRECTORY is not set; is it a service with LoadCredential=?");
    const auto name = where.substr(credential.size());
    if (!is_safe_name(name)) refuse(where, "not the name of a credential");
    path = std::string(folder) + "/" + std::string(name);
  }
  Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) refuse(where, std::strerror(errno));
  return file;
}

}  // namespace

Secret::Secret(std::string_view text, int) {
  if (text.empty()) return;
  text_.resize(text.size() + 1);
  std::ranges::copy(text, text_.begin());
}

Secret& Secret::operator=(Secret&& other) noexcept {
  wipe();
  text_ = std::move(other.text_);
  return *this;
}

std::string_view Secret::view() const noexcept {
  return text_.empty() ? std::string_view() : std::string_view(text_.data(), text_.size() - 1);
}

void Secret::wipe() noexcept {
  if (!text_.empty()) OPENSSL_cleanse(text_.data(), text_.size());
  text_.clear();
}

Secret read_secret(std::string_view where) {
  if (where.empty()) return {};
  const Fd source = opened(where);
  struct Buffer {
    std::array<char, longest_secret + 2> bytes{};
    ~Buffer() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
  } buffer;
  std::size_t size = 0;
  while (size < buffer.bytes.size()) {
    const auto got = ::read(source.get(), buffer.bytes.data() + size, buffer.bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse(where, std::strerror(errno));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  const std::string_view read(buffer.bytes.data(), size);
  const auto line = read.substr(0, read.find_first_of(std::string_view("\r\n\0", 3)));
  if (line.size() > longest_secret)
    refuse(where, "longer than " + std::to_string(longest_secret) + " bytes");
  return {line};
}

void forbid_dumps() noexcept {
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

}  // namespace sohoa
