#include "pipeline/events.h"

namespace sohoa {

std::string_view event_name(Event::Kind kind) noexcept {
  switch (kind) {
    case Event::Kind::batch_opened:
      return "batch_opened";
    case Event::Kind::page_acquired:
      return "page_acquired";
    case Event::Kind::input_lost:
      return "input_lost";
    case Event::Kind::page_fault:
      return "page_fault";
    case Event::Kind::page_done:
      return "page_done";
    case Event::Kind::document_signed:
      return "document_signed";
    case Event::Kind::document_extracted:
      return "document_extracted";
    case Event::Kind::document_coded:
      return "document_coded";
    case Event::Kind::document_done:
      return "document_done";
    case Event::Kind::published:
      return "published";
  }
  return "";
}

}  // namespace sohoa
