#include "core/clock.h"

#include <fmt/format.h>
#include <time.h>

namespace sohoa {
namespace {

using std::chrono::hours;

struct Parts {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
};

Parts vietnam(Time time) {
  using namespace std::chrono;
  const auto local = floor<milliseconds>(time + hours(7));  // no summer time since 1975
  const auto day = floor<days>(local);
  return {year_month_day(day), hh_mm_ss(local - day)};
}

}  // namespace

std::string iso_time(Time time) {
  const auto [date, clock] = vietnam(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+07:00", int(date.year()),
                     unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::string compact_time(Time time) {
  const auto [date, clock] = vietnam(time);
  return fmt::format("{:02}{:02}{:02}-{:02}{:02}{:02}{:03}", int(date.year()) % 100,
                     unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

double thread_cpu_seconds() noexcept {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace sohoa
