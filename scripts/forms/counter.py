"""Papers of the one-stop counter: application, receipt slip (Mẫu 01)."""

from pages.canvas import escape
from pages.parts import motto_alone
from pages.tables import sentence_case
from pages.words import PROCEDURES
from samples import marks

from .agencies import site
from .canvas import mark, rule_grid
from .civil import declarant_signs
from .lexicon import dmy, long_date

REASONS = """để bổ sung hồ sơ vay vốn ngân hàng|để hoàn thiện hồ sơ xin việc làm|do bản chính bị thất lạc khi chuyển nhà|để làm thủ tục thừa kế|
bản cũ bị hư hỏng do ngập nước, không còn đọc được|để bổ sung hồ sơ nhập học cho con|do thay đổi nơi cư trú|để đối chiếu thông tin trong Cơ sở dữ liệu quốc gia về dân cư|
gia đình có hoàn cảnh đặc biệt khó khăn|để làm thủ tục hưởng chế độ bảo hiểm xã hội|để thực hiện giao dịch chuyển nhượng quyền sử dụng đất""".replace(
    "\n", ""
).split("|")
# (code, name); codes have the form of real ones, names are those of common procedures
CASES = """1.001193=Đăng ký khai sinh|1.000894=Đăng ký kết hôn|1.000656=Đăng ký khai tử|1.001612=Đăng ký thành lập hộ kinh doanh|2.000635=Cấp bản sao trích lục hộ tịch|
1.004873=Cấp giấy xác nhận tình trạng hôn nhân|1.012796=Đăng ký biến động quyền sử dụng đất do chuyển nhượng|1.009994=Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ|
2.000815=Chứng thực bản sao từ bản chính giấy tờ, văn bản|1.001776=Thực hiện, điều chỉnh trợ cấp xã hội hằng tháng|1.010091=Hỗ trợ chi phí mai táng|
1.004222=Đăng ký thường trú|2.001157=Trợ cấp một lần đối với thanh niên xung phong đã hoàn thành nhiệm vụ trong kháng chiến""".replace(
    "\n", ""
).split(
    "|"
)
PARTS = """Tờ khai theo mẫu|Bản sao Căn cước công dân|Giấy xác nhận cư trú|Hợp đồng ủy quyền|Giấy chứng sinh|Giấy chứng nhận quyền sử dụng đất|Đơn đăng ký biến động đất đai|
Bản vẽ thiết kế xây dựng|Giấy chứng nhận kết hôn|Giấy báo tử|Hợp đồng thuê địa điểm kinh doanh|Ảnh chân dung 4 x 6 cm|Biên bản họp gia đình có xác nhận của Ủy ban nhân dân cấp xã|
Văn bản chấp thuận của chủ sở hữu chung|Giấy khai sinh của trẻ em|Biên lai nộp lệ phí|Văn bản ủy quyền nộp hồ sơ (trường hợp ủy quyền)|Quyết định hưởng trợ cấp""".replace(
    "\n", ""
).split(
    "|"
)


def don_de_nghi(document):
    words = document.words
    document.set_form()
    page = document.page
    who, commune, province = words.someone(), *words.place()
    day = words.day(2025, 2026)
    about = words.pick(PROCEDURES)
    if words.chance(0.25):
        about += f" {words.any(['cho con', 'đối với thửa đất tại ' + commune, 'theo quy định', 'năm ' + str(day.year)])}"
    motto_alone(page)
    page.y += float(document.rng.uniform(0, 5))
    page.centred(f"<b>{mark('loai trich_yeu', 'ĐƠN ĐỀ NGHỊ')}</b>", page.size * float(words.any([1.05, 1.2, 1.3])), 0.8)
    if words.chance(0.85):
        shout = words.chance(0.12)
        page.centred(
            f"<b>{mark('trich_yeu', about.upper() if shout else words.any([sentence_case(about), sentence_case(about), about]))}</b>",
            None,
            1.0,
            page.left + 10,
            page.right - 10,
        )
        document.set(trich_yeu=f"ĐƠN ĐỀ NGHỊ {about}")
        if shout:
            document.unscored.append("trich_yeu")
    page.y += 2
    office = words.any([f"Ủy ban nhân dân {commune}", f"Trung tâm Phục vụ hành chính công {commune}", f"Ủy ban nhân dân {commune}, {province}"])
    page.centred(f"Kính gửi: {mark('kinh_gui', office)}{words.any(['', '', '.'])}", None, 3)
    rows, upper = document.rows(), words.chance(0.2)
    name = (
        words.any(["Tôi tên là:", "Tôi tên là:", "Họ và tên:", "Họ, chữ đệm, tên:", "Tên tôi là:"]),
        "ho_ten",
        who.name.upper() if upper else who.name,
    )
    sex = ("Giới tính:", "gioi_tinh", who.sex)
    born = (words.any(["Sinh ngày:", "Sinh ngày:", "Ngày sinh:", "Ngày, tháng, năm sinh:"]), "ngay_sinh", dmy(who.born))
    words.any(
        [
            lambda: (rows.line(name, sex), rows.line(born)),
            lambda: (rows.line(name), rows.line(born, sex)),
            lambda: (rows.line(name), rows.line(born), rows.line(sex)),
        ]
    )()
    issued = words.later(who.born.replace(year=2021, day=min(who.born.day, 28)), 0, 1500)
    rows.line(
        (
            words.any(["Số CCCD/Số định danh cá nhân:", "Số định danh cá nhân:", "Số căn cước/định danh cá nhân:", "CCCD số:", "Số CCCD:"]),
            "so_cccd",
            who.number,
        ),
        (words.any(["cấp ngày:", "cấp ngày:", "Ngày cấp:"]), "ngay_cap_cccd", dmy(issued)),
    )
    rows.line((words.any(["Nơi thường trú:", "Nơi thường trú:", "Địa chỉ thường trú:", "Nơi cư trú:", "Địa chỉ:"]), "dia_chi", who.home))
    phone = words.phone()
    printed = words.any([phone, phone, f"{phone[:4]} {phone[4:7]} {phone[7:]}", f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"])
    rows.line((words.any(["Số điện thoại:", "Số điện thoại:", "Điện thoại:", "Điện thoại liên hệ:"]), "dien_thoai", printed))
    rows.line(
        (
            words.any(["Nay tôi làm đơn này đề nghị:", "Nay tôi làm đơn này đề nghị:", "Nội dung đề nghị:", "Tôi làm đơn này đề nghị:"]),
            "noi_dung",
            about,
        )
    )
    reason = words.pick(REASONS)
    rows.line((words.any(["Lý do:", "Lý do:", "Lý do đề nghị:"]), "ly_do", reason))
    options = words.any(
        [
            ["Trực tiếp", "Qua bưu chính", "Bản điện tử"],
            ["Trực tiếp", "Qua bưu chính công ích", "Trực tuyến"],
            ["Nhận trực tiếp", "Nhận qua bưu chính"],
        ]
    )
    chosen = words.any(options)
    rows.ticks("Hình thức nhận kết quả:", "hinh_thuc_nhan", options, chosen)
    document.paragraph("Tôi xin cam đoan những nội dung khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai của mình.")
    declarant_signs(
        document, site(words, commune, province), day, words.any(["NGƯỜI LÀM ĐƠN", "Người làm đơn", "NGƯỜI ĐỀ NGHỊ"]), who.name, "ngay_lam_don"
    )
    document.set(
        loai="Đơn đề nghị",
        kinh_gui=office,
        ho_ten=who.name,
        ngay_sinh=who.born.isoformat(),
        gioi_tinh=who.sex,
        so_cccd=who.number,
        ngay_cap_cccd=issued.isoformat(),
        dia_chi=who.home,
        dien_thoai=phone,
        noi_dung=about,
        ly_do=reason,
        ngay_lam_don=day.isoformat(),
        hinh_thuc_nhan=chosen,
    )


def slip_head(document, centre, commune, day, number):
    words, page = document.words, document.page
    left, right = (page.left - 4, 76.0), (page.left + 76, page.right + 4 - page.left - 76)
    size = min(page.size, 12.5)
    with page.block(join=False):
        y = page.text(left[0], page.top, f"ỦY BAN NHÂN DÂN {commune.upper()}", size - 0.5, left[1], align="centre")
        y = page.text(left[0], y, f"<b>{centre.upper()}</b>", size, left[1], align="centre")
        needed = page.measure("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", size)
        z = page.text(
            right[0], page.top, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", size * min(1, right[1] / needed * 0.985), right[1], align="centre"
        )
        z = page.text(right[0], z, "<b>Độc lập - Tự do - Hạnh phúc</b>", size, right[1], align="centre")
        page.rule(right[0] + right[1] * 0.25, z + 0.5, right[1] * 0.5)
        z = page.text(right[0], z + 3, f"<i>{escape(document.site)}, {long_date(day)}</i>", size, right[1], align="centre")
        y = page.text(left[0], y + 2, f"Số: {mark('so', number)}", size, left[1], align="centre")
    return max(y, z)


def table_of_parts(document, listed):
    words, page = document.words, document.page
    widths = [12, page.right - page.left - 12 - 22 - 28, 22, 28]
    size = page.size - 0.5
    kind = words.any(["ruled", "ruled", "list"])
    if kind == "list":
        for number, (name, amount, form) in enumerate(listed, 1):
            document.paragraph(f"{number}. {mark('thanh_phan', name)} ({amount} {form})", indent=6)
        return
    edges = [page.y]
    for number, row in enumerate([("STT", "Tên giấy tờ", "Số lượng", "Hình thức")] + [(str(place), *part) for place, part in enumerate(listed, 1)]):
        bottom = edges[-1]
        with page.block(join=True):
            x = page.left
            for column, (text, width) in enumerate(zip(row, widths)):
                markup = f"<b>{text}</b>" if number == 0 else mark("thanh_phan", text) if column == 1 else escape(text)
                y = page.text(x + 1, edges[-1] + 0.8, markup, size, width - 2, align="centre" if column != 1 or number == 0 else "left")
                bottom, x = max(bottom, y), x + width
        edges.append(bottom + 1.2)
    rule_grid(page, widths, edges)
    page.y = edges[-1] + 2


def giay_tiep_nhan(document):
    words = document.words
    document.set_form()
    document.size = min(document.size, 13.0)
    page = document.page
    page.bottom += 5
    commune, province = words.place()
    document.site = site(words, commune, province)
    centre = "Trung tâm Phục vụ hành chính công"
    who, clerk = words.someone(), words.someone()
    day = words.day(2025, 2026)
    term = words.between(1, 30)
    back = words.term(day, term, term + 6)
    hour, minute = words.between(7, 16), words.any([0, 5, 10, 15, 20, 25, 30, 40, 45, 50, 55])
    code = f"H{words.between(1, 64):02}.{words.between(2, 260)}-{day.year % 100:02}{day.month:02}{day.day:02}-{words.between(1, 400):04}"
    number = f"{words.between(1, 9900)}/TNHS"
    procedure, name = words.pick(CASES).split("=")
    y = slip_head(document, centre, commune, day, number)
    bar_left = words.chance(0.7)
    bottom = page.barcode(page.left if bar_left else page.right - 66, y + 3, code)
    page.codes[-1]["key"] = "barcode"
    for word in page.lines[-1][2]:
        word["text"].fields = ("barcode",)
    with_qr = words.chance(0.7)
    if with_qr:
        payload = "|".join(
            (
                code,
                procedure,
                who.number,
                "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
                f"Hệ thống thông tin giải quyết TTHC {province}",
                f"{day.isoformat()}T{hour:02}:{minute:02}:00+07:00",
                back.isoformat(),
            )
        )
        side = float(words.any([22, 24, 26]))
        marks.qr(page, page.right - side if bar_left else page.left, y + 3, payload, side)
        bottom = max(bottom, y + 3 + side)
    page.y = bottom + 2.5
    page.centred(f"<b>{mark('loai', 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ')}</b>", page.size, 0.8)
    page.centred(f"Mã hồ sơ: {words.any(['<b>%s</b>', '%s']) % mark('ma_ho_so', code)}", None, 2)
    rows = document.rows()
    rows.leader, rows.under, rows.spacing = words.any(["none", "none", "none", "dots"]), False, min(rows.spacing, 1.6)
    full = f"{centre} {commune}"
    document.paragraph(mark("co_quan", full), indent=0, after=0.8)
    label = words.any(["Số CCCD:", "Số định danh cá nhân:", "CCCD/Số định danh:"])
    rows.line((words.any(["Tiếp nhận hồ sơ của:", "Tiếp nhận hồ sơ của ông/bà:"]), "ho_ten", who.name), (label, "so_cccd", who.number))
    rows.line((words.any(["Địa chỉ:", "Địa chỉ:", "Nơi cư trú:"]), "dia_chi", who.home))
    phone = words.phone()
    rows.line(
        ("Số điện thoại:", "dien_thoai", phone), *([("Email:", "", f"hoso{words.between(1, 999)}@congdan.example")] if words.chance(0.3) else [])
    )
    document.paragraph(
        f"Nội dung yêu cầu giải quyết: {mark('ten_tthc', name)} ({words.any(['mã thủ tục', 'mã TTHC:', 'Mã thủ tục:'])} {mark('ma_tthc', procedure)})",
        indent=0,
        after=0.8,
    )
    document.paragraph(words.any(["Thành phần hồ sơ nộp gồm:", "Thành phần hồ sơ nộp gồm:", "Thành phần hồ sơ gồm:"]), indent=0, after=0.6)
    parts = list(dict.fromkeys(words.pick(PARTS) for _ in range(words.between(2, 6))))
    table_of_parts(document, [(part, f"{words.between(1, 2):02}", words.any(["bản chính", "bản sao"])) for part in parts])
    rows.line(("Số lượng hồ sơ:", "so_luong", "01 (bộ)"))
    rows.line(("Thời gian giải quyết hồ sơ theo quy định là:", "thoi_han", f"{term:02} ngày làm việc"))
    document.paragraph(
        f"Thời gian nhận hồ sơ: {mark('gio_tiep_nhan', f'{hour:02} giờ {minute:02} phút')}, ngày {mark('ngay_tiep_nhan', dmy(day))}",
        indent=0,
        after=0.8,
    )
    document.paragraph(
        f"Thời gian trả kết quả giải quyết hồ sơ: {words.any(['16 giờ 30 phút, ', '', '11 giờ 00 phút, '])}ngày {mark('ngay_hen_tra', dmy(back))}",
        indent=0,
        after=0.8,
    )
    document.paragraph(f"Đăng ký nhận kết quả tại: {escape(full)}", indent=0, after=0.8)
    document.paragraph(f"Vào Sổ theo dõi hồ sơ, Quyển số: 01. Số thứ tự: {words.between(1, 900)}", indent=0)
    page = document.page_of(38)
    width = (page.right - page.left) / 2
    with page.block(join=True):
        for x, heading, person, key in (
            (page.left, "NGƯỜI NỘP HỒ SƠ", who, ""),
            (page.left + width, "NGƯỜI TIẾP NHẬN HỒ SƠ", clerk, "nguoi_tiep_nhan"),
        ):
            y = page.text(x, page.y + 2, f"<b>{heading}</b>", page.size - 0.5, width, align="centre")
            y = page.text(x, y, "<i>(Ký và ghi rõ họ tên)</i>", page.size - 1, width, align="centre")
            if words.chance(0.8):
                document.sign(x + width / 2, y + 8, 22, 34)
            y = page.text(x, y + 15, mark(key, person.name) if key else escape(person.name), page.size, width, align="centre")
    document.set(
        loai="Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        so=number,
        ma_ho_so=code,
        co_quan=full.upper(),
        ho_ten=who.name,
        so_cccd=who.number,
        dia_chi=who.home,
        dien_thoai=phone,
        ma_tthc=procedure,
        ten_tthc=name,
        thanh_phan=parts,
        so_luong="01 bộ",
        thoi_han=f"{term:02} ngày làm việc",
        ngay_tiep_nhan=day.isoformat(),
        gio_tiep_nhan=f"{hour:02}:{minute:02}",
        ngay_hen_tra=back.isoformat(),
        nguoi_tiep_nhan=clerk.name,
        barcode=code,
    )


KINDS = {"don_de_nghi": don_de_nghi, "giay_tiep_nhan": giay_tiep_nhan}
