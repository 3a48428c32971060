// The page recipe: what is done to every page, in order. The only place that wraps the modules'
// functions as stages.
#pragma once
#include <filesystem>

#include "ocr/reader.h"
#include "pipeline/stage.h"

namespace sohoa {

struct RecipeSettings {
  ocr::ReaderSettings reader;
  std::filesystem::path scratch;  // for encoded images; empty: do not encode (reading alone)
  ImageProfile image_profile = ImageProfile::master;
  bool codes = true;                // look for QR and bar codes
  double unread_limit = 0.01;       // share of unread ink above which a page asks for review
  std::filesystem::path artifacts;  // for pictures of what the stages saw; empty: none
};

Stages make_stages(const RecipeSettings& settings);

}  // namespace sohoa
