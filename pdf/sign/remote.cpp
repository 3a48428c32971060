#include "pdf/sign/remote.h"

#include <mutex>

#include <nlohmann/json.hpp>
#include <openssl/crypto.h>

#include "pdf/base64.h"
#include "pdf/evidence/http.h"
#include "pdf/sign/key.h"

namespace sohoa::pdf {
namespace {

using nlohmann::json;

constexpr std::size_t most_certificates = 16;
constexpr std::size_t largest_answer = 256U << 10U;

[[noreturn]] void refuse(const char* why) {
  throw Error(Cause::service_unreachable, std::string("remote signer: ") + why);
}

json parsed(std::string_view text) {
  json answer = json::parse(text, nullptr, false);
  if (!answer.is_object()) refuse("its answer is no JSON object");
  return answer;
}

Bytes bytes_of(const json& value) {
  auto bytes = value.is_string() ? from_base64(value.get_ref<const std::string&>()) : std::nullopt;
  if (!bytes || bytes->empty()) refuse("its answer holds something that is not base64");
  return std::move(*bytes);
}

// A secret does not travel where others listen, nor stand in an address, which is told in errors.
void check_address(const std::string& url, bool secret) {
  const auto begin = url.find("://") + 3;
  const std::string place = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  const std::string host = place.substr(0, place.ends_with(']') ? place.npos : place.rfind(':'));
  const bool here = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
  if (place.find('@') != std::string::npos)
    throw Error(Cause::settings_invalid,
                "the address of a signing service holds a password: set sign.*_password_file");
  if (secret && !here && !url.starts_with("https://"))
    throw Error(Cause::settings_invalid, url + ": a secret is sent over https: only");
}

// Asked by one thread at a time: a service may hold one token.
class Remote {
 public:
  Remote(std::string url, Secret bearer, std::chrono::seconds limit)
      : url_(std::move(url)), bearer_(std::move(bearer)), limit_(limit) {}

  std::string ask(const std::string& body) {
    const std::lock_guard lock(one_at_a_time_);
    HttpRequest request;
    request.url = url_;
    request.accept = "application/json";
    if (!body.empty()) {
      request.content_type = "application/json";
      const auto bytes = std::as_bytes(std::span(body));
      request.body.assign(bytes.begin(), bytes.end());
    }
    request.limit = limit_;
    request.largest = largest_answer;
    if (!bearer_.empty())
      request.headers.push_back("Authorization: Bearer " + std::string(bearer_.view()));
    const struct Wipe {
      std::vector<std::string>& headers;
      ~Wipe() {
        for (auto& header : headers) OPENSSL_cleanse(header.data(), header.size());
      }
    } wipe{request.headers};
    const Bytes answer = http(request, {});
    return {reinterpret_cast<const char*>(answer.data()), answer.size()};
  }

 private:
  const std::string url_;
  const Secret bearer_;
  const std::chrono::seconds limit_;
  std::mutex one_at_a_time_;
};

}  // namespace

std::vector<Certificate> read_remote_certificates(std::string_view text) {
  const json answer = parsed(text);
  const auto list = answer.find("certificates");
  if (list == answer.end() || !list->is_array() || list->empty() ||
      list->size() > most_certificates)
    refuse("its answer has no list \"certificates\"");
  std::vector<Certificate> out;
  for (const auto& entry : *list) {
    out.push_back(read_certificate(bytes_of(entry)));
    if (!out.back()) refuse("one of its certificates cannot be read");
  }
  return out;
}

Bytes read_remote_signature(std::string_view text) {
  const json answer = parsed(text);
  const auto value = answer.find("signature");
  if (value == answer.end()) refuse("its answer has no \"signature\"");
  return bytes_of(*value);
}

SigningKey SigningKey::from_remote(const std::string& url, Secret bearer,
                                   const KeyOptions& options) {
  check_address(url, !bearer.empty());
  const auto remote = std::make_shared<Remote>(url, std::move(bearer), options.answer_within);
  const std::string name = "key at " + url;
  auto issuers = options.certificate_pem.empty()
                     ? read_remote_certificates(remote->ask(""))
                     : certificates_from_pem(options.certificate_pem, name);
  Certificate certificate = std::move(issuers.front());
  issuers.erase(issuers.begin());
  auto parts = std::make_unique<Parts>();
  equip(*parts, std::move(certificate), std::move(issuers), options.padding, name);
  const json order = {{"certificate", pdf::fingerprint(parts->certificate.get())},
                      {"algorithm", scheme_name(parts->scheme)}};
  parts->sign_hash = [remote, order](std::span<const std::byte> digest) {
    json request = order;
    request["digest"] = to_base64(digest);
    return read_remote_signature(remote->ask(request.dump()));
  };
  return SigningKey(std::move(parts));
}

}  // namespace sohoa::pdf
