#include "pdf/structure/findings.h"

#include <algorithm>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <stdexcept>

#include "core/vietnamese.h"

namespace sohoa::pdf {
namespace {

constexpr int most_of_a_clause = 5;
constexpr std::uint64_t most_steps = 100'000'000;     // tokens and objects: some ten seconds
constexpr std::size_t largest_stream = 64U << 20U;    // bytes decoded
constexpr std::uint64_t largest_total = 1ULL << 30U;  // bytes decoded in all

// Takes bytes up to a limit, then ends the decoding.
class Bounded : public Pipeline {
 public:
  explicit Bounded(std::size_t limit) : Pipeline("bounded", nullptr), limit_(limit) {}
  void write(const unsigned char* data, std::size_t size) override {
    const std::size_t taken = std::min(size, limit_ - bytes.size());
    bytes.append(reinterpret_cast<const char*>(data), taken);
    exceeded = taken < size;
    if (exceeded) throw std::runtime_error("too much is in it");
  }
  void finish() override {}
  std::string bytes;
  bool exceeded = false;

 private:
  std::size_t limit_;
};

// Whether all of the stream came through its filters, those of pictures apart.
bool pipe(QPDFObjectHandle stream, Bounded& to) {
  try {
    bool filtered = false;
    return stream.pipeStreamData(&to, &filtered, 0, qpdf_dl_specialized, true, false) && filtered;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace

void Findings::add(std::string_view clause, std::string detail) {
  auto found = counts_.find(clause);
  if (found == counts_.end()) found = counts_.emplace(std::string(clause), 0).first;
  if (++found->second > most_of_a_clause) return;
  problems_.push_back({std::string(clause), std::move(detail)});
}

bool Findings::may_go_on(std::uint64_t steps) {
  steps_ += steps;
  if (steps_ <= most_steps && !stopped_) return true;
  if (!stopped_) add("limit", "too much is in this file to be checked to the end");
  stopped_ = true;
  return false;
}

std::optional<std::string> Findings::decoded(const QPDFObjectHandle& stream) {
  if (stopped_) return std::nullopt;
  Bounded bounded(std::min<std::uint64_t>(largest_stream, largest_total - decoded_));
  const bool whole = pipe(stream, bounded);
  decoded_ += bounded.bytes.size();
  if (bounded.exceeded) {
    add("limit", "a stream is too large to be checked");
    stopped_ = decoded_ >= largest_total;
  }
  if (!whole || bounded.exceeded) return std::nullopt;
  return std::move(bounded.bytes);
}

std::string Findings::head(const QPDFObjectHandle& image, std::size_t bytes) {
  Bounded bounded(bytes);
  pipe(image, bounded);
  return std::move(bounded.bytes);
}

// to_utf32 gives U+FFFD for what is no UTF-8.
bool is_utf8(std::string_view text) { return to_utf8(to_utf32(text)) == text; }

}  // namespace sohoa::pdf
