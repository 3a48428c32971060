#include "pipeline/completion.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/file.h"

namespace sohoa {
namespace fs = std::filesystem;
namespace {

constexpr const char* from_paper = "Được chuyển đổi từ văn bản giấy sang thông điệp dữ liệu";
constexpr const char* from_signed =
    "Được chuyển đổi từ văn bản điện tử đã ký số; bản gốc đính kèm nguyên vẹn";

std::string first_problem(const SignedOriginal& original) {
  if (!original.problems.empty()) return original.problems.front();
  for (const auto& signature : original.signatures)
    if (!signature.problems.empty())
      return fmt::format("{}: {}", signature.signer, signature.problems.front());
  return "its signatures are not good";
}

std::string verdict_line(const SignedOriginal& original) {
  std::string line = original.good ? "good" : "not good: " + first_problem(original);
  for (const auto& signature : original.signatures)
    line += fmt::format("; {} {}", signature.signer, signature.time);
  return line;
}

std::string page_title(const PageRecord& page, std::size_t number) {
  std::string what;
  if (page.variant == "with_note") what = " (có ghi chú)";
  if (page.variant == "without_note") what = " (không có ghi chú)";
  if (page.blank) what += " (trang trắng)";
  if (page.side == Side::back) what += " (mặt sau)";
  return fmt::format("Trang {}{}", number, what);
}

bool all_signed(const Document& document) {
  std::size_t pages = 0;
  for (const auto& original : document.originals) pages += original.pages;
  return pages == document.pages.size();
}

}  // namespace

std::string clerk_reason(const Document& document) {
  return all_signed(document) ? "Chuyển đổi từ văn bản điện tử đã ký số" : "Số hóa từ bản giấy";
}

std::string agency_reason(const Document& document, const std::string& copy_form) {
  return copy_form + (all_signed(document) ? " từ văn bản điện tử đã ký số" : " từ bản giấy");
}

pdf::ConversionMark conversion_mark(const Document& document, const std::string& dossier,
                                    const std::string& converter) {
  return {all_signed(document) ? from_signed : from_paper,
          iso_time(std::chrono::system_clock::now()), converter, dossier};
}

std::vector<pdf::Bookmark> bookmarks(const Document& document) {
  std::vector<pdf::Bookmark> all;
  if (document.pages.size() < 2) return all;
  for (std::size_t i = 0; i < document.pages.size(); ++i)
    all.push_back({i, page_title(document.pages[i], i + 1)});
  return all;
}

SignedOriginal signed_original(const Page& page, const std::vector<SignedOriginal>& others) {
  SignedOriginal original;
  original.input = page.input;
  // "don.pdf#3": the file's own name, in which there may be a '#'.
  original.name = page.image.origin.substr(0, page.image.origin.rfind('#'));
  if (std::ranges::find(others, original.name, &SignedOriginal::name) != others.end())
    original.name = fmt::format("{}-{}", page.input + 1, original.name);
  return original;
}

void judge(SignedOriginal& original, const fs::path& file, const pdf::PdfVerdict& verdict) {
  original.sha256 = sha256_of_file(file);
  original.bytes = fs::file_size(file);
  original.good = verdict.good();
  original.problems = verdict.problems;
  for (const auto& signature : verdict.signatures)
    original.signatures.push_back({signature.signer, signature.time, signature.intact,
                                   signature.trusted, signature.problems});
}

Fault doubt(const SignedOriginal& original) {
  return {Cause::pdf_signed, "acquire",
          fmt::format("{}: kept as it came; {}", original.name, first_problem(original))};
}

pdf::Attachment attachment(const SignedOriginal& original, const fs::path& file) {
  const auto changed = std::chrono::file_clock::to_sys(fs::last_write_time(file));
  return {file,
          original.name,
          "Bản gốc đã ký số, như khi tiếp nhận",
          iso_time(std::chrono::time_point_cast<std::chrono::system_clock::duration>(changed)),
          original.sha256,
          verdict_line(original)};
}

}  // namespace sohoa
