"""Papers of a one-stop counter, for invented citizens: đơn đề nghị, giấy tiếp nhận (Mẫu 01), tờ khai khai sinh."""
from . import marks
from .form import choices, fill, pen, put, table
from .letterhead import LEFT_COLUMN, RIGHT_COLUMN, agency, motto, place_and_date
from .sheet import LEFT, RIGHT, Document


def dmy(date):
    return "/".join(reversed(date.split("-")))


def form_head(page, lines, receiver):
    page.y = motto(page.sheet, column=(LEFT, RIGHT - LEFT)) + 8
    page.centred(f"<b>{lines[0]}</b>", 15, 0.6)
    for line in lines[1:]:
        page.centred(f"<b>{line}</b>", 13.5, 0.6)
    page.gap(3)
    page.centred(f"Kính gửi: {receiver}", 13.5, 4)


def don_de_nghi(dpi, rng, who, receiver, about, lines, reason, results, place, date, typed_over=False):
    page = Document(dpi)

    def line(*parts):
        fill(page, *parts, typed_over=typed_over)

    form_head(page, ["ĐƠN ĐỀ NGHỊ", about], receiver)
    line(("Tôi tên là:", who["ho_ten"], 142), ("Giới tính:", who["gioi_tinh"]))
    line(("Sinh ngày:", dmy(who["ngay_sinh"]), 95), ("Dân tộc:", who["dan_toc"], 140), ("Quốc tịch:", "Việt Nam"))
    line(("Số căn cước/định danh cá nhân:", who["so_cccd"], 138), ("cấp ngày:", dmy(who["ngay_cap_cccd"])))
    line(("Nơi thường trú:", who["dia_chi"]))
    line(("Điện thoại:", who["dien_thoai"]))
    page.gap(1)
    page.paragraph(lines, 13.5, leading=1.12)
    line(("Lý do:", reason))
    page.gap(1)
    choices(page, "Hình thức nhận kết quả:", results[:2])
    choices(page, "", results[2:], LEFT + 44)
    page.gap(1)
    page.paragraph("Tôi xin cam đoan những nội dung khai trên đây là đúng sự thật và hoàn toàn chịu trách nhiệm trước "
                   "pháp luật về lời khai của mình.", 13.5, leading=1.12)
    page.gap(2)
    page.sheet.text(105, page.y, f"<i>{place_and_date(date, place)}</i>", 13, 90, align="centre")
    page.gap(7)
    pen(page, 105, 90, "NGƯỜI LÀM ĐƠN", "(Ký và ghi rõ họ tên)", who["ho_ten"], rng)
    chosen = [text for text, ticked in results if ticked]
    return page, {"loai": "Đơn đề nghị", "noi_dung": about, "kinh_gui": receiver, **who, "ly_do": reason,
                  "hinh_thuc_nhan": chosen[0], "ngay_lam_don": date}


def don_de_nghi_1(dpi, rng):
    return don_de_nghi(
        dpi, rng, {"ho_ten": "Trịnh Ngọc Hạnh Dung", "gioi_tinh": "Nữ", "ngay_sinh": "1987-02-14", "dan_toc": "Kinh",
                   "so_cccd": "079187999912", "ngay_cap_cccd": "2022-08-19", "dien_thoai": "0900001846",
                   "dia_chi": "số 48/15 đường Trần Khắc Chân, phường Tân Định, Thành phố Hồ Chí Minh"},
        "Ủy ban nhân dân phường Tân Định", "Xác nhận tình trạng hôn nhân",
        "Nay tôi làm đơn này đề nghị Ủy ban nhân dân phường xác nhận: trong thời gian cư trú tại địa chỉ nêu trên, từ "
        "ngày 01/01/2019 đến nay, tôi chưa đăng ký kết hôn với ai.",
        "để bổ sung hồ sơ chuyển nhượng quyền sử dụng đất",
        [("Trực tiếp tại Trung tâm", True), ("Qua bưu chính công ích", False), ("Bản điện tử qua Cổng DVC", False)],
        "Tân Định", "2026-03-06")


def don_de_nghi_2(dpi, rng):
    return don_de_nghi(
        dpi, rng, {"ho_ten": "Kiều Văn Ngữ", "gioi_tinh": "Nam", "ngay_sinh": "1959-11-27", "dan_toc": "Hoa",
                   "so_cccd": "079059999935", "ngay_cap_cccd": "2021-12-03", "dien_thoai": "0900005520",
                   "dia_chi": "ấp Giồng Sao, số 7 đường Bến Dược, xã Củ Chi, Thành phố Hồ Chí Minh"},
        "Ủy ban nhân dân xã Củ Chi", "Cấp bản sao trích lục hộ tịch",
        "Nay tôi làm đơn này đề nghị Ủy ban nhân dân xã cấp 02 bản sao trích lục khai sinh theo Sổ đăng ký khai sinh "
        "năm 1959, số 417, quyển số 02.",
        "bản chính bị hư hỏng do mối mọt, nhiều chữ không còn đọc được",
        [("Trực tiếp tại Trung tâm", False), ("Qua bưu chính công ích", True), ("Bản điện tử qua Cổng DVC", False)],
        "Củ Chi", "2026-08-04", typed_over=True)


def giay_tiep_nhan(dpi, rng, ward, case):
    page = Document(dpi)
    sheet = page.sheet
    bottom = agency(sheet, ["ỦY BAN NHÂN DÂN", ward.upper()], ["TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"])
    y = motto(sheet)
    sheet.text(RIGHT_COLUMN[0], y + 4, f"<i>{place_and_date(case['ngay_tiep_nhan'])}</i>", 13, RIGHT_COLUMN[1],
               align="centre")
    below = sheet.text(LEFT_COLUMN[0], bottom + 3, f"Số: {case['so']}", 13, LEFT_COLUMN[1], align="centre")
    stamp = f"{case['ngay_tiep_nhan']}T{case['gio_tiep_nhan']}:00+07:00"
    payload = "|".join((case["ma_ho_so"], case["ma_tthc"], case["so_cccd"],
                        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
                        "Hệ thống thông tin giải quyết TTHC Thành phố Hồ Chí Minh", stamp, case["ngay_hen_tra"]))
    marks.qr(sheet, LEFT, below + 2.5, payload, 24)
    marks.code128(sheet, 112, below + 6, case["ma_ho_so"])
    page.y = below + 32
    page.centred("<b>GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ</b>", 14, 1)
    page.centred(f"Mã hồ sơ: {case['ma_ho_so']}", 13, 3)

    def line(text, size=13):
        page.paragraph(text, size, 0, 1.5, 1.05, False)
    centre = f"Trung tâm Phục vụ hành chính công {ward}"
    line(centre)
    line(f"Tiếp nhận hồ sơ của: <b>{case['ho_ten']}</b>")
    line(f"Số định danh cá nhân: {case['so_cccd']}        Số điện thoại: {case['dien_thoai']}")
    line(f"Địa chỉ: {case['dia_chi']}")
    line(f"Nội dung yêu cầu giải quyết: {case['ten_tthc']} (mã thủ tục {case['ma_tthc']})")
    line("Thành phần hồ sơ nộp gồm:")
    table(page, (14, 93, 24, 34), [("STT", "Tên giấy tờ", "Số lượng", "Hình thức")] + [
        (str(number), name, amount, form) for number, (name, amount, form) in enumerate(case["giay_to"], 1)])
    line("Số lượng hồ sơ: 01 (bộ)")
    line(f"Thời gian giải quyết hồ sơ theo quy định là: {case['thoi_han']}")
    hour, minute = case["gio_tiep_nhan"].split(":")
    line(f"Thời gian nhận hồ sơ: {hour} giờ {minute} phút, ngày {dmy(case['ngay_tiep_nhan'])}")
    line(f"Thời gian trả kết quả giải quyết hồ sơ: 16 giờ 30 phút, ngày {dmy(case['ngay_hen_tra'])}")
    line(f"Đăng ký nhận kết quả tại: {centre}")
    line(f"Vào Sổ theo dõi hồ sơ, Quyển số: 01. Số thứ tự: {case['so_thu_tu']}")
    page.gap(3)
    pen(page, 26, 80, "NGƯỜI NỘP HỒ SƠ", "(Ký và ghi rõ họ tên)", case["ho_ten"], rng)
    pen(page, 112, 84, "NGƯỜI TIẾP NHẬN HỒ SƠ", "(Ký và ghi rõ họ tên)", case["nguoi_tiep_nhan"], rng)
    fields = {"loai": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
              "co_quan_cap_tren": f"ỦY BAN NHÂN DÂN {ward.upper()}", "co_quan": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"}
    fields.update({key: value for key, value in case.items() if key != "giay_to"})
    fields["thanh_phan"] = [name for name, _, _ in case["giay_to"]]
    return page, fields


def giay_tiep_nhan_1(dpi, rng):
    return giay_tiep_nhan(dpi, rng, "phường Tân Định", {
        "so": "1427/TNHS", "ma_ho_so": "H29.118-260318-0042", "ho_ten": "Hồ Đình Khoa", "so_cccd": "079092999917",
        "dien_thoai": "0900002265", "dia_chi": "số 133/2 đường Nguyễn Hữu Cầu, phường Tân Định, TP. Hồ Chí Minh",
        "ma_tthc": "1.001193", "ten_tthc": "Đăng ký khai sinh",
        "giay_to": [("Tờ khai đăng ký khai sinh", "01", "Bản chính"), ("Giấy chứng sinh", "01", "Bản chính"),
                    ("Giấy chứng nhận kết hôn", "01", "Bản sao")],
        "thoi_han": "01 ngày làm việc", "ngay_tiep_nhan": "2026-03-18", "gio_tiep_nhan": "08:35",
        "ngay_hen_tra": "2026-03-19", "so_thu_tu": "42", "nguoi_tiep_nhan": "Vũ Thị Lan Chi"})


def giay_tiep_nhan_2(dpi, rng):
    return giay_tiep_nhan(dpi, rng, "xã Bình Chánh", {
        "so": "5088/TNHS", "ma_ho_so": "H29.204-260722-0116", "ho_ten": "Thạch Sơn Rương",
        "so_cccd": "079078999941", "dien_thoai": "0900007703",
        "dia_chi": "số 5A đường Trịnh Như Khuê, xã Bình Chánh, TP. Hồ Chí Minh",
        "ma_tthc": "1.001612", "ten_tthc": "Đăng ký thành lập hộ kinh doanh",
        "giay_to": [("Giấy đề nghị đăng ký hộ kinh doanh", "01", "Bản chính"),
                    ("Hợp đồng thuê địa điểm kinh doanh", "01", "Bản sao")],
        "thoi_han": "03 ngày làm việc", "ngay_tiep_nhan": "2026-07-22", "gio_tiep_nhan": "14:10",
        "ngay_hen_tra": "2026-07-27", "so_thu_tu": "116", "nguoi_tiep_nhan": "Phùng Gia Uyên"})


def to_khai_khai_sinh(dpi, rng, ward, asker, child, mother, father, date, notes):
    page = Document(dpi)
    form_head(page, ["TỜ KHAI ĐĂNG KÝ KHAI SINH"], f"Ủy ban nhân dân {ward}")
    fill(page, ("Họ, chữ đệm, tên người yêu cầu:", asker["ho_ten"]))
    fill(page, ("Ngày, tháng, năm sinh:", dmy(asker["ngay_sinh"])))
    fill(page, ("Nơi cư trú:", asker["noi_cu_tru"]))
    fill(page, ("Giấy tờ tùy thân:", f"Căn cước số {asker['so_cccd']} cấp ngày {dmy(asker['ngay_cap_cccd'])}"))
    fill(page, ("Quan hệ với người được khai sinh:", asker["quan_he"]))
    put(page.sheet, LEFT, page.y + 5.2, "<b>Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:</b>")
    page.gap(8)
    fill(page, ("Họ, chữ đệm, tên:", child["ho_ten"]))
    fill(page, ("Ngày, tháng, năm sinh:", dmy(child["ngay_sinh"]), 110), ("ghi bằng chữ:", child["ngay_sinh_chu"]))
    fill(page, ("Giới tính:", child["gioi_tinh"], 78), ("Dân tộc:", child["dan_toc"], 130), ("Quốc tịch:", "Việt Nam"))
    fill(page, ("Nơi sinh:", child["noi_sinh"]))
    fill(page, ("Quê quán:", child["que_quan"]))
    for who, person in (("mẹ", mother), ("cha", father)):
        fill(page, (f"Họ, chữ đệm, tên người {who}:", person["ho_ten"]))
        fill(page, ("Năm sinh:", person["nam_sinh"], 78), ("Dân tộc:", person["dan_toc"], 130),
             ("Quốc tịch:", "Việt Nam"))
        fill(page, ("Nơi cư trú:", person["noi_cu_tru"]))
    if notes:
        page.turn_over(numbered=False)
    else:
        page.gap(1)
    page.paragraph("Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận nhất "
                   "trí của các bên liên quan theo quy định pháp luật.", 13, leading=1.05, after=1)
    page.paragraph("Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.", 13, after=1)
    page.sheet.text(105, page.y + 1, f"<i>Làm tại: {place_and_date(date, ward[ward.index(' ') + 1:])}</i>", 13, 90,
                    align="centre")
    page.gap(7.5)
    bottom = pen(page, 105, 90, "Người yêu cầu", "(Ký, ghi rõ họ, chữ đệm, tên)", asker["ho_ten"], rng)
    if notes:
        page.y = bottom + 8
        choices(page, "Đề nghị cấp bản sao:", [("Có", True), ("Không", False)])
        fill(page, ("Số lượng:", "03 bản", 90))
        page.gap(6)
        page.paragraph("<b>Chú thích:</b>", 12, 0)
        for note in ("(1) Ghi rõ tên cơ quan đề nghị thực hiện việc đăng ký khai sinh.",
                     "(2) Ghi theo nơi đăng ký thường trú; nếu không có nơi đăng ký thường trú thì ghi theo nơi đăng ký "
                     "tạm trú; trường hợp không có nơi đăng ký thường trú và tạm trú thì ghi theo nơi ở hiện tại.",
                     "(3) Ghi thông tin về giấy tờ tùy thân như: hộ chiếu, căn cước hoặc giấy tờ hợp lệ thay thế; ghi "
                     "rõ số, cơ quan cấp, ngày cấp.",
                     "(4) Trường hợp trẻ em sinh tại cơ sở y tế thì ghi tên cơ sở y tế và địa chỉ trụ sở; trường hợp "
                     "sinh ngoài cơ sở y tế thì ghi đủ tên đơn vị hành chính cấp xã, cấp tỉnh nơi sinh."):
            page.paragraph(note, 12, 8, 1.2, 1.0)
    fields = {"loai": "Tờ khai đăng ký khai sinh", "kinh_gui": f"Ủy ban nhân dân {ward}"}
    names = {"ho_ten": "nguoi_yeu_cau", "ngay_sinh": "nguoi_yeu_cau_ngay_sinh"}
    fields.update({names.get(key, key): value for key, value in asker.items()})
    fields.update(child)
    fields.update({f"me_{key}": value for key, value in mother.items()})
    fields.update({f"cha_{key}": value for key, value in father.items()})
    fields["ngay_lam_don"] = date
    return page, fields


def to_khai_khai_sinh_1(dpi, rng):
    home = "số 133/2 đường Nguyễn Hữu Cầu, phường Tân Định, Thành phố Hồ Chí Minh"
    return to_khai_khai_sinh(
        dpi, rng, "phường Tân Định",
        {"ho_ten": "Hồ Đình Khoa", "ngay_sinh": "1992-05-30", "noi_cu_tru": home, "so_cccd": "079092999917",
         "ngay_cap_cccd": "2024-09-11", "quan_he": "Cha"},
        {"ho_ten": "Hồ Đình Nhật Quân", "ngay_sinh": "2026-03-11",
         "ngay_sinh_chu": "Ngày mười một, tháng ba, năm hai nghìn không trăm hai mươi sáu", "gioi_tinh": "Nam",
         "dan_toc": "Kinh", "noi_sinh": "Bệnh viện Từ Dũ, phường Bến Thành, Thành phố Hồ Chí Minh",
         "que_quan": "phường Hương Trà, Thành phố Huế"},
        {"ho_ten": "Tạ Thị Mộng Thường", "nam_sinh": "1994", "dan_toc": "Kinh", "noi_cu_tru": home},
        {"ho_ten": "Hồ Đình Khoa", "nam_sinh": "1992", "dan_toc": "Kinh", "noi_cu_tru": home}, "2026-03-18", True)


def to_khai_khai_sinh_2(dpi, rng):
    home = "ấp 3, xã Bình Chánh, Thành phố Hồ Chí Minh"
    return to_khai_khai_sinh(
        dpi, rng, "xã Bình Chánh",
        {"ho_ten": "Danh Thị Sà Phia", "ngay_sinh": "1999-12-02", "noi_cu_tru": home, "so_cccd": "079199999958",
         "ngay_cap_cccd": "2023-04-25", "quan_he": "Mẹ"},
        {"ho_ten": "Lý Danh Bảo Ngân", "ngay_sinh": "2026-06-24",
         "ngay_sinh_chu": "Ngày hai mươi tư, tháng sáu, năm hai nghìn không trăm hai mươi sáu", "gioi_tinh": "Nữ",
         "dan_toc": "Khmer", "noi_sinh": "Trạm Y tế xã Bình Chánh, Thành phố Hồ Chí Minh",
         "que_quan": "xã Trà Cú, tỉnh Vĩnh Long"},
        {"ho_ten": "Danh Thị Sà Phia", "nam_sinh": "1999", "dan_toc": "Khmer", "noi_cu_tru": home},
        {"ho_ten": "Lý Quốc Thắng", "nam_sinh": "1996", "dan_toc": "Hoa", "noi_cu_tru": home}, "2026-07-02", False)
