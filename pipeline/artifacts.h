// What the stages saw of a page, as files for people who look into a bad reading. `0001` is the
// page's number:
//
//   0001-1-straightened.png  the reading copy: upright, grey, 200 dpi, coloured ink taken out
//   0001-2-cleaned.png       the same without rules and leaders, as it was read
//   0001-3-read.png          with outlines: lines blue, words green (orange below 0.8), table cells
//                            violet, seals and pen strokes red, rules and leaders light blue, tick
//                            boxes brown (thick: ticked), handwriting magenta, unread ink thick red
//   0001-lines/001.png       each line; its text is the line of that number in 0001-text.txt
//   0001-text.txt
//   0001-page.json           as `sohoa read --format json`
//
// The pictures are made anew from the original in the page's turn: the stages give the same again.
#pragma once
#include <filesystem>
#include <string>

#include "core/page.h"

namespace sohoa {

// Replaces what an earlier run left of that number. Of a page that could not be straightened there
// is the JSON alone. Throws Error(disk_full, storage_unusable).
void keep_artifacts(const Page& page, const std::filesystem::path& folder,
                    const std::string& software);

}  // namespace sohoa
