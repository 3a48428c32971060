"""Certificates of land use (Circulars 23/2014 and 10/2024/TT-BTNMT) and of enterprise registration."""

import math

from pages.canvas import escape
from pages.parts import fitting
from pages.words import STREETS, in_words
from samples import marks

from .canvas import mark
from .civil import motto_alone
from .lexicon import dmy, folded, long_date

LAND = """Đất ở tại đô thị|Đất ở tại nông thôn|Đất trồng cây lâu năm|Đất chuyên trồng lúa|Đất thương mại, dịch vụ|Đất trồng cây hằng năm khác|
Đất ở tại đô thị: 80,0 m²; Đất trồng cây lâu năm: 40,5 m²|Đất cơ sở sản xuất phi nông nghiệp|Đất nuôi trồng thủy sản""".replace("\n", "").split("|")
TERMS = ["Lâu dài", "Lâu dài", "Đến ngày 15/10/2063", "50 năm", "Đất ở: Lâu dài; Đất trồng cây lâu năm: Đến ngày 01/7/2064", "Đến tháng 12/2049"]
GOODS = "Thương mại|Xây dựng|Vận tải|Cơ khí|Dược phẩm|Nông sản|May mặc|Thủy sản|Bao bì|In ấn|Nội thất|Thiết bị trường học|Môi trường|Phần mềm".split(
    "|"
)
FORMS = [
    ("CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN", "CÔNG TY TNHH MỘT THÀNH VIÊN", "ONE MEMBER COMPANY LIMITED"),
    ("CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN", "CÔNG TY TNHH", "COMPANY LIMITED"),
    ("CÔNG TY CỔ PHẦN", "CÔNG TY CỔ PHẦN", "JOINT STOCK COMPANY"),
]
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_digit(nine):
    """The check digit of a tax code, or None: some numbers cannot be."""
    rest = sum(int(digit) * weight for digit, weight in zip(nine, TAX_WEIGHTS)) % 11
    return None if rest == 0 else str(10 - rest)


def tax_code(words):
    while True:
        nine = f"{words.any(['01', '03', '31', '04', '18', '36', '37', '11'])}9{words.between(0, 999999):06}"
        if tax_digit(nine):
            return nine + tax_digit(nine)


def grouped(number):
    return f"{number:,}".replace(",", ".")


def lotus(document, ground):
    """A pink sheet with a pattern of rings, like the drum's."""
    rng = document.rng
    x, y = float(rng.uniform(80, 130)), float(rng.uniform(120, 180))

    def prepare(page):
        page.fill_box(0, 0, page.width, page.height, ground)
        page.ctx.save()
        page.ctx.set_source_rgb(*(max(0, value - 0.045) for value in ground))
        page.ctx.set_line_width(page.px(0.3))
        for ring in range(6, 96, 5):
            page.ctx.new_path()
            page.ctx.arc(page.px(x), page.px(y), page.px(ring), 0, 2 * math.pi)
            page.ctx.stroke()
        for ray in range(36):
            angle = ray * math.pi / 18
            page.ctx.move_to(page.px(x + 15 * math.cos(angle)), page.px(y + 15 * math.sin(angle)))
            page.ctx.line_to(page.px(x + 90 * math.cos(angle)), page.px(y + 90 * math.sin(angle)))
        page.ctx.stroke()
        page.ctx.restore()
        page.ctx.new_path()
        page.frame(8, 8, page.width - 16, page.height - 16, 0.6)

    document.prepare = prepare


def plot(words):
    size = words.between(300, 90000)
    printed = f"{grouped(size // 10)},{size % 10}"
    return {
        "thua_dat_so": str(words.between(1, 999)),
        "to_ban_do_so": str(words.between(1, 120)),
        "dien_tich": printed,
        "loai_dat": words.pick(LAND),
        "thoi_han": words.any(TERMS),
    }


def holder(words):
    """(what is printed before the name, person)"""
    person = words.someone()
    return (
        words.any(["Ông" if person.sex == "Nam" else "Bà", "Ông" if person.sex == "Nam" else "Bà", "Hộ ông" if person.sex == "Nam" else "Hộ bà"]),
        person,
    )


def plot_rows(document, rows, facts, place, letters, older):
    """The parcel, its items lettered."""
    words = document.words
    letter = iter("abcdeghik" if older else "abcdđeghi")

    def item():
        return f"{next(letter)}) " if letters else "- "

    rows.line(
        (f"{item()}Thửa đất số:", "thua_dat_so", facts["thua_dat_so"]),
        (words.any(["Tờ bản đồ số:", "tờ bản đồ số:"]), "to_ban_do_so", facts["to_ban_do_so"]),
    )
    order = ["dia_chi", "dien_tich"] if older else ["dien_tich", "loai", "thoi_han", "dia_chi"]
    for key in order + (["loai", "thoi_han"] if older else []):
        if key == "dien_tich":
            rows.line((f"{item()}Diện tích:", None, f"{mark('dien_tich', facts['dien_tich'])} m²"))
        elif key == "loai":
            rows.line((f"{item()}{'Mục đích sử dụng:' if older else 'Loại đất:'}", "loai_dat", facts["loai_dat"]))
        elif key == "thoi_han":
            rows.line((f"{item()}{'Thời hạn sử dụng:' if older else 'Thời hạn sử dụng đất:'}", "thoi_han", facts["thoi_han"]))
        else:
            rows.line((f"{item()}{words.any(['Địa chỉ:', 'Địa chỉ:', 'Địa chỉ thửa đất:'])}", "dia_chi_thua_dat", place))
    rows.line(
        (
            f"{item()}{'Nguồn gốc sử dụng:' if older else 'Hình thức sử dụng đất:'}",
            "",
            (
                words.any(["Sử dụng riêng", "Sử dụng chung"])
                if not older
                else words.any(["Công nhận QSDĐ như giao đất có thu tiền sử dụng đất", "Nhận chuyển nhượng đất được Công nhận QSDĐ"])
            ),
        )
    )


def signed(document, office, post, day, place, date_key, office_key):
    words, page = document.words, document.page_of(48)
    width = (page.right - page.left) * 0.55
    x = page.right - width
    person = words.someone()
    with page.block(join=False):
        y = page.text(x, page.y + 1, f"<i>{escape(place)}, {mark(date_key, long_date(day))}</i>", page.size, width, align="centre")
        y = page.text(x, y + 0.5, f"<b>{mark(office_key, office)}</b>", page.size, width, align="centre")
        y = page.text(x, y, f"<b>{escape(post)}</b>", page.size, width, align="centre")
        if words.chance(0.9):
            document.sign(x + width / 2 + 3, y + 10)
            document.seal(x + width / 2 - float(document.rng.uniform(11, 18)), y + 10, office[-30:])
        y = page.text(x, y + 21, f"<b>{mark('nguoi_ky', person.name)}</b>", page.size, width, align="centre")
    page.y = y + 3
    document.set(nguoi_ky=person.name)


def serial(document, text, at_bottom):
    page = document.page
    page.ink((0.75, 0.1, 0.14))
    with page.block(join=True):
        x, y = (page.right - 46, page.height - 17) if at_bottom else (page.left, page.top - 3)
        x = page.put(x, y, document.words.any(["Số: ", "Số phát hành: ", ""]) if at_bottom else "Số phát hành (Số seri): ", 10)
        page.put(x, y, f"<b>{mark('so_seri', text)}</b>", 13)
    page.ink()


def land(document):
    words = document.words
    document.set_form()
    document.number_pages = False
    lotus(document, words.any([(0.99, 0.90, 0.91), (0.98, 0.88, 0.88), (0.99, 0.92, 0.91)]))
    if words.chance(0.6):
        land_of_2024(document)
    else:
        land_of_2014(document)
    document.set(loai="Giấy chứng nhận quyền sử dụng đất")


def land_of_2024(document):
    words, page = document.words, document.page
    commune, province = words.place()
    title, person = holder(words)
    facts, day = plot(words), words.day(2025, 2026)
    place = f"{words.any([f'đường {words.pick(STREETS)}', f'thửa {words.between(1, 90)}', 'ấp 3', 'thôn Đông'])}, {commune}, {province}"
    number = f"{words.any('A B C D E H K L M N'.split())}{words.any('A B C D E G H K'.split())} {words.between(100000, 99999999):08}"
    register = words.any([f"CN {words.between(100, 99999):05}", f"CS {words.between(1000, 99999)}", f"VP{words.between(10000, 99999)}"])
    side = 24.0
    marks.qr(
        page, page.right - side, page.top - 2, f"GCN|{number.replace(' ', '')}|{person.number}|{facts['thua_dat_so']}|{facts['to_ban_do_so']}", side
    )
    left, right = page.left, page.right
    page.right = right - side - 3
    page.left = left + (0 if words.chance(0.5) else 20)
    motto_alone(page)
    page.left, page.right = left, right
    page.y = max(page.y, page.top + 24)
    page.ink((0.75, 0.1, 0.14))
    page.centred(f"<b>{mark('loai', 'GIẤY CHỨNG NHẬN')}</b>", page.size * 1.5, 0.6)
    page.centred(f"<b>{mark('loai', 'QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT')}</b>", page.size * 0.95, 3)
    page.ink()
    rows = document.rows()
    document.paragraph("<b>1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:</b>", indent=0)
    label = words.any(["CCCD số:", "Số định danh cá nhân:", "Căn cước công dân số:"])
    rows.line((f"{title}:", "nguoi_su_dung", words.any([person.name, person.name.upper()])), (label, "so_giay_to", person.number))
    rows.line((words.any(["Địa chỉ:", "Địa chỉ thường trú:"]), "dia_chi", person.home))
    document.paragraph("<b>2. Thông tin thửa đất:</b>", indent=0)
    plot_rows(document, rows, facts, place, words.chance(0.7), False)
    document.paragraph(
        "<b>3. Thông tin tài sản gắn liền với đất:</b> " + words.any(["-/-", "Không", "Nhà ở riêng lẻ, diện tích xây dựng 62,4 m²"]), indent=0
    )
    document.paragraph("<b>4. Ghi chú:</b> " + words.any(["Không", "-/-"]), indent=0)
    office = words.any(
        [f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {province.upper()}", f"ỦY BAN NHÂN DÂN {commune.upper()}", "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI KHU VỰC 3"]
    )
    post = "CHỦ TỊCH" if office.startswith("ỦY") else "GIÁM ĐỐC"
    signed(document, office, post, day, province.replace("tỉnh ", ""), "ngay_cap", "noi_cap_ky")
    page = document.page_of(10)
    rows.leader = "none"
    rows.line((words.any(["Số vào sổ cấp Giấy chứng nhận:", "Số vào sổ cấp GCN:"]), "so_vao_so", register))
    if words.chance(0.7):
        document.paragraph("<i>Thông tin chi tiết được thể hiện tại mã QR</i>", document.page.size - 1.5, 0)
    serial(document, number, words.chance(0.7))
    document.set(
        so_seri=number,
        so_vao_so=register,
        nguoi_su_dung=person.name,
        so_giay_to=person.number,
        dia_chi=person.home,
        dia_chi_thua_dat=place,
        ngay_cap=day.isoformat(),
        noi_cap_ky=office,
        **facts,
    )


def land_of_2014(document):
    words, page = document.words, document.page
    commune, province = words.place()
    title, person = holder(words)
    number = f"{words.any('B C D Đ'.split())}{words.any('A B C D E G H K L M N P Q R S T U V X Y'.split())} {words.between(100000, 999999)}"
    page.y += 8
    motto_alone(page)
    page.ctx.set_source_rgb(0.8, 0.15, 0.15)
    page.ctx.arc(page.px(page.width / 2), page.px(page.y + 17), page.px(13), 0, 7)
    page.ctx.fill()
    page.y += 36
    page.ink((0.75, 0.1, 0.14))
    for text, size in (("GIẤY CHỨNG NHẬN", 1.7), ("QUYỀN SỬ DỤNG ĐẤT", 1.3), ("QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", 0.95)):
        page.centred(f"<b>{mark('loai', text)}</b>", page.size * size, 1)
    page.ink()
    page.y += 6
    rows = document.rows()
    document.paragraph("<b>I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất</b>", indent=0)
    rows.line((f"{title}:", "nguoi_su_dung", words.any([person.name, person.name.upper()])))
    rows.line(("Năm sinh:", "", str(person.born.year)), (words.any(["CCCD số:", "CMND số:", "Căn cước công dân số:"]), "so_giay_to", person.number))
    rows.line((words.any(["Địa chỉ thường trú:", "Địa chỉ:"]), "dia_chi", person.home))
    serial(document, number, True)
    document.set(so_seri=number, nguoi_su_dung=person.name, so_giay_to=person.number, dia_chi=person.home)
    if words.chance(0.5):
        return
    page = document.new_page()
    facts, day = plot(words), words.day(2015, 2024)
    place = f"{words.any(['ấp 2', 'khu phố 5', 'thôn Trung', 'tổ 14'])}, {words.origin(1.0)}"
    document.paragraph("<b>II. Thửa đất, nhà ở và tài sản khác gắn liền với đất</b>", indent=0)
    document.paragraph("<b>1. Thửa đất:</b>", indent=0)
    plot_rows(document, rows, facts, place, True, True)
    document.paragraph("<b>2. Nhà ở:</b> -/-", indent=0)
    document.paragraph("<b>3. Công trình xây dựng khác:</b> -/-", indent=0)
    document.paragraph("<b>4. Ghi chú:</b> Không", indent=0)
    office = words.any([f"SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG {province.upper()}", f"ỦY BAN NHÂN DÂN {words.origin(1.0).split(', ')[1].upper()}"])
    signed(document, office, "CHỦ TỊCH" if office.startswith("ỦY") else "GIÁM ĐỐC", day, province.replace("tỉnh ", ""), "ngay_cap", "noi_cap_ky")
    register = f"CS {words.between(1000, 99999):05}"
    rows.leader = "none"
    rows.line(("Số vào sổ cấp GCN:", "so_vao_so", register))
    document.set(so_vao_so=register, dia_chi_thua_dat=place, ngay_cap=day.isoformat(), noi_cap_ky=office, **facts)


def billions(number):
    """A sum in words, also beyond a billion."""
    head, rest = divmod(number, 10**9)
    return f"{in_words(head)} tỷ{' ' + in_words(rest) if rest else ''}" if head else in_words(number)


def enterprise(document):
    words = document.words
    document.set_form()
    document.size = min(document.size, 13)
    page, size = document.page, document.size
    _, province = words.place()
    full, short, english = words.any(FORMS)
    brand = f"{words.pick(GOODS)} {words.pick(STREETS)}"
    foreign = f"{folded(brand).upper()} {english}"
    brief = words.any(["", "".join(part[0] for part in folded(brand).upper().split()) + " CO., LTD"])
    name = f"{short} {brand}".upper()
    person = words.someone(first=1955, last=2000)
    first = words.day(2008, 2025)
    changed = words.later(first, 100, 3000) if words.chance(0.6) else None
    code, capital = tax_code(words), words.between(1, 400) * words.any([100000000, 50000000, 1000000000])
    home = words.home(0.2)
    left, right = (page.left - 4, 74.0), (page.left + 74, page.right + 4 - page.left - 74)
    above = words.any([f"SỞ TÀI CHÍNH {province.upper()}", f"SỞ KẾ HOẠCH VÀ ĐẦU TƯ {province.upper()}"])
    with page.block(join=False):
        y = page.text(left[0], page.top, above, size - 1, left[1], align="centre")
        y = page.text(left[0], y, f"<b>{mark('co_quan', 'PHÒNG ĐĂNG KÝ KINH DOANH')}</b>", size - 0.5, left[1], align="centre")
        z = page.text(right[0], page.top, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", fitting(page, size, right[1]), right[1], align="centre")
        z = page.text(right[0], z, "<b>Độc lập - Tự do - Hạnh phúc</b>", size, right[1], align="centre")
        page.rule(left[0] + left[1] * 0.35, y + 0.5, left[1] * 0.3)
        page.rule(right[0] + right[1] * 0.25, z + 0.5, right[1] * 0.5)
    page.y = max(y, z) + 7
    page.centred(f"<b>{mark('loai', 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP')}</b>", size * 1.15, 0.6)
    page.centred(f"<b>{full}</b>", size, 1.5)
    page.centred(f"<b>Mã số doanh nghiệp: {mark('ma_so_doanh_nghiep', code)}</b>", size, 1.0)
    page.centred(f"<i>Đăng ký lần đầu: {mark('ngay_dang_ky_lan_dau', long_date(first))}</i>", size, 0.6)
    if changed:
        times = str(words.between(1, 18))
        page.centred(f"<i>Đăng ký thay đổi lần thứ: {mark('lan_thay_doi', times)}, {mark('ngay_thay_doi', long_date(changed))}</i>", size, 2)
        document.set(lan_thay_doi=times, ngay_thay_doi=changed.isoformat())
    rows, bold = document.rows(), words.chance(0.6)
    rows.leader, rows.under = words.any(["none", "none", "none", "dots"]), False
    rows.spacing = min(rows.spacing, 1.65)

    def heading(text):
        document.paragraph(f"<b>{text}</b>" if bold else text, indent=0, after=0.6)

    heading("1. Tên công ty")
    rows.line(("Tên công ty viết bằng tiếng Việt:", "ten_doanh_nghiep", name))
    rows.line(("Tên công ty viết bằng tiếng nước ngoài:", "ten_nuoc_ngoai", foreign if words.chance(0.75) else ""))
    if rows_written(document, "ten_nuoc_ngoai"):
        document.set(ten_nuoc_ngoai=foreign)
    rows.line(("Tên công ty viết tắt:", "ten_viet_tat", brief))
    heading("2. Địa chỉ trụ sở chính")
    document.paragraph(mark("dia_chi_tru_so", home), indent=0, after=0.6)
    phone = words.phone() if words.chance(0.8) else ""
    rows.line(("Điện thoại:", "dien_thoai", phone), ("Fax:", "", ""))
    rows.line(("Email:", "", ""), ("Website:", "", ""))
    capital_label = "3. Vốn điều lệ" if bold else "3. Vốn điều lệ:"
    if words.chance(0.5):
        heading("3. Vốn điều lệ")
        document.paragraph(f"{words.any(['', 'Vốn điều lệ: '])}{mark('von_dieu_le', grouped(capital))} đồng.", indent=0, after=0.4)
    else:
        document.paragraph(
            f"{'<b>' if bold else ''}{capital_label}{'</b>:' if bold else ''} {mark('von_dieu_le', grouped(capital))} đồng", indent=0, after=0.4
        )
    document.paragraph(f"Bằng chữ: {billions(capital).capitalize()} đồng", indent=0, after=0.8)
    if short == "CÔNG TY TNHH":
        heading("4. Danh sách thành viên góp vốn")
        for number in range(2):
            other = words.someone()
            document.paragraph(
                f"{number + 1}. {escape(other.name)}, số định danh cá nhân: {other.number}, phần vốn góp: {grouped(capital // 2)} đồng, tỷ lệ 50%",
                indent=0,
                after=0.5,
            )
    heading(f"{5 if short == 'CÔNG TY TNHH' else 4}. Người đại diện theo pháp luật của công ty")
    star = words.any(["* ", "- ", ""])
    post = words.any(["Giám đốc", "Tổng Giám đốc", "Chủ tịch Hội đồng thành viên", "Chủ tịch công ty"])
    rows.line(
        (f"{star}Họ và tên:", "nguoi_dai_dien", words.any([person.name.upper(), person.name.upper(), person.name])), ("Giới tính:", "", person.sex)
    )
    rows.line(("Chức danh:", "chuc_danh", post))
    rows.line(("Sinh ngày:", "", dmy(person.born)), ("Dân tộc:", "", person.group), ("Quốc tịch:", "", "Việt Nam"))
    rows.line(("Loại giấy tờ pháp lý của cá nhân:", "", words.any(["Thẻ căn cước công dân", "Thẻ căn cước"])))
    rows.line(("Số giấy tờ pháp lý của cá nhân:", "so_giay_to", person.number))
    rows.line(("Ngày cấp:", "", dmy(words.day(2021, 2025))), ("Nơi cấp:", "", "Cục Cảnh sát QLHC về TTXH"))
    rows.line(("Địa chỉ thường trú:", "", person.home))
    rows.line(("Địa chỉ liên lạc:", "", person.home))
    page = document.page_of(42)
    width = (page.right - page.left) * 0.45
    x, clerk = page.right - width, words.someone()
    with page.block(join=False):
        y = page.text(x, page.y + 2, f"<b>{words.any(['TRƯỞNG PHÒNG', 'KT. TRƯỞNG PHÒNG'])}</b>", size, width, align="centre")
        document.sign(x + width / 2 + 3, y + 10)
        document.seal(x + width / 2 - 13, y + 10, "PHÒNG ĐĂNG KÝ KINH DOANH")
        y = page.text(x, y + 21, f"<b>{mark('nguoi_ky', clerk.name)}</b>", size, width, align="centre")
    page.y = y
    document.set(
        loai="Giấy chứng nhận đăng ký doanh nghiệp",
        ma_so_doanh_nghiep=code,
        ngay_dang_ky_lan_dau=first.isoformat(),
        ten_doanh_nghiep=name,
        ten_viet_tat=brief,
        dia_chi_tru_so=home,
        dien_thoai=phone,
        von_dieu_le=str(capital),
        nguoi_dai_dien=person.name,
        chuc_danh=post,
        so_giay_to=person.number,
        co_quan="PHÒNG ĐĂNG KÝ KINH DOANH",
        nguoi_ky=clerk.name,
    )


def rows_written(document, key):
    """Whether a value of the field stands on the pages."""
    return any(key in getattr(word["text"], "fields", ()) for page in document.pages for _, _, line in page.lines for word in line)


KINDS = {"giay_chung_nhan_qsdd": land, "giay_dang_ky_doanh_nghiep": enterprise}
