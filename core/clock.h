// The time as dossiers state it: Vietnam's, whatever the machine's zone is. And what work costs.
#pragma once
#include <chrono>
#include <string>

namespace sohoa {

using Time = std::chrono::system_clock::time_point;

std::string iso_time(Time time);      // "2026-11-24T08:30:05+07:00"
std::string compact_time(Time time);  // "261124-083005123": for codes; with milliseconds

double thread_cpu_seconds() noexcept;  // that the calling thread has used

}  // namespace sohoa
