"""Lines of text as Vietnamese offices print them: pairs of what is drawn and what is to be read.

The two differ where marks are no text: long leaders (runs of six dots and more, underscores) and tick boxes are read as
nothing, while "..." and "./." are. Words come from counts of syllables and pairs of central legal documents (vbpl.vn), names of
communes and procedures from public lists.
"""
import json
import random
import re
import unicodedata
from bisect import bisect
from itertools import accumulate
from pathlib import Path

from . import names

BOX = "☐"
SYLLABLE = re.compile(r"^(ngh|ng|nh|kh|ph|th|tr|ch|gh|gi|qu|[bcdđghklmnpqrstvx])?[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{1,3}"
                      r"(ch|ng|nh|[cmnpt])?$")
CONSONANTS = "b c d đ g h k l m n ng nh ph qu r s t th tr v x".split()
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
ENDS = ["", "", "", "n", "m", "ng", "c", "t", "i", "u"]
RARE = list("ỵỴ–—…‘’“”•²³×±°§%&@#*+=<>/\\[]{}|_~$€^\"'!?;:()-.,")


class Table:
    """Choices with weights."""

    def __init__(self, pairs, power=1.0):
        self.items = [item for item, _ in pairs]
        self.sums = list(accumulate(count ** power for _, count in pairs))

    def draw(self, rng):
        return self.items[bisect(self.sums, rng.random() * self.sums[-1])]


def counted(path):
    for line in path.read_text().splitlines():
        item, count = line.split("\t")
        yield item, int(count)


class Words:
    """Walks over pairs of syllables; communes and procedures. folder: the project's models/."""

    def __init__(self, folder):
        folder = Path(folder)
        syllables = [(w, n) for w, n in counted(folder / "text" / "syllables.tsv") if w.isalpha() and self.usable(w)]
        self.vietnamese = [w for w, _ in syllables if SYLLABLE.match(w)]
        self.other = [w for w, _ in syllables if not SYLLABLE.match(w) and w.isascii()]
        self.starts = Table([(w, n) for w, n in syllables if SYLLABLE.match(w)], 0.7)
        self.follow = {}
        for line in (folder / "text" / "bigrams.tsv").read_text().splitlines():
            first, _, rest = line.partition("\t")
            seconds = rest.split(" ")
            pairs = [(w, int(n)) for w, n in zip(seconds[::2], seconds[1::2]) if self.usable(first + w) and SYLLABLE.match(w)]
            if pairs and SYLLABLE.match(first):
                self.follow[first] = Table(pairs, 0.7)
        lists = json.loads((folder / "ocr" / "training" / "places.json").read_text())
        self.provinces, self.procedures = lists["provinces"], lists["procedures"]

    def ward(self, rng):
        return rng.choice(rng.choice(self.provinces)["wards"])

    @staticmethod
    def usable(text):
        return all(ord(c) < 0x180 or 0x1EA0 <= ord(c) <= 0x1EF9 or c in "ơưƠƯ" for c in text)

    def walk(self, rng, count):
        word, words = None, []
        for _ in range(count):
            chance = rng.random()
            if chance < 0.06:
                word = rng.choice(self.vietnamese)
            elif chance < 0.075:
                word = rng.choice(self.other)
            elif word in self.follow and chance < 0.93:
                word = self.follow[word].draw(rng)
            else:
                word = self.starts.draw(rng)
            words.append(word)
        return words


def number(rng, most=None):
    digits = rng.choice([1, 1, 2, 2, 2, 3, 3, 4])
    return str(rng.randrange(10 ** digits) if most is None else rng.randint(1, most))


def year(rng):
    return rng.choice([rng.randint(1930, 2030), rng.randint(2015, 2027), 2025, 2026])


def date(rng):
    d, m, y = rng.randint(1, 31), rng.randint(1, 12), year(rng)
    dd, mm = (f"{d:02}", f"{m:02}") if rng.random() < 0.8 else (str(d), str(m))
    return rng.choice([f"{dd}/{mm}/{y}", f"ngày {dd} tháng {mm} năm {y}", f"ngày {dd} tháng {mm} năm {y}", f"{dd}-{mm}-{y}", f"{dd}.{mm}.{y}",
                       f"ngày {dd}/{mm}/{y}", f"{mm}/{y}", f"{y}", f"tháng {mm} năm {y}", f"Ngày {dd} tháng {mm} năm {y}",
                       f"{rng.randrange(24):02}:{rng.randrange(60):02} {dd}/{mm}/{y}", f"{rng.randrange(24)} giờ {rng.randrange(60):02} phút, ngày {dd}/{mm}/{y}"])


def spoken(rng, value):
    """A number below ten thousand in words."""
    words = []
    for place, name in ((1000, "nghìn"), (100, "trăm")):
        if value >= place or (place == 100 and words):
            words += [names.DIGITS[value // place % 10], name if rng.random() < 0.9 else {"nghìn": "ngàn", "trăm": "trăm"}[name]]
    tens, ones = value // 10 % 10, value % 10
    if tens > 1:
        words += [names.DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append(rng.choice(["linh", "lẻ"]))
    if ones:
        last = {1: "mốt", 5: "lăm", 4: rng.choice(["bốn", "tư"])}.get(ones) if tens > 1 else {5: "lăm"}.get(ones) if tens else None
        words.append(last or names.DIGITS[ones])
    return " ".join(words) or "không"


def spoken_date(rng):
    parts = f"ngày {spoken(rng, rng.randint(1, 31))} tháng {spoken(rng, rng.randint(1, 12))} năm {spoken(rng, year(rng))}"
    parts = rng.choice([parts, parts.replace(" tháng", ", tháng").replace(" năm", ", năm", 1)])
    return rng.choice([parts, parts.capitalize(), f"({parts.capitalize()})", "Ghi bằng chữ: " + parts.capitalize()])


def document_number(rng):
    kind, body = rng.choice(names.KINDS), rng.choice(names.BODIES)
    tail = rng.choice(["", "", "", "-" + rng.choice(names.BODIES), "-" + rng.choice(names.RECEIVERS)])
    serial = rng.choice([number(rng), f"{rng.randint(1, 99):02}", number(rng, 3000)])
    return rng.choice([f"{serial}/{kind}-{body}{tail}", f"{serial}/{year(rng)}/{kind}-{body}", f"{serial}/{body}{tail}", f"{serial}/{year(rng)}/QH{rng.randint(10, 16)}",
                       f"{serial}/{year(rng)}/NĐ-CP", f"{serial}/{kind}-{body}", f"{serial}-{kind}/{rng.choice(['TU', 'ĐU', 'BTV', 'TW'])}", f"{serial}/{year(rng)}/TT-{body}"])


def person(rng, words):
    parts = [rng.choice(names.SURNAMES)] + [rng.choice(names.GIVEN) for _ in range(rng.choice([1, 2, 2, 2, 3]))]
    if rng.random() < 0.4:
        parts.insert(1, rng.choice(["Thị", "Văn"]))
    return " ".join(parts[:4])


def address(rng, words):
    province = rng.choice(words.provinces)
    ward = rng.choice(province["wards"])
    if rng.random() < 0.6:
        ward = ward[0].lower() + ward[1:]
    name = province["name"]
    name = rng.choice([name, name[0].lower() + name[1:], name.replace("Thành phố", "TP.").replace("Tỉnh ", "")])
    house = rng.choice([number(rng), f"{number(rng, 400)}/{number(rng, 90)}", f"{number(rng, 400)}{rng.choice('ABCDa')}", f"Số {number(rng, 400)}", f"{number(rng, 90)}/{number(rng, 40)}/{number(rng, 20)}"])
    street = rng.choice(names.STREETS)
    front = rng.choice([f"{house} {street}, ", f"{house} đường {street}, ", f"Tổ {number(rng, 40)}, khu phố {number(rng, 20)}, ", f"thôn {street}, ", f"ấp {number(rng, 9)}, ", ""])
    return f"{front}{ward}, {name}" + rng.choice(["", "", ".", ", Việt Nam"])


def money(rng):
    value = rng.choice([rng.randrange(1000), rng.randrange(10 ** 6), rng.randrange(10 ** 9), rng.randrange(1, 999) * 10 ** rng.choice([3, 4, 5, 6])])
    text = f"{value:,}".replace(",", rng.choice([".", ".", ","]))
    return text + rng.choice(["", "", " đồng", " đ", "đ", " VNĐ", ",5", ",25", "%", " " + rng.choice(names.UNITS)])


def identity(rng):
    """A 12-digit number of an invented person."""
    return f"{rng.randint(1, 96):03}{rng.randrange(4)}{rng.randrange(100):02}{rng.randrange(10 ** 6):06}"


def telephone(rng):
    return rng.choice(["0{} {} {}", "0{}.{}.{}", "(0{}) {}{}", "0{}{}{}", "0{}-{}-{}", "+84 {} {} {}"]).format(
        rng.randint(20, 299), f"{rng.randrange(1000):03}", f"{rng.randrange(10000):04}")


def plain(text):
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in text if not unicodedata.combining(c))


def mail(rng, words):
    name = plain(person(rng, words)).lower().split()
    user = rng.choice(["".join(name), ".".join(name[-2:]), name[-1] + number(rng), "".join(n[0] for n in name[:-1]) + name[-1], "vanthu", "congdan_" + number(rng)])
    host = rng.choice(["gmail.com", "yahoo.com.vn", f"{plain(rng.choice(words.vietnamese))}.gov.vn", "chinhphu.vn", f"snv.{plain(rng.choice(words.vietnamese))}.gov.vn", "edu.vn", "moha.gov.vn"])
    return rng.choice([f"{user}@{host}", f"{user}@{host}", f"https://{host}", f"www.{host}", f"http://{host}/{user}?id={number(rng)}", f"https://dichvucong.gov.vn/p/home/{user}.html"])


def citation(rng, words):
    point = rng.choice("abcdđeghik")
    return rng.choice([f"Căn cứ {rng.choice(names.LAWS)} số {document_number(rng)}" + rng.choice([";", " ngày " + date(rng) + ";"]),
                       f"Căn cứ Nghị định số {number(rng)}/{year(rng)}/NĐ-CP {date(rng)} của Chính phủ", f"khoản {number(rng, 12)} Điều {number(rng, 150)} {rng.choice(names.LAWS)}",
                       f"điểm {point} khoản {number(rng, 9)} Điều {number(rng, 99)} Thông tư số {document_number(rng)}", f"Điều {number(rng, 99)}. " + sentence(rng, words, 3, 8),
                       f"Quyết định số {document_number(rng)} {date(rng)}", f"“{number(rng, 9)}. " + sentence(rng, words, 4, 12), f"sửa đổi, bổ sung điểm {point} khoản {number(rng, 9)} như sau:"])


def sentence(rng, words, least=2, most=18):
    """Running text, with commas, quotes, brackets, numbers and names in it."""
    out = []
    for word in words.walk(rng, rng.randint(least, most)):
        chance = rng.random()
        if chance < 0.06:
            word = rng.choice([word + ",", word + ";", word + ",", word + ":", word + ".", word + " -", word + " –", word + "/" + rng.choice(words.vietnamese)])
        elif chance < 0.075:
            word = rng.choice(["“{}”", "\"{}\"", "“{}", "{}”", "({})", "({}", "{})", "‘{}’", "{}.”", "{}...", "{}…", "{};”", "({}),", "{}\".", "[{}]"]).format(word)
        elif chance < 0.12:
            word = rng.choice([number(rng), money(rng), date(rng), document_number(rng), rng.choice(names.BODIES), person(rng, words), f"{number(rng)}%", f"{number(rng, 40)}.{number(rng, 9)}",
                               f"{number(rng)},{number(rng, 99)}", f"{year(rng)}-{year(rng)}", f"khoản {number(rng, 20)}", f"Điều {number(rng, 200)}", f"Phụ lục {rng.choice('I II III IV V VI VII VIII IX X'.split())}",
                               f"{number(rng)} {rng.choice(names.UNITS)}"])
        elif chance < 0.17:
            word = word.capitalize()
        out.append(word)
    text = " ".join(out)
    return text[0].upper() + text[1:] if rng.random() < 0.4 else text


def paragraph(rng, words):
    """A line out of a paragraph, most often full."""
    text = sentence(rng, words, 11, 21) if rng.random() < 0.75 else sentence(rng, words, 1, 9)
    front = rng.choice([""] * 14 + ["- ", "– ", "• ", "+ ", "* ", f"{number(rng, 20)}. ", f"{number(rng, 9)}.{number(rng, 9)}. ", f"{rng.choice('abcdđeghiklmn')}) ", f"{number(rng, 30)}) ", "Điều " + number(rng, 90) + ". "])
    return front + text + rng.choice([""] * 8 + [".", ".", ";", ";", ":", ",", "./.", ".", ".”", "...", "…", ".\"", "”.", "!", "?"])


def leader(rng):
    return rng.choice(["."] * 5 + ["_", "…", ". "]) * rng.choice([rng.randint(7, 14), rng.randint(8, 60)])


def label(rng, words):
    """A form's label, with its value or leader: (drawn, read)."""
    kind = rng.choice(names.LABELS)
    front = rng.choice(["", "", "", "- ", f"{number(rng, 20)}. ", f"{number(rng, 9)}.{number(rng, 9)}. ", "(" + number(rng, 9) + ") "])
    mark = rng.choice([":", ":", ":", ":", " :", ""]) + rng.choice(["", "", "(1)", " (2)", "*"]) * (rng.random() < 0.3)
    value = rng.choice([person, address, lambda r, w: date(r), lambda r, w: identity(r), lambda r, w: telephone(r), mail, lambda r, w: money(r), lambda r, w: spoken_date(r),
                        lambda r, w: rng.choice(names.ETHNIC), lambda r, w: rng.choice(["Nam", "Nữ", "Việt Nam", "Không"]), lambda r, w: sentence(r, w, 1, 6), lambda r, w: document_number(r)])(rng, words)
    head = front + kind + mark
    chance = rng.random()
    if chance < 0.35:
        return f"{head} {value}", f"{head} {value}"
    if chance < 0.6:
        space = rng.choice(["", " "])
        return f"{head}{space}{leader(rng)}", head
    if chance < 0.75:
        second = rng.choice(names.LABELS)
        return f"{head} {leader(rng)} {second}: {leader(rng)}", f"{head} {second}:"
    if chance < 0.9:
        return f"{head} {value} {leader(rng)}", f"{head} {value}"
    return f"{head} {leader(rng)[:12]} {value}{leader(rng)[:20]}", f"{head} {value}"


def dotted_date(rng, words):
    place = words.ward(rng).split(" ", 1)[1]
    return rng.choice([f"{place}, ngày {rng.randint(1, 31):02} tháng {rng.randint(1, 12):02} năm {year(rng)}", f"{place}, ngày    tháng {rng.randint(1, 12)} năm {year(rng)}",
                       f"{place}, ngày ... tháng ... năm {year(rng)}", f"{place}, ngày {rng.randint(1, 31)} tháng {rng.randint(1, 12)} năm {year(rng)}", f"ngày … tháng … năm 20…", "Ngày ... tháng ... năm 20..."])


def boxes(rng, words):
    """Choices to tick: (drawn, read)."""
    items = [sentence(rng, words, 1, 3) if rng.random() < 0.5 else rng.choice(["Có", "Không", "Nam", "Nữ", "Bản chính", "Bản sao", "Trực tiếp", "Qua bưu chính", "Trực tuyến", "Đồng ý", "Không đồng ý", "Khác"])
             for _ in range(rng.randint(1, 3))]
    drawn = " ".join(f"{BOX} {i}" if rng.random() < 0.7 else f"{i} {BOX}" for i in items)
    return drawn, " ".join(items)


def head(rng, words):
    chance = rng.random()
    if chance < 0.12:
        return rng.choice(names.TITLES[:4])  # on every document
    if chance < 0.42:
        return rng.choice(names.TITLES)
    if chance < 0.6:
        return rng.choice(names.SIGNERS)
    place = words.ward(rng)
    if chance < 0.85:
        return rng.choice([rng.choice(names.OFFICES), f"{rng.choice(names.OFFICES)} {place.upper()}", place.upper(), rng.choice(names.OFFICES).capitalize()])
    return sentence(rng, words, 3, 10).upper()


def pair(rng, words):
    """Two columns of a letterhead or of a form in one line, far apart: (drawn, read)."""
    left = rng.choice([head(rng, words), rng.choice(["Số: ", ""]) + document_number(rng), rng.choice(names.SIGNERS), person(rng, words), "Nơi nhận:"])
    right = rng.choice([rng.choice(names.TITLES[:4]), dotted_date(rng, words), rng.choice(names.SIGNERS), person(rng, words), head(rng, words)])
    return left + " " * rng.randint(4, 28) + right, f"{left} {right}"


def sparse(match, rng):
    """What is left of a leader that was taken out."""
    kept = rng.choice([0.05, 0.15, 0.4])
    return "".join("." if rng.random() < kept else " " for _ in match.group())


def receivers(rng, words):
    codes = ", ".join(rng.sample(names.RECEIVERS, rng.randint(1, 4)))
    return rng.choice([f"- Lưu: {codes}.", f"Lưu: {codes}.", f"- Như Điều {number(rng, 5)};", f"- Lưu: {codes}, {plain(rng.choice(names.GIVEN))[:2].upper()} ({number(rng, 30)}b).", "Nơi nhận:", "- Như trên;",
                       f"- {rng.choice(names.BODIES)} {words.ward(rng)};", f"- Lưu: {codes}, {person(rng, words).split()[-1]}{number(rng, 20)}./.", f"V/v {sentence(rng, words, 3, 9)}"])


def coordinates(rng):
    one = lambda limit: f"{rng.randint(8, limit)}°{rng.randint(0, 59)}{rng.choice(chr(39) + '’')}{rng.randint(0, 59)},{rng.randint(0, 9)}{rng.choice(['”', chr(34), '’’'])}"  # noqa: E731
    return rng.choice([f"{rng.choice(['NA', 'HT', 'A', 'ĐH'])}{number(rng, 20)}: {one(23)}N, {one(109)}E;", f"{one(23)}N", f"{money(rng)} x {money(rng)}", f"{number(rng)} × {number(rng)} = {number(rng)}",
                       f"± {number(rng)} mm", f"{number(rng)} m² ≈ {number(rng)}".replace("≈", "="), f"S = {number(rng)} m²", f"V = {number(rng)} m³", f"{number(rng, 60)}°C ± {number(rng, 5)}"])


def code(rng):
    """Letters and digits without a meaning, for every character's sake."""
    chance = rng.random()
    if chance < 0.4:
        return "".join(rng.choice("ABCDĐEGHIKLMNOPQRSTUVXYZ0123456789-./") for _ in range(rng.randint(1, 12)))
    if chance < 0.7:
        return "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 14)))
    if chance < 0.85:
        return strange(rng).upper() if rng.random() < 0.6 else strange(rng)
    return "".join(rng.choice(RARE) if rng.random() < 0.35 else rng.choice("aăâbcdđeêghiklmnoôơpqrstuưvxyzjwfỵ0123456789 ") for _ in range(rng.randint(2, 14)))


def strange(rng):
    """Syllables with every vowel and tone alike, most of them no words."""
    return " ".join(unicodedata.normalize("NFC", rng.choice(CONSONANTS) + rng.choice("aăâeêioôơuưy") + rng.choice(TONES)) + rng.choice(ENDS)
                    for _ in range(rng.randint(1, 8)))


def cell(rng, words):
    return rng.choice([lambda: rng.choice(names.CELLS), lambda: number(rng), lambda: number(rng), lambda: str(rng.randrange(10)), lambda: money(rng), lambda: rng.choice(words.vietnamese),
                       lambda: rng.choice(words.vietnamese).capitalize(), lambda: date(rng), lambda: person(rng, words), lambda: rng.choice(names.GIVEN), lambda: str(year(rng)), lambda: code(rng),
                       lambda: sentence(rng, words, 1, 3), lambda: sentence(rng, words, 1, 4)])()


def whole(text):
    return text, text


KINDS = [
    (40, "text", lambda r, w: whole(paragraph(r, w))), (8, "law", lambda r, w: whole(citation(r, w) + (" " + sentence(r, w, 1, 8)) * (r.random() < 0.5))),
    (7, "head", lambda r, w: whole(head(r, w))), (5, "number", lambda r, w: whole(r.choice(["Số: ", "Số: ", "Số ", "số ", ""]) + document_number(r))),
    (9, "label", label), (3, "pair", pair), (4, "date", lambda r, w: whole(dotted_date(r, w))), (2, "spoken", lambda r, w: whole(spoken_date(r))), (3, "boxes", boxes),
    (10, "cell", lambda r, w: whole(cell(r, w))), (2, "identity", lambda r, w: whole(r.choice(["", "Số: ", "CCCD số ", "Số định danh cá nhân: "]) + identity(r))),
    (3, "mail", lambda r, w: whole(r.choice(["", "", "Email: ", "Website: "]) + mail(r, w))), (4, "receivers", lambda r, w: whole(receivers(r, w))),
    (2, "measure", lambda r, w: whole(coordinates(r))), (3, "code", lambda r, w: whole(code(r))), (3, "procedure", lambda r, w: whole(" ".join(r.choice(w.procedures).split()[:r.randint(4, 17)]))),
    (2, "address", lambda r, w: whole(address(r, w))), (2, "person", lambda r, w: whole(r.choice([person, lambda a, b: person(a, b).upper()])(r, w))),
]
CHOICE = Table([((name, make), weight) for weight, name, make in KINDS])
LONGEST = 110
UNCLEAR = re.compile(r"…[.…]|\.…|\.{4}")  # neither an ellipsis nor a leader


def line(rng, words):
    """(kind, drawn, read)"""
    while True:
        kind, make = CHOICE.draw(rng)
        drawn, read = make(rng, words)
        if kind in ("text", "law", "procedure", "label") and rng.random() < 0.1:
            drawn, read = drawn.upper(), read.upper()
        read = re.sub(r"[.…]{6,}|_{3,}|(\. ){5,}", " ", read).replace(BOX, "")
        if "......" in drawn and rng.random() < 0.2:
            drawn = re.sub(r"\.{6,}", lambda match: sparse(match, rng), drawn)
        drawn, read = drawn.strip(), re.sub(r"\s+", " ", read).strip()
        if read and len(drawn) <= LONGEST and not UNCLEAR.search(read):
            return kind, unicodedata.normalize("NFC", drawn), unicodedata.normalize("NFC", read)
