#include "core/error.h"

#include <string>

#include <doctest/doctest.h>

#include "core/clock.h"
#include "core/messages.h"
#include "core/vietnamese.h"

using namespace sohoa;

TEST_CASE(
    "error: every cause has a name that leads back to it, and words for the clerk in Vietnamese") {
  for (int i = 0; i <= static_cast<int>(Cause::bug); ++i) {
    const auto cause = static_cast<Cause>(i);
    CHECK(cause_named(cause_name(cause)) == cause);
    const auto words = advice(cause);
    CHECK(words.what.size() > 8);
    CHECK(words.todo.size() > 8);
    CHECK(nfc(words.what) == words.what);
    CHECK(nfc(words.todo) == words.todo);
  }
  CHECK_FALSE(cause_named("no_such_cause").has_value());
}

TEST_CASE("clock: times are Vietnam's, in ISO 8601 with their offset (R13)") {
  const Time time{std::chrono::seconds(1'795'483'805)};  // 2026-11-24 01:30:05 UTC
  CHECK(iso_time(time) == "2026-11-24T08:30:05+07:00");
  CHECK(compact_time(time + std::chrono::milliseconds(42)) == "261124-083005042");
  // The date turns at seven in the evening UTC.
  CHECK(iso_time(Time{std::chrono::seconds(1'795'539'599)}) == "2026-11-24T23:59:59+07:00");
  CHECK(iso_time(Time{std::chrono::seconds(1'795'539'600)}) == "2026-11-25T00:00:00+07:00");
}
