#include "pipeline/check.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "core/vietnamese.h"

namespace sohoa {
namespace {

// Letters alone, sorted: readers differ in where they put spaces and, on skewed pages, in the order
// of lines, but none may lose, add or change a letter.
std::u32string letters(const std::string& text) {
  std::u32string all = to_utf32(nfc(text));
  std::erase_if(all, [](char32_t c) {
    return c <= 0x20 || c == 0xA0 || c == 0x200B || (c >= 0x7F && c <= 0x9F);
  });
  std::ranges::sort(all);
  return all;
}

// The letters of `a` that are not in `b`; at most a few, for a message.
std::string difference(const std::u32string& a, const std::u32string& b) {
  constexpr std::size_t shown = 20;
  std::u32string rest;
  std::ranges::set_difference(a, b, std::back_inserter(rest));
  return to_utf8(rest.substr(0, shown));
}

}  // namespace

void DocumentCheck::pass(const std::filesystem::path& file, const std::vector<std::string>& texts,
                         const std::vector<SignatureRecord>& signatures,
                         const std::stop_token& stop) {
  const auto refuse = [&](const std::string& why) {
    throw Error(Cause::check_failed, file.filename().string() + ": " + why);
  };
  const auto verdict = verifier_.verify(file);
  if (verdict.pages != texts.size())
    refuse(fmt::format("{} pages were put in, {} are found", texts.size(), verdict.pages));
  for (const auto& problem : verdict.problems) refuse(problem);
  if (verdict.signatures.size() != signatures.size())
    refuse(fmt::format("{} signatures were made, {} are found", signatures.size(),
                       verdict.signatures.size()));
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    for (const auto& problem : verdict.signatures[i].problems)
      refuse(fmt::format("signature '{}': {}", verdict.signatures[i].field, problem));
    if (verdict.signatures[i].fingerprint != signatures[i].fingerprint)
      refuse(fmt::format("signature '{}' is not by the key that made it", signatures[i].role));
  }
  if (!verdict.good()) refuse("its signatures are not good");
  if (!verdict.structure.claims()) refuse("it does not say that it is PDF/A");
  for (const auto& problem : verdict.structure.problems)
    refuse(fmt::format("it is not PDF/A: {} {}", problem.clause, problem.detail));

  const auto found = rereader_.read(file, stop);
  if (found.size() != texts.size()) refuse("a page has no readable text layer");
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto read = letters(texts[i]);
    const auto there = letters(found[i]);
    if (read != there)
      refuse(fmt::format(
          "page {}: its text layer does not say what was read: missing '{}', added '{}'", i + 1,
          difference(read, there), difference(there, read)));
  }
}

}  // namespace sohoa
