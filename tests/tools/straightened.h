// A page of a picture file as far as its lines can be looked for: upright, at reading size, clean.
#pragma once
#include <filesystem>

#include "core/page.h"

namespace sohoa::test {

// JPEG, PNG or PNM. Throws the errors of imaging.
Page straightened(const std::filesystem::path& file);

}  // namespace sohoa::test
