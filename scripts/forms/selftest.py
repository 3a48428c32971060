"""Whether documents are what they say: same bytes again, truth on the page and in its boxes, numbers that check."""

import json
import re
import tempfile
from pathlib import Path

import cv2
import numpy as np

from . import administrative, cards, certificates, civil, document, kinds, unknown
from .lexicon import FormLexicon

DATES = re.compile(r"\d{4}-\d\d-\d\d")
SEEN_IN_CODES = ("qr", "mrz")


def bare(text):
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def agrees(key, value, printed):
    """Whether what is printed as a field can be read as its value."""
    if isinstance(value, list):
        return bare("".join(value)) == bare(printed)
    if DATES.fullmatch(value):
        year, month, day = map(int, value.split("-"))
        return list(map(int, re.findall(r"\d+", printed))) == [day, month, year]
    if key in ("so_tien", "von_dieu_le", "dien_thoai", "gio_tiep_nhan"):
        return re.sub(r"\D", "", value) == re.sub(r"\D", "", printed)
    if key in ("so", "ky_hieu", "so_ky_hieu") and "/" in printed:  # parts of one word
        return value in printed
    if key == "loai":
        return bare(printed).startswith(bare(value))
    return bare(value) == bare(printed)


def check_number(number, sex, year):
    """A 12-digit number against its person; its serial was never given."""
    assert re.fullmatch(r"\d{12}", number) and number[6:10] == "9999", number
    assert int(number[3]) == 2 * ((year - 1900) // 100) + (sex == "Nữ") and int(number[4:6]) == year % 100, number


def check_mrz(lines):
    assert all(len(line) == 30 and re.fullmatch("[A-Z0-9<]+", line) for line in lines), lines
    first, second, _ = lines
    for text, digit in (
        (first[5:14], first[14]),
        (first[15:29], first[29]),
        (second[:6], second[6]),
        (second[8:14], second[14]),
        (first[5:] + second[:7] + second[8:15] + second[18:29], second[29]),
    ):
        assert cards.check(text) == digit, lines


def check_truth(entry, truth, text):
    """The fields stand in the text of the pages, and each has its box unless only a code says it."""
    coded = any(key in truth["fields"] for key in SEEN_IN_CODES)
    for key, value in truth["fields"].items():
        printed = entry["printed"].get(key)
        if printed is None:
            assert key in SEEN_IN_CODES or coded or (key, truth["form"]) == ("loai", "cong_van"), f"{entry['id']}: {key} is nowhere"
            continue
        if key not in truth["unscored"]:
            assert agrees(key, value, printed), f"{entry['id']}: {key} is {value!r} but \"{printed}\" is printed"
        assert all(word in text for word in printed.split()), f"{entry['id']}: {key} is not in the page's text"
    assert not set(truth["handwritten"]) & set(truth["fields"]), f"{entry['id']}: a handwritten value has truth"
    if truth["form"] == "khong_ro":
        assert not truth["fields"], f"{entry['id']}: an unknown paper with fields"
    if "mrz" in truth["fields"]:
        check_mrz(truth["fields"]["mrz"])
        assert truth["fields"]["mrz"][0][15:27] == truth["fields"]["so_cccd"]
    if "qr" in truth["fields"]:
        assert truth["fields"]["qr"].split("|")[0] == truth["fields"]["so_cccd"] and truth["fields"]["qr"].count("|") in (5, 6, 10)
        assert truth["fields"]["qr"] in [code["text"] for code in truth["codes"]]
    if "ma_so_doanh_nghiep" in truth["fields"]:
        code = truth["fields"]["ma_so_doanh_nghiep"]
        assert certificates.tax_digit(code[:9]) == code[9]


def check_boxes(entry, truth, picture):
    """Each box lies on the page, and where it comes to lie in the picture there is ink."""
    matrix = np.float64(truth["transform"])
    height, width = picture.shape
    for key, boxes in truth["field_boxes"].items():
        for left, top, right, bottom in boxes:
            assert 0 <= left < right and 0 <= top < bottom, f"{entry['id']}: box of {key}"
            if truth["field_pages"][key] != 1:
                continue
            corners = np.float64([(left, top, 1), (right, top, 1), (right, bottom, 1), (left, bottom, 1)]) @ matrix.T
            corners = corners[:, :2] / corners[:, 2:]
            (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
            assert -2 <= x0 and -2 <= y0 and x1 <= width + 2 and y1 <= height + 2, f"{entry['id']}: the box of {key} leaves the picture"
            part = picture[max(int(y0), 0) : int(y1) + 1, max(int(x0), 0) : int(x1) + 1]
            assert int(part.max()) - int(part.min()) > 60, f"{entry['id']}: nothing is written where {key} is said to be"


def drawn(kind, number):
    """A document that is drawn but not printed and scanned."""
    paper = document.Document("clean", 100, np.random.default_rng([9, number]), bool(number % 2), number)
    kinds.KINDS[kind](paper)
    return paper


def check_drawing(kind, number):
    """Truth on the pages, every word inside its page and none over another."""
    paper = drawn(kind, number)
    entry = {"id": f"{kind}-{number}", "printed": document.printed(paper)}
    text = "\n".join(line for page in paper.pages for line in page.truth())
    check_truth(entry, document.truth(paper, kind, [np.eye(3)] * len(paper.pages)), text)
    for page in paper.pages:
        boxes = np.float64([word["box"] for _, _, line in page.lines for word in line if word["text"] not in ("☐", "☒")])
        width, height = page.surface.get_width(), page.surface.get_height()
        assert (
            (boxes[:, :2] >= -2).all() and (boxes[:, 2] <= width + 2).all() and (boxes[:, 3] <= height + 2).all()
        ), f"{entry['id']}: a word leaves its page"
        check_apart(entry["id"], boxes)


def check_apart(identity, boxes):
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    for number, (left, top, right, bottom) in enumerate(boxes):
        rest = boxes[number + 1 :]
        across = np.clip(np.minimum(right, rest[:, 2]) - np.maximum(left, rest[:, 0]), 0, None)
        down = np.clip(np.minimum(bottom, rest[:, 3]) - np.maximum(top, rest[:, 1]), 0, None)
        assert (across * down <= 0.4 * np.minimum(area[number], area[number + 1 :])).all(), f"{identity}: words lie over each other"


def check_scan(folder, kind, number, profile="clean"):
    seed = [3, number % 2, 17, number]
    arguments = (folder, f"{kind}-{number}", "clean", profile, kind, kinds.KINDS[kind], 200, seed, bool(number % 2))
    entry = document.make(*arguments)
    data = (folder / entry["file"]).read_bytes()
    truth = json.loads((folder / entry["fields"]).read_text())
    check_truth(entry, truth, (folder / entry["truth"]).read_text())
    if entry["file"].endswith("jpg"):
        check_boxes(entry, truth, cv2.imread(str(folder / entry["file"]), cv2.IMREAD_GRAYSCALE))
    if number == 0:
        document.make(*arguments)
        assert data == (folder / entry["file"]).read_bytes(), f"{entry['id']}: another file from the same seed"


def check_people():
    """Numbers fit their persons; people hard to tell apart do occur (R45)."""
    words = FormLexicon(np.random.default_rng(8), False)
    near = {"declarant": 0, "name": 0, "year": 0, "home": 0}
    for _ in range(300):
        child, mother, father, declarant, _ = civil.family(words)
        for person in (child, mother, father, declarant):
            check_number(person.number, person.sex, person.born.year)
        near["declarant"] += declarant in (mother, father)
        near["name"] += len(set(child.name.split()) ^ set(father.name.split())) == 2
        near["year"] += mother.born.year == father.born.year
        near["home"] += mother.home == father.home
    assert all(count > 10 for count in near.values()), near


def run():
    assert len(administrative.TYPES) == 29 and len(unknown.SORTS) >= 12
    # The specimen of ICAO 9303, part 5.
    assert [cards.check(text) for text in ("D23145890", "740812", "120415")] == list("729")
    assert cards.check("D231458907<<<<<<<<<<<<<<<" + "7408122" + "1204159" + "<<<<<<<<<<<") == "6"
    assert [certificates.tax_digit(nine) for nine in ("031234567", "039999999", "010000001", "310000007")] == ["3", "9", "0", None]
    assert certificates.billions(1200000000) == "một tỷ hai trăm triệu"
    check_people()
    for kind in kinds.KINDS:
        for number in range(len(unknown.SORTS) if kind == "khong_ro" else 4):
            check_drawing(kind, number)
    scanned = [
        ("cong_van", 0, "clean"),
        ("cccd", 0, "clean"),
        ("khong_ro", 0, "clean"),
        ("quyet_dinh", 4, "skewed"),
        ("giay_khai_sinh", 5, "turned"),
        ("can_cuoc", 3, "photo"),
        ("giay_tiep_nhan", 2, "office"),
        ("giay_chung_nhan_qsdd", 1, "sealed"),
        ("giay_ket_hon", 6, "clean"),
        ("don_de_nghi", 3, "folded"),
        ("bao_cao", 7, "bw200"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for kind, number, profile in scanned:
            check_scan(Path(folder), kind, number, profile)
