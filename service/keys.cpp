#include "service/keys.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <set>
#include <string>

#include <spawn.h>
#include <sys/wait.h>

#include "core/error.h"
#include "core/file.h"
#include "core/resources.h"
#include "core/secret.h"
#include "pdf/sign/usable.h"

extern char** environ;

namespace sohoa::service {
namespace fs = std::filesystem;
namespace {

pdf::SigningKey open_key(const Settings& settings, const std::string& key,
                         const std::string& password_file, const std::string& certificate) {
  pdf::KeyOptions options;
  options.padding = settings.rsa_padding == "pss" ? pdf::RsaPadding::pss : pdf::RsaPadding::pkcs1;
  options.module = settings.pkcs11_module;
  options.answer_within = std::chrono::seconds(settings.key_seconds);
  if (!certificate.empty()) options.certificate_pem = read_file(certificate, 1U << 20U);
  Secret secret = read_secret(password_file);
  if (key.starts_with("pkcs11:"))
    return pdf::SigningKey::from_token(key, std::move(secret), options);
  if (key.starts_with("http:") || key.starts_with("https:"))
    return pdf::SigningKey::from_remote(key, std::move(secret), options);
  return pdf::SigningKey::from_pkcs12(key, secret, options.padding);
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

// What can be known before the first page is scanned: two different signers, each of whom may sign.
Keys checked(Keys keys) {
  if (keys.clerk.fingerprint() == keys.agency.fingerprint())
    throw Error(Cause::key_unusable, "the clerk's key and the agency's are the same");
  for (const auto* key : {&keys.clerk, &keys.agency})
    pdf::require_usable(*key, *keys.collector, {});
  return keys;
}

// An authority's folder has its lists of revocations beside its root. Each is added once.
void add_lists_beside(const fs::path& root, std::vector<fs::path>& to) {
  std::set<fs::path> lists;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(fs::absolute(root).parent_path(), ignored))
    if (entry.path().extension() == ".crl") lists.insert(entry.path());
  for (const auto& list : lists)
    if (std::ranges::find(to, list) == to.end()) to.push_back(list);
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

pdf::Trust load_trust(const Settings& settings) {
  std::vector<fs::path> roots(settings.trust.begin(), settings.trust.end());
  if (const fs::path trial = trial_authority() / "root.pem"; roots.empty() && fs::exists(trial))
    roots.push_back(trial);
  pdf::Trust trust;
  trust.anchors = pdf::read_anchors(roots);
  auto& lists = trust.revocations.lists;
  lists.assign(settings.revocation_lists.begin(), settings.revocation_lists.end());
  for (const auto& root : roots) add_lists_beside(root, lists);
  trust.revocations.online = settings.online;
  return trust;
}

std::unique_ptr<pdf::Collector> collector_for(const pdf::Trust& trust) {
  return std::make_unique<pdf::Collector>(std::make_shared<const pdf::Anchors>(trust.anchors),
                                          trust.revocations);
}

Keys load_keys(const Settings& settings) {
  forbid_dumps();
  if (settings.clerk_key.empty() && settings.agency_key.empty()) {
    const fs::path folder = trial_authority();
    if (!fs::exists(folder / "root.pem")) make_authority(folder);
    const auto key = [&](const char* role) {
      return pdf::SigningKey::from_pkcs12(
          folder / (std::string(role) + ".p12"),
          read_secret((folder / (std::string(role) + ".password")).string()));
    };
    auto trust = load_trust(settings);
    // Also if its root was named where it was copied to.
    add_lists_beside(folder / "root.pem", trust.revocations.lists);
    auto collector = collector_for(trust);
    return checked({key("clerk"), key("agency"), std::move(trust), std::move(collector), true});
  }
  if (settings.clerk_key.empty() || settings.agency_key.empty())
    throw Error(Cause::key_missing, "sign.clerk_key and sign.agency_key: only one of them is set");
  if (settings.trust.empty())
    throw Error(Cause::settings_invalid,
                "trust.roots: needed beside sign.*_key, for every file is verified before it is "
                "published");
  auto trust = load_trust(settings);
  if (trust.revocations.lists.empty() && !trust.revocations.online)
    throw Error(Cause::settings_invalid,
                "trust.revocation_lists or trust.online: one of them is needed beside sign.*_key, "
                "for nothing is signed before it is known that no certificate was revoked");
  auto collector = collector_for(trust);
  return checked({open_key(settings, settings.clerk_key, settings.clerk_password_file,
                           settings.clerk_certificate),
                  open_key(settings, settings.agency_key, settings.agency_password_file,
                           settings.agency_certificate),
                  std::move(trust), std::move(collector), false});
}

}  // namespace sohoa::service
