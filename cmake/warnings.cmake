# The warnings of our own code, and the instrumentation chosen by the preset. Errors are switched on
# by presets only, so that a newer compiler does not fail a packager's build.
add_library(sohoa_flags INTERFACE)
target_compile_options(sohoa_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(sohoa_flags INTERFACE -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wuseless-cast)
  # GCC 12 sees overlaps in std::string's own operator+ that are not there (GCC bug 105651).
  target_compile_options(sohoa_flags INTERFACE -Wno-restrict)
endif()

if(SOHOA_SANITIZE)
  add_compile_options(-fsanitize=${SOHOA_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=${SOHOA_SANITIZE})
endif()
if(SOHOA_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(SOHOA_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
