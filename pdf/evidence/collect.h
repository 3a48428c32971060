// Gathers what judge_path() needs: certificate lists from files, and, where allowed, OCSP
// responses, lists and issuers' certificates from the addresses that certificates name.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

#include "pdf/evidence/path.h"

namespace sohoa::pdf {

struct RevocationSources {
  std::vector<std::filesystem::path> lists;  // CRLs, DER or PEM; read again when they change
  // Ask the addresses in certificates, OCSP first, then lists; also if `lists` know of them.
  bool online = false;
  std::chrono::seconds limit{15};  // of one question
};

// Remembers answers while they are fresh, so that a batch asks once. Thread-safe.
class Collector {
 public:
  Collector(std::shared_ptr<const Anchors> anchors, RevocationSources sources);
  ~Collector();

  // The verdict at `when` with all that could be had; what could not be fetched leaves
  // Revocation::unknown with the reason in revocation_detail. `known`: evidence that is there
  // already; of the past, not of now, it spares the question. Throws Error(stopped), and
  // data_missing for a list's file that cannot be read.
  PathVerdict judge(x509_st* certificate, const std::vector<Certificate>& others,
                    const Evidence& known, Purpose purpose, std::time_t when,
                    const std::stop_token& stop);

 private:
  struct Store;
  std::unique_ptr<Store> store_;
};

}  // namespace sohoa::pdf
