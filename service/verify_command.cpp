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

Target examine(const std::string& name, const std::vector<std::string>& anchors) {
  Target target{name, false, {}, {}, {}};
  try {
    std::error_code ignored;
    if (fs::is_directory(name, ignored)) {
      auto verdict = verify_dossier(name, anchors);
      target.good = verdict.good();
      target.state = verdict.state;
      target.problems = std::move(verdict.problems);
      target.documents = std::move(verdict.documents);
    } else {
      target.documents.push_back({name, pdf::verify(name, anchors)});
      target.good = target.documents.front().pdf.good();
    }
  } catch (const std::exception& e) {  // one target's trouble is its own; the next are looked at
    target.problems.emplace_back(e.what());
  }
  return target;
}

ordered_json as_json(const Target& target) {
  ordered_json object{{"target", target.name}, {"good", target.good}};
  if (!target.state.empty()) object["state"] = target.state;
  object["problems"] = target.problems;
  object["documents"] = ordered_json::array();
  for (const auto& [file, verdict] : target.documents) {
    ordered_json document{{"file", file}, {"good", verdict.good()}, {"pages", verdict.pages}};
    document["problems"] = verdict.problems;
    document["signatures"] = ordered_json::array();
    for (const auto& s : verdict.signatures)
      document["signatures"].push_back({{"field", s.field},
                                        {"signer", s.signer},
                                        {"issuer", s.issuer},
                                        {"time", s.time},
                                        {"fingerprint", s.fingerprint},
                                        {"sub_filter", s.sub_filter},
                                        {"intact", s.intact},
                                        {"trusted", s.trusted},
                                        {"covers_file", s.covers_file},
                                        {"later_changes_allowed", s.later_changes_allowed},
                                        {"problems", s.problems}});
    object["documents"].push_back(std::move(document));
  }
  return object;
}

std::string as_text(const Target& target) {
  std::string text;
  const auto add = [&text](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
  add(fmt::format("{}: {}", target.good ? "TIN CẬY" : "KHÔNG TIN CẬY", clean(target.name)));
  if (target.state == "needs_review") add("  Trạng thái: cần người kiểm tra lại nội dung");
  if (target.state == "complete") add("  Trạng thái: đầy đủ");
  for (const auto& problem : target.problems) add(fmt::format("  Lỗi: {}", clean(problem)));
  for (const auto& [file, verdict] : target.documents) {
    add(fmt::format("  {}: {} trang, {} chữ ký", clean(file), verdict.pages,
                    verdict.signatures.size()));
    for (const auto& problem : verdict.problems) add(fmt::format("    Lỗi: {}", clean(problem)));
    for (const auto& s : verdict.signatures) {
      const char* scope = s.covers_file             ? "bao trùm toàn tệp"
                          : s.later_changes_allowed ? "sau đó chỉ có thêm chữ ký"
                                                    : "SAU ĐÓ TỆP ĐÃ BỊ THAY ĐỔI";
      add(fmt::format("    {} — người ký: {}; thời điểm khai báo: {}; {}; {}; {}", clean(s.field),
                      clean(s.signer), s.time, s.intact ? "toàn vẹn" : "KHÔNG TOÀN VẸN",
                      s.trusted ? "chứng thư tin cậy" : "CHỨNG THƯ KHÔNG TIN CẬY", scope));
      for (const auto& problem : s.problems) add(fmt::format("      Lỗi: {}", clean(problem)));
    }
  }
  return text;
}

}  // namespace

int verify(const Invocation& invocation, Reporter& reporter) {
  const auto anchors = load_anchors(invocation.settings);
  bool good = true;
  for (const auto& input : invocation.inputs) {
    const Target target = examine(input, anchors);
    good = good && target.good;
    if (reporter.json())
      reporter.data(as_json(target).dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    else
      reporter.data(as_text(target));
  }
  if (anchors.empty())
    reporter.note("Chưa khai báo chứng thư gốc tin cậy: dùng --trust ROOT.pem hoặc trust.roots.");
  return static_cast<int>(good ? ExitCode::done : ExitCode::input);
}

}  // namespace sohoa::service
