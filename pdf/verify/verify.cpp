#include "pdf/verify/verify.h"

#include <algorithm>
#include <chrono>

#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include "core/file.h"
#include "pdf/kept_helper.h"
#include "pdf/slice.h"
#include "pdf/verify/examine.h"
#include "pdf/workers.h"

namespace sohoa::pdf {
namespace {

using nlohmann::json;

constexpr std::uint64_t largest_file = 10'000'000'000;  // what a classic PDF can address
constexpr std::uint64_t largest_trust = 4U << 20U;
constexpr std::uint64_t cpu_seconds(std::uint64_t size) { return 60 + size / 10'000'000; }
// A message holds 48 KiB; a hostile file may give its signers names of any length.
constexpr std::size_t most_problems = 20;
constexpr std::size_t longest_text = 500;

std::string shortened(std::string text) {
  if (text.size() > longest_text) text.resize(longest_text);
  return text;
}

std::vector<std::string> shortened(std::vector<std::string> texts) {
  if (texts.size() > most_problems) texts.resize(most_problems);
  for (auto& text : texts) text = shortened(std::move(text));
  return texts;
}

json to_json(const SignatureVerdict& v) {
  return {{"field", shortened(v.field)},
          {"signer", shortened(v.signer)},
          {"issuer", shortened(v.issuer)},
          {"time", v.time},
          {"proven", v.proven},
          {"level", v.level},
          {"fingerprint", v.fingerprint},
          {"sub_filter", shortened(v.sub_filter)},
          {"intact", v.intact},
          {"trusted", v.trusted},
          {"covers_file", v.covers_file},
          {"later_changes_allowed", v.later_changes_allowed},
          {"shown_later", v.shown_later},
          {"revocation", v.revocation},
          {"revocation_detail", shortened(v.revocation_detail)},
          {"problems", shortened(v.problems)}};
}

SignatureVerdict from_json(const json& v) {
  SignatureVerdict out;
  v.at("field").get_to(out.field);
  v.at("signer").get_to(out.signer);
  v.at("issuer").get_to(out.issuer);
  v.at("time").get_to(out.time);
  v.at("proven").get_to(out.proven);
  v.at("level").get_to(out.level);
  v.at("fingerprint").get_to(out.fingerprint);
  v.at("sub_filter").get_to(out.sub_filter);
  v.at("intact").get_to(out.intact);
  v.at("trusted").get_to(out.trusted);
  v.at("covers_file").get_to(out.covers_file);
  v.at("later_changes_allowed").get_to(out.later_changes_allowed);
  v.at("shown_later").get_to(out.shown_later);
  v.at("revocation").get_to(out.revocation);
  v.at("revocation_detail").get_to(out.revocation_detail);
  v.at("problems").get_to(out.problems);
  return out;
}

json to_json(const StructureProblem& p) {
  return {{"clause", p.clause}, {"detail", shortened(p.detail)}};
}

json to_json(const Trust& trust) {
  std::vector<std::string> lists;
  for (const auto& list : trust.revocations.lists) lists.push_back(absolute(list).string());
  return {{"anchors", trust.anchors},
          {"lists", lists},
          {"online", trust.revocations.online},
          {"limit", trust.revocations.limit.count()}};
}

// What the helper keeps from one file to the next.
struct Court {
  explicit Court(const json& trust)
      : anchors(
            std::make_shared<const Anchors>(trust.at("anchors").get<std::vector<std::string>>())),
        collector(anchors, sources(trust)) {}

  static RevocationSources sources(const json& trust) {
    RevocationSources out;
    for (const auto& list : trust.at("lists")) out.lists.emplace_back(list.get<std::string>());
    trust.at("online").get_to(out.online);
    out.limit = std::chrono::seconds(trust.at("limit").get<std::int64_t>());
    return out;
  }

  std::shared_ptr<const Anchors> anchors;
  Collector collector;
};

// Names in certificates and PDFs need not be UTF-8.
std::string text_of(const json& message) {
  return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

// From now on; what the files before have used does not count.
void allow_cpu(std::uint64_t seconds) {
  rusage used{};
  rlimit limit{};
  if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0) return;
  limit.rlim_cur = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + seconds;
  setrlimit(RLIMIT_CPU, &limit);
}

bool send(Channel& helper, const Fd& file, const Fd& trust) {
  return helper.send(R"({"trust":true})", trust.get()) &&
         helper.send(R"({"file":true})", file.get());
}

PdfVerdict receive(Channel& helper, std::uint64_t seconds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  PdfVerdict out;
  while (auto message = helper.receive(until)) {
    rethrow_worker_error(message->text);
    const json part = json::parse(message->text);
    if (part.contains("signature")) {
      out.signatures.push_back(from_json(part["signature"]));
      continue;
    }
    if (part.contains("time_stamp")) {
      out.time_stamps.push_back(from_json(part["time_stamp"]));
      continue;
    }
    if (const auto problem = part.find("structure"); problem != part.end()) {
      out.structure.problems.push_back({problem->at("clause"), problem->at("detail")});
      continue;
    }
    part.at("pages").get_to(out.pages);
    part.at("title").get_to(out.title);
    part.at("problems").get_to(out.problems);
    part.at("claim").get_to(out.structure.claim);
    return out;
  }
  throw Error(Cause::decoder_crashed, "the helper is gone");
}

Fd open_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored))
    throw Error(Cause::file_missing, file.string() + ": no such file");
  try {
    return open_for_reading(file);
  } catch (const Error& e) {
    throw Error(Cause::file_missing, e.what());
  }
}

}  // namespace

bool SignatureVerdict::good() const noexcept {
  return problems.empty() && intact && trusted && later_changes_allowed &&
         revocation == Revocation::good;
}

bool PdfVerdict::good() const noexcept {
  return problems.empty() && !signatures.empty() &&
         std::ranges::all_of(signatures, &SignatureVerdict::good) &&
         std::ranges::all_of(time_stamps, &SignatureVerdict::good);
}

Verifier::Verifier(const Trust& trust) {
  const std::string text = to_json(trust).dump();
  if (text.size() > largest_trust)
    throw Error(Cause::settings_invalid, "more than 4 MiB of trust anchors");
  trust_ = sealed_memory(std::as_bytes(std::span(text)), "trust");
}

PdfVerdict Verifier::verify(const std::filesystem::path& file) {
  const Fd fd = open_file(file);
  const std::uint64_t size = size_of(fd);
  if (size > largest_file)
    throw Error(Cause::page_too_large, file.string() + ": larger than 10 GB; not verified");
  const auto helper =
      asked(child_, "verify_pdf", [&](Channel& channel) { return send(channel, fd, trust_); });
  try {
    PdfVerdict verdict = receive(helper->channel(), 4 * cpu_seconds(size));
    child_ = helper;
    return verdict;
  } catch (const Error& e) {
    if (e.cause != Cause::decoder_crashed && e.cause != Cause::device_stalled) throw;
    // Of the file, not of us: its structure asks for more memory or time than any PDF needs.
    PdfVerdict out;
    out.problems.push_back(std::string("it could not be examined: ") + e.what() + "; " +
                           helper->end());
    return out;
  }
}

PdfVerdict verify(const std::filesystem::path& file, const Trust& trust) {
  return Verifier(trust).verify(file);
}

void verify_worker(Channel& parent) {
  std::string known;
  std::unique_ptr<Court> court;
  while (const auto trust = parent.receive()) {
    const auto file = parent.receive();
    if (!file || !trust->fd || !file->fd) throw Error(Cause::bug, "nothing to verify was sent");
    const MappedFile text(trust->fd);
    const auto bytes = text.bytes();
    const std::string now(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (!court || now != known) court = std::make_unique<Court>(json::parse(now));
    known = now;
    allow_cpu(cpu_seconds(size_of(file->fd)));
    const PdfVerdict verdict =
        examine(file->fd, *court->anchors,
                [&court](x509_st* certificate, const std::vector<Certificate>& others,
                         const Evidence& stored, Purpose purpose, std::time_t when) {
                  return court->collector.judge(certificate, others, stored, purpose, when, {});
                });
    for (const auto& signature : verdict.signatures)
      parent.send(text_of({{"signature", to_json(signature)}}));
    for (const auto& stamp : verdict.time_stamps)
      parent.send(text_of({{"time_stamp", to_json(stamp)}}));
    // Parsed once more: what one look makes of a hostile file is not to guide the other.
    const StructureReport structure = check_structure(file->fd);
    for (const auto& problem : structure.problems)
      parent.send(text_of({{"structure", to_json(problem)}}));
    parent.send(text_of({{"pages", verdict.pages},
                         {"claim", shortened(structure.claim)},
                         {"title", shortened(verdict.title)},
                         {"problems", shortened(verdict.problems)}}));
  }
}

}  // namespace sohoa::pdf
