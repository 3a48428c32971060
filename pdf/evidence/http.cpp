#include "pdf/evidence/http.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include <curl/curl.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(CURL* p) const noexcept { curl_easy_cleanup(p); }
  void operator()(curl_slist* p) const noexcept { curl_slist_free_all(p); }
};
template <class T>
using Held = std::unique_ptr<T, Delete>;

struct Answer {
  Bytes body;
  std::size_t largest = 0;
};

std::size_t receive(char* bytes, std::size_t, std::size_t size, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  if (size > answer.largest - answer.body.size()) return 0;  // ends the transfer
  const auto more = std::as_bytes(std::span(bytes, size));
  answer.body.insert(answer.body.end(), more.begin(), more.end());
  return size;
}

int stopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK)
    throw Error(Cause::bug, "libcurl does not know option " + std::to_string(option));
}

Held<curl_slist> header_list(const HttpRequest& request) {
  Held<curl_slist> out;
  const auto add = [&out](const std::string& line) {
    curl_slist* longer = curl_slist_append(out.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    (void)out.release();
    out.reset(longer);
  };
  if (!request.content_type.empty()) {
    add("Content-Type: " + request.content_type);
    add("Expect:");  // not a round trip for a hundred bytes
  }
  if (!request.accept.empty()) add("Accept: " + request.accept);
  for (const auto& line : request.headers) add(line);
  return out;
}

}  // namespace

std::string without_password(const std::string& url) {
  const auto begin = url.find("://");
  if (begin == std::string::npos) return url;
  const auto host_end = std::min(url.find_first_of("/?#", begin + 3), url.size());
  const auto at = url.rfind('@', host_end);
  if (at == std::string::npos || at < begin) return url;
  return url.substr(0, begin + 3) + url.substr(at + 1);
}

Bytes http(const HttpRequest& request, const std::stop_token& stop) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  const Held<CURL> handle(started == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) throw std::bad_alloc();
  CURL* curl = handle.get();
  const auto headers = header_list(request);
  Answer answer{{}, request.largest};
  const long limit = request.limit.count();

  set(curl, CURLOPT_URL, request.url.c_str());
  set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  // A question is answered where it was asked; a list may have moved.
  set(curl, CURLOPT_FOLLOWLOCATION, request.content_type.empty() ? 1L : 0L);
  set(curl, CURLOPT_MAXREDIRS, 3L);
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_TIMEOUT, limit);
  set(curl, CURLOPT_CONNECTTIMEOUT, std::min(limit, 15L));
  set(curl, CURLOPT_HTTPHEADER, headers.get());
  if (!request.content_type.empty()) {
    set(curl, CURLOPT_POST, 1L);
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(curl, CURLOPT_POSTFIELDS, reinterpret_cast<const char*>(request.body.data()));
  }
  set(curl, CURLOPT_WRITEFUNCTION, receive);
  set(curl, CURLOPT_WRITEDATA, &answer);
  // Called at least once a second.
  set(curl, CURLOPT_NOPROGRESS, 0L);
  set(curl, CURLOPT_XFERINFOFUNCTION, stopped);
  set(curl, CURLOPT_XFERINFODATA, &stop);

  const CURLcode result = curl_easy_perform(curl);
  if (stop.stop_requested())
    throw Error(Cause::stopped, "while asking " + without_password(request.url));
  const auto unreachable = [&request](const std::string& why) {
    throw Error(Cause::service_unreachable, without_password(request.url) + ": " + why);
  };
  if (result == CURLE_WRITE_ERROR)
    unreachable("an answer of more than " + std::to_string(request.largest) + " bytes");
  if (result != CURLE_OK) unreachable(curl_easy_strerror(result));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) unreachable("HTTP status " + std::to_string(status));
  return std::move(answer.body);
}

}  // namespace sohoa::pdf
