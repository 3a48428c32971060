#include "service/raising.h"

#include "core/error.h"
#include "core/secret.h"
#include "service/keys.h"

namespace sohoa::service {

Raising::Raising(const Settings& settings) {
  if (settings.timestamp_url.empty())
    throw Error(Cause::settings_invalid,
                "no time-stamping authority is named: give --tsa URL or set timestamp.url");
  extension.target = pdf::level_named(settings.signature_level).value_or(pdf::Level::b);
  if (extension.target == pdf::Level::b)
    throw Error(Cause::settings_invalid,
                "sign.level is b: nothing is to be raised; use t, lt or lta (--level)");
  const auto trust = load_trust(settings);
  extension.anchors = std::make_shared<const pdf::Anchors>(trust.anchors);
  collector = collector_for(trust);
  extension.collector = collector.get();
  auto& authority = extension.authority;
  authority.url = settings.timestamp_url;
  authority.user = settings.timestamp_user;
  if (!settings.timestamp_password_file.empty())
    authority.password = read_secret(settings.timestamp_password_file).view();
  authority.limit = std::chrono::seconds(settings.timestamp_seconds);
  authority.tries = settings.timestamp_tries;
}

}  // namespace sohoa::service
