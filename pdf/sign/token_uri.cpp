#include "pdf/sign/token_uri.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

constexpr std::size_t longest_uri = 4096;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(Cause::settings_invalid, "pkcs11 URI: " + why);
}

std::string decoded(std::string_view text, std::string_view attribute) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned value = 0;
    const std::string_view digits = text.substr(i + 1, 2);
    const auto [end, code] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 2 || code != std::errc() || end != digits.data() + 2)
      refuse("'%' without two hexadecimal digits in " + std::string(attribute));
    out += static_cast<char>(value);
    i += 2;
  }
  if (out.empty()) refuse(std::string(attribute) + " is empty");
  if (attribute != "id" && out.find('\0') != std::string::npos)
    refuse("a zero byte in " + std::string(attribute));
  return out;
}

void put(TokenUri& uri, std::string_view name, std::string_view value) {
  static constexpr std::array<std::pair<std::string_view, std::string TokenUri::*>, 7> known{
      {{"module-path", &TokenUri::module},
       {"token", &TokenUri::token},
       {"serial", &TokenUri::serial},
       {"manufacturer", &TokenUri::manufacturer},
       {"model", &TokenUri::model},
       {"object", &TokenUri::object},
       {"id", &TokenUri::id}}};
  if (name == "type") {
    if (value != "private" && value != "cert") refuse("type must be private or cert");
    return;
  }
  if (name.starts_with("pin-"))
    refuse(std::string(name) + " has no place here: set sign.*_password_file");
  const auto* at = std::ranges::find(known, name, [](const auto& entry) { return entry.first; });
  if (at == known.end())
    refuse(
        "expected token, serial, manufacturer, model, object, id, type or module-path, and "
        "found something else");
  if (!(uri.*(at->second)).empty()) refuse(std::string(name) + " stands there twice");
  uri.*(at->second) = decoded(value, name);
}

void put_all(TokenUri& uri, std::string_view attributes, char between) {
  while (!attributes.empty()) {
    const std::string_view next = attributes.substr(0, attributes.find(between));
    attributes.remove_prefix(std::min(next.size() + 1, attributes.size()));
    const auto equals = next.find('=');
    if (equals == std::string_view::npos) refuse("an attribute without '='");
    put(uri, next.substr(0, equals), next.substr(equals + 1));
  }
}

}  // namespace

TokenUri parse_token_uri(std::string_view text) {
  constexpr std::string_view scheme = "pkcs11:";
  if (!text.starts_with(scheme)) refuse("does not begin with pkcs11:");
  if (text.size() > longest_uri) refuse("longer than " + std::to_string(longest_uri) + " bytes");
  text.remove_prefix(scheme.size());
  TokenUri uri;
  const auto query = text.find('?');
  put_all(uri, text.substr(0, query), ';');
  if (query != std::string_view::npos) put_all(uri, text.substr(query + 1), '&');
  return uri;
}

}  // namespace sohoa::pdf
