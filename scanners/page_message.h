// A page on its way from a helper process to the program: a JSON message and a sealed memfd.
#pragma once
#include <string>
#include <vector>

#include "core/child.h"
#include "scanners/raster.h"
#include "scanners/source.h"

namespace sohoa::scanners {

// Child's side.
void send_page(Channel& parent, const DecodedPage& page, const std::vector<Fault>& faults = {});
void send_page(Channel& parent, const AcquiredPage& page);

// Parent's side: what the helper sent is checked like any outside bytes (seals, limits, header
// against contents). An {"error"} is rethrown. Throws Error(decoder_crashed) for nonsense.
// Returns nullopt if the message is not a page.
std::optional<AcquiredPage> received_page(Message& message);

// What every source does to a page before it hands it on: a resolution not stated is assumed (A4);
// assumed or under 200 dpi is a fault of the page.
void settle_resolution(AcquiredPage& page);

}  // namespace sohoa::scanners
