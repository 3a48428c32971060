"""Parts that many documents share: letterhead, title, signature block, lists."""
from samples import marks

from .canvas import escape
from .tables import sentence_case
from .words import GIVEN, OFFICES, PROCEDURES, PROVINCES, TASKS, VERBS, WARDS


def letterhead(page, words, subject=None):
    """Agency left, national motto right, number and date below; read row by row, left before right."""
    rng = words.rng
    size = page.size - rng.uniform(0, 1.0)
    ward = words.pick(WARDS)
    above, name = words.any([["ỦY BAN NHÂN DÂN"], ["UBND " + words.pick(PROVINCES).upper()], [], ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"]]), \
        words.any([ward, words.pick(OFFICES)]).upper()
    left, right = (page.left - 5, (page.width - 35) * 0.42), (page.left + (page.width - 35) * 0.43, 0)
    right = (right[0], page.right + 5 - right[0])
    with page.block(join=False):
        y = page.top
        for line in above:
            y = page.text(left[0], y, line, size, left[1], align="centre")
        y = page.text(left[0], y, f"<b>{name}</b>", size, left[1], align="centre")
        page.rule(left[0] + left[1] * 0.36, y + 0.6, left[1] * 0.28)
        motto = page.text(right[0], page.top, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", fitting(page, size, right[1]), right[1], align="centre")
        motto = page.text(right[0], motto + 0.3, "<b>Độc lập - Tự do - Hạnh phúc</b>", size + 0.5, right[1], align="centre")
        length = page.measure("<b>Độc lập - Tự do - Hạnh phúc</b>", size + 0.5)
        page.rule(right[0] + (right[1] - length) / 2, motto + 0.4, length)
        y = max(y, motto) + 3
        baseline = y + 5
        kind = str(rng.choice(["QĐ-UBND", "UBND-VP", "TB-UBND", "SYT-NVY", "KH-SNV", "BC-UBND", "GM-VP"]))
        number = str(words.between(1, 4200))
        day, month, year = words.between(1, 28), words.between(1, 12), words.between(2016, 2026)
        place = words.pick(PROVINCES).replace("tỉnh ", "").replace("thành phố ", "").replace("Thành phố", "TP.")
        month = f"{month:02}" if month < 3 else str(month)
        if words.chance(0.3) and page.jitter is None:  # number and day written in by hand
            with page.one_line():
                x = page.put(left[0] + 12, baseline, "Số: ")
                x = page.hand(x + 1, baseline, number)
                page.put(x + 1, baseline, f"/{kind}")
            with page.one_line():
                x = page.put(right[0] + 8, baseline, f"<i>{place}, ngày </i>")
                x = page.hand(x + 2, baseline, f"{day:02}")
                page.put(x + 2, baseline, f"<i>tháng {month} năm {year}</i>")
            y = baseline + 3
        else:
            below = page.text(left[0], y, f"Số: {number}/{kind}", size, left[1], align="centre")
            y = page.text(right[0], y, f"<i>{place}, ngày {day:02} tháng {month} năm {year}</i>", size, right[1], align="centre")
            y = max(y, below)
        if subject:
            y = page.text(left[0] + 4, y + 1, f"V/v {subject}", size - 1.5, left[1] - 8, align="centre")
    page.y = y + rng.uniform(3, 7)


def fitting(page, size, width):
    """The size at which the national name stays on one line."""
    needed = page.measure("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", size)
    return size * min(1.0, width / needed * 0.985)


def motto_alone(page):
    page.centred("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", fitting(page, page.size, page.right - page.left), 0.4)
    page.centred("<b>Độc lập - Tự do - Hạnh phúc</b>", None, 0.6)
    length = page.measure("<b>Độc lập - Tự do - Hạnh phúc</b>")
    page.rule((page.left + page.right - length) / 2, page.y, length)
    page.y += 6


def title(page, words, kind, about):
    page.centred(f"<b>{kind}</b>", page.size + words.rng.uniform(0, 2), 0.8)
    page.centred(f"<b>{sentence_case(about)}</b>", page.size, 1.0, page.left + 12, page.right - 12)
    if words.chance(0.6):
        page.rule((page.left + page.right) / 2 - 18, page.y + 0.3, 36)
    page.y += 4


def about(words):
    if words.chance(0.5):
        return f"về việc {words.pick(PROCEDURES)} tại {words.pick(WARDS)}"
    return f"{words.pick(VERBS)} công tác {words.pick(TASKS)} năm {words.between(2019, 2026)}"


def signed(page, words, seal=True):
    """Receivers left, signer right, with pen and seal; only if it fits."""
    rng = words.rng
    if not page.room(46):
        return False
    width = (page.right - page.left) * 0.48
    x = page.right - width
    role = str(rng.choice(["GIÁM ĐỐC", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG", "HIỆU TRƯỞNG", "PHÓ GIÁM ĐỐC"]))
    above = {"P": ["KT. " + role[4:]]}.get(role[0] if role.startswith("PHÓ") else "", [])
    if words.chance(0.2):
        above = ["TM. ỦY BAN NHÂN DÂN"] + above
    top = page.y + 2
    with page.block(join=False):
        y = page.text(page.left, top, "<b><i>Nơi nhận:</i></b>", page.size - 1)
        receivers = ["Như trên;"] + [words.pick(OFFICES) + ";" for _ in range(words.between(1, 3))] + ["Lưu: VT, " + words.pick(GIVEN)[:2] + "."]
        for receiver in receivers:
            y = page.text(page.left, y + 0.2, f"- {receiver}", page.size - 2, width)
        below, y = y, top
        for line in above + [role]:
            y = page.text(x, y, f"<b>{line}</b>", page.size, width, align="centre")
        middle, pen = x + width / 2, y + 12
        page.signatures.append(marks.Signature(middle + rng.uniform(-1, 3), pen, rng.uniform(30, 42), rng))
        if seal:
            # nearer to the title or the name than it should be, as often happens
            page.seals.append(marks.Seal(middle - rng.uniform(10, 20), pen + rng.uniform(-6, 5),
                                         words.pick(WARDS).upper(), rng))
        y = page.text(x, y + 23, f"<b>{words.person()}</b>", page.size, width, align="centre")
    page.y = max(y, below) + 4
    return True


def two_signers(page, words):
    if not page.room(42):
        return
    width = (page.right - page.left) * 0.45
    xs = (page.left, page.right - width)
    titles = words.any([("BÊN GIAO", "BÊN NHẬN"), ("NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ"), ("THƯ KÝ", "CHỦ TỌA"),
                         ("NGƯỜI LẬP BIỂU", "KẾ TOÁN TRƯỞNG")])
    with page.block(join=True):
        for x, text in zip(xs, titles):
            y = page.text(x, page.y + 2, f"<b>{text}</b>", page.size - 0.5, width, align="centre")
            y = page.text(x, y, "<i>(Ký và ghi rõ họ tên)</i>", page.size - 1.5, width, align="centre")
            page.signatures.append(marks.Signature(x + width / 2, y + 10, 30, words.rng))
            y = page.text(x, y + 19, f"<b>{words.person()}</b>", page.size - 0.5, width, align="centre")
    page.y = y + 4


def listing(page, words, count, mark="- "):
    for number in range(count):
        head = mark if mark in ("- ", "+ ") else f"{number + 1}. " if mark == "1" else f"{'abcdeghik'[number % 9]}) "
        if not page.paragraph(escape(head + words.sentence())):
            return
