// What a run tells of itself while it goes on: the only way progress leaves the pipeline.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "core/error.h"

namespace sohoa {

struct Event {
  enum class Kind : std::uint8_t {
    batch_opened,        // count: pages already in the spool from earlier runs
    page_acquired,       // page, text: origin; durable in the spool from here on
    input_lost,          // text: origin; fault
    page_fault,          // page, fault
    page_done,           // page, count: words, seconds: CPU time of its stages
    document_signed,     // document, text: role
    document_extracted,  // document, text: kind
    document_coded,      // document, text: result code
    document_done,       // document, count: pages, text: kind
    published,           // text: folder; count: pages
  };
  Kind kind;
  std::uint32_t page = 0;      // 0-based in the dossier
  std::uint32_t document = 0;  // 0-based
  std::uint64_t count = 0;
  double seconds = 0;
  std::string text{};
  Fault fault{};
};

std::string_view event_name(Event::Kind kind) noexcept;

// Called from any thread, one call at a time is not promised; must be quick and must not throw.
using Listener = std::function<void(const Event&)>;

}  // namespace sohoa
