"""One filled document: its pages, the truth of its fields, and its files."""

import io
import json

import numpy as np
from PIL import Image

from pages import fonts, profiles, stamps
from pages.page import box_under
from pages.words import WARDS
from samples import files, marks

from .canvas import FormCanvas, Rows
from .lexicon import FormLexicon

CLEAN = {**profiles.CLEAN, "colour": 0.9, "red": 1}
LOOKS = {**profiles.PROFILES, "clean": CLEAN}
# What an office meets on an ordinary day; fax, archive, carbon, needles, typewriter and bad are beyond it.
GROUPS = {
    "clean": {"clean": 1.0},
    "degraded": {"office": 0.34, "bw200": 0.14, "skewed": 0.14, "sealed": 0.08, "photo": 0.14, "folded": 0.10, "turned": 0.06},
}
MONO = ("needles", "typewriter")


class Document:
    """What a kind fills: `page` is the page being written, `fields` the truth."""

    def __init__(self, profile, dpi, rng, unseen, number):
        self.profile, self.dpi, self.rng, self.unseen, self.number = profile, dpi, rng, unseen, number
        self.words = FormLexicon(rng, unseen)
        self.pages, self.fields, self.handwritten, self.unscored, self.notes = [], {}, [], [], {}
        self.family = fonts.choose(rng, unseen, profile in MONO)
        self.size, self.margins, self.leading, self.after = 13.0, (30.0, 17.0, 20.0, 20.0), 1.1, 1.5
        self.paper, self.number_pages, self.scanned_as_card, self.prepare = (210.0, 297.0), True, False, None

    def set_form(self):
        """Sizes as forms for citizens have them."""
        uniform, any_of = self.rng.uniform, self.words.any
        self.size = float(any_of([11, 11.5, 12, 12, 12.5, 13, 13, 13, 13.5, 14]))
        if fonts.wide(self.family):
            self.size = min(self.size, 12.5) * 0.9
        self.margins = (uniform(18, 32), uniform(13, 20), uniform(14, 22), uniform(14, 20))
        self.leading, self.after = float(any_of([1.0, 1.05, 1.1, 1.2])), float(uniform(0.6, 2.0))

    def new_page(self):
        page = FormCanvas(self.dpi, self.family, *self.paper, self.margins)
        page.size, page.leading, page.after = self.size, self.leading, self.after
        if self.profile == "typewriter":
            page.jitter = self.rng
        if self.prepare:
            self.prepare(page)
        self.pages.append(page)
        if len(self.pages) > 1 and self.number_pages:
            page.text(page.left, page.top - 9, str(len(self.pages)), page.size, page.right - page.left, align="centre")
        return page

    @property
    def page(self):
        return self.pages[-1] if self.pages else self.new_page()

    def page_of(self, room):
        """The page with so many millimetres left, a new one if need be."""
        return self.page if self.page.room(room) else self.new_page()

    def rows(self):
        return Rows(self.page_of, self.words)

    def paragraph(self, markup, size=None, indent=10.0, **style):
        page = self.page
        leading = style.get("leading") or page.leading
        room = page.height_of(markup, size or page.size, page.right - page.left, indent=indent, leading=leading)
        self.page_of(room + 1).paragraph(markup, size, indent, **style)

    def set(self, **fields):
        self.fields.update({key: value for key, value in fields.items() if value})

    def seal(self, x, y, name=None):
        self.page.seals.append(marks.Seal(x, y, (name or self.words.pick(WARDS)).upper()[:34], self.rng))

    def sign(self, x, y, low=26, high=42):
        self.page.signatures.append(marks.Signature(x, y, self.rng.uniform(low, high), self.rng))

    def stamp(self, x, y, lines, colour=None):
        stamp = stamps.Stamp(x, y, self.rng)
        stamp.lines, stamp.colour = lines, colour or stamp.colour
        stamp.size = 5.0 if len(lines) == 1 else 3.6
        stamp.width = stamp.size * 0.82 * max(map(len, lines)) * (0.75 if len(lines) > 1 else 1) + 4
        stamp.height = stamp.size * 1.5 * len(lines) + 2.5
        self.page.stamps.append(stamp)


def placed(page, number):
    """(fields' boxes, words) of a drawn page."""
    boxes, words = {}, []
    for _, _, line in page.lines:
        found = {}
        for word in line:
            box = [round(float(value), 1) for value in word["box"]]
            words.append({"t": str(word["text"]), "b": box, **({"p": number} if number else {}), **({"hand": True} if word.get("hand") else {})})
            for key in getattr(word["text"], "fields", ()):
                found.setdefault(key, []).append(box)
        for key, parts in found.items():
            lefts, tops, rights, bottoms = zip(*parts)
            boxes.setdefault(key, []).append([min(lefts), min(tops), max(rights), max(bottoms)])
    return boxes, words


def printed(document):
    """What stands on the pages as the value of each field."""
    found = {}
    for page in document.pages:
        for _, _, line in page.lines:
            for word in line:
                for key in dict.fromkeys(getattr(word["text"], "fields", ())):
                    found.setdefault(key, []).append(str(word["text"]))
    return {key: " ".join(parts) for key, parts in found.items()}


def extra_marks(document, look):
    """Stamps and seals that a profile adds."""
    rng = document.rng
    for page in document.pages:
        if rng.random() >= look["red"]:
            page.seals, page.signatures = [], []
        low, high = look.get("stamps", (0, -1))
        for _ in range(int(rng.integers(low, high + 1)) if high >= low else 0):
            stamp = stamps.Stamp(rng.uniform(40, page.width - 40), rng.uniform(page.height * 0.45, page.height * 0.9), rng)
            if stamp.lines[0] not in ("HỎA TỐC", "KHẨN", "MẬT"):  # those would be values
                page.stamps.append(stamp)


def delivered(document, look):
    """(pictures, matrices, facts of the first)."""
    found = []
    for page in document.pages:
        back = None
        if "show" in look and not document.scanned_as_card:
            back = FormCanvas(document.dpi, document.family, *document.paper, document.margins)
            back.size = 12.0
            while back.room(40):
                back.paragraph(document.words.prose(3).replace("&", "và"), indent=8)
        found.append(profiles.deliver(page, back, look, document.rng))
    pictures, matrices, facts = zip(*found)
    return pictures, matrices, facts[0]


def tiff(pictures, dpi, quality):
    """Colour or grey pages as JPEG in one TIFF."""
    out = io.BytesIO()
    pages = [Image.fromarray(picture) for picture in pictures]
    pages[0].save(out, "TIFF", compression="jpeg", quality=quality, dpi=(dpi, dpi), save_all=True, append_images=pages[1:])
    return files.settled(out.getvalue())


def pack(pictures, facts, rng):
    """(suffix, bytes) of the file a scanner would have written."""
    dpi, quality = facts["dpi"], facts["quality"]
    if facts["mode"] == "bilevel":
        return "tif", files.tiff_g4(list(pictures), dpi)
    if len(pictures) > 1:
        if rng.random() < 0.3:
            return "tif", tiff(pictures, dpi, quality)
        return "pdf", files.pdf([files.jpeg(picture, dpi, quality) for picture in pictures], dpi)
    if rng.random() < 0.1:
        return "pdf", files.pdf([files.jpeg(pictures[0], dpi, quality)], dpi)
    return "jpg", files.jpeg(pictures[0], dpi, quality)


def truth(document, kind, matrices):
    boxes, where, words = {}, {}, []
    for number, page in enumerate(document.pages):
        found, listed = placed(page, number)
        words += listed
        for key, parts in found.items():
            if key in document.fields and key not in boxes:
                boxes[key], where[key] = parts, number
    codes = [code for page in document.pages for code in page.codes]
    lines = [[[round(float(value), 7) for value in row] for row in matrix] for matrix in matrices]
    return {
        "form": kind,
        "fields": document.fields,
        "field_boxes": boxes,
        "field_pages": {key: page + 1 for key, page in where.items()},
        "handwritten": document.handwritten,
        "unscored": document.unscored,
        "codes": codes,
        "words": words,
        "transform": lines[0],
        "transforms": lines,
        "fill": "typed",
        **document.notes,
        "note": "dates ISO 8601; boxes in pixels of the undegraded page, transform maps to the delivered image",
    }


def make(out, name, group, profile, kind, fill, dpi, seed, unseen):
    """Write the files of a document whose pages `fill` draws; gives its entry in the manifest."""
    rng = np.random.default_rng(seed)
    document = Document(profile, dpi, rng, unseen, seed[-1])
    fill(document)
    look = LOOKS[profile]
    extra_marks(document, look)
    pictures, matrices, facts = delivered(document, look)
    suffix, data = pack(pictures, facts, rng)
    (out / f"{name}.{suffix}").write_bytes(data)
    (out / f"{name}.gt.txt").write_text("\n".join(line for page in document.pages for line in page.truth()) + "\n")
    (out / f"{name}.json").write_text(json.dumps(truth(document, kind, matrices), ensure_ascii=False, indent=1) + "\n")
    return {
        "id": name,
        "form": kind,
        "file": f"{name}.{suffix}",
        "truth": f"{name}.gt.txt",
        "fields": f"{name}.json",
        "kind": "synthetic form",
        "sort": document.notes.get("sort", kind),
        "fill": "typed",
        "profile": profile,
        "group": group,
        "pages": len(document.pages),
        "font": document.family,
        "size": document.size,
        "printed": printed(document),
        "seed": seed,
        **facts,
    }
