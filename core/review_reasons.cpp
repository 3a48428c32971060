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
    {"codes_disagree", "Hai mã trên cùng giấy tờ cho thông tin khác nhau: kiểm tra giấy tờ."},
    {"code_unlike_date", "Mã và ngày ghi trên giấy tờ không khớp nhau: đối chiếu với ảnh."},
    {"dates_disordered", "Các ngày không theo đúng thứ tự trước sau: kiểm tra lại ngày."},
    {"declarant_unlike_parent", "Người khai là cha hoặc mẹ nhưng họ tên không khớp: đối chiếu."},
    {"family_name_unlike", "Họ của con không giống họ của cha hoặc mẹ: kiểm tra lại họ tên."},
    {"identity_number_unlike", "Số định danh cá nhân không đúng cấu tạo: kiểm tra lại từng số."},
    {"number_unlike_birth", "Số định danh không khớp với năm sinh: kiểm tra cả hai."},
    {"number_unlike_sex", "Số định danh không khớp với giới tính: kiểm tra cả hai."},
    {"number_unlike_parts", "Số, ký hiệu không khớp với số và ký hiệu đọc riêng: kiểm tra lại."},
    {"symbol_unlike", "Ký hiệu không đúng cấu tạo của loại văn bản này: kiểm tra lại số, ký hiệu."},
    {"unlike_list", "Giá trị không có trong danh mục: kiểm tra lại chính tả."},
    {"unlike_name", "Không giống họ tên người Việt: kiểm tra lại từng chữ, từng dấu."},
    {"unlike_place", "Địa danh không có trong danh mục hành chính: kiểm tra lại địa chỉ."},
    {"words_unlike_date", "Ngày ghi bằng chữ khác với ngày ghi bằng số: đối chiếu với ảnh."},
    {"incomplete", "Giá trị có thể chưa đủ: đối chiếu với ảnh."},
    {"unlike_word",
     "Có chữ không giống tiếng Việt hoặc không hợp với chữ bên cạnh: đối chiếu với ảnh."},
    {"date_future", "Ngày ở sau ngày số hóa: kiểm tra lại ngày."},
    {"code_unlike", "Mã không đúng cấu tạo: kiểm tra lại từng ký tự."},
    {"number_unlike", "Số, ký hiệu không đúng cấu tạo: kiểm tra lại từng ký tự."},
    {"names_alike", "Hai họ tên gần giống nhau, có thể là một người: kiểm tra từng dấu."},
    {"addresses_alike", "Hai địa chỉ gần giống nhau, có thể là một nơi: kiểm tra lại."},
    {"kind_unknown", "Không rõ loại giấy tờ nên thông tin này chưa chắc: chọn loại rồi đối chiếu."},
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
