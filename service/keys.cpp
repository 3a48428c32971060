#include "service/keys.h"

#include <cerrno>
#include <cstdlib>
#include <string>

#include <spawn.h>
#include <sys/wait.h>

#include "core/error.h"
#include "core/file.h"
#include "core/resources.h"
#include "pdf/verify/verify.h"

extern char** environ;

namespace sohoa::service {
namespace fs = std::filesystem;
namespace {

std::string password(const std::string& file) {
  if (file.empty()) return {};
  std::string text;
  try {
    text = read_file(file, 4096);
  } catch (const Error& e) {
    throw Error(Cause::key_unusable, std::string("password file: ") + e.what());
  }
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

void make_authority(const fs::path& folder) {
  const std::string script = resource("scripts/make-authority").string();
  std::error_code refused;
  fs::create_directories(folder.parent_path(), refused);
  if (refused)
    throw Error(Cause::key_missing,
                folder.parent_path().string() + ": cannot be made: " + refused.message());
  std::string program = "bash";
  std::string script_word = script;
  std::string folder_word = folder.string();
  char* arguments[] = {program.data(), script_word.data(), folder_word.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, 2, 1);
  pid_t pid = -1;
  const int code = posix_spawnp(&pid, "bash", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = -1;
  if (code == 0)
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
  // Of two runs that make it at the same time one comes second, and finds it complete.
  if (!fs::exists(folder / "root.pem"))
    throw Error(Cause::key_missing, script + " could not make trial keys in " + folder.string() +
                                        "; is openssl installed?");
}

// What can be known before the first page is scanned: two different signers, each trusted.
Keys checked(Keys keys) {
  if (keys.clerk.fingerprint() == keys.agency.fingerprint())
    throw Error(Cause::key_unusable, "the clerk's key and the agency's are the same");
  for (const auto* key : {&keys.clerk, &keys.agency})
    if (const auto problem = pdf::chain_problem(*key, keys.anchors); !problem.empty())
      throw Error(Cause::key_unusable,
                  key->common_name() + ": does not lead to a trust root: " + problem);
  return keys;
}

}  // namespace

fs::path trial_authority() {
  const fs::path root = resource_root();
  if (fs::exists(root / "CMakeLists.txt")) return root / "demo/authority";
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base = data != nullptr && *data != '\0' ? fs::path(data)
                        : home != nullptr                ? fs::path(home) / ".local/share"
                                                         : fs::path("/var/lib");
  return base / "sohoa/trial-authority";
}

std::vector<std::string> load_anchors(const Settings& settings) {
  std::vector<fs::path> files(settings.trust.begin(), settings.trust.end());
  if (files.empty()) {
    const fs::path root = trial_authority() / "root.pem";
    if (!fs::exists(root)) return {};
    files.push_back(root);
  }
  return pdf::read_anchors(files);
}

Keys load_keys(const Settings& settings) {
  if (settings.clerk_key.empty() && settings.agency_key.empty()) {
    const fs::path folder = trial_authority();
    if (!fs::exists(folder / "root.pem")) make_authority(folder);
    const auto key = [&](const char* role) {
      return pdf::SigningKey::from_pkcs12(folder / (std::string(role) + ".p12"),
                                          password(folder / (std::string(role) + ".password")));
    };
    std::vector<fs::path> roots(settings.trust.begin(), settings.trust.end());
    if (roots.empty()) roots.push_back(folder / "root.pem");
    return checked({key("clerk"), key("agency"), pdf::read_anchors(roots), true});
  }
  if (settings.clerk_key.empty() || settings.agency_key.empty())
    throw Error(Cause::key_missing, "sign.clerk_key and sign.agency_key: only one of them is set");
  if (settings.trust.empty())
    throw Error(Cause::settings_invalid,
                "trust.roots: needed beside sign.*_key, for every file is verified before it is "
                "published");
  return checked(
      {pdf::SigningKey::from_pkcs12(settings.clerk_key, password(settings.clerk_password_file)),
       pdf::SigningKey::from_pkcs12(settings.agency_key, password(settings.agency_password_file)),
       load_anchors(settings), false});
}

}  // namespace sohoa::service
