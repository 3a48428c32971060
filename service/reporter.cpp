#include "service/reporter.h"

#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "core/messages.h"
#include "service/clean.h"
#include "service/exit_code.h"

namespace sohoa::service {
namespace {

using nlohmann::ordered_json;

// To people. What cannot be said must not end the run: a closed or full standard error is ignored.
template <typename... Arguments>
void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  const std::string text = fmt::format(format, std::forward<Arguments>(arguments)...);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

// One line of data; false if standard output takes it not.
bool deliver(const std::string& line) {
  const bool written = std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
                       std::fputc('\n', stdout) != EOF;
  return std::fflush(stdout) == 0 && written;
}

std::string dumped(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void add_fault(ordered_json& object, const Fault& fault) {
  const auto words = advice(fault.cause);
  object["cause"] = cause_name(fault.cause);
  object["stage"] = fault.stage;
  object["detail"] = fault.detail;
  object["message"] = words.what;
  object["todo"] = words.todo;
}

ordered_json as_json(const Event& event) {
  ordered_json object{{"event", event_name(event.kind)}};
  const auto page = [&] { object["page"] = event.page + 1; };
  const auto document = [&] { object["document"] = event.document + 1; };
  switch (event.kind) {
    case Event::Kind::batch_opened:
      object["code"] = event.text;
      object["pages_from_before"] = event.count;
      break;
    case Event::Kind::page_acquired:
      page();
      document();
      object["origin"] = event.text;
      break;
    case Event::Kind::input_lost:
      object["origin"] = event.text;
      add_fault(object, event.fault);
      break;
    case Event::Kind::page_fault:
      page();
      document();
      add_fault(object, event.fault);
      break;
    case Event::Kind::page_done:
      page();
      document();
      object["words"] = event.count;
      object["cpu_seconds"] = event.seconds;
      break;
    case Event::Kind::document_signed:
      document();
      object["role"] = event.text;
      break;
    case Event::Kind::document_extracted:
      document();
      object["kind"] = event.text;
      break;
    case Event::Kind::document_coded:
      document();
      object["code"] = event.text;
      break;
    case Event::Kind::document_done:
      document();
      object["pages"] = event.count;
      object["kind"] = event.text;
      break;
    case Event::Kind::published:
      object["folder"] = event.text;
      object["pages"] = event.count;
      break;
  }
  return object;
}

}  // namespace

Reporter::Reporter(bool json) : json_(json), terminal_(!json && isatty(STDERR_FILENO) == 1) {}

Reporter::~Reporter() { clear_line(); }

Listener Reporter::listener() {
  return [this](const Event& event) { on(event); };
}

void Reporter::on(const Event& event) {
  const std::lock_guard lock(mutex_);
  if (json_) {
    deliver(dumped(as_json(event)));
    return;
  }
  switch (event.kind) {
    case Event::Kind::batch_opened:
      if (event.count > 0) {
        clear_line();
        say("Hồ sơ {}: làm tiếp, đã có {} trang từ lượt trước.\n", event.text, event.count);
      }
      acquired_ = event.count;
      break;
    case Event::Kind::page_acquired:
      ++acquired_;
      break;
    case Event::Kind::page_done:
      ++done_;
      break;
    case Event::Kind::input_lost:
      fault(event.text, event.fault);
      break;
    case Event::Kind::page_fault:
      fault(fmt::format("Trang {}", event.page + 1), event.fault);
      break;
    case Event::Kind::document_signed:
    case Event::Kind::document_extracted:
    case Event::Kind::document_coded:
    case Event::Kind::document_done:
    case Event::Kind::published:
      break;
  }
  progress();
}

void Reporter::fault(const std::string& place, const Fault& fault) {
  clear_line();
  const auto words = advice(fault.cause);
  say("{}: {} {} [{}: {}]\n", clean(place), words.what, words.todo, fault.stage,
      clean(fault.detail));
}

void Reporter::failed(const Error& error) {
  const std::lock_guard lock(mutex_);
  clear_line();
  const auto words = advice(error.cause);
  if (json_) {
    deliver(dumped({{"event", "error"},
                    {"cause", cause_name(error.cause)},
                    {"detail", error.what()},
                    {"message", words.what},
                    {"todo", words.todo},
                    {"exit_code", static_cast<int>(exit_code(error.cause))}}));
  }
  say("sohoa: {} {}\n  [{}] {}\n", words.what, words.todo, cause_name(error.cause),
      clean(error.what()));
}

void Reporter::note(const std::string& vietnamese) {
  const std::lock_guard lock(mutex_);
  if (json_) return;
  clear_line();
  say("{}\n", clean(vietnamese));
}

void Reporter::data(const std::string& line) {
  const std::lock_guard lock(mutex_);
  clear_line();
  if (!deliver(line))
    throw Error(Cause::storage_unusable, "standard output: the result cannot be written");
}

void Reporter::object(const ordered_json& value) { data(dumped(value)); }

void Reporter::progress() {
  if (!terminal_ || acquired_ == 0) return;
  constexpr std::uint64_t width = 30;
  const std::uint64_t full = std::min(width, done_ * width / acquired_);
  std::string bar;
  for (std::uint64_t i = 0; i < width; ++i) bar += i < full ? "█" : "░";
  say("\r\x1b[K{} đọc {}/{} trang đã nhận", bar, done_, acquired_);
  std::fflush(stderr);
  line_shown_ = true;
}

void Reporter::clear_line() {
  if (!line_shown_) return;
  say("\r\x1b[K");
  std::fflush(stderr);
  line_shown_ = false;
}

}  // namespace sohoa::service
