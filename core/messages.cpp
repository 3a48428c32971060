#include "core/messages.h"

namespace sohoa {

// No default: the compiler names a cause that has no words.
Advice advice(Cause cause) noexcept {
  switch (cause) {
    case Cause::file_missing:
      return {"Không mở được tệp.", "Kiểm tra tên tệp, thư mục và quyền đọc."};
    case Cause::file_unsupported:
      return {"Tệp không phải ảnh hoặc PDF mà hệ thống đọc được.",
              "Dùng tệp JPEG, PNG, TIFF, PNM hoặc PDF."};
    case Cause::image_damaged:
      return {"Ảnh bị hỏng hoặc bị cắt cụt.", "Quét lại trang này hoặc lấy lại tệp gốc."};
    case Cause::page_too_large:
      return {"Trang vượt quá kích thước cho phép.", "Quét lại ở độ phân giải thấp hơn (300 dpi)."};
    case Cause::too_many_pages:
      return {"Tệp có quá nhiều trang.", "Chia tệp thành nhiều tệp nhỏ hơn."};
    case Cause::pdf_encrypted:
      return {"Tệp PDF có mật khẩu.", "Đề nghị người nộp gửi bản không đặt mật khẩu."};
    case Cause::pdf_signed:
      return {"Tệp PDF đã có chữ ký số; ảnh trang không giữ được chữ ký đó.",
              "Kiểm tra chữ ký trên tệp gốc; trong hồ sơ, tệp gốc đính kèm trong tệp PDF."};
    case Cause::resolution_unknown:
      return {"Tệp không ghi độ phân giải; hệ thống coi trang là khổ A4.",
              "Kiểm tra khổ giấy của trang."};
    case Cause::resolution_low:
      return {"Độ phân giải dưới 200 dpi, thấp hơn mức quy định.",
              "Quét lại trang này ở 300 dpi, tỷ lệ 100%."};
    case Cause::decoder_crashed:
      return {"Không giải mã được tệp; tệp có thể bị hỏng hoặc có hại.",
              "Lấy lại tệp gốc hoặc quét lại bản giấy."};
    case Cause::input_empty:
      return {"Không có trang nào để số hóa.", "Đặt giấy vào khay hoặc chọn tệp có ảnh."};
    case Cause::dossier_exists:
      return {"Mã hồ sơ này đã có trong kho.",
              "Kiểm tra lại mã hồ sơ; dùng mã khác nếu là hồ sơ mới."};
    case Cause::dossier_busy:
      return {"Hồ sơ này đang được xử lý ở một phiên khác.",
              "Chờ phiên kia kết thúc rồi chạy lại."};
    case Cause::code_invalid:
      return {"Mã hồ sơ không hợp lệ.",
              "Chỉ dùng chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới; tối đa 100 ký tự."};
    case Cause::batch_unfinished:
      return {
          "Máy quét này còn một hồ sơ quét dở từ trước.",
          "Quét tiếp hồ sơ đó bằng --dossier MÃ, hoặc đặt mã mới bằng --dossier cho hồ sơ này."};
    case Cause::not_trusted:
      return {"Hồ sơ hoặc chữ ký không đáng tin cậy.",
              "Không sử dụng; báo người phụ trách kiểm tra."};
    case Cause::charset_unknown:
      return {"Không nhận ra văn bản dùng bảng mã nào.",
              "Chỉ rõ bảng mã bằng --from (tcvn3, vni, cp1258, ...) rồi đối chiếu kết quả."};
    case Cause::kind_unknown:
      return {"Không có loại giấy tờ này.",
              "Chạy 'sohoa forms list' để xem các loại đã định nghĩa."};
    case Cause::typed_invalid:
      return {"Tệp thông tin nhập tay có lỗi.",
              "Sửa dòng nêu trong chi tiết; xem docs/storage.md."};
    case Cause::device_missing:
      return {"Không tìm thấy máy quét.",
              "Kiểm tra nguồn điện và dây nối, rồi chạy 'sohoa devices'."};
    case Cause::device_busy:
      return {"Máy quét đang bận.", "Chờ lượt quét khác kết thúc rồi thử lại."};
    case Cause::device_denied:
      return {"Không có quyền dùng máy quét.", "Báo quản trị thêm tài khoản vào nhóm 'scanner'."};
    case Cause::device_failed:
      return {"Máy quét báo lỗi truyền dữ liệu.",
              "Kiểm tra dây nối, tắt bật máy quét; các trang đã quét vẫn được giữ. Đặt lại tờ đang "
              "quét "
              "dở và các tờ còn lại rồi chạy tiếp."};
    case Cause::device_stalled:
      return {"Máy quét không phản hồi.",
              "Tắt bật máy quét; các trang đã quét vẫn được giữ. Đặt lại tờ đang quét dở rồi chạy "
              "tiếp."};
    case Cause::driver_crashed:
      return {"Trình điều khiển máy quét bị lỗi và đã dừng.",
              "Các trang đã quét vẫn được giữ. Đặt lại tờ đang quét dở rồi chạy tiếp."};
    case Cause::option_refused:
      return {"Máy quét không có nguồn giấy, chế độ màu hoặc độ phân giải đã chọn.",
              "Chạy 'sohoa devices' để xem các lựa chọn của máy."};
    case Cause::feeder_empty:
      return {"Khay giấy trống.", "Đặt giấy vào khay rồi chạy lại."};
    case Cause::paper_jam:
      return {"Máy quét bị kẹt giấy.",
              "Lấy giấy kẹt ra; các trang đã quét vẫn được giữ. Đặt lại tờ bị kẹt và các tờ còn "
              "lại rồi "
              "chạy tiếp."};
    case Cause::cover_open:
      return {"Nắp máy quét đang mở.", "Đóng nắp rồi chạy tiếp."};
    case Cause::page_incomplete:
      return {"Trang quét chưa trọn vẹn nên không được nhận.",
              "Đặt lại tờ vừa quét và các tờ còn lại rồi chạy tiếp."};
    case Cause::page_truncated:
      return {"Phần dưới của trang bị mất khi truyền.",
              "Đặt lại tờ vừa quét và các tờ còn lại rồi chạy tiếp."};
    case Cause::data_missing:
      return {"Thiếu dữ liệu của chương trình.",
              "Chạy 'sohoa doctor' để biết thiếu gì và cách cài."};
    case Cause::definition_invalid:
      return {"Định nghĩa biểu mẫu có lỗi.", "Báo quản trị sửa tệp định nghĩa nêu trong chi tiết."};
    case Cause::settings_invalid:
      return {"Cấu hình có lỗi.", "Sửa dòng nêu trong chi tiết; xem docs/settings.md."};
    case Cause::key_missing:
      return {"Chưa có khóa ký số.", "Khai báo tệp khóa trong cấu hình; xem 'sohoa doctor'."};
    case Cause::key_unusable:
      return {"Khóa ký số không dùng được.",
              "Xem nguyên nhân trong ngoặc vuông: mật khẩu, thời hạn, mục đích của chứng thư số, "
              "hay đã bị thu hồi."};
    case Cause::token_failed:
      return {"Thiết bị lưu khóa (USB token, HSM) không dùng được; hồ sơ đang xử lý vẫn được giữ.",
              "Xem nguyên nhân trong ngoặc vuông. Nếu mã PIN bị từ chối (PIN refused), sửa mã PIN "
              "trước khi chạy "
              "lại: mỗi lần chạy là một lần thử, thử sai nhiều lần thì thiết bị bị khóa."};
    case Cause::storage_unusable:
      return {"Không ghi được vào kho lưu trữ.", "Kiểm tra thư mục kho và quyền ghi."};
    case Cause::disk_full:
      return {"Ổ đĩa đã đầy.",
              "Giải phóng dung lượng rồi chạy lại; các trang đã nhận vẫn được giữ."};
    case Cause::stopped:
      return {"Đã dừng theo yêu cầu.",
              "Chạy lại cùng lệnh để làm tiếp; các trang đã nhận vẫn được giữ."};
    case Cause::service_unreachable:
      return {"Dịch vụ trên mạng không trả lời.", "Kiểm tra đường truyền rồi thử lại."};
    case Cause::time_stamp_failed:
      return {"Chưa lấy được dấu thời gian; tệp và các chữ ký vẫn nguyên như cũ.",
              "Kiểm tra đường truyền đến đơn vị cấp dấu thời gian, rồi chạy lại cùng lệnh."};
    case Cause::revocation_unknown:
      return {"Không xác định được chứng thư số còn hiệu lực hay đã bị thu hồi.",
              "Kiểm tra đường truyền đến đơn vị cấp chứng thư số, hoặc cập nhật danh sách thu hồi "
              "(trust.revocation_lists), rồi thử lại; hồ sơ đang xử lý vẫn được giữ."};
    case Cause::reading_failed:
      return {"Không đọc được chữ trên trang; trang được lưu dưới dạng ảnh.",
              "Xem lại ảnh trang; quét lại nếu ảnh mờ."};
    case Cause::straighten_failed:
      return {"Không xác định được hướng và độ nghiêng của trang.", "Xem lại ảnh trang."};
    case Cause::codes_failed:
      return {"Không tìm được mã QR hoặc mã vạch trên trang.", "Nhập tay nội dung mã nếu có."};
    case Cause::text_unread:
      return {
          "Trên trang có phần giống chữ mà hệ thống không đọc được (tỷ lệ và vị trí nêu trong chi "
          "tiết).",
          "Đối chiếu văn bản với ảnh trang; quét lại nếu ảnh mờ."};
    case Cause::page_missing:
      return {
          "Số trang in trên giấy bị ngắt quãng: có thể thiếu trang (số trang nêu trong chi tiết).",
          "Đối chiếu với bản giấy; nếu thiếu, quét lại cả tài liệu đó."};
    case Cause::page_misplaced:
      return {
          "Số trang in trên giấy không theo thứ tự: trang có thể bị đảo hoặc lẫn tài liệu khác.",
          "Xếp lại bản giấy cho đúng thứ tự rồi quét lại tài liệu đó."};
    case Cause::double_feed:
      return {"Máy quét có thể đã kéo hai tờ cùng lúc: số trang bị nhảy đúng một tờ.",
              "Tách rời các tờ giấy, vuốt phẳng rồi quét lại tài liệu đó."};
    case Cause::page_repeated:
      return {"Trang này giống hệt một trang khác: có thể một tờ đã bị quét hai lần.",
              "Đếm lại bản giấy; nếu chỉ có một tờ thì quét lại, nếu có hai bản thì giữ nguyên."};
    case Cause::page_blank:
      return {"Trang không có nội dung, trong khi chỉ quét một mặt: tờ giấy có thể bị úp mặt.",
              "Xem mặt kia của tờ giấy; nếu có chữ, lật lại rồi quét lại."};
    case Cause::pages_alike:
      return {
          "Hai trang liền nhau chỉ khác nhau ở một chỗ (vị trí nêu trong chi tiết).",
          "Xem trang nào có giấy đính kèm che lên; nếu không có giấy đính kèm, đối chiếu với bản "
          "giấy."};
    case Cause::sheets_differ:
      return {"Số tờ quét được khác với số tờ đã khai báo.",
              "Đếm lại bản giấy; quét lại nếu thiếu hoặc trùng tờ."};
    case Cause::turn_doubtful:
      return {"Không chắc trang có đúng chiều hay không.",
              "Xem ảnh trang; nếu trang bị ngược hoặc xoay ngang, quét lại cho đúng chiều."};
    case Cause::field_missing:
      return {"Thiếu thông tin bắt buộc.", "Nhập thông tin còn thiếu khi kiểm tra."};
    case Cause::field_doubtful:
      return {"Thông tin đọc được chưa chắc chắn.", "Đối chiếu với ảnh trang."};
    case Cause::typed_unused:
      return {"Có thông tin nhập tay không ứng với trường nào của giấy tờ.",
              "Kiểm tra mã trường ('sohoa explain') và loại giấy tờ."};
    case Cause::minimum_missing:
      return {"Thiếu thông tin tối thiểu của giấy tờ số hóa (Điều 9 Thông tư 01/2023/TT-VPCP).",
              "Nhập thông tin còn thiếu theo bản giấy khi kiểm tra."};
    case Cause::component_missing:
      return {"Hồ sơ thiếu thành phần bắt buộc của thủ tục.",
              "Kiểm tra bản giấy: bổ sung giấy tờ còn thiếu, hoặc xác định đúng loại của giấy tờ "
              "chưa nhận ra."};
    case Cause::do_not_digitize:
      return {"Giấy tờ thuộc loại không số hóa (Điều 4 Thông tư 01/2023/TT-VPCP).",
              "Kiểm tra bản giấy; nếu đúng, số hóa lại hồ sơ không có giấy tờ này."};
    case Cause::secret_refused:
      return {
          "Tài liệu có dấu chỉ độ mật: không được số hóa, hồ sơ không được phát hành và các "
          "trang đã nhận đã được xóa.",
          "Rút tài liệu mật ra rồi số hóa lại phần còn lại; xử lý tài liệu đó theo quy định về "
          "bảo vệ bí mật nhà nước."};
    case Cause::block_left_out:
      return {"Trang 1 không còn chỗ trống để hiển thị thông tin chữ ký số.",
              "Chữ ký số vẫn có hiệu lực; xem thông tin chữ ký trong bảng chữ ký của phần mềm đọc "
              "PDF."};
    case Cause::scan_resumed:
      return {"Lượt quét bị gián đoạn rồi quét tiếp.",
              "Đếm lại số trang so với bản giấy: có thể thiếu hoặc trùng một tờ."};
    case Cause::check_failed:
      return {"Tệp vừa tạo không qua được bước tự kiểm tra nên không được phát hành.",
              "Chạy lại; nếu vẫn lỗi, báo bộ phận kỹ thuật kèm nhật ký."};
    case Cause::bug:
      return {"Lỗi của chương trình.", "Báo bộ phận kỹ thuật kèm nhật ký."};
  }
  return {"Lỗi của chương trình.", "Báo bộ phận kỹ thuật kèm nhật ký."};
}

}  // namespace sohoa
