// Where pages come from: a SANE feeder, image files, a PDF, a script in a test.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/file.h"
#include "core/page.h"

namespace sohoa {

// A page as delivered: complete, in memory (a sealed memfd), not yet on disk.
struct AcquiredPage {
  Fd bytes;  // in `encoding`, the whole content
  Encoding encoding = Encoding::pnm;
  int width = 0, height = 0;
  double dpi_x = 0, dpi_y = 0;
  bool dpi_assumed = false;
  std::string origin;  // for people: "don.tif#3", "vscan:quay1 sheet 2 front"
  Side side = Side::only;
  std::uint32_t input = 0;    // 0-based index of the file; 0 for a scanner
  std::uint32_t index = 0;    // 0-based page within that input
  std::vector<Fault> faults;  // survived on the way: resolution_low, pdf_signed …
  // The whole file that it is a page of, if that is a PDF with signatures; they are lost in pages.
  std::shared_ptr<const Fd> signed_file = {};
};

// How far an interrupted run had come: the next page asked for is `index` of `input`.
struct Position {
  std::uint32_t input = 0, index = 0;
};

class PageSource {
 public:
  virtual ~PageSource() = default;
  // The next page, or nullopt when the input is used up. Called by one thread. Throws Error when a
  // page or file cannot be had. If its remedy is replace_input, the source has moved past the
  // damage and next() goes on with what follows. Otherwise (a jam, a cover, a stop) calling again
  // after the cause is mended goes on with the next sheet.
  virtual std::optional<AcquiredPage> next(const std::stop_token& stop) = 0;
  // Where the next call will be; after an Error, past the damage.
  virtual Position position() const = 0;
};

}  // namespace sohoa
