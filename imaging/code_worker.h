// The helper process that looks for QR and bar codes.
//
// Asked: {"width":W,"height":H,"family":"qr"|"bar"} with a sealed memfd of W x H grey pixels.
// Answers: {"codes":[{"format":…,"text":…,"box":[x,y,w,h]}]}.
#pragma once
#include "core/child.h"

namespace sohoa::imaging {

void run_code_worker(Channel& parent);

}  // namespace sohoa::imaging
