#include "pdf/reread.h"

#include <array>
#include <chrono>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "core/file.h"
#include "pdf/kept_helper.h"
#include "pdf/workers.h"

namespace sohoa::pdf {
namespace {

using nlohmann::json;

constexpr int most_pages = 10'000;
constexpr std::size_t longest_page = 4U << 20U;  // bytes of text
constexpr std::size_t piece = 12U << 10U;  // of it in a message, which JSON may make thrice as long

// Where to cut so that no character is torn.
std::size_t cut(const std::string& text, std::size_t from) {
  std::size_t end = std::min(from + piece, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return end;
}

void send_page(Channel& parent, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = cut(text, at);
    const json message = {{"text", text.substr(at, end - at)}};
    parent.send(message.dump(-1, ' ', false, json::error_handler_t::replace));
    at = end;
  }
  parent.send(R"({"page":true})");
}

std::string text_of(poppler::document& document, int number) {
  const std::unique_ptr<poppler::page> page(document.create_page(number));
  if (!page) throw Error(Cause::check_failed, fmt::format("page {} cannot be read", number + 1));
  const auto utf8 = page->text(poppler::rectf(), poppler::page::raw_order_layout).to_utf8();
  if (utf8.size() > longest_page)
    throw Error(Cause::check_failed, fmt::format("page {} has too much text", number + 1));
  std::string text(utf8.begin(), utf8.end());
  text.erase(text.find_last_not_of("\n\f") + 1);  // Poppler ends lines and pages
  return text;
}

std::vector<std::string> receive_pages(Channel& helper, const std::stop_token& stop) {
  std::vector<std::string> pages;
  std::string text;
  for (;;) {
    // A page takes a fraction of a second; a helper silent for a minute hangs.
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    const auto message = helper.receive(until, stop);
    if (!message) throw Error(Cause::check_failed, "the helper that reads it is gone");
    rethrow_worker_error(message->text);
    const json part = json::parse(message->text);
    if (part.contains("text")) {
      text += part["text"].get<std::string>();
    } else if (part.contains("page")) {
      pages.push_back(std::move(text));
      text.clear();
    } else {
      return pages;
    }
  }
}

void answer(Channel& parent, const Fd& file) {
  const std::string name = fmt::format("/proc/self/fd/{}", file.get());
  const std::unique_ptr<poppler::document> document(poppler::document::load_from_file(name));
  if (!document || document->is_locked())
    throw Error(Cause::check_failed, "not a PDF that can be read");
  if (document->pages() > most_pages) throw Error(Cause::check_failed, "too many pages");
  for (int i = 0; i < document->pages(); ++i) send_page(parent, text_of(*document, i));
  parent.send(R"({"done":true})");
}

}  // namespace

std::vector<std::string> Rereader::read(const std::filesystem::path& file,
                                        const std::stop_token& stop) {
  std::shared_ptr<Child> helper;
  try {
    const Fd fd = open_for_reading(file);
    helper = asked(child_, "reread",
                   [&](Channel& channel) { return channel.send(R"({"file":true})", fd.get()); });
    auto pages = receive_pages(helper->channel(), stop);
    child_ = helper;
    return pages;
  } catch (const Error& e) {
    throw Error(e.cause == Cause::stopped ? Cause::stopped : Cause::check_failed,
                file.string() + ": " + e.what() + (helper ? "; helper " + helper->end() : ""));
  }
}

void reread_worker(Channel& parent) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  while (const auto request = parent.receive()) {
    if (!request->fd) throw Error(Cause::bug, "no file was sent");
    answer(parent, request->fd);
  }
}

std::span<const WorkerEntry> workers() {
  static constexpr std::array<WorkerEntry, 3> entries = {WorkerEntry{"reread", reread_worker},
                                                         WorkerEntry{"verify_pdf", verify_worker},
                                                         WorkerEntry{"token", token_worker}};
  return entries;
}

}  // namespace sohoa::pdf
