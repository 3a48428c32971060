// Helper processes of the tests of core/: child_test.cpp.
#pragma once
#include <span>

#include "core/child.h"

namespace sohoa::core_test {

std::span<const WorkerEntry> workers();

}  // namespace sohoa::core_test
