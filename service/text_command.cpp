// sohoa text: files in the encodings before Unicode, as UTF-8.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "core/legacy_text.h"
#include "core/resources.h"
#include "service/commands.h"
#include "service/exit_code.h"

namespace sohoa::service {
namespace {

// What a file is taken for. Throws Error(charset_unknown) if `from` is "auto" and the words do not
// tell.
Guess charset_of(const std::string& file, std::string_view bytes, const std::string& from) {
  if (const auto named = charset_named(from)) return {*named, 1};
  static const Lexicon lexicon(resource("models/text"));
  const Guess guess = guess_charset(bytes, lexicon);
  if (guess.confidence < confident_guess)
    throw Error(Cause::charset_unknown,
                fmt::format("{}: words of Vietnamese in one encoding were expected", file));
  return guess;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

// How many characters could not be read.
std::size_t print(const std::string& file, const std::string& from, Reporter& reporter) {
  const std::string bytes = read_file(file);
  const Guess guess = charset_of(file, bytes, from);
  std::string text = from_charset(bytes, guess.charset);
  const std::size_t unread = count(text, "\uFFFD");
  if (reporter.json()) {
    using nlohmann::ordered_json;
    const ordered_json line{{"file", file},
                            {"charset", charset_name(guess.charset)},
                            {"confidence", guess.confidence},
                            {"unread", unread},
                            {"text", text}};
    reporter.object(line);
    return unread;
  }
  if (text.ends_with('\n')) text.pop_back();
  if (!text.empty()) reporter.data(text);
  if (from == "auto" && guess.charset != Charset::utf8)
    reporter.note(fmt::format("{}: bảng mã {}", file, charset_name(guess.charset)));
  if (unread > 0)
    reporter.note(fmt::format("{}: {} ký tự không có trong bảng mã {}, thay bằng '\uFFFD'.", file,
                              unread, charset_name(guess.charset)));
  return unread;
}

}  // namespace

int convert_text(const Invocation& invocation, Reporter& reporter) {
  ExitCode code = ExitCode::done;
  for (const std::string& file : invocation.inputs) {
    try {
      if (print(file, invocation.settings.text_from, reporter) > 0 && code == ExitCode::done)
        code = ExitCode::needs_review;
    } catch (const Error& error) {
      if (remedy(error.cause) != Remedy::replace_input) throw;
      reporter.failed(error);
      code = ExitCode::input;
    }
  }
  return static_cast<int>(code);
}

}  // namespace sohoa::service
