// A test authority with its services on 127.0.0.1: tests/support/authority_server.py, which says
// what it answers and how it is made to fail.
#pragma once
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>
#include <sys/types.h>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace sohoa::test {

// Running for as long as the object lives. Used by one thread.
class AuthorityServer {
 public:
  AuthorityServer();
  AuthorityServer(const AuthorityServer&) = delete;
  AuthorityServer& operator=(const AuthorityServer&) = delete;
  ~AuthorityServer();

  const std::string& url() const noexcept { return url_; }              // "http://127.0.0.1:40000"
  std::filesystem::path folder() const { return work_ / "authority"; }  // of make-authority
  void faults(const nlohmann::json& faults);                            // instead of those before
  int count(const std::string& service);  // requests so far to "tsa", "ocsp", "issuing.crl", …

 private:
  std::string ask(const std::string& line);

  TempFolder work_;
  Fd to_, from_;
  pid_t process_ = -1;
  std::string url_;
  nlohmann::json faults_ = nlohmann::json::object();
};

}  // namespace sohoa::test
