#include "pipeline/codes.h"

#include <algorithm>

#include "core/frames.h"
#include "imaging/bars.h"
#include "imaging/code128.h"
#include "imaging/upright_part.h"

namespace sohoa {
namespace {

bool meet(const Box& a, const Box& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

// With the paper beside the bars.
Box with_rim(const Box& bars) { return {bars.x - 32, bars.y - 16, bars.w + 64, bars.h + 32}; }

}  // namespace

std::vector<Code> read_codes(const Page& page, imaging::CodeReader& reader,
                             const std::stop_token& stop) {
  constexpr int most_width = 2000;  // pixels; then bars are fine enough
  auto codes = reader.read(page.reading, stop);
  const Frames frames(page);
  std::vector<Box> unread;
  for (const Box& bars : imaging::find_bars(page.reading))
    if (std::ranges::none_of(codes, [&](const Code& code) { return meet(code.box, bars); }))
      unread.push_back(bars);
  for (Code& code : codes) code.box = frames.original(frames.upright(code.box));
  for (const Box& bars : unread) {
    const Box place = frames.upright(with_rim(bars));
    const auto darkness = imaging::darkness_along_bars(
        imaging::upright_part(page.image, page.placement, place, most_width));
    if (auto text = imaging::read_code128(darkness))
      codes.push_back({"CODE_128", std::move(*text), frames.original(frames.upright(bars))});
  }
  return codes;
}

}  // namespace sohoa
