"""Identity cards, front and back: căn cước công dân (Circular 06/2021/TT-BCA) and căn cước (Circular 16/2024/TT-BCA).

Every card says that it is a specimen. Lengths are millimetres; a card is 85.6 by 54.
"""

import math

from samples import marks
from pages.canvas import escape

from .canvas import mark
from .lexicon import dmy, folded

WIDTH, HEIGHT = 85.6, 54.0
WEIGHTS = (7, 3, 1)


def check(text):
    """The check digit of ICAO 9303."""
    values = [0 if letter == "<" else int(letter) if letter.isdigit() else ord(letter) - 55 for letter in text]
    return str(sum(value * WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def latin(name):
    return "".join(letter if letter.isalpha() and letter.isascii() else "<" for letter in folded(name).upper().replace("'", "").replace(" ", "<"))


def mrz(person, expires):
    """Three lines of 30, format TD1."""
    number = person.number[3:]
    first = f"IDVNM{number}{check(number)}{person.number}<<"
    first += check(first[15:29])
    born = person.born.strftime("%y%m%d")
    until = expires.strftime("%y%m%d") if expires else "991231"
    second = f"{born}{check(born)}{'M' if person.sex == 'Nam' else 'F'}{until}{check(until)}VNM".ljust(29, "<")
    second += check(first[5:] + second[0:7] + second[8:15] + second[18:29])
    surname, _, rest = person.name.partition(" ")
    return [first, second, (latin(surname) + "<<" + latin(rest)).ljust(30, "<")[:30]]


def code(words, person, issued, kind):
    """The payload of the QR symbol: 7 fields, now and then 6 or 11."""
    old = "" if words.chance(0.7) else f"0{words.between(20, 39)}99{words.between(0, 9999):04}"[:9]
    base = [person.number, old, person.name, person.born.strftime("%d%m%Y"), person.sex, person.home, issued.strftime("%d%m%Y")]
    count = words.any([7, 7, 7, 7, 6] if kind == "cccd" else [11, 11, 7, 7])
    if count == 6:
        return "|".join(base[:1] + base[2:])
    return "|".join(base + ["", words.name("Nam"), words.name("Nữ"), ""] if count == 11 else base)


def expiry(words, person, issued):
    """The birthday at 25, 40 or 60, or none."""
    for age in (25, 40, 60):
        year = person.born.year + age
        if year - issued.year >= 2:
            return person.born.replace(year=year, day=min(person.born.day, 28) if person.born.month == 2 else person.born.day)
    return None


def ground(document, page, x, y, colour):
    """Rounded corners and lines of security print."""
    ctx, px, radius = page.ctx, page.px, 3.0

    def outline():
        ctx.new_path()
        for cx, cy, start in (
            (x + WIDTH - radius, y + radius, -90),
            (x + WIDTH - radius, y + HEIGHT - radius, 0),
            (x + radius, y + HEIGHT - radius, 90),
            (x + radius, y + radius, 180),
        ):
            ctx.arc(px(cx), px(cy), px(radius), math.radians(start), math.radians(start + 90))
        ctx.close_path()

    ctx.save()
    outline()
    ctx.set_source_rgb(*colour)
    ctx.fill_preserve()
    ctx.clip()
    ctx.set_line_width(px(0.12))
    phase = float(document.rng.uniform(0, 6))
    for number in range(26):
        ctx.set_source_rgb(*(max(0, value - 0.045 - 0.02 * (number % 3)) for value in colour))
        for step in range(45):
            across = step * 2.0
            height = y + number * 2.3 + 1.6 * math.sin(across / 7 + phase + number / 3)
            (ctx.line_to if step else ctx.move_to)(px(x + across), px(height))
        ctx.stroke()
    ctx.restore()
    ctx.set_source_rgb(0.62, 0.68, 0.66)
    outline()
    ctx.set_line_width(px(0.15))
    ctx.stroke()
    page.ink()


def portrait(page, x, y, width=17.0, height=22.5):
    page.fill_box(x, y, width, height, (0.70, 0.73, 0.78))
    page.ctx.set_source_rgb(0.52, 0.54, 0.60)
    page.ctx.arc(page.px(x + width / 2), page.px(y + height * 0.37), page.px(width * 0.21), 0, 7)
    page.ctx.fill()
    page.ctx.arc(page.px(x + width / 2), page.px(y + height), page.px(width * 0.38), math.pi, 0)
    page.ctx.fill()
    page.ink()


def emblem(page, x, y, radius):
    page.ctx.set_source_rgb(0.80, 0.13, 0.13)
    page.ctx.arc(page.px(x), page.px(y), page.px(radius), 0, 7)
    page.ctx.fill()
    page.ctx.set_source_rgb(0.97, 0.83, 0.20)
    marks.star(page.ctx, page.px(x), page.px(y), page.px(radius * 0.72))
    page.ink()


def head(page, x, width, y):
    for text, size, bold in (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 5.6, True),
        ("Độc lập - Tự do - Hạnh phúc", 5.2, True),
        ("SOCIALIST REPUBLIC OF VIET NAM", 4.2, False),
        ("Independence - Freedom - Happiness", 4.2, False),
    ):
        y = page.text(x, y, f"<b>{text}</b>" if bold else text, size, width, align="centre")
    return y


def specimen(page, x, y):
    page.ink((0.78, 0.15, 0.15))
    page.text(x, y, "<b>MẪU THỬ NGHIỆM - SPECIMEN</b>", 4.2)
    page.ink()


class Face:
    """Labels and values on a card."""

    def __init__(self, page, words):
        self.page = page
        self.label_size = float(words.any([4.4, 4.6, 4.9]))
        self.size = float(words.any([6.2, 6.5, 6.8, 7.0]))
        self.slash = words.any([" / ", " / ", "/"])

    def label(self, x, baseline, vietnamese, english, colon=True):
        text = f"{escape(vietnamese)}{self.slash}<i>{escape(english)}</i>{':' if colon else ''}"
        self.page.ink((0.12, 0.25, 0.42))
        x = self.page.put(x, baseline, text, self.label_size)
        self.page.ink()
        return x + 0.9

    def row(self, x, baseline, vietnamese, english, keys, value, bold=False):
        """Label and value on one line."""
        with self.page.block(join=True):
            x = self.label(x, baseline, vietnamese, english)
            marked = mark(keys, value)
            return self.page.put(x, baseline, f"<b>{marked}</b>" if bold else marked, self.size)

    def below(self, x, baseline, vietnamese, english, keys, value, width, bold=False):
        """The value on the lines under its label; gives the baseline for what follows."""
        with self.page.block(join=True):
            self.label(x, baseline, vietnamese, english)
        step, line, lines = self.size * 0.353 * 1.18, "", []
        for word in value.split(" "):
            joined = f"{line} {word}".strip()
            if line and self.page.measure(f"<b>{escape(joined)}</b>" if bold else escape(joined), self.size) > width:
                lines.append(line)
                line = word
            else:
                line = joined
        for text in lines + [line]:
            baseline += step
            marked = mark(keys, text)
            self.page.put(x, baseline, f"<b>{marked}</b>" if bold else marked, self.size)
        return baseline + step


def address_lines(face, x, baseline, vietnamese, english, key, value, width):
    """An address: as long as it fits beside its label, else below; a card may break it at its commas."""
    needed = face.page.measure(escape(value), face.size)
    if needed <= width:
        return face.below(x, baseline, vietnamese, english, key, value, width)
    with face.page.block(join=True):
        start = face.label(x, baseline, vietnamese, english)
        parts = value.split(", ")
        first = parts[0]
        if face.page.measure(escape(first), face.size) > x + width - start:
            first = ""
        if first:
            face.page.put(start, baseline, mark(key, first + ("," if face.commas else "")), face.size)
    rest = ", ".join(parts[1:]) if first else value
    step, line = face.size * 0.353 * 1.18, ""
    for word in rest.split(" "):
        joined = f"{line} {word}".strip()
        if line and face.page.measure(escape(joined), face.size) > width:
            baseline += step
            face.page.put(x, baseline, mark(key, line), face.size)
            line = word
        else:
            line = joined
    face.page.put(x, baseline + step, mark(key, line), face.size)
    return baseline + 2 * step


def cccd_front(document, page, x, y, card):
    words = document.words
    person = card["person"]
    ground(document, page, x, y, words.any([(0.87, 0.94, 0.91), (0.90, 0.95, 0.93), (0.86, 0.93, 0.95)]))
    emblem(page, x + 9, y + 9, 5.2)
    bottom = head(page, x + 17, 60, y + 2)
    page.ink((0.75, 0.10, 0.12))
    bottom = page.text(x + 17, bottom + 0.3, f"<b>{mark('loai', 'CĂN CƯỚC CÔNG DÂN')}</b>", 9, 60, align="centre")
    page.text(x + 17, bottom - 0.4, "<i>Citizen Identity Card</i>", 4.6, 60, align="centre")
    page.ink()
    portrait(page, x + 4, y + 17.5)
    if card["qr_front"]:
        marks.qr(page, x + 67.3, y + 3.5 + (12 if words.chance(0.3) else 0), card["qr"], 14.5)
        page.codes[-1]["key"] = "qr"
    face, left = Face(page, words), x + 25
    face.commas = words.chance(0.6)
    top = y + 23.8
    with page.block(join=True):
        at = face.label(left, top, "Số", "No.")
        page.put(at, top, f"<b>{mark('so_cccd', person.number)}</b>", 9)
    line = face.below(left, top + 3.4, "Họ và tên", "Full name", "ho_ten", person.name.upper(), 56, True)
    face.row(left, line + 0.3, "Ngày sinh", "Date of birth", "ngay_sinh", dmy(person.born))
    line += 3.4
    with page.block(join=True):
        at = face.label(left, line + 0.3, "Giới tính", "Sex")
        at = page.put(at, line + 0.3, mark("gioi_tinh", person.sex), face.size) + 4
        at = face.label(at, line + 0.3, "Quốc tịch", "Nationality")
        page.put(at, line + 0.3, mark("quoc_tich", "Việt Nam"), face.size)
    line = address_lines(face, left, line + 3.7, "Quê quán", "Place of origin", "que_quan", card["origin"], 56)
    address_lines(face, left, line + 0.3, "Nơi thường trú", "Place of residence", "dia_chi", person.home, 56)
    until = dmy(card["expires"]) if card["expires"] else "Không thời hạn"
    with page.block(join=True):
        page.ink((0.12, 0.25, 0.42))
        at = page.put(x + 2.8, y + 43.4, "Có giá trị đến:", 4.2) + 0.6
        page.ink()
        page.put(at, y + 43.4, mark("ngay_het_han", until), 4.9)
    page.text(x + 2.8, y + 44, "<i>Date of expiry</i>", 4)
    specimen(page, x + 3, y + 48.6)


def machine_lines(page, x, y, lines, words):
    family = words.any(["Liberation Mono", "FreeMono", "DejaVu Sans Mono", "Noto Sans Mono"])
    size = 10.5
    needed = page.measure(escape(lines[0]), size, family=family)
    size *= (WIDTH - 8.5) / needed
    for number, line in enumerate(lines):
        page.put(x + 4.2, y + number * 4.3, mark("mrz", line), size, family=family)


def chip(page, x, y):
    page.fill_box(x, y, 12.5, 10, (0.84, 0.74, 0.42))
    page.frame(x + 3, y + 2.5, 6.5, 5, 0.2)


def cccd_back(document, page, x, y, card):
    words = document.words
    ground(document, page, x, y, words.any([(0.88, 0.94, 0.91), (0.90, 0.94, 0.90)]))
    face = Face(page, words)
    with page.block(join=True):
        face.label(x + 4, y + 5, "Đặc điểm nhân dạng", "Personal identification")
    page.text(
        x + 4,
        y + 5.6,
        escape(
            words.any(
                ["Nốt ruồi cách 2 cm dưới sau đuôi mắt trái", "Sẹo chấm cách 1,5 cm trên đầu lông mày phải", "Nốt ruồi cách 3 cm trước cánh mũi trái"]
            )
        ),
        6,
    )
    face.row(x + 4, y + 14.3, "Ngày, tháng, năm", "Date, month, year", "ngay_cap", dmy(card["issued"]))
    chip(page, x + 6, y + 17.5)
    middle = y + 17
    for text in ("CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"):
        middle = page.text(x + 26, middle, f"<b>{text}</b>", 4.8, 42, align="centre")
    page.frame(x + 70, y + 12, 12, 15, 0.2)
    specimen(page, x + 30, y + 29)
    machine_lines(page, x, y + 41.5, card["mrz"], words)


def can_cuoc_front(document, page, x, y, card):
    words, person = document.words, card["person"]
    ground(document, page, x, y, words.any([(0.88, 0.94, 0.93), (0.92, 0.94, 0.90), (0.89, 0.93, 0.96)]))
    emblem(page, x + 9, y + 9, 5.2)
    bottom = head(page, x + 17, 60, y + 2)
    page.ink((0.75, 0.10, 0.12))
    bottom = page.text(x + 17, bottom + 0.5, f"<b>{mark('loai', 'CĂN CƯỚC')}</b>", 10, 60, align="centre")
    page.text(x + 17, bottom - 0.4, "<b>IDENTITY CARD</b>", 5.2, 60, align="centre")
    page.ink()
    portrait(page, x + 4, y + 19)
    chip(page, x + 69, y + 20)
    face, left = Face(page, words), x + 25
    line = face.below(left, y + 24.5, "Số định danh cá nhân", "Personal identification number", "so_cccd", person.number, 56, True)
    line = face.below(left, line + 0.5, "Họ, chữ đệm và tên khai sinh", "Full name", "ho_ten", person.name.upper(), 56, True)
    together = words.chance(0.5)
    if together:
        face.row(left, line + 0.8, "Ngày, tháng, năm sinh", "Date of birth", "ngay_sinh", dmy(person.born))
        line += 4.4
    else:
        line = face.below(left, line + 0.5, "Ngày, tháng, năm sinh", "Date of birth", "ngay_sinh", dmy(person.born), 56)
    with page.block(join=True):
        at = face.label(left, line + 0.6, "Giới tính", "Sex")
        at = page.put(at, line + 0.6, mark("gioi_tinh", person.sex), face.size) + 4
        at = face.label(at, line + 0.6, "Quốc tịch", "Nationality")
        page.put(at, line + 0.6, mark("quoc_tich", "Việt Nam"), face.size)
    specimen(page, x + 3, y + 48.6)


def can_cuoc_back(document, page, x, y, card):
    words, person = document.words, card["person"]
    ground(document, page, x, y, words.any([(0.88, 0.94, 0.93), (0.92, 0.94, 0.90)]))
    face = Face(page, words)
    face.commas = words.chance(0.6)
    width = 60
    line = face.below(x + 4, y + 4.6, "Nơi cư trú", "Place of residence", "dia_chi", person.home, width)
    line = face.below(x + 4, line + 0.4, "Nơi đăng ký khai sinh", "Place of birth", "noi_dang_ky_khai_sinh", card["registered"], width)
    face.row(x + 4, line + 0.6, "Ngày, tháng, năm cấp", "Date of issue", "ngay_cap", dmy(card["issued"]))
    until = dmy(card["expires"]) if card["expires"] else "Không thời hạn"
    face.row(x + 4, line + 4.0, "Ngày, tháng, năm hết hạn", "Date of expiry", "ngay_het_han", until)
    marks.qr(page, x + 67, y + 4, card["qr"], 15.5)
    page.codes[-1]["key"] = "qr"
    middle = y + 28.6
    for text in ("<b>BỘ CÔNG AN</b>", "MINISTRY OF PUBLIC SECURITY"):
        middle = page.text(x + 42, middle, text, 4.8, 42, align="centre")
    specimen(page, x + 4, y + 35)
    machine_lines(page, x, y + 42.5, card["mrz"], words)


def truth(document, kind, card, sides):
    """The fields that the sides shown carry; what MRZ and QR repeat belongs to both."""
    person, shown = card["person"], {}
    expires = card["expires"].isoformat() if card["expires"] else "Không thời hạn"
    common = {
        "loai": "Căn cước công dân" if kind == "cccd" else "Căn cước",
        "so_cccd": person.number,
        "ho_ten": person.name,
        "ngay_sinh": person.born.isoformat(),
        "gioi_tinh": person.sex,
        "quoc_tich": "Việt Nam",
    }
    coded = {"dia_chi": person.home, "ngay_cap": card["issued"].isoformat(), "qr": card["qr"]}
    with_mrz = {"mrz": card["mrz"], "so_cccd": person.number, "ngay_sinh": person.born.isoformat(), "gioi_tinh": person.sex, "quoc_tich": "Việt Nam"}
    if "front" in sides:
        shown.update(common)
        if kind == "cccd":
            shown.update({"que_quan": card["origin"], "dia_chi": person.home, "ngay_het_han": expires, **(coded if card["qr_front"] else {})})
    if "back" in sides:
        shown.update(with_mrz)
        shown.update({"ngay_cap": card["issued"].isoformat(), "ngay_het_han": expires})
        if kind == "can_cuoc":
            shown.update({**coded, "noi_dang_ky_khai_sinh": card["registered"], "ho_ten": person.name})
    if sides == ["back"]:
        document.unscored += ["loai", "que_quan"] + (["ho_ten", "dia_chi"] if kind == "cccd" else [])
        if kind == "can_cuoc":
            document.unscored.append("que_quan")
    document.set(**shown)


DRAW = {("cccd", "front"): cccd_front, ("cccd", "back"): cccd_back, ("can_cuoc", "front"): can_cuoc_front, ("can_cuoc", "back"): can_cuoc_back}


def card_of(document, kind):
    words = document.words
    person = words.someone(first=1950, last=2009)
    person.home = words.home(0.35 if kind == "cccd" else 0.1)
    while len(person.home) > 84:
        person.home = words.home(0.2)
    issued = words.day(2021, 2024) if kind == "cccd" else words.day(2024, 2026)
    expires = expiry(words, person, issued)
    registered = words.origin(0.4)
    return {
        "person": person,
        "issued": issued,
        "expires": expires,
        "origin": words.origin(0.5),
        "registered": registered,
        "qr": code(words, person, issued, kind),
        "mrz": mrz(person, expires),
        "qr_front": True,
    }


def fill(kind):
    def write(document):
        words, rng = document.words, document.rng
        document.family = words.any(["Liberation Sans", "Roboto", "Noto Sans"] if not document.unseen else ["FreeSans", "TeX Gyre Heros", "Lato"])
        card = card_of(document, kind)
        layout = words.any(["sheet", "sheet", "front", "back", "sheet side"])
        sides = ["front", "back"] if layout.startswith("sheet") else [layout]
        document.margins, document.size = (10.0, 10.0, 10.0, 10.0), 10.0
        if layout.startswith("sheet"):
            x, y = float(rng.uniform(25, 95)), float(rng.uniform(25, 60))
            places = [(x, y), (x + float(rng.uniform(-4, 4)), y + HEIGHT + float(rng.uniform(8, 40)))]
            if layout == "sheet side":
                x = float(rng.uniform(8, 14))
                places = [(x, y), (x + WIDTH + float(rng.uniform(4, 14)), y + float(rng.uniform(-2, 2)))]
        else:
            document.scanned_as_card = True
            border = float(words.any([0.0, 2.0, 5.0, 9.0]))
            document.paper = (WIDTH + 2 * border, HEIGHT + 2 * border)
            document.margins = (1.0, 1.0, 1.0, 1.0)
            places = [(border, border)]
        page = document.new_page()
        for side, (x, y) in zip(sides, places):
            DRAW[kind, side](document, page, x, y, card)
        document.notes["sides"] = layout
        truth(document, kind, card, sides)

    return write


KINDS = {"cccd": fill("cccd"), "can_cuoc": fill("can_cuoc")}
