"""The 29 types of administrative documents, set over the whole range that Annex I of Decree 30/2020/NĐ-CP allows."""

from pages import fonts
from pages.canvas import escape
from pages.tables import sentence_case, table
from pages.words import GIVEN, LAWS, OFFICES, PROCEDURES, TASKS, VERBS, in_words

from . import agencies
from .canvas import mark
from .lexicon import dmy, long_date

# id: (name, abbreviation)
TYPES = {
    "nghi_quyet": ("Nghị quyết", "NQ"),
    "quyet_dinh": ("Quyết định", "QĐ"),
    "chi_thi": ("Chỉ thị", "CT"),
    "quy_che": ("Quy chế", "QC"),
    "quy_dinh": ("Quy định", "QyĐ"),
    "thong_cao": ("Thông cáo", "TC"),
    "thong_bao": ("Thông báo", "TB"),
    "huong_dan": ("Hướng dẫn", "HD"),
    "chuong_trinh": ("Chương trình", "CTr"),
    "ke_hoach": ("Kế hoạch", "KH"),
    "phuong_an": ("Phương án", "PA"),
    "de_an": ("Đề án", "ĐA"),
    "du_an": ("Dự án", "DA"),
    "bao_cao": ("Báo cáo", "BC"),
    "to_trinh": ("Tờ trình", "TTr"),
    "giay_uy_quyen": ("Giấy ủy quyền", "GUQ"),
    "phieu_gui": ("Phiếu gửi", "PG"),
    "phieu_chuyen": ("Phiếu chuyển", "PC"),
    "phieu_bao": ("Phiếu báo", "PB"),
    "bien_ban": ("Biên bản", "BB"),
    "hop_dong": ("Hợp đồng", "HĐ"),
    "cong_van": ("Công văn", ""),
    "cong_dien": ("Công điện", "CĐ"),
    "ban_ghi_nho": ("Bản ghi nhớ", "BGN"),
    "ban_thoa_thuan": ("Bản thỏa thuận", "BTT"),
    "giay_moi": ("Giấy mời", "GM"),
    "giay_gioi_thieu": ("Giấy giới thiệu", "GGT"),
    "giay_nghi_phep": ("Giấy nghỉ phép", "GNP"),
    "thu_cong": ("Thư công", ""),
}
NO_ABSTRACT = {
    "giay_uy_quyen": 0.7,
    "phieu_gui": 0.9,
    "phieu_chuyen": 0.6,
    "phieu_bao": 0.5,
    "giay_gioi_thieu": 0.9,
    "giay_nghi_phep": 0.9,
    "cong_dien": 0.3,
    "thu_cong": 1.0,
    "hop_dong": 0.1,
    "giay_moi": 0.3,
    "ban_ghi_nho": 0.2,
    "ban_thoa_thuan": 0.2,
}
ADDRESSED = {
    "cong_van": 1.0,
    "to_trinh": 1.0,
    "bao_cao": 0.3,
    "phieu_chuyen": 0.7,
    "phieu_gui": 0.7,
    "giay_moi": 0.5,
    "phieu_bao": 0.5,
    "giay_gioi_thieu": 0.7,
    "thu_cong": 0.6,
    "ke_hoach": 0.05,
    "huong_dan": 0.2,
    "chi_thi": 0.05,
}
RECEIVERS = """UBND Thành phố|Thường trực Đảng ủy, HĐND xã|Chủ tịch, các Phó Chủ tịch UBND|Ban Thường vụ Đảng ủy (để báo cáo)|Các phòng, ban, đơn vị|
Bộ Nội vụ (để b/c)|Kho bạc Nhà nước khu vực II|Cổng Thông tin điện tử|Sở Tư pháp (để theo dõi)|Ủy ban MTTQ Việt Nam và các tổ chức chính trị - xã hội|
Đăng Công báo|Trưởng các khu phố|Thanh tra Chính phủ|Các trường học trên địa bàn|Văn phòng Chính phủ (2 bản)|Giám đốc và các Phó Giám đốc|Các đơn vị trực thuộc|
Ban Chỉ đạo chuyển đổi số và các thành viên Tổ công tác|Công an, Ban Chỉ huy Quân sự phường|Trung tâm Thông tin - Tư liệu""".replace("\n", "").split(
    "|"
)


def subject(words, long):
    """A phrase of so many parts, as abstracts have."""
    start = words.any(
        [
            lambda: f"{words.pick(VERBS)} công tác {words.pick(TASKS)}",
            lambda: words.pick(PROCEDURES),
            lambda: f"{words.pick(VERBS)} {words.pick(TASKS)}",
            lambda: f"phê duyệt Đề án {words.pick(TASKS)}",
            lambda: f"kiện toàn Ban Chỉ đạo {words.pick(TASKS)}",
        ]
    )()
    ends = [
        lambda: f" năm {words.between(2019, 2027)}",
        lambda: f" trên địa bàn {words.place()[0]}",
        lambda: f" giai đoạn {words.between(2020, 2026)} - {words.between(2027, 2031)}",
        lambda: f" thuộc thẩm quyền giải quyết của {words.pick(OFFICES)}",
        lambda: f" theo Nghị quyết số {words.between(10, 99)}/NQ-CP ngày {dmy(words.day(2019, 2026))} của Chính phủ",
        lambda: f" và {words.pick(VERBS)} công tác {words.pick(TASKS)}",
        lambda: f" đối với {words.between(2, 90):02} trường hợp tại {words.place()[0]}",
    ]
    for number in words.rng.permutation(len(ends))[:long]:
        start += ends[int(number)]()
    return start


def set_style(document):
    """Type sizes, margins and spacing of Annex I; some pages of the years before it or of careless offices beside it."""
    words, uniform = document.words, document.rng.uniform
    page = {
        "body": float(words.any([13, 13.5, 14, 14])),
        "motto": float(words.any([12, 12.5, 13])),
        "line": float(words.any([13, 13.5, 14])),
        "agency": float(words.any([12, 12.5, 13])),
        "number": 13.0,
        "date": float(words.any([13, 13.5, 14])),
        "title": float(words.any([13, 14, 14])),
        "about": float(words.any([13, 13.5, 14])),
        "vv": float(words.any([12, 12.5, 13])),
        "post": float(words.any([13, 13.5, 14])),
        "label": 12.0,
        "list": 11.0,
    }
    if words.chance(0.12):
        page["body"] = page["number"] = 12.0
    scale = 0.86 if fonts.wide(document.family) else 1.0
    document.style = {key: value * scale for key, value in page.items()}
    document.size = document.style["body"]
    document.margins = (uniform(30, 35), uniform(15, 20), uniform(20, 25), uniform(20, 25))
    document.leading = float(words.any([1.0, 1.0, 1.05, 1.1, 1.15, 1.3, 1.5]))
    document.after = float(uniform(1.0, 2.4))


def number_and_symbol(document, kind, agency):
    """(number, symbol) as printed; the number padded below 10."""
    words, short = document.words, TYPES[kind][1]
    number = words.between(1, 9) if words.chance(0.2) else words.between(10, 999) if words.chance(0.7) else words.between(1000, 9800)
    number = f"{number:02}" if number < 10 else str(number)
    body = agency.short
    if kind == "cong_van":
        return number, f"{body}-{words.any(agencies.UNITS)}"
    if kind in ("quyet_dinh", "nghi_quyet") and body in ("UBND", "HĐND") and words.chance(0.08):
        return number, f"{words.between(2019, 2026)}/{short}-{body}"
    return number, f"{short}-{body}"


def head(document, kind, agency, day):
    """Boxes 1 to 4, 5b and 10; gives the y below."""
    words, style, rng, page = document.words, document.style, document.rng, document.page
    name, _ = TYPES[kind]
    split = float(rng.uniform(0.40, 0.46))
    full = page.right + 4 - (page.left - 6)
    left, right = (page.left - 6, full * split), (page.left - 6 + full * (split + 0.015), full * (1 - split - 0.015))
    first_plain = len(agency.lines) > 1 and words.chance(0.35) and not agency.above
    with page.block(join=False):
        y = page.top
        for line in agency.above:
            y = page.text(left[0], y, mark("co_quan_cap_tren", line), style["agency"], left[1], align="centre")
        for number, line in enumerate(agency.lines):
            text = mark("co_quan", line)
            y = page.text(left[0], y, text if first_plain and number == 0 else f"<b>{text}</b>", style["agency"], left[1], align="centre")
        page.rule(left[0] + left[1] * 0.33, y + 0.7, left[1] * float(rng.uniform(0.3, 0.38)))
        motto = style["motto"]
        needed = page.measure("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", motto)
        z = page.text(
            right[0], page.top, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", motto * min(1.0, right[1] / needed * 0.985), right[1], align="centre"
        )
        z = page.text(right[0], z + 0.2, "<b>Độc lập - Tự do - Hạnh phúc</b>", style["line"], right[1], align="centre")
        length = page.measure("<b>Độc lập - Tự do - Hạnh phúc</b>", style["line"])
        page.rule(right[0] + (right[1] - length) / 2, z + 0.5, length)
        baseline = max(y, z) + float(rng.uniform(6.0, 8.5))
        bottom = number_line(document, kind, agency, left, baseline)
        date_line(document, agency, day, right, baseline)
        y = baseline + 2.5
        if kind == "cong_van":
            about = subject(words, words.any([0, 1, 1, 2, 3]))
            text = words.any(["V/v ", "V/v ", "V/v: ", "Về việc "]) + about
            y = page.text(left[0] + 3, y + 0.5, mark("trich_yeu", text), style["vv"], left[1] - 6, align="centre")
            document.set(trich_yeu=text.replace("V/v: ", "V/v "))
            if text.startswith("V/v:"):
                document.unscored.append("trich_yeu")
        y = marks_of_care(document, left, max(y, bottom))
    document.set(loai=name, co_quan_cap_tren=" ".join(agency.above), co_quan=" ".join(agency.lines), noi_ban_hanh=agency.place)
    return y


def number_line(document, kind, agency, left, baseline):
    words, style, page = document.words, document.style, document.page
    if kind == "thu_cong":
        return baseline
    number, symbol = number_and_symbol(document, kind, agency)
    size = style["number"]
    document.set(ky_hieu=symbol)
    gap = words.any(["", "", "", " "])
    if document.by_hand_number:
        with page.one_line():
            needed = page.measure(f"Số: /{escape(symbol)}", size) + 12
            x = page.put(left[0] + max(0, (left[1] - needed) / 2), baseline, "Số: ", size)
            x = page.hand(x + 1, baseline, number)
            page.put(x + 1, baseline, "/" + mark("ky_hieu", symbol), size)
        document.handwritten += ["so", "so_ky_hieu"]
        return baseline + 2
    text = f"Số: {gap}" + mark("so_ky_hieu so", number) + mark("so_ky_hieu", "/") + mark("so_ky_hieu ky_hieu", symbol)
    needed = page.measure(text, size)
    page.put(left[0] + (left[1] - needed) / 2, baseline, text, size)
    document.set(so=number, so_ky_hieu=f"{number}/{symbol}")
    return baseline + 2


def date_line(document, agency, day, right, baseline):
    page, size = document.page, document.style["date"]
    month = day.month if day.month > 2 else f"{day.month:02}"
    place = mark("noi_ban_hanh", agency.place)
    if document.by_hand_day:
        with page.one_line():
            needed = page.measure(f"<i>{escape(agency.place)}, ngày  tháng {month} năm {day.year}</i>", size) + 9
            x = page.put(right[0] + max(0, (right[1] - needed) / 2), baseline, f"<i>{place}, ngày </i>", size)
            x = page.hand(x + 1.5, baseline, f"{day.day:02}")
            page.put(x + 1.5, baseline, f"<i>tháng {month} năm {day.year}</i>", size)
        document.handwritten.append("ngay")
        return
    text = f"<i>{place}, {mark('ngay', long_date(day))}</i>"
    needed = page.measure(text, size)
    if needed > right[1]:
        size, needed = size * right[1] / needed * 0.99, right[1]
    page.put(right[0] + (right[1] - needed) / 2, baseline, text, size)
    document.set(ngay=day.isoformat())


def marks_of_care(document, left, y):
    """Secrecy and urgency in red frames under the number."""
    words, page = document.words, document.page
    wanted = []
    if words.chance(0.06):
        wanted.append(("do_mat", words.any(["MẬT", "MẬT", "TỐI MẬT", "TUYỆT MẬT"]), 24))
    if words.chance(0.10):
        text = words.any(["KHẨN", "HỎA TỐC", "THƯỢNG KHẨN"])
        wanted.append(("do_khan", text, {"KHẨN": 20, "HỎA TỐC": 30, "THƯỢNG KHẨN": 40}[text]))
    for key, text, width in wanted:
        x = left[0] + (left[1] - width) / 2
        page.ink((0.78, 0.12, 0.16))
        page.text(x, y + 2.6, f"<b>{mark(key, text)}</b>", 13.5, width, align="centre", family="Liberation Serif")
        page.frame(x, y + 1.6, width, 8, 0.45)
        page.ink()
        document.set(**{key: text})
        y += 10.5
    return y


def title(document, kind, about):
    words, style, page = document.words, document.style, document.page
    name = TYPES[kind][0].upper()
    page.y += float(document.rng.uniform(0, 3))
    page.centred(f"<b>{mark('loai', name)}</b>", style["title"] * float(words.any([1, 1, 1, 1.08])), 0.6)
    if about:
        inset = float(document.rng.uniform(4, 24))
        for row in [about]:
            page.centred(f"<b>{mark('trich_yeu', row)}</b>", style["about"], 0.6, page.left + inset, page.right - inset)
        document.set(trich_yeu=about)
    width = (page.right - page.left) * float(document.rng.uniform(0.2, 0.34))
    page.rule((page.left + page.right - width) / 2, page.y + 0.6, width)
    page.y += float(document.rng.uniform(3.5, 6))


def addressed(document, kind):
    words, page, size = document.words, document.page, document.size
    names = list(
        dict.fromkeys(
            words.any(
                [
                    lambda: words.pick(OFFICES),
                    lambda: f"{words.pick(OFFICES)} {words.place()[1]}",
                    lambda: f"Ủy ban nhân dân {words.place()[0]}",
                    lambda: agencies.department(words).name,
                    lambda: agencies.ministry(words).name,
                ]
            )()
            for _ in range(words.any([1, 1, 1, 1, 2, 2, 3, 4]))
        )
    )
    size_of_label = size
    page.y += 1.5
    if len(names) == 1:
        end = words.any(["", "", ".", ";"])
        label = words.any(["Kính gửi: ", "Kính gửi: ", "Kính gửi:  "])
        page.centred(f"{label}{mark('kinh_gui', names[0])}{end}", size_of_label, 3, page.left + 6, page.right - 6)
        document.set(kinh_gui=names[0])
    else:
        x = page.left + float(document.rng.uniform(12, 34))
        same_row = words.chance(0.3)
        with page.block(join=True):
            right = page.put(x, page.y + size * 0.36, "Kính gửi:", size)
            if not same_row:
                page.y += size * 0.353 * 1.35
        start = x + 14 if not same_row else right + 2
        for number, name in enumerate(names):
            end = "." if number == len(names) - 1 else ";"
            if same_row and number == 0:
                baseline = page.y + size * 0.36
                kept = page.lines.pop()
                with page.block(join=True):
                    page.note(*kept)
                    page.put(
                        start,
                        baseline,
                        "- " + mark("kinh_gui", name) + end,
                        size * min(1, (page.right - start) / (page.measure("- " + escape(name) + end, size) + 0.5)),
                    )
                page.y += size * 0.353 * 1.35
                continue
            page.paragraph("- " + mark("kinh_gui", name) + end, size, 0, 0.4, 1.0, False, "left", start, page.right)
        document.set(kinh_gui="; ".join(names))
        page.y += 2.5


def closing(document, agency, post_lines=None):
    """Boxes 7, 8 and 9b on the last page."""
    words, style, rng = document.words, document.style, document.rng
    authority, post = post_lines or agencies.closing(words, agency)
    receivers = list(
        dict.fromkeys(
            [words.any(["Như trên", "Như Điều 3", "Như kính gửi", words.pick(RECEIVERS)])]
            + [words.pick(RECEIVERS) for _ in range(words.between(0, 5))]
        )
    )
    receivers.append(words.any(["Lưu: VT", "Lưu: VT, ", "Lưu: VT, "]) + "")
    if receivers[-1].endswith(", "):
        receivers[-1] += words.any(agencies.UNITS) + words.any(["", f", {words.pick(GIVEN)[:2]}", f" ({words.between(2, 30):02}b)"])
    page = document.page_of(32 + max(26, len(receivers) * 5.2))
    full = page.right - page.left
    width = full * float(rng.uniform(0.42, 0.5))
    x, top = page.right - width, page.y + float(rng.uniform(1.5, 5))
    person = words.someone()
    with page.block(join=False):
        y = page.text(page.left, top, f"<b><i>{words.any(['Nơi nhận:', 'Nơi nhận:', 'Nơi nhận: '])}</i></b>", style["label"])
        for number, receiver in enumerate(receivers):
            y = page.text(
                page.left,
                y + 0.1,
                "- " + mark("noi_nhan", receiver) + ("." if number == len(receivers) - 1 else ";"),
                style["list"],
                full - width - 4,
            )
        below, y = y, top
        for line in authority:
            y = page.text(x, y, f"<b>{mark('tham_quyen_ky', line)}</b>", style["post"], width, align="centre")
        y = page.text(x, y, f"<b>{mark('chuc_vu_ky', post)}</b>", style["post"], width, align="centre")
        middle, pen = x + width / 2, y + float(rng.uniform(10, 13))
        if words.chance(0.85):
            document.sign(middle + float(rng.uniform(-3, 5)), pen)
            if words.chance(0.9):
                document.seal(middle - float(rng.uniform(11, 20)), pen + float(rng.uniform(-5, 4)), agency.lines[-1])
        title_of = (
            words.any(["", "", "", "", "", "", "", "", "TS. ", "ThS. ", "BS. CKII "])
            if agency.head in ("GIÁM ĐỐC", "HIỆU TRƯỞNG", "VIỆN TRƯỞNG")
            else ""
        )
        y = page.text(x, y + float(rng.uniform(21, 26)), f"<b>{title_of}{mark('nguoi_ky', person.name)}</b>", style["post"], width, align="centre")
    page.y = max(y, below) + 4
    document.set(noi_nhan=receivers, tham_quyen_ky=" ".join(authority), chuc_vu_ky=post, nguoi_ky=person.name)


def grounds(document, agency):
    words = document.words
    for _ in range(words.between(2, 4)):
        document.paragraph(f"<i>Căn cứ {escape(words.pick(LAWS))} {long_date(words.day(2012, 2025))};</i>")
    document.paragraph(
        f"<i>{words.any(['Theo đề nghị của', 'Xét đề nghị của'])} {escape(words.pick(OFFICES))} tại Tờ trình {escape(words.number())}.</i>"
    )


def decision_about_person(document, about):
    """The decision that concerns one person: the truth of its body."""
    words = document.words
    who = words.someone()
    amount = words.between(1, 900) * 100000 if words.chance(0.7) else None
    label = words.any(["số định danh cá nhân/CCCD", "số định danh cá nhân", "CCCD số", "Căn cước số"])
    document.paragraph(
        f"<b>Điều 1.</b> {escape(about[0].upper() + about[1:])}: ông (bà) {mark('ho_ten', who.name)}, sinh ngày {mark('ngay_sinh', dmy(who.born))}, "
        f"{label}: {mark('so_cccd', who.number)}; nơi thường trú: {mark('dia_chi', who.home)}."
    )
    document.set(ho_ten=who.name, ngay_sinh=who.born.isoformat(), so_cccd=who.number, dia_chi=who.home)
    if amount:
        printed = f"{amount:,}".replace(",", ".")
        document.paragraph(
            f"<b>Điều 2.</b> Mức hỗ trợ là {mark('so_tien', printed)} đồng (Bằng chữ: {in_words(amount).capitalize()} đồng), thực hiện kể từ ngày "
            f"{dmy(words.day(2025, 2026))}."
        )
        document.set(so_tien=str(amount))
    else:
        document.paragraph(f"<b>Điều 2.</b> {escape(words.prose(1))}")
    document.paragraph(
        f"<b>Điều 3.</b> Chánh Văn phòng, {escape(words.pick(OFFICES))} và ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
    )


def articles(document, name, count):
    words = document.words
    for number in range(1, count + 1):
        document.paragraph(f"<b>Điều {number}.</b> {escape(words.prose(words.between(1, 2)))}")
    document.paragraph(f"<b>Điều {count + 1}.</b> Các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành {name} này./.")


def sections(document, pages):
    """Prose, lists and tables until so many pages are full."""
    words = document.words
    number = 1
    while True:
        document.page_of(30)
        document.paragraph(f"<b>{number}. {escape(sentence_case(words.pick(TASKS)))}</b>")
        for _ in range(words.between(1, 3)):
            document.paragraph(escape(words.any(["", "- ", "a) "]) + words.sentence()))
        if pages > 1 and words.chance(0.25) and document.page.room(60):
            table(document.page, words, words.any(["ruled", "rows"]), words.between(3, 6))
        number += 1
        if number > 2 and len(document.pages) >= pages and (pages == 1 or document.page.y > document.page.height * 0.25 or number > 9):
            if pages > 1 or number > words.between(2, 3) or not document.page.room(110):
                return


def letter_body(document, agency, day):
    """A letter; some answer another one and set a term."""
    words = document.words
    if words.chance(0.55):
        office = words.pick(OFFICES)
        symbol = f"{words.between(10, 8000)}/{words.any(['VP', 'SNV', 'STP', 'SXD', 'UBND'])}-{words.any(agencies.UNITS)}"
        document.paragraph(
            f"Căn cứ Công văn số {mark('can_cu', symbol)} ngày {dmy(words.later(day, -40, -2))} của {escape(office)} về việc {escape(subject(words, 1))}, "
            f"{escape(agency.name)} có ý kiến như sau:"
        )
        document.set(can_cu=symbol)
    else:
        document.paragraph(escape(words.prose(words.between(1, 2))))
    for number in range(1, words.between(2, 3)):
        document.paragraph(f"{number}. {escape(words.sentence())}")
    if words.chance(0.55):
        term = words.term(day, 4, 40)
        document.paragraph(
            f"Kết quả thực hiện gửi về {escape(agency.name)} trước ngày {mark('han', dmy(term))} {words.any(['', '(qua hệ thống quản lý văn bản điện tử) '])}để tổng hợp."
        )
        document.set(han=term.isoformat())
    document.paragraph(words.any(["Trân trọng./.", "Trân trọng kính chào./.", "Kính đề nghị quý cơ quan quan tâm, phối hợp./."]))


def person_body(document, kind):
    """Papers in which an office sends, empowers, invites or introduces somebody."""
    words, rows = document.words, document.rows()
    who = words.someone()
    rows.line((words.any(["Họ và tên:", "Ông (bà):", "Cử ông (bà):"]), "", who.name), ("Năm sinh:", "", str(who.born.year)))
    rows.line(("Chức vụ:", "", words.any(["Chuyên viên", "Phó Trưởng phòng", "Văn thư", "Kế toán", "Giáo viên", "Công chức Tư pháp - Hộ tịch"])))
    rows.line(("Số định danh cá nhân:", "", who.number))
    rows.line(("Đơn vị công tác:", "", words.pick(OFFICES)))
    rows.line(("Nội dung:" if kind != "giay_nghi_phep" else "Lý do:", "", subject(words, 0)))
    rows.line(("Thời gian: từ ngày", "", dmy(words.day(2025, 2026))), ("đến ngày", "", dmy(words.day(2025, 2026))))
    document.paragraph(escape(words.prose(1)))


def incoming(document, agency, y):
    """The stamp of the mail room, in a gap left for it or beside the body."""
    words, page = document.words, document.page
    if not words.chance(0.14):
        return
    day = words.day(2025, 2026)
    name = words.any([words.pick(OFFICES).upper()[:26], "CÔNG VĂN"])
    page.y = max(page.y, y) + 25
    document.stamp(
        page.left + float(document.rng.uniform(14, 24)),
        y + 14,
        [f"{name} ĐẾN"[:30], f"Số: {words.between(10, 9000)}", f"Ngày: {dmy(day)}", "Chuyển: .........."],
        words.any(["red", "blue", "violet"]),
    )


def fill(kind):
    """The function that writes a document of the kind."""

    def write(document):
        words = document.words
        set_style(document)
        agency = agencies.draw(words, agencies.commune if kind == "quyet_dinh" and words.chance(0.3) else None)
        day = words.day(2019, 2026)
        mono = document.profile in ("needles", "typewriter")
        document.by_hand_number = words.chance(0.22) and not mono and kind != "thu_cong"
        document.by_hand_day = words.chance(0.18) and not mono
        pages = (
            words.any([1, 1, 1, 1, 2, 2, 3])
            if kind not in ("giay_moi", "giay_gioi_thieu", "giay_nghi_phep", "phieu_gui", "phieu_chuyen", "phieu_bao", "thu_cong")
            else 1
        )
        y = head(document, kind, agency, day)
        document.page.y = y + float(document.rng.uniform(4, 8))
        incoming(document, agency, y)
        body(document, kind, agency, day, pages)
        closing(document, agency)

    return write


def body(document, kind, agency, day, pages):
    words = document.words
    if kind == "cong_van":
        addressed(document, kind)
        letter_body(document, agency, day)
        if pages > 1:
            sections(document, pages)
        return
    about = "" if words.chance(NO_ABSTRACT.get(kind, 0)) else subject(words, words.any([0, 0, 1, 1, 2, 3, 4]))
    person = kind == "quyet_dinh" and words.chance(0.5)
    if about:
        prefix = {
            "quyet_dinh": ["Về việc ", "Về việc ", "V/v "],
            "nghi_quyet": ["Về việc ", "Về ", ""],
            "thong_bao": ["Về việc ", "Kết luận về việc ", ""],
            "to_trinh": ["Về việc ", "V/v "],
            "giay_moi": ["Họp về việc ", "Về việc ", "Dự hội nghị "],
            "bien_ban": ["Họp ", "Kiểm tra việc ", "Về việc "],
            "bao_cao": ["Kết quả ", "Tình hình ", "Về việc "],
            "cong_dien": ["Về việc ", "V/v "],
            "chi_thi": ["Về việc ", "Về "],
            "giay_uy_quyen": ["Về việc "],
            "hop_dong": ["Cung cấp dịch vụ ", "Về việc "],
        }.get(kind, ["Về việc ", "", ""])
        prefix = words.any(prefix)
        about = prefix + about if prefix else about[0].upper() + about[1:]
    title(document, kind, about)
    if words.chance(ADDRESSED.get(kind, 0)):
        addressed(document, kind)
    if kind in ("quyet_dinh", "nghi_quyet"):
        name = TYPES[kind][0]
        document.page.centred(
            f"<b>{escape((agency.head + ' ' if kind == 'quyet_dinh' and words.chance(0.8) else '') + agency.name.upper())}</b>", None, 2
        )
        grounds(document, agency)
        document.page_of(14).centred(f"<b>{name.upper()}:</b>", None, 2)
        if person:
            decision_about_person(document, about.removeprefix("Về việc ").removeprefix("V/v "))
        else:
            articles(document, name, words.between(2, 3) + 4 * (pages - 1))
    elif kind in ("giay_uy_quyen", "giay_gioi_thieu", "giay_nghi_phep", "phieu_bao", "phieu_chuyen", "phieu_gui"):
        person_body(document, kind)
    elif pages > 1:
        document.paragraph(escape(words.prose(2)))
        sections(document, pages)
    else:
        for _ in range(words.between(2, 4)):
            document.paragraph(escape(words.any(["", "- ", "1. "]) + words.prose(words.between(1, 2))))


KINDS = {kind: fill(kind) for kind in TYPES}
