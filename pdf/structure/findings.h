// What all parts of the structural check share: where problems go, and what bounds its work.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/structure/structure.h"

class QPDFObjectHandle;

namespace sohoa::pdf {

class Findings {
 public:
  // The first few of each clause are kept.
  void add(std::string_view clause, std::string detail);
  // add() unless `holds`.
  void expect(bool holds, std::string_view clause, std::string_view detail) {
    if (!holds) add(clause, std::string(detail));
  }

  // Counts work (objects, tokens, entries); false, with a problem "limit", when too much was done.
  bool may_go_on(std::uint64_t steps = 1);

  // A stream's bytes after its filters; nullopt, with no problem, if they cannot be decoded, and
  // with a problem "limit" if they are too many.
  std::optional<std::string> decoded(const QPDFObjectHandle& stream);
  // The first bytes of an image as it is kept, its own compression left in place.
  std::string head(const QPDFObjectHandle& image, std::size_t bytes);

  std::vector<StructureProblem> take() { return std::move(problems_); }

 private:
  std::vector<StructureProblem> problems_;
  std::map<std::string, int, std::less<>> counts_;
  std::uint64_t steps_ = 0, decoded_ = 0;
  bool stopped_ = false;
};

bool is_utf8(std::string_view text);

}  // namespace sohoa::pdf
