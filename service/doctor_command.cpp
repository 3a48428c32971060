// sohoa doctor: what this machine lacks, and how to get it.
#include <filesystem>
#include <functional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "core/resources.h"
#include "ocr/language.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/job.h"
#include "storage/batch.h"
#include "storage/stamping.h"

namespace sohoa::service {
namespace fs = std::filesystem;
namespace {

enum class Health : std::uint8_t { fine, warning, missing };

struct Finding {
  std::string subject;
  Health health;
  std::string detail;  // what was found
  std::string remedy;  // what to do; empty if fine
};

// Runs one examination; an Error is a finding.
Finding examine(const std::string& subject, const std::string& remedy,
                const std::function<std::string()>& look) {
  try {
    return {subject, Health::fine, look(), ""};
  } catch (const std::exception& e) {
    return {subject, Health::missing, e.what(), remedy};
  }
}

std::string where(const std::string& key) {
  if (key.starts_with("pkcs11:")) return "trong thiết bị";
  return key.starts_with("http:") || key.starts_with("https:") ? "tại dịch vụ ký" : "trong tệp";
}

// Opens them as a run does: a token is given its PIN once.
Finding keys_finding(const Settings& settings) {
  auto finding = examine(
      "khóa ký số",
      "kiểm tra sign.*_key, sign.*_password_file, trust.roots, trust.revocation_lists và "
      "trust.online trong cấu hình (docs/keys.md); "
      "khóa trong thiết bị: cắm lại, kiểm tra mã PIN trước khi chạy lại",
      [&] {
        const Keys keys = load_keys(settings);
        const auto told = [](const pdf::SigningKey& key, const std::string& setting) {
          return fmt::format("{} ({}, đến {})", key.common_name(), where(setting), key.not_after());
        };
        return told(keys.clerk, settings.clerk_key) + "; " +
               told(keys.agency, settings.agency_key) + "; chưa bị thu hồi";
      });
  if (finding.health == Health::fine && settings.clerk_key.empty()) {
    finding.health = Health::warning;
    finding.remedy =
        "đang dùng khóa thử nghiệm, không có giá trị pháp lý: khai báo sign.clerk_key, "
        "sign.agency_key và trust.roots trong cấu hình";
  }
  return finding;
}

Finding storage_finding(const Settings& settings) {
  if (settings.storage.empty())
    return {"kho lưu trữ", Health::warning, "chưa khai báo",
            "dùng --into KHO hoặc đặt storage.folder trong cấu hình"};
  return examine("kho lưu trữ", "tạo thư mục, cấp quyền ghi và giải phóng dung lượng", [&] {
    if (!fs::is_directory(settings.storage))
      throw Error(Cause::storage_unusable, settings.storage + ": no such folder");
    if (access(settings.storage.c_str(), W_OK) != 0)
      throw Error(Cause::storage_unusable, settings.storage + ": not writable");
    const auto space = fs::space(settings.storage);
    if (space.available < storage::least_free_bytes)
      throw Error(Cause::disk_full,
                  fmt::format("{}: {} MB free", settings.storage, space.available >> 20U));
    return fmt::format("{}, còn trống {} MB", settings.storage, space.available >> 20U);
  });
}

// Nobody else notices that the stage is not run, or that its authority does not answer.
Finding stamps_finding(const Settings& settings) {
  const auto waiting =
      settings.storage.empty() ? 0 : storage::awaiting_stamps(settings.storage).size();
  if (waiting > 0)
    return {"dấu thời gian", Health::warning, fmt::format("{} hồ sơ đang chờ", waiting),
            "chạy 'sohoa stamp --into KHO' để lấy dấu thời gian và phát hành; nếu vẫn chờ, kiểm "
            "tra timestamp.url và mạng"};
  return {"dấu thời gian", Health::fine, "không có hồ sơ nào đang chờ", ""};
}

Finding devices_finding(const Settings& settings, const std::stop_token& stop) {
  const auto devices = scanners::list_devices(scan_options(settings), stop);
  std::vector<std::string> names;
  for (const auto& device : devices) names.push_back(device.name);
  if (names.empty())
    return {"máy quét", Health::warning, "không thấy máy quét nào",
            "nối máy quét, cài trình điều khiển SANE (gói libsane1, sane-airscan), thêm tài khoản "
            "vào nhóm "
            "scanner; số hóa từ tệp thì không cần"};
  return {"máy quét", Health::fine, fmt::format("{}", fmt::join(names, ", ")), ""};
}

}  // namespace

int doctor(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const auto& settings = invocation.settings;
  const std::vector<Finding> findings{
      {"tệp cấu hình", Health::fine,
       invocation.settings_file.empty() ? "không có; dùng giá trị mặc định"
                                        : invocation.settings_file,
       ""},
      examine("dữ liệu chương trình", "cài lại chương trình hoặc đặt biến SOHOA_DATA",
              [] { return resource("models/icc/sRGB.icc").parent_path().parent_path().string(); }),
      examine("dữ liệu nhận dạng chữ", "cài lại chương trình, hoặc sửa reading.model",
              [&] {
                const ocr::Reader reader(recipe(settings).reader);
                return ocr::engine_name(recipe(settings).reader);
              }),
      examine("dữ liệu tiếng Việt", "cài lại chương trình hoặc đặt biến SOHOA_DATA",
              [] {
                const auto folder = resource("models/text");
                const ocr::Language language(folder);
                return folder.string();
              }),
      examine("định nghĩa biểu mẫu", "sửa tệp nêu trong chi tiết",
              [&] {
                const auto folder = forms_folder(settings);
                const forms::Extractor extractor(folder);
                return folder.string();
              }),
      keys_finding(settings),
      storage_finding(settings),
      stamps_finding(settings),
      devices_finding(settings, stop),
  };
  bool missing = false;
  for (const auto& finding : findings) {
    missing = missing || finding.health == Health::missing;
    const char* state = finding.health == Health::fine      ? "ok"
                        : finding.health == Health::warning ? "warning"
                                                            : "missing";
    if (reporter.json()) {
      reporter.object({{"subject", finding.subject},
                       {"state", state},
                       {"detail", finding.detail},
                       {"remedy", finding.remedy}});
      continue;
    }
    const char* mark = finding.health == Health::fine      ? "[ ok ]"
                       : finding.health == Health::warning ? "[ !! ]"
                                                           : "[THIẾU]";
    fmt::print("{} {}: {}\n", mark, finding.subject, finding.detail);
    if (!finding.remedy.empty()) fmt::print("       → {}\n", finding.remedy);
  }
  return static_cast<int>(missing ? ExitCode::setup : ExitCode::done);
}

}  // namespace sohoa::service
