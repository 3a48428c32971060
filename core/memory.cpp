#include "core/memory.h"

#include <malloc.h>

namespace sohoa {

void keep_freed_memory() noexcept {
#if defined(__GLIBC__)
  // The most that glibc takes; a page of A4 in grey has 9 MB at 300 dpi.
  constexpr int largest_kept = 32 << 20, kept = 512 << 20;
  mallopt(M_MMAP_THRESHOLD, largest_kept);
  mallopt(M_TRIM_THRESHOLD, kept);
#endif
}

}  // namespace sohoa
