"""Lists for made-up lines: invented persons, offices, labels, law, money. All persons are invented."""

SURNAMES = """Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đoàn Trương Lưu Cao Tạ Thái Châu
Quách Kiều Tôn Lương Vương Hà Triệu Nghiêm Phùng Khổng Thạch Sơn Lâm Doãn Tống Bạch Viên Ngụy Giáp Kim Từ La Tô Cù Âu Ông Uông Ứng Ấu Bế
Chu Chử Đàm Đào Đậu Điểu Đồng Hứa Khúc Lã Lò Lục Lữ Mạc Mã Mẫn Mông Nông Ninh Nhữ Phó Quàng Quan Rmah Sầm Siu Sùng Tăng Thân Thẩm Tiêu Tòng
Trà Tri Trưng Văn Vi Vừ Xa Y Ksor Hờ Giàng Vàng Thào Cầm Hà Bàn Chảo Đèo Lường Lầu Mùa Phàn Vây Ỷ""".split()
GIVEN = """An Anh Ánh Ái Ân Ẩn Bảo Băng Bằng Bích Biên Bình Bửu Ca Cảnh Cẩm Cần Chánh Chi Chí Chiến Chính Chung Chương Công Cúc Cường Cừ Danh Di Diễm
Diệp Diệu Doanh Du Dũng Duy Duyên Dư Dương Đan Đào Đạo Đạt Đăng Điệp Điền Điểm Đính Định Đoan Đô Độ Đông Đồng Đức Được Gấm Gia Giang Giao Giáp Hà
Hạ Hải Hàn Hạnh Hào Hảo Hân Hằng Hậu Hiên Hiển Hiếu Hiệp Hiệu Hinh Hoa Hòa Hoà Hoài Hoan Hoàn Hoàng Hoạch Học Hồng Hợp Huân Huấn Huế Huệ Hùng Huy Huyền
Huỳnh Hưng Hương Hường Hưởng Hữu Hỷ Kha Khải Khang Khanh Khánh Khiêm Khiết Khoa Khoát Khôi Khuê Khương Kiên Kiệt Kiều Kính Kỳ Lam Lan Lành Lãm Lăng Lâm Lân
Lập Lễ Lệ Liêm Liên Liễu Linh Loan Long Lộc Lợi Luân Luận Lục Luyến Lữ Lương Lượng Lựu Ly Lý Mai Mạnh Mẫn Mận Mến Miên Minh Mơ Mùi Mỹ My Na Nam Nga
Ngà Ngân Nghi Nghị Nghĩa Nghiêm Ngoan Ngọc Ngôn Nguyên Nguyện Nguyệt Nhã Nhạn Nhàn Nhân Nhẫn Nhật Nhi Nhiên Nhiệm Nhu Nhung Nhuận Như Nữ Nương Oanh Pha Phát
Phi Phong Phú Phúc Phụng Phước Phương Phượng Quang Quân Quế Quốc Quý Quyên Quyền Quyết Quỳnh Rạng Sang Sáng Sâm Sinh Sơn Sự Sương Tài Tám Tâm Tân Tấn Thạch
Thái Thanh Thành Thảo Thắm Thắng Thân Thập Thế Thêu Thi Thì Thị Thiên Thiện Thiết Thiệu Thịnh Thoa Thoại Thọ Thông Thời Thơ Thơm Thu Thuần Thuận Thuật Thuỳ Thùy
Thuý Thúy Thủy Thuyên Thuyết Thư Thức Thương Thường Thưởng Thy Tiên Tiến Tiếp Tiệp Tín Tình Tính Toàn Toại Toản Trà Trang Tráng Trâm Trầm Trân Tri Trí Triết Triều
Trinh Trình Trọng Trúc Trung Truyền Trực Trường Tú Tuân Tuấn Tuất Tùng Tuyên Tuyền Tuyến Tuyết Tư Từ Tường Tưởng Tửu Tý Tỵ Uyên Út Vân Văn Vẻ Vi Vĩ Viên Viễn Việt
Vinh Vịnh Võ Vọng Vũ Vui Vương Vượng Vy Vỹ Vỵ Xuân Xuyên Xuyến Ý Yên Yến Ỷ""".split()
STREETS = """Trần Phú|Lê Lợi|Lê Duẩn|Nguyễn Huệ|Nguyễn Du|Phan Chu Trinh|Phan Bội Châu|Hàm Nghi|Tô Hiến Thành|Bà Triệu|Đội Cấn|Giảng Võ|Láng Hạ|Kim Mã|
Nguyễn Trãi|Ngô Gia Tự|Đinh Tiên Hoàng|Võ Thị Sáu|Nguyễn Văn Cừ|Phạm Văn Đồng|Nguyễn Chí Thanh|Hoàng Văn Thụ|Hoàng Hoa Thám|Cộng Hòa|Lý Tự Trọng|Mạc Thị Bưởi|
Nguyễn Đình Chiểu|Nguyễn Bỉnh Khiêm|Ỷ Lan|Yết Kiêu|Dã Tượng|Chu Văn An|Đào Duy Từ|Hàng Bạc|Hàng Điếu|Quán Sứ|Tràng Thi|Thợ Nhuộm|Trương Định|Bạch Mai|Đại La""".replace("\n", "").split("|")
OFFICES = """ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|SỞ NỘI VỤ|SỞ TƯ PHÁP|SỞ TÀI CHÍNH|SỞ Y TẾ|SỞ XÂY DỰNG|SỞ CÔNG THƯƠNG|SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG|SỞ GIÁO DỤC VÀ ĐÀO TẠO|
SỞ KHOA HỌC VÀ CÔNG NGHỆ|SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH|SỞ DÂN TỘC VÀ TÔN GIÁO|THANH TRA TỈNH|VĂN PHÒNG ỦY BAN NHÂN DÂN|BỘ NỘI VỤ|BỘ TÀI CHÍNH|BỘ Y TẾ|BỘ TƯ PHÁP|
BỘ XÂY DỰNG|BỘ CÔNG THƯƠNG|BỘ NGOẠI GIAO|BỘ QUỐC PHÒNG|BỘ CÔNG AN|BỘ GIÁO DỤC VÀ ĐÀO TẠO|BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG|BỘ KHOA HỌC VÀ CÔNG NGHỆ|
BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH|NGÂN HÀNG NHÀ NƯỚC VIỆT NAM|KIỂM TOÁN NHÀ NƯỚC|CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|QUỐC HỘI|TỔNG CỤC THỐNG KÊ|CỤC THUẾ|CHI CỤC HẢI QUAN|
KHO BẠC NHÀ NƯỚC|BẢO HIỂM XÃ HỘI VIỆT NAM|TÒA ÁN NHÂN DÂN KHU VỰC|VIỆN KIỂM SÁT NHÂN DÂN|CÔNG AN TỈNH|BỘ CHỈ HUY QUÂN SỰ|TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG|
PHÒNG KINH TẾ|PHÒNG VĂN HÓA - XÃ HỘI|TRƯỜNG ĐẠI HỌC SƯ PHẠM|TRƯỜNG TRUNG HỌC PHỔ THÔNG|BỆNH VIỆN ĐA KHOA|TRUNG TÂM Y TẾ|BAN QUẢN LÝ DỰ ÁN|VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI|
CHI NHÁNH|CÔNG TY CỔ PHẦN|CÔNG TY TNHH MỘT THÀNH VIÊN|ĐẢNG ỦY|LIÊN ĐOÀN LAO ĐỘNG|HỘI NÔNG DÂN|HỘI CỰU CHIẾN BINH|ĐOÀN THANH NIÊN CỘNG SẢN HỒ CHÍ MINH|MẶT TRẬN TỔ QUỐC VIỆT NAM""".replace("\n", "").split("|")
TITLES = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|Độc lập – Tự do – Hạnh phúc|QUYẾT ĐỊNH|THÔNG BÁO|THÔNG TƯ|NGHỊ ĐỊNH|
NGHỊ QUYẾT|CHỈ THỊ|KẾ HOẠCH|BÁO CÁO|TỜ TRÌNH|BIÊN BẢN|GIẤY MỜI|GIẤY GIỚI THIỆU|GIẤY ỦY QUYỀN|GIẤY CHỨNG NHẬN|GIẤY XÁC NHẬN|GIẤY KHAI SINH|TRÍCH LỤC KHAI SINH|GIẤY CHỨNG NHẬN KẾT HÔN|
TỜ KHAI ĐĂNG KÝ KHAI SINH|TỜ KHAI ĐĂNG KÝ KẾT HÔN|ĐƠN ĐỀ NGHỊ|ĐƠN XIN XÁC NHẬN|ĐƠN KHIẾU NẠI|PHIẾU TIẾP NHẬN HỒ SƠ|GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ|PHIẾU KIỂM SOÁT|HỢP ĐỒNG LAO ĐỘNG|
HỢP ĐỒNG THUÊ NHÀ|CÔNG ĐIỆN|QUY CHẾ|QUY ĐỊNH|PHỤ LỤC|DANH SÁCH|DANH MỤC|BẢNG TỔNG HỢP|BẢN SAO|BẢN CHÍNH|CĂN CƯỚC CÔNG DÂN|CĂN CƯỚC|SỔ HỘ KHẨU|LÝ LỊCH|MỤC LỤC|QUYẾT ĐỊNH:|QUYẾT NGHỊ:|
Chương I|Chương II|Chương III|Chương IV|Chương V|Mục 1|Mục 2|QUY ĐỊNH CHUNG|TỔ CHỨC THỰC HIỆN|ĐIỀU KHOẢN THI HÀNH|PHẠM VI ĐIỀU CHỈNH|HỎA TỐC|KHẨN|MẬT|SAO Y|SAO Y BẢN CHÍNH""".replace("\n", "").split("|")
SIGNERS = """TM. ỦY BAN NHÂN DÂN|TM. ỦY BAN NHÂN DÂN TỈNH|TM. CHÍNH PHỦ|KT. CHỦ TỊCH|KT. BỘ TRƯỞNG|KT. GIÁM ĐỐC|KT. THỦ TƯỚNG|TL. CHỦ TỊCH|TL. BỘ TRƯỞNG|TUQ. GIÁM ĐỐC|TUQ. CHỦ TỊCH|Q. GIÁM ĐỐC|
CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|CỤC TRƯỞNG|PHÓ CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG|HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG|TRƯỞNG PHÒNG|VỤ TRƯỞNG|CHÁNH ÁN|
VIỆN TRƯỞNG|TRƯỞNG BAN|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|CHỦ TỊCH QUỐC HỘI|NGƯỜI LẬP BIỂU|KẾ TOÁN TRƯỞNG|THỦ TRƯỞNG ĐƠN VỊ|NGƯỜI KÝ|(Ký, ghi rõ họ tên)|(Ký, đóng dấu)|(Đã ký)|(Ký tên, đóng dấu)|
Người khai|Người nộp hồ sơ|Người tiếp nhận hồ sơ|Cán bộ tiếp nhận|NGƯỜI LÀM ĐƠN|XÁC NHẬN CỦA ỦY BAN NHÂN DÂN|THẨM PHÁN - CHỦ TỌA PHIÊN TÒA""".replace("\n", "").split("|")
LABELS = """Họ và tên|Họ, chữ đệm, tên|Họ, chữ đệm, tên người yêu cầu|Ngày, tháng, năm sinh|Ngày sinh|Sinh ngày|Giới tính|Dân tộc|Quốc tịch|Tôn giáo|Nơi sinh|Quê quán|Nơi cư trú|Nơi thường trú|Nơi tạm trú|
Chỗ ở hiện nay|Địa chỉ|Địa chỉ thường trú|Địa chỉ liên hệ|Số định danh cá nhân|Số CCCD|CCCD/CMND số|Số căn cước|Giấy tờ tùy thân|Ngày cấp|Nơi cấp|Số điện thoại|Điện thoại|Email|Thư điện tử|
Fax|Mã số thuế|Mã hồ sơ|Mã số|Nghề nghiệp|Chức vụ|Đơn vị công tác|Trình độ|Lĩnh vực|Nội dung|Nội dung đề nghị|Lý do|Kính gửi|Về việc|Ghi chú|Số lượng|Thành phần hồ sơ|Thời hạn giải quyết|
Thời gian nhận hồ sơ|Thời gian trả kết quả|Đăng ký nhận kết quả tại|Họ, chữ đệm, tên cha|Họ, chữ đệm, tên mẹ|Họ tên chồng|Họ tên vợ|Năm sinh|Tên cơ quan|Tên tổ chức|Người đại diện|Người ký|
Tài khoản số|Tại ngân hàng|Thửa đất số|Tờ bản đồ số|Diện tích|Diện tích sàn|Mục đích sử dụng|Thời hạn sử dụng|Nguồn gốc sử dụng|Số tầng|Biển số|Tổng số tiền|Bằng chữ|Số tiền|Đợt|Lần|Quyển số|
Số|Ngày|Tôi là|Tên tôi là|Là|Quan hệ với người được khai sinh|Loại giấy tờ|Hình thức|Trong đó|Gồm có|Thư ký|Chủ tọa|Thành phần|Địa điểm|Thời gian|Nơi nhận|Lưu""".replace("\n", "").split("|")
ETHNIC = "Kinh Tày Thái Mường Khmer Hoa Nùng H'Mông Dao Gia-rai Ê-đê Ba-na Sán Chay Chăm Cơ-ho Xơ-đăng Sán Dìu Hrê Ra-glai Mnông Bru-Vân Kiều".split()
KINDS = "QĐ NQ TB BC TTr KH HD CV CT CĐ TT NĐ NĐ-CP GM BB ĐA CTr QC QyĐ HĐ GUQ GGT PC TTLT VBHN PA KL SY TL GCN GP".split()
BODIES = "UBND HĐND CP TTg BTC BNV BYT BTP BXD BCT BCA BQP BKHCN BGDĐT BVHTTDL BNNMT SNV STC SYT STP SXD SGDĐT SNNMT VP VPCP KSTT TCCB NVY KHTC TTPVHCC CCVTLT ĐU TU MTTQ CAT PKT PVHXH UB TTYT".split()
RECEIVERS = "VT TH NC KT KTTH KSTT TCCB PC HC NV KGVX VX CNXD NN TKCT ĐT TTr HTQT TCTL QLVB P.TH".split()
LAWS = """Luật Tổ chức chính quyền địa phương|Luật Đất đai|Luật Hộ tịch|Luật Căn cước|Luật Cư trú|Luật Đầu tư|Luật Đầu tư công|Luật Đấu thầu|Luật Ngân sách nhà nước|Luật Khiếu nại|Luật Tố cáo|
Luật Viên chức|Luật Cán bộ, công chức|Luật Xây dựng|Luật Nhà ở|Luật Doanh nghiệp|Luật Bảo vệ môi trường|Luật Bảo hiểm xã hội|Luật Bảo hiểm y tế|Luật Giao dịch điện tử|Luật Lưu trữ|
Bộ luật Dân sự|Bộ luật Hình sự|Bộ luật Lao động|Bộ luật Tố tụng hành chính|Luật Xử lý vi phạm hành chính|Luật Ban hành văn bản quy phạm pháp luật|Luật Quản lý thuế|Luật Giao thông đường bộ|
Luật Hôn nhân và gia đình|Luật Nuôi con nuôi|Luật Công chứng|Luật Khám bệnh, chữa bệnh|Luật Giáo dục|Luật Dữ liệu|Pháp lệnh Ưu đãi người có công với cách mạng""".replace("\n", "").split("|")
UNITS = "m² m³ km² m2 m3 km kg ha tấn lít % °C đồng đ VNĐ triệu đồng tỷ đồng USD người hộ bộ bản tờ cái chiếc ngày tháng năm giờ phút lần kWh MW m cm mm".split()
DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
CELLS = """STT|TT|Số TT|Họ và tên|Năm sinh|Giới tính|Nam|Nữ|Có|Không|Đạt|Không đạt|X|x|Tổng|Tổng cộng|Cộng|Đơn vị|Số lượng|Đơn giá|Thành tiền|Ghi chú|Chức vụ|I|II|III|IV|V|VI|VII|VIII|IX|A|B|C|D|
a)|b)|c)|d)|đ)|e)|-|+|*|1.|2.|1.1|1.2|2.3.1|(1)|(2)|(3)|(4)=(2)x(3)|01|02|Bản chính|Bản sao|Kinh|Tốt|Khá|Giỏi|Đúng|Nội dung|Ngày|Ký nhận|Kết quả|Trang|Điểm|Lớp|Khoa|Phòng|Bộ|Cái|Chiếc|Tờ|Người""".replace("\n", "").split("|")
