"""Papers that are none of the known kinds, some of them close to one: nothing is to be extracted from them."""

from pages import forms as page_forms
from pages import tables
from pages.canvas import escape
from pages.parts import fitting, motto_alone
from pages.tables import sentence_case
from pages.words import OFFICES, PROCEDURES, STREETS, TASKS

from .canvas import rule_grid
from .certificates import billions, grouped, tax_code
from .civil import declarant_signs, signer
from .counter import PARTS
from .lexicon import date_in_words, dmy, long_date

GOODS = "Gạo Nàng Hương|Bóng đèn 9 W|Giấy in A4|Xi măng PCB40|Ống nhựa phi 27|Mực in|Sơn nước nội thất|Bàn học sinh|Ghế xoay|Dây điện 2,5|Cà phê rang xay|Nước uống đóng bình|Khẩu trang y tế".split(
    "|"
)
DISHES = "Phở bò tái|Bún chả|Cơm tấm sườn bì|Gỏi cuốn tôm thịt|Lẩu cá kèo|Bánh xèo|Canh chua cá lóc|Chả giò|Cà phê sữa đá|Trà đá|Nước dừa|Bò kho bánh mì|Hủ tiếu Nam Vang|Cá kho tộ".split(
    "|"
)
SUBJECTS = "Toán|Ngữ văn|Ngoại ngữ|Lịch sử và Địa lí|Khoa học tự nhiên|Giáo dục công dân|Công nghệ|Tin học|Âm nhạc|Mĩ thuật|Giáo dục thể chất".split(
    "|"
)
ENGLISH = """We are pleased to confirm the receipt of your request|The meeting has been scheduled for the following week|Please find enclosed the documents you asked for|
Our technical team will contact you shortly|The payment is due within thirty days of the invoice|This letter does not constitute a binding agreement|
All participants are kindly requested to register in advance|Should you have any questions, please do not hesitate to contact us""".replace(
    "\n", ""
).split(
    "|"
)
NEWS = """Chiều {date}, tại {ward}, hàng trăm người dân đã tham gia {task}|Theo ghi nhận của phóng viên, nhiều hộ kinh doanh tại {ward} đã có quyết định đóng cửa sớm|
Ông {person}, một người dân sống lâu năm ở {ward}, cho biết|Giá rau xanh tại các chợ đầu mối tăng từ {count} đến {count2} nghìn đồng mỗi ký|
Dự báo trong vài ngày tới thời tiết tiếp tục có mưa rào và dông rải rác|Đội bóng {ward} giành chiến thắng sau loạt sút luân lưu căng thẳng|
Quyết định số 12 của ban tổ chức giải đã gây nhiều tranh cãi trong khán giả""".replace(
    "\n", ""
).split(
    "|"
)


def heading(document, text, size=1.4, after=2.0):
    document.page.centred(f"<b>{escape(text)}</b>", document.size * size, after)


def goods_table(document, heads, rows, widths):
    page = document.page
    total = sum(widths)
    widths = [(page.right - page.left) * width / total for width in widths]
    edges = [page.y]
    for number, row in enumerate([heads] + rows):
        bottom = edges[-1]
        with page.block(join=True):
            x = page.left
            for text, width in zip(row, widths):
                markup = f"<b>{escape(str(text))}</b>" if number == 0 else escape(str(text))
                if text != "":
                    bottom = max(
                        bottom, page.text(x + 0.8, edges[-1] + 0.8, markup, page.size - 1.5, width - 1.6, align="centre" if number == 0 else "left")
                    )
                x += width
        edges.append(max(bottom, edges[-1] + 4) + 1)
    rule_grid(page, widths, edges)
    page.y = edges[-1] + 3


def invoice(document):
    words, rows = document.words, document.rows()
    heading(document, words.any(["HÓA ĐƠN GIÁ TRỊ GIA TĂNG", "HÓA ĐƠN BÁN HÀNG"]))
    document.page.centred(f"<i>Ngày {words.between(1, 28):02} tháng {words.between(1, 12):02} năm {words.between(2022, 2026)}</i>", None, 1)
    rows.line(("Ký hiệu:", "", f"1C{words.between(22, 26)}T{words.any(['AA', 'BK', 'YY'])}"), ("Số:", "", str(words.between(1, 99999))))
    rows.line(("Đơn vị bán hàng:", "", f"CÔNG TY TNHH {words.pick(STREETS).upper()}"))
    rows.line(("Mã số thuế:", "", tax_code(words)))
    rows.line(("Địa chỉ:", "", words.home()))
    rows.line(("Họ tên người mua hàng:", "", words.someone().name))
    listed = [
        (number, words.pick(GOODS), words.any(["cái", "kg", "hộp", "bao"]), words.between(1, 40), grouped(words.between(2, 900) * 1000))
        for number in range(1, words.between(4, 9))
    ]
    goods_table(document, ["STT", "Tên hàng hóa, dịch vụ", "ĐVT", "Số lượng", "Đơn giá"], listed, [1, 5, 1.3, 1.4, 2])
    total = words.between(200, 90000) * 1000
    rows.line(("Tổng cộng tiền thanh toán:", "", grouped(total)))
    rows.line(("Số tiền viết bằng chữ:", "", billions(total).capitalize() + " đồng"))


def price_list(document):
    words = document.words
    heading(document, words.any(["BẢNG BÁO GIÁ", "BẢNG GIÁ DỊCH VỤ", "BÁO GIÁ VẬT TƯ"]))
    document.page.centred(f"Kính gửi: {escape(words.any(['Quý khách hàng', words.pick(OFFICES)]))}", None, 2)
    goods_table(
        document,
        ["STT", "Mặt hàng", "Đơn giá (đồng)", "Ghi chú"],
        [
            (n, words.pick(GOODS), grouped(words.between(5, 4000) * 1000), words.any(["", "Có sẵn", "Đặt trước"]))
            for n in range(1, words.between(8, 16))
        ],
        [1, 5, 2.4, 2],
    )
    document.paragraph("Báo giá có hiệu lực trong 30 ngày, chưa bao gồm thuế giá trị gia tăng.")


def school_report(document):
    words, rows = document.words, document.rows()
    document.page.centred(f"TRƯỜNG TIỂU HỌC {escape(words.pick(STREETS).upper())}", None, 3)
    heading(document, words.any(["PHIẾU LIÊN LẠC", "BẢNG ĐIỂM HỌC KỲ I", "SỔ LIÊN LẠC"]))
    rows.line(("Họ và tên học sinh:", "", words.someone(first=2010, last=2018).name), ("Lớp:", "", f"{words.between(1, 9)}/{words.between(1, 12)}"))
    rows.line(("Ngày sinh:", "", dmy(words.day(2010, 2018))), ("Giới tính:", "", words.any(["Nam", "Nữ"])))
    goods_table(
        document,
        ["Môn học", "Điểm", "Nhận xét"],
        [
            (name, f"{words.between(5, 10)},{words.any([0, 5])}", words.any(["Hoàn thành tốt", "Cần cố gắng", "Đạt", ""]))
            for name in SUBJECTS[: words.between(6, 11)]
        ],
        [3, 1, 4],
    )
    document.paragraph("Nhận xét chung của giáo viên chủ nhiệm: em ngoan, chăm học, cần tích cực phát biểu hơn.")


def bank_statement(document):
    words, rows = document.words, document.rows()
    heading(document, f"NGÂN HÀNG TMCP {words.pick(STREETS).upper()}", 1.1, 1)
    heading(document, words.any(["SAO KÊ TÀI KHOẢN", "SỔ PHỤ TÀI KHOẢN"]))
    rows.line(("Chủ tài khoản:", "", words.someone().name.upper()), ("Số tài khoản:", "", str(words.between(10**9, 10**10))))
    rows.line(("Từ ngày:", "", dmy(words.day(2025, 2025))), ("Đến ngày:", "", dmy(words.day(2026, 2026))))
    goods_table(
        document,
        ["Ngày", "Diễn giải", "Ghi nợ", "Ghi có"],
        [
            (
                dmy(words.day(2025, 2026)),
                words.any(["Chuyển khoản nội bộ", "Rút tiền ATM", "Lương tháng", "Phí dịch vụ", "Thanh toán điện"]),
                *words.any([("", grouped(words.money())), (grouped(words.money()), "")]),
            )
            for _ in range(words.between(8, 18))
        ],
        [2, 4, 2, 2],
    )


def medical(document):
    words, rows = document.words, document.rows()
    document.page.centred(f"BỆNH VIỆN {escape(words.pick(STREETS).upper())}", None, 2)
    heading(document, words.any(["ĐƠN THUỐC", "PHIẾU KẾT QUẢ XÉT NGHIỆM", "GIẤY RA VIỆN", "PHIẾU KHÁM BỆNH"]))
    who = words.someone()
    rows.line(("Họ tên người bệnh:", "", who.name.upper()), ("Tuổi:", "", str(2026 - who.born.year)), ("Giới tính:", "", who.sex))
    rows.line(("Địa chỉ:", "", who.home))
    rows.line(("Số thẻ BHYT:", "", f"GD4{words.between(10 ** 11, 10 ** 12 - 1)}"))
    rows.line(("Chẩn đoán:", "", words.any(["Viêm họng cấp", "Tăng huyết áp vô căn", "Đái tháo đường không phụ thuộc insulin", "Viêm dạ dày"])))
    for number in range(1, words.between(4, 7)):
        document.paragraph(
            f"{number}. {words.any(['Paracetamol 500 mg', 'Amlodipin 5 mg', 'Metformin 850 mg', 'Omeprazol 20 mg', 'Vitamin C 500 mg'])}: {words.between(10, 30)} viên, ngày uống {words.between(1, 3)} lần"
        )
    document.paragraph("Lời dặn của bác sĩ: uống nhiều nước, nghỉ ngơi, tái khám sau 07 ngày.")


def news(document):
    words = document.words
    heading(document, sentence_case(words.pick(TASKS)), 1.7)
    document.page.centred(f"<i>{escape(words.name('Nam'))} - {dmy(words.day(2024, 2026))}</i>", None, 3)
    for _ in range(words.between(5, 8)):
        document.paragraph(escape(f"{words.fill(words.any(NEWS))}. {words.prose(words.between(1, 2))} {words.fill(words.any(NEWS))}."))


def letter_home(document):
    words = document.words
    document.paragraph(f"<i>{escape(words.place()[0].split(' ', 1)[1])}, {long_date(words.day(2018, 2026))}</i>", indent=80)
    document.paragraph(f"{words.any(['Bố mẹ kính yêu', 'Anh Hai thương', 'Chị thân mến', 'Gửi em'])},", indent=0)
    for _ in range(words.between(3, 6)):
        document.paragraph(
            escape(
                " ".join(
                    words.any(
                        [
                            "Dạo này trời mưa nhiều, con vẫn khỏe và đi làm đều.",
                            "Mùa này ngoài đồng đã gặt xong, cả nhà mình ai cũng bận.",
                            "Em nhớ giữ gìn sức khỏe, đừng thức khuya quá.",
                            "Tháng sau con sẽ về thăm nhà, mẹ đừng lo.",
                            "Chuyện mua đất anh đã quyết định rồi, không thay đổi nữa.",
                            "Con đã làm đơn đề nghị chuyển trường cho cháu.",
                        ]
                    )
                    for _ in range(words.between(2, 5))
                )
            )
        )
    document.paragraph(escape(words.someone().name), indent=100)


def menu(document):
    words = document.words
    heading(document, words.any(["THỰC ĐƠN", "QUÁN CƠM", "MENU"]) + " " + words.pick(STREETS).upper(), 1.6, 4)
    rows = document.rows()
    rows.leader = words.any(["dots", "ellipsis", "none"])
    for _ in range(words.between(10, 18)):
        rows.line((words.pick(DISHES), "", f"{words.between(15, 250)}.000"))


def blank_form(document):
    """A form of another procedure that nobody has filled in."""
    words, rows = document.words, document.rows()
    rows.leader = words.any(["dots", "ellipsis", "rule"])
    motto_alone(document.page)
    heading(
        document,
        words.any(
            [
                "TỜ KHAI ĐĂNG KÝ KHAI TỬ",
                "ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI",
                "TỜ KHAI CẤP HỘ CHIẾU",
                "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1",
                "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
                "ĐƠN XIN NHẬP HỌC",
                "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
            ]
        ),
        1.2,
    )
    document.page.centred("Kính gửi: ..........................................................", None, 2)
    for label in [
        "Họ, chữ đệm, tên:",
        "Ngày, tháng, năm sinh:",
        "Giới tính:",
        "Số định danh cá nhân:",
        "Nơi cư trú:",
        "Số điện thoại:",
        "Nội dung đề nghị:",
        "Lý do:",
        "Giấy tờ kèm theo:",
    ][: words.between(6, 9)]:
        rows.line((label, "", ""))
    document.paragraph("Tôi cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật.")
    document.paragraph("<i>..............., ngày ...... tháng ...... năm ..........</i>", indent=70)


def sheet_of_numbers(document):
    words = document.words
    heading(document, words.any(["DANH SÁCH", "BẢNG TỔNG HỢP", "PHỤ LỤC", "BẢNG CHẤM CÔNG"]) + " " + words.pick(TASKS).upper(), 1.0)
    tables.table(document.page, words, words.any(["ruled", "rows", "double"]), words.between(14, 26), numbers=words.chance(0.4))


def english_letter(document):
    words = document.words
    document.paragraph(f"{words.any(['GREEN RIVER TRADING LTD', 'Institute of Applied Ecology', 'NORTH STAR LOGISTICS'])}", indent=0)
    document.paragraph(f"{words.between(1, 28)} {words.any(['March', 'June', 'October'])} {words.between(2022, 2026)}", indent=0)
    document.paragraph("Dear Sir or Madam,", indent=0)
    for _ in range(words.between(3, 6)):
        document.paragraph(". ".join(words.pick(ENGLISH) for _ in range(words.between(2, 4))) + ".", indent=0)
    document.paragraph("Yours faithfully,", indent=0)


def poster(document):
    words = document.words
    heading(document, words.any(["GIẢI BÓNG ĐÁ THIẾU NHI", "NGÀY HỘI GIA ĐÌNH", "TUYỂN NHÂN VIÊN", "BÁN NHÀ CHÍNH CHỦ", "ĐÊM NHẠC GÂY QUỸ"]), 2.4, 6)
    heading(
        document,
        words.any(["QUYẾT ĐỊNH LÀ Ở BẠN!", "THÔNG BÁO: CÒN 20 SUẤT CUỐI CÙNG", "KẾ HOẠCH NHỎ, Ý NGHĨA LỚN", "GIẤY MỜI THAM DỰ TẶNG KÈM QUÀ"]),
        1.5,
        6,
    )
    for _ in range(words.between(2, 4)):
        document.page.centred(
            escape(
                words.any(
                    [
                        f"Liên hệ: {words.phone()}",
                        f"Địa điểm: {words.home()}",
                        f"Thời gian: 19 giờ ngày {dmy(words.day(2026, 2026))}",
                        "Vào cửa tự do, có giữ xe miễn phí",
                    ]
                )
            ),
            document.size * 1.3,
            4,
        )


def prose_with_titles(document):
    """A book page that speaks of decisions and plans."""
    words = document.words
    document.page.text(document.page.left, document.page.top - 6, str(words.between(12, 380)), 11, 150, align="centre")
    said = [
        "Khi ấy, hai chữ QUYẾT ĐỊNH được in đậm ở đầu tờ giấy đã làm ông giật mình.",
        "Người ta gọi đó là BÁO CÁO mật, nhưng thực ra chỉ là một bức thư.",
        "Bà cầm tờ GIẤY MỜI, đọc đi đọc lại mà vẫn không tin.",
        "Tờ GIẤY KHAI SINH cũ đã mất từ trận lụt năm ấy.",
        "KẾ HOẠCH của hai anh em thế là đổ vỡ.",
    ]
    for _ in range(words.between(4, 6)):
        document.paragraph(escape(f"{words.fill(words.any(NEWS))}. {words.any(said)} {words.fill(words.any(NEWS))}. {words.any(said)}"))


def birth_notice(document):
    """Giấy chứng sinh: a hospital's paper, not the certificate."""
    words, rows = document.words, document.rows()
    motto_alone(document.page)
    heading(document, "GIẤY CHỨNG SINH", 1.4)
    mother = words.someone("Nữ", 1980, 2004)
    rows.line(("Họ và tên mẹ:", "", mother.name.upper()))
    rows.line(("Năm sinh:", "", str(mother.born.year)), ("Dân tộc:", "", mother.group))
    rows.line(("Số định danh cá nhân:", "", mother.number))
    rows.line(("Nơi thường trú:", "", mother.home))
    born = words.day(2024, 2026)
    rows.line(("Đã sinh con vào lúc:", "", f"{words.between(0, 23)} giờ {words.between(0, 59)} phút, ngày {dmy(born)}"))
    rows.line(("Tại:", "", words.birthplace()))
    rows.line(("Số lần sinh:", "", "01"), ("Số con:", "", "01"), ("Giới tính của con:", "", words.any(["Nam", "Nữ"])))
    rows.line(("Cân nặng:", "", f"{words.between(2400, 4200)} gam"), ("Dự định đặt tên con là:", "", words.someone(first=2024, last=2026).name))
    signer(document, "THỦ TRƯỞNG CƠ SỞ KHÁM BỆNH, CHỮA BỆNH", "", "_", words.place()[0])


def extract_of_birth(document):
    words, rows = document.words, document.rows()
    motto_alone(document.page)
    heading(document, "TRÍCH LỤC KHAI SINH", 1.4, 0.5)
    document.page.centred("(BẢN SAO)", None, 1)
    document.page.centred(f"Số: {words.between(1, 900)}/TLKS-BS", None, 2)
    child, mother, father = words.someone(first=1990, last=2025), words.someone("Nữ"), words.someone("Nam")
    rows.line(("Họ, chữ đệm, tên:", "", child.name.upper()))
    rows.line(("Ngày, tháng, năm sinh:", "", dmy(child.born)), ("Ghi bằng chữ:", "", date_in_words(child.born)))
    rows.line(("Giới tính:", "", child.sex), ("Dân tộc:", "", child.group), ("Quốc tịch:", "", "Việt Nam"))
    rows.line(("Nơi sinh:", "", words.birthplace()))
    rows.line(("Họ, chữ đệm, tên người mẹ:", "", mother.name))
    rows.line(("Họ, chữ đệm, tên người cha:", "", father.name))
    rows.line(("Đăng ký khai sinh tại:", "", f"Ủy ban nhân dân {', '.join(words.place())}"))
    rows.line(("Số:", "", f"{words.between(1, 300)}/{words.between(1990, 2025)}"), ("ngày:", "", dmy(words.day(1990, 2025))))
    signer(document, "NGƯỜI KÝ TRÍCH LỤC", words.any(["CHỦ TỊCH", ""]), "_", words.place()[0])


def marriage_declaration(document):
    words, rows = document.words, document.rows()
    motto_alone(document.page)
    heading(document, words.any(["TỜ KHAI ĐĂNG KÝ KẾT HÔN", "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "TỜ KHAI ĐĂNG KÝ LẠI KHAI TỬ"]), 1.2)
    who = words.someone()
    document.page.centred(f"Kính gửi: Ủy ban nhân dân {words.place()[0]}", None, 2)
    rows.line(("Họ, chữ đệm, tên người yêu cầu:", "", who.name))
    rows.line(("Nơi cư trú:", "", who.home))
    rows.line(("Giấy tờ tùy thân:", "", f"CCCD số {who.number}"))
    for label in ("Bên nữ", "Bên nam"):
        other = words.someone()
        rows.line((f"Họ, chữ đệm, tên ({label.lower()}):", "", other.name))
        rows.line(("Ngày, tháng, năm sinh:", "", dmy(other.born)), ("Dân tộc:", "", other.group), ("Quốc tịch:", "", "Việt Nam"))
        rows.line(("Kết hôn lần thứ mấy:", "", words.any(["01", "02"])))
    document.paragraph("Chúng tôi cam đoan những lời khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật.")
    declarant_signs(document, words.place()[0].split(" ", 1)[1], words.day(2024, 2026), "Người yêu cầu", who.name, "")


def residence(document):
    words, rows = document.words, document.rows()
    page, unit = document.page, words.place()[0]
    with page.block(join=False):
        y = page.text(page.left - 4, page.top, f"CÔNG AN {escape(unit.upper())}", page.size, 66, align="centre")
        z = page.text(
            page.left + 66,
            page.top,
            "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>",
            fitting(page, page.size, page.right - page.left - 64),
            page.right - page.left - 64,
            align="centre",
        )
        z = page.text(page.left + 66, z, "<b>Độc lập - Tự do - Hạnh phúc</b>", page.size, page.right - page.left - 64, align="centre")
    page.y = max(y, z) + 8
    heading(document, words.any(["XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ", "GIẤY XÁC NHẬN CƯ TRÚ"]), 1.2)
    who = words.someone()
    rows.line(("1. Họ, chữ đệm và tên:", "", who.name.upper()))
    rows.line(("2. Ngày, tháng, năm sinh:", "", dmy(who.born)), ("3. Giới tính:", "", who.sex))
    rows.line(("4. Số định danh cá nhân:", "", who.number))
    rows.line(("5. Dân tộc:", "", who.group), ("6. Tôn giáo:", "", "Không"), ("7. Quốc tịch:", "", "Việt Nam"))
    rows.line(("8. Quê quán:", "", words.origin()))
    rows.line(("9. Nơi thường trú:", "", who.home))
    rows.line(("10. Nơi ở hiện tại:", "", who.home))
    signer(document, "TRƯỞNG CÔNG AN", "", "_", unit)


def building_permit(document):
    words, rows = document.words, document.rows()
    motto_alone(document.page)
    heading(document, "GIẤY PHÉP XÂY DỰNG", 1.4, 0.6)
    document.page.centred(f"Số: {words.between(1, 900)}/GPXD", None, 2)
    who = words.someone()
    rows.line(("1. Cấp cho:", "", f"Ông (bà) {who.name}"))
    rows.line(("Địa chỉ:", "", who.home))
    rows.line(("2. Được phép xây dựng công trình:", "", "Nhà ở riêng lẻ"))
    rows.line(("Vị trí xây dựng:", "", f"thửa đất số {words.between(1, 900)}, tờ bản đồ số {words.between(1, 90)}"))
    rows.line(("Diện tích xây dựng tầng 1:", "", f"{words.between(40, 200)},{words.between(0, 9)} m²"), ("Số tầng:", "", f"{words.between(1, 5):02}"))
    rows.line(("3. Giấy tờ về quyền sử dụng đất:", "", f"Giấy chứng nhận số CS {words.between(1000, 99999)}"))
    signer(document, "CHỦ TỊCH", "", "_", words.place()[0])


def receipt_of_money(document):
    words, rows = document.words, document.rows()
    heading(document, words.any(["PHIẾU THU", "BIÊN LAI THU PHÍ, LỆ PHÍ", "PHIẾU CHI", "GIẤY NỘP TIỀN"]))
    rows.line(("Quyển số:", "", str(words.between(1, 40))), ("Số:", "", str(words.between(1, 900))))
    rows.line(("Họ và tên người nộp tiền:", "", words.someone().name))
    rows.line(("Địa chỉ:", "", words.home()))
    rows.line(("Lý do nộp:", "", words.pick(PROCEDURES)))
    total = words.between(2, 900) * 10000
    rows.line(("Số tiền:", "", grouped(total) + " đồng"))
    rows.line(("Viết bằng chữ:", "", billions(total).capitalize() + " đồng"))


def questionnaire(document):
    words = document.words
    heading(document, words.any(["PHIẾU KHẢO SÁT Ý KIẾN", "PHIẾU ĐĂNG KÝ THAM GIA", "PHIẾU ĐÁNH GIÁ"]))
    page_forms.field_rows(document.page, words, words.between(4, 7), words.any(["dots", "rule"]), False)
    for _ in range(words.between(2, 4)):
        page_forms.choices(document.page, words)


def checklist(document):
    words = document.words
    heading(document, words.any(["DANH MỤC HỒ SƠ", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "MỤC LỤC VĂN BẢN"]))
    goods_table(
        document,
        ["STT", "Tên tài liệu", "Ngày", "Ghi chú"],
        [(n, words.pick(PARTS), dmy(words.day(2019, 2026)), words.any(["", "Bản chính", "Bản sao"])) for n in range(1, words.between(8, 16))],
        [1, 5, 2, 2],
    )


SORTS = {
    "invoice": invoice,
    "price_list": price_list,
    "school_report": school_report,
    "bank_statement": bank_statement,
    "medical": medical,
    "news": news,
    "letter_home": letter_home,
    "menu": menu,
    "blank_form": blank_form,
    "table": sheet_of_numbers,
    "english_letter": english_letter,
    "poster": poster,
    "book": prose_with_titles,
    "birth_notice": birth_notice,
    "extract_of_birth": extract_of_birth,
    "marriage_declaration": marriage_declaration,
    "residence": residence,
    "building_permit": building_permit,
    "receipt_of_money": receipt_of_money,
    "questionnaire": questionnaire,
    "checklist": checklist,
}


def fill(document):
    sort = list(SORTS)[document.number % len(SORTS)]
    document.set_form()
    SORTS[sort](document)
    document.fields.clear()
    document.notes["sort"] = sort


KINDS = {"khong_ro": fill}
