// How the process uses memory.
#pragma once

namespace sohoa {

// From now on malloc keeps the buffers of one page for the next. By default it gives each back to
// the system, which then clears it anew, page fault by page fault: a tenth of the work on a page.
// To be called first in main().
void keep_freed_memory() noexcept;

}  // namespace sohoa
