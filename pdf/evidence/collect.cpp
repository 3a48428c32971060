#include "pdf/evidence/collect.h"

#include <map>
#include <mutex>
#include <optional>

#include "core/error.h"
#include "core/file.h"
#include "pdf/evidence/http.h"
#include "pdf/evidence/questions.h"
#include "pdf/evidence/revocation.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint64_t largest_list = 64U << 20U;
constexpr std::uint64_t largest_answer = 256U << 10U;
// Answers are asked for again after this time even if they could be used longer, so that a
// revocation is seen soon; and nothing that failed is tried again before.
constexpr std::time_t asked_again = 3600;
constexpr std::time_t failure_kept = 30;
constexpr std::time_t verdict_kept = 60;

struct File {
  std::filesystem::path name;
  std::filesystem::file_time_type changed;
  std::uintmax_t size = 0;
  std::vector<Bytes> lists;
};

struct Fetched {
  std::vector<Bytes> values;
  std::time_t again = 0;  // when to ask again
  std::time_t end = 0;    // of its use
  std::string failure;    // of the last attempt; empty: none
};

struct Judged {
  PathVerdict verdict;
  std::time_t end = 0;
};

// Whether it had changed. Throws Error(data_missing).
bool read(File& file) {
  const auto refuse = [&](const std::string& why) {
    throw Error(Cause::data_missing, "list of revocations " + file.name.string() + ": " + why);
  };
  std::error_code failed;
  const auto changed = std::filesystem::last_write_time(file.name, failed);
  const auto size = failed ? 0 : std::filesystem::file_size(file.name, failed);
  if (failed) refuse(failed.message());
  if (!file.lists.empty() && changed == file.changed && size == file.size) return false;
  try {
    file.lists = lists_in(read_bytes(file.name, largest_list));
  } catch (const Error& e) {
    refuse(e.what());
  }
  if (file.lists.empty()) refuse("neither DER nor PEM of a list");
  file.changed = changed;
  file.size = size;
  return true;
}

PathVerdict copy_of(const PathVerdict& verdict) {
  PathVerdict out;
  out.problem = verdict.problem;
  out.revocation = verdict.revocation;
  out.revocation_detail = verdict.revocation_detail;
  for (const auto& certificate : verdict.path) out.path.push_back(shared(certificate.get()));
  out.used = verdict.used;
  return out;
}

}  // namespace

struct Collector::Store {
  std::shared_ptr<const Anchors> anchors;
  RevocationSources sources;
  std::mutex mutex;  // of what follows; held while asking, so that nothing is asked twice
  std::vector<File> files;
  std::map<std::string, Fetched> fetched;  // by address and question
  std::map<std::string, Judged> judged;    // by purpose and certificate

  // What a use() of an address gives: now asked for, or as remembered.
  template <class Use>
  const Fetched& ask(const std::string& key, Use use);
  void add_response(x509_st* certificate, x509_st* issuer, const std::string& address, Evidence& to,
                    std::string& failures, const std::stop_token& stop);
  void add_list(const std::string& address, Evidence& to, std::string& failures,
                const std::stop_token& stop);
  void add_issuers(x509_st* certificate, const std::vector<Certificate>& others, std::time_t when,
                   Evidence& to, const std::stop_token& stop);
  void add_answers(x509_st* certificate, x509_st* issuer, std::time_t when, Evidence& to,
                   std::string& failures, const std::stop_token& stop);
  HttpRequest request_to(const std::string& address, std::uint64_t largest) const;
};

HttpRequest Collector::Store::request_to(const std::string& address, std::uint64_t largest) const {
  HttpRequest out;
  out.url = address;
  out.limit = sources.limit;
  out.largest = largest;
  return out;
}

template <class Use>
const Fetched& Collector::Store::ask(const std::string& key, Use use) {
  const std::time_t now = std::time(nullptr);
  Fetched& one = fetched[key];
  if (now >= one.end) one.values.clear();
  if (now < one.again) return one;
  try {
    auto [values, next] = use();
    one.values = std::move(values);
    one.end = next.value_or(now + asked_again);
    one.again = std::min(one.end, now + asked_again);
    one.failure.clear();
  } catch (const Error& e) {
    if (e.cause != Cause::service_unreachable) throw;
    one.failure = e.what();
    one.again = now + failure_kept;
  }
  return one;
}

using Answer = std::pair<std::vector<Bytes>, std::optional<std::time_t>>;

void Collector::Store::add_response(x509_st* certificate, x509_st* issuer,
                                    const std::string& address, Evidence& to, std::string& failures,
                                    const std::stop_token& stop) {
  const Fetched& answer = ask("ocsp " + fingerprint(certificate) + " " + address, [&]() -> Answer {
    HttpRequest request = request_to(address, largest_answer);
    request.content_type = "application/ocsp-request";
    request.accept = "application/ocsp-response";
    request.body = ocsp_question(certificate, issuer);
    Bytes response = http(request, stop);
    if (const std::string why = no_answer(request.body, response); !why.empty())
      throw Error(Cause::service_unreachable, without_password(address) + ": " + why);
    const auto next = next_update_of_response(response);
    return {{std::move(response)}, next};
  });
  to.add({{}, answer.values, {}});
  if (!answer.failure.empty()) failures += "; " + answer.failure;
}

void Collector::Store::add_list(const std::string& address, Evidence& to, std::string& failures,
                                const std::stop_token& stop) {
  const Fetched& answer = ask("list " + address, [&]() -> Answer {
    auto lists = lists_in(http(request_to(address, largest_list), stop));
    if (lists.empty())
      throw Error(Cause::service_unreachable, without_password(address) + ": not a list");
    const auto next = next_update_of_list(lists.front());
    return {std::move(lists), next};
  });
  to.add({{}, {}, answer.values});
  if (!answer.failure.empty()) failures += "; " + answer.failure;
}

// Certificates between this one and an anchor that are not at hand.
void Collector::Store::add_issuers(x509_st* certificate, const std::vector<Certificate>& others,
                                   std::time_t when, Evidence& to, const std::stop_token& stop) {
  std::vector<Certificate> pool;
  for (const auto& other : others) pool.push_back(shared(other.get()));
  for (const auto& der : to.certificates)
    if (auto one = read_certificate(der)) pool.push_back(std::move(one));
  Certificate last = shared(certificate);
  constexpr int most = 4;
  for (int i = 0; i < most && !anchors->path(certificate, pool, when).problem.empty(); ++i) {
    const Addresses addresses = addresses_of(last.get());
    if (addresses.issuers.empty()) return;
    const Fetched& answer = ask("issuers " + addresses.issuers.front(), [&]() -> Answer {
      return {certificates_in(http(request_to(addresses.issuers.front(), largest_answer), stop)),
              std::nullopt};
    });
    if (answer.values.empty()) return;
    to.add({answer.values, {}, {}});
    for (const auto& der : answer.values) pool.push_back(read_certificate(der));
    last = shared(pool.back().get());
  }
}

// OCSP first: an answer is small and new.
void Collector::Store::add_answers(x509_st* certificate, x509_st* issuer, std::time_t when,
                                   Evidence& to, std::string& failures,
                                   const std::stop_token& stop) {
  std::vector<Certificate> responders;
  for (const auto& der : to.certificates)
    if (auto one = read_certificate(der)) responders.push_back(std::move(one));
  const auto known = [&] {
    return RevocationAnswers(to, responders).about(certificate, issuer, when).status !=
           Revocation::unknown;
  };
  const Addresses addresses = addresses_of(certificate);
  // An answer kept in a file may be fresh and yet older than a revocation that is known by now.
  if (when < std::time(nullptr) - verdict_kept && known()) return;
  for (const auto& address : addresses.responders) {
    add_response(certificate, issuer, address, to, failures, stop);
    if (known()) return;
  }
  for (const auto& address : addresses.lists) {
    add_list(address, to, failures, stop);
    if (known()) return;
  }
}

Collector::Collector(std::shared_ptr<const Anchors> anchors, RevocationSources sources)
    : store_(std::make_unique<Store>()) {
  for (const auto& name : sources.lists) store_->files.push_back({name, {}, 0, {}});
  store_->anchors = std::move(anchors);
  store_->sources = std::move(sources);
}
Collector::~Collector() = default;

PathVerdict Collector::judge(x509_st* certificate, const std::vector<Certificate>& others,
                             const Evidence& known, Purpose purpose, std::time_t when,
                             const std::stop_token& stop) {
  const std::scoped_lock lock(store_->mutex);
  const std::time_t now = std::time(nullptr);
  Evidence lists;
  for (auto& file : store_->files) {
    if (read(file)) store_->judged.clear();
    lists.add({{}, {}, file.lists});
  }
  const std::string key =
      (purpose == Purpose::signing ? "signing " : "stamping ") + fingerprint(certificate);
  const bool of_now = known.empty() && std::abs(when - now) < verdict_kept;
  if (const auto found = store_->judged.find(key);
      of_now && found != store_->judged.end() && now < found->second.end)
    return copy_of(found->second.verdict);

  Evidence evidence = known;
  std::string failures;
  if (store_->sources.online) {
    store_->add_issuers(certificate, others, when, evidence, stop);
    for (const auto& other : others) evidence.add({{der_of(other.get())}, {}, {}});
    const auto path =
        judge_path(*store_->anchors, certificate, others, evidence, when, purpose).path;
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
      store_->add_answers(path[i].get(), path[i + 1].get(), when, evidence, failures, stop);
  }
  // Not before: a list that lies here does not spare the question to who knows more.
  evidence.add(lists);
  PathVerdict verdict = judge_path(*store_->anchors, certificate, others, evidence, when, purpose);
  if (verdict.problem.empty() && verdict.revocation == Revocation::unknown)
    verdict.revocation_detail += failures;
  if (of_now && verdict.good()) store_->judged[key] = {copy_of(verdict), now + verdict_kept};
  return verdict;
}

}  // namespace sohoa::pdf
