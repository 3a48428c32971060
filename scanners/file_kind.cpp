#include "scanners/file_kind.h"

#include <algorithm>
#include <string_view>

namespace sohoa::scanners {

FileKind file_kind(std::span<const std::byte> first) noexcept {
  const std::string_view text(reinterpret_cast<const char*>(first.data()), first.size());  // NOLINT
  using namespace std::string_view_literals;
  for (const auto magic : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})
    if (text.starts_with(magic)) return FileKind::tiff;
  if (text.starts_with("\xFF\xD8\xFF"sv) || text.starts_with("\x89PNG\r\n\x1A\n"sv))
    return FileKind::image;
  if (text.size() > 2 && text[0] == 'P' && text[1] >= '1' && text[1] <= '6' &&
      (text[2] == ' ' || (text[2] >= '\t' && text[2] <= '\r')))
    return FileKind::image;
  // Readers of PDF look for the header in the first 1024 bytes (ISO 32000-1, annex H.3).
  if (text.substr(0, kind_needs).find("%PDF-"sv) != std::string_view::npos) return FileKind::pdf;
  return FileKind::unknown;
}

}  // namespace sohoa::scanners
