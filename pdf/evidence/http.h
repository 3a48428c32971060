// One request over HTTP: the only way this module reaches a network.
#pragma once
#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "pdf/bytes.h"

namespace sohoa::pdf {

struct HttpRequest {
  // http: or https:, nothing else; only what is asked without a body is followed where it was moved
  // to, there again by http: or https:.
  std::string url;
  std::string content_type;  // of the body; empty: GET without a body
  std::string accept;
  Bytes body;
  std::vector<std::string> headers;  // further ones: "Authorization: …"; never logged
  std::chrono::seconds limit{30};    // for all of it
  std::size_t largest = 1U << 20U;   // bytes of an answer
};

// The body of a 200 answer. Throws Error(service_unreachable): no connection, another status, too
// large or too slow, and Error(stopped), seen within a second. The environment's proxy is used
// (http_proxy, no_proxy), and the system's anchors for https. Thread-safe.
Bytes http(const HttpRequest& request, const std::stop_token& stop);

// As it may be logged: without "user:password@".
std::string without_password(const std::string& url);

}  // namespace sohoa::pdf
