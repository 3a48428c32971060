#include "pdf/evidence/evidence.h"

#include <algorithm>

namespace sohoa::pdf {
namespace {

void add_new(std::vector<Bytes>& to, const std::vector<Bytes>& from) {
  for (const auto& value : from)
    if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
}

}  // namespace

void Evidence::add(const Evidence& more) {
  add_new(certificates, more.certificates);
  add_new(ocsps, more.ocsps);
  add_new(crls, more.crls);
}

}  // namespace sohoa::pdf
