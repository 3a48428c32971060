// One function per command: returns its exit code, throws Error.
#pragma once
#include <stop_token>

#include "service/command_line.h"
#include "service/reporter.h"

namespace sohoa::service {

int list_devices(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int scan(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int digitize_files(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int read(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int fields(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int explain(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int check_forms(const Invocation& invocation, Reporter& reporter);
int list_forms(const Invocation& invocation);
int verify(const Invocation& invocation, Reporter& reporter);
int extend(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int doctor(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int convert_text(const Invocation& invocation, Reporter& reporter);
int stamp(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop);
int reuse(const Invocation& invocation, Reporter& reporter);
int show_settings(const Invocation& invocation);

}  // namespace sohoa::service
