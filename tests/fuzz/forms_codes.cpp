// Any bytes as what a QR or bar code says: the grammars answer and extraction keeps its promises.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "core/resources.h"
#include "core/vietnamese.h"
#include "forms/codes.h"
#include "forms/extract.h"
#include "forms/normalise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  static const forms::Extractor extractor(resource("models/forms"));
  const std::string payload = nfc(std::string(data, data + size));
  (void)forms::is_agency_code(payload);
  (void)forms::is_dossier_code(payload);
  (void)forms::is_procedure_code(payload);
  (void)forms::is_component_code(payload);
  (void)forms::is_result_code(payload);
  (void)forms::is_identity_number(payload);
  (void)forms::is_tax_code(payload);
  for (const auto& normaliser : forms::normalisers()) {
    const auto value = normaliser.apply(payload);
    if (value && value->empty()) throw std::logic_error("a value without text");
  }
  forms::PageView page;
  page.width = 1654;
  page.height = 2339;
  page.dpi = 200;
  page.codes = {{"QR_CODE", payload, {10, 10, 100, 100}},
                {"CODE_128", payload, {10, 200, 100, 40}}};
  for (const FieldValue& field : extractor.extract({page}).fields)
    if (field.value.empty() && field.review.empty())
      throw std::logic_error("an empty value that nobody is asked to look at");
  return 0;
}
