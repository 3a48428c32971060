#include "service/verify_words.h"

#include <chrono>

#include <fmt/format.h>

#include "core/clock.h"
#include "pdf/times.h"

namespace sohoa::service {
namespace {

const char* trouble(const pdf::SignatureVerdict& s) {
  if (!s.intact)
    return "Nội dung đã bị thay đổi sau khi ký hoặc chữ ký bị hỏng: không sử dụng tệp này, hãy "
           "yêu cầu gửi lại bản gốc.";
  if (!s.later_changes_allowed)
    return "Sau khi ký, tệp đã bị sửa hoặc thêm nội dung không được phép: không sử dụng tệp này, "
           "hãy yêu cầu gửi lại bản gốc.";
  if (!s.trusted)
    return "Chứng thư không dẫn đến chứng thư gốc tin cậy, hoặc không có hiệu lực tại thời điểm "
           "xét: kiểm tra trust.roots, hoặc hỏi lại nơi ký.";
  if (s.revocation == pdf::Revocation::revoked)
    return "Chứng thư đã bị thu hồi, và không có gì chứng minh chữ ký có trước lúc thu hồi: chữ ký "
           "không được chấp nhận, hãy hỏi lại nơi ký.";
  if (s.revocation == pdf::Revocation::unknown)
    return "Chưa biết chứng thư có bị thu hồi hay không: cung cấp danh sách thu hồi "
           "(--revocations FILE) hoặc cho phép hỏi qua mạng (--online), rồi kiểm tra lại.";
  if (!s.problems.empty())
    return "Có điểm chưa tin cậy được, xem chi tiết kèm theo: hãy kiểm tra lại với nơi ký.";
  return nullptr;
}

}  // namespace

std::string local_time(const std::string& utc) {
  const auto moment = pdf::seconds(utc);
  return moment ? iso_time(std::chrono::system_clock::from_time_t(*moment)) : utc;
}

std::string reason(const pdf::SignatureVerdict& signature, bool stamp) {
  if (const char* text = trouble(signature)) return text;
  const std::string later =
      signature.covers_file ? "" : "; sau đó chỉ thêm chữ ký, dấu thời gian hoặc chứng cứ kiểm tra";
  if (stamp) return fmt::format("Dấu thời gian hợp lệ, nội dung nguyên vẹn{}.", later);
  return fmt::format(
      "Chữ ký hợp lệ: nội dung nguyên vẹn, chứng thư tin cậy và không bị thu hồi; {}{}.",
      signature.proven.empty()
          ? "thời điểm ký chỉ do người ký khai báo"
          : "dấu thời gian chứng minh chữ ký có trước " + local_time(signature.proven),
      later);
}

std::string pdfa(const pdf::StructureReport& structure) {
  if (structure.claim.empty()) return "Chú ý: tệp không khai là PDF/A.";
  const std::string name = "PDF/A-" + structure.claim;
  if (!structure.claims())
    return fmt::format("Chú ý: tệp khai là {}; chỉ PDF/A-2 và PDF/A-3 được kiểm tra.", name);
  if (structure.problems.empty()) return fmt::format("Cấu trúc đúng {}.", name);
  return fmt::format(
      "KHÔNG ĐÚNG {}: tệp khai như vậy nhưng cấu trúc có lỗi; không dùng để lưu trữ lâu dài, hãy "
      "chuyển đổi lại hoặc yêu cầu gửi lại.",
      name);
}

}  // namespace sohoa::service
