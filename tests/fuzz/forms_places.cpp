// Any text as an address: the answer is consistent, and what is offered in its place exists.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "core/resources.h"
#include "core/vietnamese.h"
#include "forms/amounts.h"
#include "forms/places.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  using Status = forms::Address::Status;
  static const forms::Places places(resource("models/places"));
  const std::string text(data, data + size);
  for (const char* date : {"", "2024-05-20", "2026-08-01"}) {
    const forms::Address address = places.resolve(text, date);
    if (address.split != (address.candidates.size() > 1))
      throw std::logic_error("several candidates and no word of it");
    if (address.status == Status::current && address.province.empty() && address.commune.empty())
      throw std::logic_error("a known place without a unit");
    if (address.status != Status::unlike && !address.nearest.empty())
      throw std::logic_error("nearest units of an address that is not unlike any");
    const std::string printed = nfc(text);
    for (const std::string& part :
         {address.street, address.commune, address.district, address.province})
      if (printed.find(part) == std::string::npos)
        throw std::logic_error("a part that is not of the address");
  }
  if (const auto amount = forms::amount_in_words(text); amount && *amount < 0)
    throw std::logic_error("a sum below nothing");
  return 0;
}
