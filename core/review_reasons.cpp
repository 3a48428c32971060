#include "core/review_reasons.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/messages.h"

namespace sohoa {
namespace {

struct Entry {
  std::string_view code, sentence;
};

constexpr auto entries = std::to_array<Entry>({
    {"not_found", "Không tìm thấy trên giấy tờ: nhập tay nếu có."},
    {"handwritten", "Phần này viết tay hoặc để trống, hệ thống không đoán: nhập theo ảnh."},
    {"pattern_mismatch", "Đọc được nhưng không đúng dạng của thông tin này: sửa theo ảnh."},
    {"low_confidence", "Đọc chưa chắc: đối chiếu với ảnh."},
    {"sources_disagree", "Các nguồn cho giá trị khác nhau: chọn giá trị đúng theo giấy tờ."},
    {"not_ticked", "Không ô nào được đánh dấu: xem ảnh và chọn."},
    {"several_ticked", "Nhiều ô cùng được đánh dấu: xem ảnh và chọn."},
    {"unread_beside", "Bên cạnh có phần chưa đọc được, giá trị có thể thiếu: đối chiếu với ảnh."},
    {"number_apart", "Số và ký hiệu đứng rời nhau: kiểm tra lại số, ký hiệu."},
    {"anchor_misread", "Nhãn đứng trước thông tin này đọc chưa đúng: kiểm tra lại."},
});

}  // namespace

std::string review_sentence(std::string_view reason) {
  const std::size_t colon = std::min(reason.find(": "), reason.size());
  const auto found = std::ranges::find(entries, reason.substr(0, colon), &Entry::code);
  if (found == entries.end()) return std::string(reason);
  if (colon == reason.size()) return std::string(found->sentence);
  return fmt::format("{} ({})", found->sentence, reason.substr(colon + 2));
}

std::string review_message(const ReviewReason& reason) {
  const std::string_view what = advice(reason.cause).what;
  const bool field = reason.cause == Cause::field_missing || reason.cause == Cause::field_doubtful;
  const std::size_t colon = reason.detail.find(": ");
  if (!field || colon == std::string::npos) return std::string(what);
  return fmt::format("{}: {}", reason.detail.substr(0, colon),
                     review_sentence(std::string_view(reason.detail).substr(colon + 2)));
}

}  // namespace sohoa
