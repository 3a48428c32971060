// What a SigningKey holds, for the module's own use.
#pragma once
#include <vector>

#include "pdf/crypto.h"
#include "pdf/sign/sign.h"

namespace sohoa::pdf {

struct SigningKey::Parts {
  PrivateKey key;
  Certificate certificate;
  std::vector<Certificate> chain;  // issuers, in no order
};

}  // namespace sohoa::pdf
