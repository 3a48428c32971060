// sohoa verify: the verdict on dossiers and signed PDFs, in Vietnamese or as JSON.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pipeline/verify_dossier.h"
#include "service/clean.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/keys.h"
#include "service/verify_words.h"

namespace sohoa::service {
namespace fs = std::filesystem;
namespace {

using nlohmann::ordered_json;

struct Target {
  std::string name;
  bool good = false;
  std::string state;
  std::vector<std::string> problems;
  std::vector<FileVerdict> documents;
};

Target look_at(const std::string& name, Examiner& examiner) {
  Target target{name, false, {}, {}, {}};
  try {
    std::error_code ignored;
    if (fs::is_directory(name, ignored)) {
      auto verdict = verify_dossier(name, examiner);
      target.good = verdict.good();
      target.state = verdict.state;
      target.problems = std::move(verdict.problems);
      target.documents = std::move(verdict.documents);
    } else {
      target.documents.push_back(examiner.examine(name));
      target.good = target.documents.front().good();
    }
  } catch (const std::exception& e) {  // one target's trouble is its own; the next are looked at
    target.problems.emplace_back(e.what());
  }
  return target;
}

const char* coverage(const pdf::SignatureVerdict& s) {
  return s.covers_file ? "file" : s.later_changes_allowed ? "revision" : "changed";
}

const char* revocation(pdf::Revocation status) {
  switch (status) {
    case pdf::Revocation::good:
      return "good";
    case pdf::Revocation::revoked:
      return "revoked";
    case pdf::Revocation::unknown:
      break;
  }
  return "unknown";
}

ordered_json as_json(const pdf::SignatureVerdict& s, bool stamp) {
  ordered_json object{{"field", s.field}, {"signer", s.signer}, {"issuer", s.issuer}};
  object["fingerprint"] = s.fingerprint;
  object["sub_filter"] = s.sub_filter;
  object["time"] = s.time;
  object["proven"] = s.proven;
  if (!stamp) object["level"] = s.level;
  object["integrity"] = s.intact;
  object["coverage"] = coverage(s);
  if (!s.shown_later.empty()) object["shown_later"] = s.shown_later;
  object["chain"] = s.trusted;
  object["revocation"] = revocation(s.revocation);
  object["good"] = s.good();
  object["reason"] = reason(s, stamp);
  object["problems"] = s.problems;
  return object;
}

ordered_json as_json(const pdf::StructureReport& structure) {
  ordered_json object{{"claim", structure.claim}, {"problems", ordered_json::array()}};
  for (const auto& p : structure.problems)
    object["problems"].push_back({{"clause", p.clause}, {"detail", p.detail}});
  return object;
}

ordered_json as_json(const FileVerdict& file) {
  ordered_json document{{"file", file.file}, {"good", file.good()}, {"pages", file.pdf.pages}};
  document["pages_with_text"] = std::ranges::count(file.text, true);
  document["problems"] = file.pdf.problems;
  for (const auto& problem : file.problems) document["problems"].push_back(problem);
  document["pdfa"] = as_json(file.pdf.structure);
  document["signatures"] = ordered_json::array();
  for (const auto& s : file.pdf.signatures) document["signatures"].push_back(as_json(s, false));
  document["time_stamps"] = ordered_json::array();
  for (const auto& s : file.pdf.time_stamps) document["time_stamps"].push_back(as_json(s, true));
  return document;
}

ordered_json as_json(const Target& target) {
  ordered_json object{{"target", target.name}, {"good", target.good}};
  if (!target.state.empty()) object["state"] = target.state;
  object["problems"] = target.problems;
  object["documents"] = ordered_json::array();
  for (const auto& file : target.documents) object["documents"].push_back(as_json(file));
  return object;
}

// Lines of text, each of them safe to show.
class Lines {
 public:
  void add(int indent, const std::string& line) {
    text_ +=
        (text_.empty() ? "" : "\n") + std::string(static_cast<std::size_t>(indent), ' ') + line;
  }
  void add_problems(int indent, const std::vector<std::string>& problems) {
    for (const auto& problem : problems) add(indent, fmt::format("Lỗi: {}", clean(problem)));
  }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

void tell(Lines& lines, const pdf::SignatureVerdict& s, bool stamp) {
  const std::string time = s.time.empty() ? "không có" : s.time;
  if (stamp)
    lines.add(4, fmt::format("{} — dấu thời gian của: {}; thời điểm: {}", clean(s.field),
                             clean(s.signer), time));
  else
    lines.add(4, fmt::format("{} — người ký: {}; thời điểm khai báo: {}; {}; mức: {}",
                             clean(s.field), clean(s.signer), time,
                             s.proven.empty() ? "thời điểm chưa được chứng minh"
                                              : "chứng minh có trước: " + local_time(s.proven),
                             s.level.empty() ? "không xác định" : s.level));
  lines.add(6, fmt::format("{}: {}", s.good() ? "TIN CẬY" : "KHÔNG TIN CẬY", reason(s, stamp)));
  for (const auto page : s.shown_later)
    lines.add(6, fmt::format("Chú ý: chữ ký thêm sau có phần hiển thị ở trang {}.", page));
  lines.add_problems(6, s.problems);
}

void tell(Lines& lines, const pdf::StructureReport& structure) {
  lines.add(4, clean(pdfa(structure)));
  if (!structure.breaks_claim()) return;
  for (const auto& p : structure.problems)
    lines.add(6, fmt::format("Lỗi: {}: {}", clean(p.clause), clean(p.detail)));
}

std::string as_text(const Target& target) {
  Lines lines;
  lines.add(0,
            fmt::format("{}: {}", target.good ? "TIN CẬY" : "KHÔNG TIN CẬY", clean(target.name)));
  if (target.state == "needs_review") lines.add(2, "Trạng thái: cần người kiểm tra lại nội dung");
  if (target.state == "complete") lines.add(2, "Trạng thái: đầy đủ");
  lines.add_problems(2, target.problems);
  for (const auto& file : target.documents) {
    lines.add(2, fmt::format("{}: {} trang ({} trang có lớp văn bản), {} chữ ký, {} dấu thời gian",
                             clean(file.file), file.pdf.pages, std::ranges::count(file.text, true),
                             file.pdf.signatures.size(), file.pdf.time_stamps.size()));
    if (file.pdf.signatures.empty()) lines.add(4, "Tệp không có chữ ký số.");
    lines.add_problems(4, file.pdf.problems);
    lines.add_problems(4, file.problems);
    if (file.pdf.pages != 0) tell(lines, file.pdf.structure);
    for (const auto& s : file.pdf.signatures) tell(lines, s, false);
    for (const auto& s : file.pdf.time_stamps) tell(lines, s, true);
  }
  return std::move(lines).text();
}

}  // namespace

int verify(const Invocation& invocation, Reporter& reporter) {
  const auto trust = load_trust(invocation.settings);
  Examiner examiner(trust);
  bool good = true;
  for (const auto& input : invocation.inputs) {
    const Target target = look_at(input, examiner);
    good = good && target.good;
    if (reporter.json())
      reporter.object(as_json(target));
    else
      reporter.data(as_text(target));
  }
  if (trust.anchors.empty())
    reporter.note("Chưa khai báo chứng thư gốc tin cậy: dùng --trust ROOT.pem hoặc trust.roots.");
  return static_cast<int>(good ? ExitCode::done : ExitCode::input);
}

}  // namespace sohoa::service
