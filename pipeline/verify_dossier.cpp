#include "pipeline/verify_dossier.h"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/file.h"
#include "storage/bag.h"

namespace sohoa {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr std::uint64_t longest_json = 64U << 20U;

bool inside(const fs::path& relative) {
  return relative.is_relative() && !relative.empty() &&
         std::ranges::none_of(relative, [](const fs::path& part) { return part == ".."; });
}

bool is_plain_file(const fs::path& file) {
  std::error_code error;
  return fs::is_regular_file(fs::symlink_status(file, error)) && !error;
}

std::string text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void check_files(const fs::path& data, const json& document, std::vector<std::string>& problems) {
  std::vector<std::string> files{text_at(document, "pdf"), text_at(document, "fields")};
  if (const auto alto = document.find("alto"); alto != document.end() && alto->is_array())
    for (const auto& page : *alto) files.push_back(page.is_string() ? page.get<std::string>() : "");
  for (const auto& file : files)
    if (!inside(file) || !is_plain_file(data / file))
      problems.push_back("dossier.json names '" + file + "', which is not in the dossier");
}

// The clerk's signature, then the agency's, and no other: a dossier whose description and whose
// file lost one of them together is not whole.
void check_signatures(const FileVerdict& verdict, const json& document,
                      std::vector<std::string>& problems) {
  constexpr std::array<std::string_view, 2> roles{"clerk", "agency"};
  const auto listed = document.find("signatures");
  const auto& found = verdict.pdf.signatures;
  bool same = found.size() == roles.size() && listed != document.end() && listed->is_array() &&
              listed->size() == roles.size();
  for (std::size_t i = 0; same && i < roles.size(); ++i) {
    const json& entry = (*listed)[i];
    same = entry.is_object() && found[i].field == roles[i] && text_at(entry, "role") == roles[i] &&
           text_at(entry, "fingerprint") == found[i].fingerprint &&
           text_at(entry, "signer") == found[i].signer;
  }
  if (!same)
    problems.push_back(verdict.file +
                       ": has not the two signatures, clerk and agency, that dossier.json lists");
}

// Each page that was read must still be readable (R5).
void check_text(const FileVerdict& verdict, const json& pages, std::vector<std::string>& problems) {
  for (std::size_t i = 0; i < pages.size() && i < verdict.text.size(); ++i) {
    const json words = pages[i].is_object() ? pages[i].value("words", json()) : json();
    if (words.is_number_integer() && words > 0 && !verdict.text[i])
      problems.push_back(verdict.file + ": page " + std::to_string(i + 1) +
                         " has no text, and dossier.json says that it was read");
  }
}

FileVerdict check_pdf(const fs::path& data, const json& document, const std::string& code,
                      Examiner& examiner, std::vector<std::string>& problems) {
  FileVerdict verdict;
  verdict.file = text_at(document, "pdf");
  const fs::path file = data / verdict.file;
  if (!inside(verdict.file) || !is_plain_file(file)) {
    verdict.problems.emplace_back("the file is missing");
    return verdict;
  }
  try {
    verdict = examiner.examine(file);
    verdict.file = text_at(document, "pdf");
    if (sha256_of_file(file) != text_at(document, "pdf_sha256"))
      problems.push_back(verdict.file + ": its hash is not the one in dossier.json");
  } catch (const Error& e) {
    verdict.problems.emplace_back(e.what());
  }
  const auto pages = document.find("pages");
  if (pages == document.end() || !pages->is_array() || pages->size() != verdict.pdf.pages)
    problems.push_back(verdict.file + ": has not the pages that dossier.json lists");
  else
    check_text(verdict, *pages, problems);
  check_signatures(verdict, document, problems);
  if (verdict.pdf.pages != 0 && !verdict.pdf.structure.claims())
    verdict.problems.emplace_back("it does not say that it is PDF/A-2 or PDF/A-3");
  // The one thing in the signed file that says where it belongs (pipeline/bind.cpp writes it).
  if (verdict.pdf.title != code + " / " + text_at(document, "name"))
    problems.push_back(verdict.file + ": its signed title is '" + verdict.pdf.title +
                       "': it belongs to another dossier or place");
  return verdict;
}

}  // namespace

FileVerdict Examiner::examine(const fs::path& file) {
  FileVerdict verdict{file.string(), verifier_.verify(file), {}, {}};
  if (verdict.pdf.pages == 0) return verdict;  // it could not even be parsed
  try {
    for (const auto& text : rereader_.read(file, {}))
      verdict.text.push_back(text.find_first_not_of(" \n\f\t") != std::string::npos);
  } catch (const Error& e) {
    verdict.problems.push_back(std::string("its text cannot be read: ") + e.what());
  }
  return verdict;
}

bool DossierVerdict::good() const noexcept {
  return problems.empty() && !documents.empty() &&
         std::ranges::all_of(documents, [](const FileVerdict& d) { return d.good(); });
}

DossierVerdict verify_dossier(const fs::path& folder, Examiner& examiner) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    throw Error(Cause::file_missing, folder.string() + ": no such folder");
  DossierVerdict verdict;
  verdict.problems = storage::check_bag(folder);
  const fs::path data = folder / "data";
  json dossier;
  try {
    dossier = json::parse(read_file(data / "dossier.json", longest_json), nullptr, false);
  } catch (const Error& e) {
    verdict.problems.emplace_back(e.what());
    return verdict;
  }
  if (!dossier.is_object() || !dossier.contains("documents") || !dossier["documents"].is_array()) {
    verdict.problems.emplace_back("data/dossier.json: not the description of a dossier");
    return verdict;
  }
  verdict.code = text_at(dossier, "code");
  verdict.state = text_at(dossier, "state");
  const fs::path name = fs::weakly_canonical(folder).filename();
  if (verdict.code != name)
    verdict.problems.push_back("dossier.json says code '" + verdict.code + "', the folder is '" +
                               name.string() + "'");
  if (verdict.state != "complete" && verdict.state != "needs_review")
    verdict.problems.emplace_back(
        "data/dossier.json: its state is neither complete nor needs_review");
  std::set<std::string> files;
  for (const auto& document : dossier["documents"]) {
    if (!document.is_object()) {
      verdict.problems.emplace_back("data/dossier.json: a document is not an object");
      continue;
    }
    if (!files.insert(text_at(document, "pdf")).second)
      verdict.problems.push_back("data/dossier.json: names '" + text_at(document, "pdf") +
                                 "' twice");
    check_files(data, document, verdict.problems);
    verdict.documents.push_back(
        check_pdf(data, document, verdict.code, examiner, verdict.problems));
  }
  return verdict;
}

}  // namespace sohoa
