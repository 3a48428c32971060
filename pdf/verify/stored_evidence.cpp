#include "pdf/verify/stored_evidence.h"

#include <algorithm>
#include <optional>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <span>

#include "core/error.h"
#include "pdf/crypto.h"

namespace sohoa::pdf {
namespace {

constexpr int most_values = 1000;
constexpr long long largest_value = 8 << 20;  // the longest lists of revocations have a few MB

std::optional<Bytes> value_of(QPDFObjectHandle stream) {
  auto length = stream.getDict().getKey("/Length");
  if (!length.isInteger() || length.getIntValue() > largest_value) return std::nullopt;
  const auto data = stream.getStreamData();
  const auto bytes = std::as_bytes(std::span(data->getBuffer(), data->getSize()));
  return Bytes(bytes.begin(), bytes.end());
}

std::vector<Bytes> values_of(QPDFObjectHandle list) {
  std::vector<Bytes> values;
  if (!list.isArray()) return values;
  if (list.getArrayNItems() > most_values)
    throw Error(Cause::image_damaged, "its document security store is beyond limits");
  for (auto& value : list.getArrayAsVector()) {
    if (!value.isStream()) continue;
    auto one = value_of(value);
    if (one && std::ranges::find(values, *one) == values.end()) values.push_back(std::move(*one));
  }
  return values;
}

}  // namespace

bool may_be_evidence(QPDFObjectHandle stream) {
  const auto value = value_of(stream);
  return value && is_one_sequence(*value);
}

Evidence stored_evidence(QPDF& pdf) {
  QPDFObjectHandle store = pdf.getRoot().getKey("/DSS");
  if (!store.isDictionary()) return {};
  Evidence evidence;
  evidence.certificates = values_of(store.getKey("/Certs"));
  evidence.ocsps = values_of(store.getKey("/OCSPs"));
  evidence.crls = values_of(store.getKey("/CRLs"));
  return evidence;
}

}  // namespace sohoa::pdf
