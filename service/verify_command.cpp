// sohoa verify: the verdict on dossiers and signed PDFs, in Vietnamese or as JSON.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pipeline/verify_dossier.h"
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
    if (fs::is_directory(name)) {
      auto verdict = verify_dossier(name, anchors);
      target.good = verdict.good();
      target.state = verdict.state;
      target.problems = std::move(verdict.problems);
      target.documents = std::move(verdict.documents);
    } else {
      target.documents.push_back({name, pdf::verify(name, anchors)});
      target.good = target.documents.front().pdf.good();
    }
  } catch (const Error& e) {
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

void print(const Target& target) {
  fmt::print("{}: {}\n", target.good ? "TIN CẬY" : "KHÔNG TIN CẬY", target.name);
  if (target.state == "needs_review") fmt::print("  Trạng thái: cần người kiểm tra lại nội dung\n");
  if (target.state == "complete") fmt::print("  Trạng thái: đầy đủ\n");
  for (const auto& problem : target.problems) fmt::print("  Lỗi: {}\n", problem);
  for (const auto& [file, verdict] : target.documents) {
    fmt::print("  {}: {} trang, {} chữ ký\n", file, verdict.pages, verdict.signatures.size());
    for (const auto& problem : verdict.problems) fmt::print("    Lỗi: {}\n", problem);
    for (const auto& s : verdict.signatures) {
      const char* scope = s.covers_file             ? "bao trùm toàn tệp"
                          : s.later_changes_allowed ? "sau đó chỉ có thêm chữ ký"
                                                    : "SAU ĐÓ TỆP ĐÃ BỊ THAY ĐỔI";
      fmt::print("    {} — người ký: {}; thời điểm khai báo: {}; {}; {}; {}\n", s.field, s.signer,
                 s.time, s.intact ? "toàn vẹn" : "KHÔNG TOÀN VẸN",
                 s.trusted ? "chứng thư tin cậy" : "CHỨNG THƯ KHÔNG TIN CẬY", scope);
      for (const auto& problem : s.problems) fmt::print("      Lỗi: {}\n", problem);
    }
  }
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
      print(target);
  }
  if (anchors.empty())
    reporter.note("Chưa khai báo chứng thư gốc tin cậy: dùng --trust ROOT.pem hoặc trust.roots.");
  return static_cast<int>(good ? ExitCode::done : ExitCode::input);
}

}  // namespace sohoa::service
