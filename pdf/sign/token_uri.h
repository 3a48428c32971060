// The address of a key in a token: a PKCS#11 URI (RFC 7512).
#pragma once
#include <string>
#include <string_view>

namespace sohoa::pdf {

// What is asked of the token and of the key in it; an empty value fits all.
struct TokenUri {
  std::string module;                              // module-path: the vendor's library
  std::string token, serial, manufacturer, model;  // as the token names itself
  std::string object;                              // the key's label
  std::string id;                                  // the key's id, raw bytes
};

// Throws Error(settings_invalid): not such a URI, an attribute that is none of these or stands
// there twice, or a PIN in it, which belongs into sign.*_password_file. Its text is then not
// repeated.
TokenUri parse_token_uri(std::string_view text);

}  // namespace sohoa::pdf
