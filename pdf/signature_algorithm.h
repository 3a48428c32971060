// The algorithm that a signature names for itself (TT 15/2025/TT-BKHCN, RFC 4055, RFC 8702).
#pragma once
#include <string>

struct CMS_SignerInfo_st;

namespace sohoa::pdf {

// What is weak or contradictory in it, beside its digest; empty: nothing. PSS must name SHA-256,
// SHA-384 or SHA-512 for both of its digests: what it leaves out is SHA-1.
std::string algorithm_problem(CMS_SignerInfo_st* signer);

}  // namespace sohoa::pdf
