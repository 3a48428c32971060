#include "ocr/line_recognizer.h"

namespace sohoa::ocr {

void Deadline::check() const {
  if (stop.stop_requested()) throw Error(Cause::stopped, "reading was interrupted");
  if (std::chrono::steady_clock::now() >= until)
    throw Error(Cause::reading_failed, "lines: not read within the time given to a page");
}

}  // namespace sohoa::ocr
