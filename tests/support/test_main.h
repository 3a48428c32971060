// The main of a test binary: the tests, or one of the module's helper processes.
#pragma once
#include <span>

#include "core/child.h"

namespace sohoa::test {

int test_main(int argc, char** argv, std::span<const WorkerEntry> workers = {});

}  // namespace sohoa::test
