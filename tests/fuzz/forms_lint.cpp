// Any bytes as a form definition to be checked: what cannot be read has an error, what can has none
// of reading, and every finding names its file.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "core/error.h"
#include "forms/definition.h"
#include "forms/lint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto findings = sohoa::forms::check_definitions({{"form.toml", text}}, "2026-11-24");
  for (const auto& finding : findings)
    if (finding.file != "form.toml" || finding.what.empty() || finding.line < 0)
      throw std::logic_error("a finding of nothing");
  bool readable = true;
  try {
    (void)sohoa::forms::parse_definition(text, "form.toml");
  } catch (const sohoa::Error&) {
    readable = false;
  }
  if (!readable && std::ranges::none_of(findings, &sohoa::forms::Finding::error))
    throw std::logic_error("a mistake that was not found");
  return 0;
}
