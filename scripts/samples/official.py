"""Official documents of invented cases: công văn, quyết định, thông báo, tờ trình."""
from .letterhead import addressed_to, heading, signed, title
from .sheet import Document


def head_fields(kind, number, date, agency, abstract, signer, post, authority="", above=""):
    fields = {"loai": kind, "so_ky_hieu": number, "so": number.split("/")[0], "ky_hieu": number.split("/", 1)[1],
              "ngay": date, "noi_ban_hanh": "Thành phố Hồ Chí Minh", "co_quan_cap_tren": above, "co_quan": agency,
              "trich_yeu": abstract, "tham_quyen_ky": authority, "chuc_vu_ky": post, "nguoi_ky": signer}
    return {key: value for key, value in fields.items() if value}


def cong_van_1(dpi, rng):
    page = Document(dpi)
    abstract = "V/v phối hợp xác minh thông tin cư trú của công dân"
    heading(page, ["ỦY BAN NHÂN DÂN"], ["PHƯỜNG TÂN ĐỊNH"], "318/UBND-VHXH", "2026-03-09",
            "V/v phối hợp xác minh thông tin\ncư trú của công dân")
    addressed_to(page, "Công an phường Tân Định")
    for text in (
            "Ngày 06 tháng 3 năm 2026, Trung tâm Phục vụ hành chính công phường tiếp nhận hồ sơ mã số "
            "H29.118-260306-0027 của bà Trịnh Ngọc Hạnh Dung, sinh ngày 14/02/1987, số định danh cá nhân "
            "079187999912, đề nghị xác nhận tình trạng hôn nhân.",
            "Qua kiểm tra, thông tin về nơi cư trú ghi trong tờ khai chưa thống nhất với dữ liệu khai thác được từ "
            "Cơ sở dữ liệu quốc gia về dân cư. Để có cơ sở giải quyết hồ sơ đúng thời hạn, Ủy ban nhân dân phường "
            "Tân Định đề nghị Công an phường phối hợp một số nội dung như sau:",
            "1. Xác minh nơi thường trú, nơi tạm trú của bà Trịnh Ngọc Hạnh Dung trong thời gian từ ngày 01/01/2019 "
            "đến nay, trong đó nêu rõ thời điểm đăng ký và xóa đăng ký (nếu có).",
            "2. Cung cấp kết quả xác minh bằng văn bản, ký số và gửi qua hệ thống quản lý văn bản điện tử.",
            "Kết quả đề nghị gửi về Ủy ban nhân dân phường (qua Phòng Văn hóa - Xã hội) trước ngày 13 tháng 3 năm "
            "2026. Mọi vướng mắc xin liên hệ ông Lưu Khắc Tường, chuyên viên, số điện thoại 0900001274.",
            "Ủy ban nhân dân phường rất mong nhận được sự quan tâm phối hợp của quý cơ quan./."):
        page.paragraph(text)
    page.gap(3)
    signed(page, ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Phan Thị Ngọc Quyên",
           ["Như trên;", "Chủ tịch UBND phường (để b/c);", "Trung tâm PVHCC phường;", "Lưu: VT, VHXH (Tường)."],
           rng, "ỦY BAN NHÂN DÂN PHƯỜNG TÂN ĐỊNH")
    return page, {**head_fields("Công văn", "318/UBND-VHXH", "2026-03-09", "ỦY BAN NHÂN DÂN PHƯỜNG TÂN ĐỊNH",
                                abstract, "Phan Thị Ngọc Quyên", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
                  "kinh_gui": "Công an phường Tân Định"}


def cong_van_2(dpi, rng):
    page = Document(dpi)
    heading(page, ["ỦY BAN NHÂN DÂN"], ["XÃ BÌNH CHÁNH"], "1042/UBND-KT", "2026-05-21",
            "V/v báo cáo tiến độ số hóa hồ sơ,\nkết quả giải quyết thủ tục hành chính")
    addressed_to(page, "Văn phòng Ủy ban nhân dân Thành phố", "Sở Khoa học và Công nghệ")
    for text in (
            "Thực hiện Kế hoạch số 77/KH-UBND ngày 02 tháng 02 năm 2026 của Ủy ban nhân dân Thành phố về số hóa hồ "
            "sơ, giấy tờ, kết quả giải quyết thủ tục hành chính, Ủy ban nhân dân xã Bình Chánh báo cáo tiến độ thực "
            "hiện đến hết ngày 15 tháng 5 năm 2026 như sau:",
            "<b>1. Kết quả thực hiện</b>",
            "a) Tổng số hồ sơ tiếp nhận từ ngày 01/01/2026 là 8.416 hồ sơ, trong đó 7.953 hồ sơ được số hóa thành "
            "phần ngay khi tiếp nhận, đạt tỷ lệ 94,5%; tăng 11,2 điểm phần trăm so với cùng kỳ năm trước.",
            "b) Kết quả giải quyết còn hiệu lực của giai đoạn trước ngày 01/7/2025 cần số hóa là 36.280 hồ sơ, đã "
            "thực hiện 21.505 hồ sơ, tương đương 118.740 trang. Số còn lại dự kiến hoàn thành trong quý IV năm 2026.",
            "c) Chất lượng bản số hóa được kiểm tra ngẫu nhiên 5% số trang mỗi tuần: tỷ lệ phải quét lại là 1,3%, "
            "chủ yếu do trang bị lệch, mờ hoặc thiếu trang sau.",
            "<b>2. Khó khăn, vướng mắc</b>",
            "a) Máy quét tại bộ phận một cửa đã sử dụng trên bảy năm, tốc độ thấp, thường bị kẹt giấy khi quét hai "
            "mặt; nhiều hồ sơ cũ là giấy mỏng, chữ viết tay, mực đã phai nên phải quét trên mặt kính từng trang.",
            "b) Việc bóc tách dữ liệu vẫn thực hiện thủ công. Trung bình một công chức mất từ 06 đến 08 phút để nhập "
            "số, ký hiệu, ngày ban hành, cơ quan ban hành và trích yếu của một hồ sơ.",
            "c) Một số mã hồ sơ của đơn vị cũ chưa được ánh xạ sang mã định danh mới sau khi sắp xếp đơn vị hành "
            "chính, gây trùng lặp khi đồng bộ.",
            "<b>3. Kiến nghị</b>",
            "a) Văn phòng Ủy ban nhân dân Thành phố sớm ban hành bảng ánh xạ mã định danh của các đơn vị hành chính "
            "trước và sau ngày 01/7/2025 để thống nhất thực hiện.",
            "b) Sở Khoa học và Công nghệ hướng dẫn tiêu chuẩn kỹ thuật đối với phần mềm nhận dạng chữ tiếng Việt và "
            "định dạng lưu trữ dài hạn PDF/A, tạo điều kiện cho địa phương lựa chọn giải pháp phù hợp.",
            "Ủy ban nhân dân xã Bình Chánh kính báo cáo và đề nghị quý cơ quan quan tâm, xem xét./."):
        page.paragraph(text)
    page.gap(3)
    signed(page, ["CHỦ TỊCH"], "Huỳnh Tấn Vượng",
           ["Như trên;", "Thường trực Đảng ủy xã;", "Thường trực HĐND xã;", "CT, các PCT UBND xã;", "Lưu: VT, KT."],
           rng, "ỦY BAN NHÂN DÂN XÃ BÌNH CHÁNH")
    return page, {**head_fields("Công văn", "1042/UBND-KT", "2026-05-21", "ỦY BAN NHÂN DÂN XÃ BÌNH CHÁNH",
                                "V/v báo cáo tiến độ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
                                "Huỳnh Tấn Vượng", "CHỦ TỊCH"),
                  "kinh_gui": "Văn phòng Ủy ban nhân dân Thành phố; Sở Khoa học và Công nghệ"}


def quyet_dinh(dpi, rng, ward, number, date, abstract, bases, articles, signer, receivers, extra):
    page = Document(dpi)
    heading(page, ["ỦY BAN NHÂN DÂN"], [ward], number, date)
    title(page, "QUYẾT ĐỊNH", abstract)
    page.centred(f"<b>CHỦ TỊCH ỦY BAN NHÂN DÂN {ward}</b>", 14, 3)
    for base in bases:
        page.paragraph(f"<i>{base}</i>")
    page.gap(1)
    page.centred("<b>QUYẾT ĐỊNH:</b>", 14, 3)
    for article in articles:
        page.paragraph(article)
    page.gap(3)
    signed(page, ["CHỦ TỊCH"], signer, receivers, rng, f"ỦY BAN NHÂN DÂN {ward}")
    return page, {**head_fields("Quyết định", number, date, f"ỦY BAN NHÂN DÂN {ward}", abstract, signer, "CHỦ TỊCH"),
                  **extra}


def quyet_dinh_1(dpi, rng):
    return quyet_dinh(
        dpi, rng, "PHƯỜNG XUÂN HÒA", "87/QĐ-UBND", "2026-02-05",
        "Về việc thành lập Tổ số hóa hồ sơ, giấy tờ và kết quả giải quyết thủ tục hành chính năm 2026",
        ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
         "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính "
         "theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia;",
         "Căn cứ Thông tư số 01/2023/TT-VPCP ngày 05 tháng 4 năm 2023 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ;",
         "Theo đề nghị của Giám đốc Trung tâm Phục vụ hành chính công phường tại Tờ trình số 15/TTr-PVHCC ngày 30 "
         "tháng 01 năm 2026."],
        ["<b>Điều 1.</b> Thành lập Tổ số hóa hồ sơ, giấy tờ và kết quả giải quyết thủ tục hành chính của phường Xuân "
         "Hòa (sau đây gọi tắt là Tổ số hóa), gồm các ông, bà có tên sau đây:",
         "1. Ông Tống Phước Lộc, Giám đốc Trung tâm Phục vụ hành chính công phường, Tổ trưởng;",
         "2. Bà Khưu Mỹ Duyên, Phó Trưởng phòng Văn hóa - Xã hội, Tổ phó;",
         "3. Ông Đặng Hữu Nghĩa, chuyên viên Phòng Kinh tế, Hạ tầng và Đô thị, thành viên;",
         "4. Bà Vương Thị Cẩm Thúy, công chức Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, thành viên.",
         "<b>Điều 2.</b> Tổ số hóa có nhiệm vụ:",
         "1. Rà soát, lập danh mục hồ sơ, giấy tờ và kết quả giải quyết thủ tục hành chính còn hiệu lực phải số hóa "
         "theo thứ tự ưu tiên; hoàn thành trước ngày 28 tháng 02 năm 2026.",
         "2. Tổ chức quét, ký số của người thực hiện, bóc tách dữ liệu, cấp mã kết quả số hóa và lưu vào Kho quản lý "
         "dữ liệu điện tử của tổ chức, cá nhân; bảo đảm số ảnh bằng số trang giấy và đúng thứ tự.",
         "3. Kiểm tra chất lượng, xử lý trang bị lệch, mờ, thiếu; báo cáo kết quả cho Chủ tịch Ủy ban nhân dân phường "
         "vào ngày làm việc cuối cùng của mỗi tháng.",
         "<b>Điều 3.</b> Tổ số hóa làm việc theo chế độ kiêm nhiệm, tự giải thể sau khi hoàn thành nhiệm vụ. Kinh phí "
         "hoạt động được bố trí trong dự toán chi thường xuyên năm 2026 của phường.",
         "<b>Điều 4.</b> Quyết định này có hiệu lực kể từ ngày ký.",
         "<b>Điều 5.</b> Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, Giám đốc Trung tâm Phục vụ hành chính "
         "công, thủ trưởng các phòng, đơn vị liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành "
         "Quyết định này./."],
        "Lâm Quang Bửu", ["Như Điều 5;", "UBND Thành phố (để b/c);", "Thường trực Đảng ủy phường;", "Lưu: VT, PVHCC."],
        {})


def quyet_dinh_2(dpi, rng):
    return quyet_dinh(
        dpi, rng, "XÃ CỦ CHI", "1269/QĐ-UBND", "2026-09-14",
        "Về việc trợ cấp xã hội hằng tháng đối với người cao tuổi",
        ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
         "Căn cứ Luật Người cao tuổi ngày 23 tháng 11 năm 2009;",
         "Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ quy định chính sách trợ giúp xã "
         "hội đối với đối tượng bảo trợ xã hội;",
         "Xét đề nghị của Trưởng phòng Văn hóa - Xã hội xã Củ Chi tại Tờ trình số 233/TTr-VHXH ngày 10 tháng 9 năm "
         "2026."],
        ["<b>Điều 1.</b> Trợ cấp xã hội hằng tháng đối với bà <b>Nguyễn Thị Bưởi</b>, sinh ngày 03/10/1945; số định "
         "danh cá nhân: 079145999973; nơi thường trú: số 21/4 đường Giồng Nhãn, xã Củ Chi, Thành phố Hồ Chí Minh.",
         "<b>Điều 2.</b> Mức trợ cấp: 650.000 đồng/tháng <i>(Bằng chữ: Sáu trăm năm mươi nghìn đồng)</i>. Thời điểm "
         "hưởng: kể từ ngày 01 tháng 10 năm 2026.",
         "<b>Điều 3.</b> Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, Trưởng phòng Văn hóa - Xã hội, Trưởng "
         "phòng Kinh tế xã Củ Chi và bà Nguyễn Thị Bưởi chịu trách nhiệm thi hành Quyết định này./."],
        "Đoàn Thế Khải", ["Như Điều 3;", "UBND Thành phố (để b/c);", "Kho bạc Nhà nước khu vực;", "Lưu: VT, VHXH."],
        {"ho_ten": "Nguyễn Thị Bưởi", "ngay_sinh": "1945-10-03", "so_cccd": "079145999973",
         "dia_chi": "số 21/4 đường Giồng Nhãn, xã Củ Chi, Thành phố Hồ Chí Minh", "so_tien": "650000"})


def thong_bao(dpi, rng, above, name, number, date, abstract, paragraphs, authority, signer, receivers, seal):
    page = Document(dpi)
    heading(page, above, name, number, date)
    title(page, "THÔNG BÁO", abstract)
    for text in paragraphs:
        page.paragraph(text)
    page.gap(3)
    signed(page, authority, signer, receivers, rng, seal)
    return page, head_fields("Thông báo", number, date, seal, abstract, signer, authority[-1],
                             authority[0] if len(authority) > 1 else "",
                             " ".join(above) if len(above) > 1 else "")


def thong_bao_1(dpi, rng):
    return thong_bao(
        dpi, rng, ["ỦY BAN NHÂN DÂN"], ["PHƯỜNG BÀN CỜ"], "246/TB-UBND", "2026-04-17",
        "Lịch tiếp công dân định kỳ của Chủ tịch Ủy ban nhân dân phường quý II năm 2026",
        ["Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013, Ủy ban nhân dân phường Bàn Cờ thông báo lịch tiếp công "
         "dân định kỳ của Chủ tịch Ủy ban nhân dân phường quý II năm 2026 như sau:",
         "1. Thời gian: vào ngày thứ Năm hằng tuần, buổi sáng từ 08 giờ 00 phút đến 11 giờ 30 phút; buổi chiều từ 13 "
         "giờ 30 phút đến 16 giờ 30 phút. Trường hợp trùng ngày nghỉ lễ thì chuyển sang ngày làm việc liền kề.",
         "2. Địa điểm: Phòng Tiếp công dân, tầng trệt trụ sở Ủy ban nhân dân phường.",
         "3. Công dân đến khiếu nại, tố cáo, kiến nghị, phản ánh mang theo căn cước hoặc giấy tờ tùy thân và các tài "
         "liệu liên quan (nếu có); không quay phim, chụp ảnh khi chưa được sự đồng ý của người tiếp công dân.",
         "4. Công dân có thể đăng ký trước qua số điện thoại 0900003318 hoặc quét mã tại bảng niêm yết của phường.",
         "Giao Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường niêm yết công khai Thông báo này tại trụ sở, các "
         "điểm sinh hoạt khu phố và đăng tải trên trang thông tin điện tử của phường. Đề nghị các phòng, đơn vị cử "
         "cán bộ cùng tham dự khi có nội dung liên quan./."],
        ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "Mạc Thị Thùy Nhiên",
        ["Thường trực Đảng ủy phường;", "CT, các PCT UBND phường;", "Các phòng, đơn vị;", "27 khu phố (niêm yết);",
         "Lưu: VT."], "ỦY BAN NHÂN DÂN PHƯỜNG BÀN CỜ")


def thong_bao_2(dpi, rng):
    return thong_bao(
        dpi, rng, ["ỦY BAN NHÂN DÂN", "PHƯỜNG NHIÊU LỘC"], ["TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"], "09/TB-PVHCC",
        "2026-01-08", "Về việc điều chỉnh thời gian tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công",
        ["Thực hiện chỉ đạo của Ủy ban nhân dân phường Nhiêu Lộc về nâng cao chất lượng phục vụ người dân, doanh "
         "nghiệp, Trung tâm Phục vụ hành chính công phường thông báo điều chỉnh thời gian tiếp nhận và trả kết quả "
         "như sau:",
         "1. Từ thứ Hai đến thứ Sáu: sáng từ 07 giờ 30 phút đến 11 giờ 30 phút, chiều từ 13 giờ 00 phút đến 17 giờ 00 "
         "phút.",
         "2. Sáng thứ Bảy: từ 07 giờ 30 phút đến 11 giờ 30 phút, chỉ tiếp nhận các lĩnh vực hộ tịch, chứng thực và "
         "đăng ký hộ kinh doanh.",
         "3. Hồ sơ nộp qua Cổng Dịch vụ công quốc gia được tiếp nhận 24 giờ trong ngày; hồ sơ nộp sau 16 giờ 00 phút "
         "được tính từ ngày làm việc tiếp theo.",
         "Thời gian thực hiện: kể từ ngày 12 tháng 01 năm 2026./."],
        ["GIÁM ĐỐC"], "Quách Hải Đăng",
        ["UBND phường (để b/c);", "Các phòng, đơn vị phường;", "Niêm yết tại Trung tâm;", "Lưu: VT."],
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG")


def to_trinh_1(dpi, rng):
    page = Document(dpi)
    abstract = "Về việc đề nghị trang bị máy quét phục vụ số hóa hồ sơ năm 2026"
    heading(page, ["ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN ĐỊNH"], ["TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"],
            "41/TTr-PVHCC", "2026-06-30")
    title(page, "TỜ TRÌNH", abstract)
    addressed_to(page, "Chủ tịch Ủy ban nhân dân phường Tân Định")
    for text in (
            "Căn cứ Quyết định số 52/QĐ-UBND ngày 20 tháng 01 năm 2026 của Ủy ban nhân dân phường về việc giao dự "
            "toán thu, chi ngân sách năm 2026; căn cứ nhu cầu thực tế của đơn vị, Trung tâm Phục vụ hành chính công "
            "phường kính trình Chủ tịch Ủy ban nhân dân phường xem xét, phê duyệt chủ trương trang bị máy quét phục "
            "vụ số hóa hồ sơ, cụ thể như sau:",
            "<b>1. Sự cần thiết</b>",
            "Trung tâm hiện có 02 máy quét khay nạp tự động, mua sắm từ năm 2018, tốc độ thực tế khoảng 14 trang/phút. "
            "Bình quân mỗi ngày tiếp nhận 185 hồ sơ, tương ứng 1.300 đến 1.500 trang giấy phải số hóa. Vào giờ cao "
            "điểm, người dân phải chờ thêm từ 10 đến 15 phút; số máy bị kẹt giấy trung bình 06 lần/ngày.",
            "<b>2. Nội dung đề nghị</b>"):
        page.paragraph(text)
    from .form import table
    table(page, (14, 67, 20, 34, 30), (
        ("STT", "Tên thiết bị", "Số lượng", "Đơn giá (đồng)", "Thành tiền"),
        ("1", "Máy quét hai mặt A4, 60 trang/phút", "02", "21.500.000", "43.000.000"),
        ("2", "Máy quét mặt kính A3", "01", "17.800.000", "17.800.000"),
        ("3", "Đầu đọc mã vạch, mã QR", "04", "1.250.000", "5.000.000")))
    for text in (
            "Tổng kinh phí dự kiến: 65.800.000 đồng <i>(Bằng chữ: Sáu mươi lăm triệu tám trăm nghìn đồng)</i>, từ "
            "nguồn chi không tự chủ đã giao năm 2026.",
            "<b>3. Hiệu quả dự kiến</b>",
            "Thời gian quét một hồ sơ giảm từ 95 giây còn khoảng 25 giây; bảo đảm 100% hồ sơ được số hóa ngay khi tiếp "
            "nhận; hạn chế việc quét lại do lệch trang, dính tờ. Thiết bị được quản lý, sử dụng theo đúng quy định về "
            "tài sản công và được bảo hành tối thiểu 24 tháng.",
            "<b>4. Tổ chức thực hiện</b>",
            "Sau khi được chấp thuận chủ trương, Trung tâm phối hợp Phòng Kinh tế, Hạ tầng và Đô thị lập dự toán chi "
            "tiết, thực hiện mua sắm theo hình thức chào hàng cạnh tranh rút gọn, hoàn thành trước ngày 31 tháng 8 năm "
            "2026.",
            "Trung tâm cam kết quản lý, sử dụng thiết bị đúng mục đích, tiết kiệm; định kỳ hằng quý báo cáo số trang đã "
            "số hóa, tỷ lệ phải quét lại và tình trạng hoạt động của thiết bị.",
            "Kính trình Chủ tịch Ủy ban nhân dân phường xem xét, quyết định./."):
        page.paragraph(text)
    page.gap(3)
    signed(page, ["GIÁM ĐỐC"], "Ngụy Thanh Hòa", ["Như trên;", "Phòng KT, HT và ĐT;", "Lưu: VT."], rng,
           "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG")
    return page, {**head_fields("Tờ trình", "41/TTr-PVHCC", "2026-06-30",
                                "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", abstract, "Ngụy Thanh Hòa", "GIÁM ĐỐC", "",
                                "ỦY BAN NHÂN DÂN PHƯỜNG TÂN ĐỊNH"),
                  "kinh_gui": "Chủ tịch Ủy ban nhân dân phường Tân Định"}
