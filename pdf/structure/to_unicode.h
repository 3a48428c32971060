// What a ToUnicode CMap says a code means (ISO 32000-1, 9.10.3).
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/structure/findings.h"

namespace sohoa::pdf {

class ToUnicode {
 public:
  ToUnicode(std::string_view cmap, Findings& findings);
  std::optional<std::string> find(std::uint32_t code) const;  // UTF-16BE

  std::size_t ranges() const noexcept { return ranges_.size(); }  // that find() may have to look at

 private:
  struct Range {
    std::uint32_t first = 0, last = 0;
    std::string value;  // of the first
  };
  std::map<std::uint32_t, std::string> single_;
  std::vector<Range> ranges_;
};

}  // namespace sohoa::pdf
