"""The text layer as four independent extractors see it, against the ALTO of the dossier.

  Poppler (pdftotext -raw), MuPDF and PDFium follow the content, pdfminer lays the page out itself.

None may lose, add or change a letter; those that follow the content must find the words of ALTO in their order. What
signatures show on page 1 is no text of the page; extractors that show it anyway must show it exactly.
Where pages lie nearly straight, the words of `pdftotext -bbox` must lie on those of ALTO.
"""
import collections
import difflib
import html
import json
import re
import shutil
import unicodedata
import xml.etree.ElementTree as ElementTree

from .court import Unable, altered, last_words, run, tool

NAME, KIND = "text layer", "bag"
ORDER = 0.98  # share of the words that stand in ALTO's order
MEAN = 0.95   # of the overlaps of words in the horizontal: those that touch give way to each other, those of lines
              # that slope have larger boxes; words apart on a straight page lie within a tenth (writer_test.cpp)
MANY = 20    # words of a page, of which some must be found in a row
PDFIUM = ("import sys, pypdfium2\n"
          "for page in pypdfium2.PdfDocument(sys.argv[1]): print(page.get_textpage().get_text_range())")


def extractors():
    python = tool("venv/bin/python")
    return {
        "pdftotext": (True, ["pdftotext", "-raw", "-nopgbrk"], ["-"]),
        "mutool": (True, ["mutool", "draw", "-q", "-F", "txt"], []),
        "pdfium": (True, [python, "-c", PDFIUM], []),
        "pdfminer": (False, [python, tool("venv/bin/pdf2txt.py")], []),
    }


def words_of(text):
    """What Unicode counts as a control is no letter; U+FFFE is how PDFium marks a hyphen at a line's end."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf") else c
                   for c in unicodedata.normalize("NFC", text).replace("\ufffe", "-")).split()


def letters(words):
    return collections.Counter("".join(words))


class Page:
    """Words and their places from left to right, in points of the page as it lies in the file."""

    def __init__(self, file, facts):
        self.words, self.spans = [], []
        root = ElementTree.parse(file).getroot()
        for string in root.iterfind(".//{*}String"):
            self.words += words_of(string.get("CONTENT"))
            left, width = (float(string.get(key)) * 72 / facts["dpi"][0] for key in ("HPOS", "WIDTH"))
            self.spans.append((left, left + width))
        self.straight = facts["turn"] == 0 and abs(facts["skew"]) < 1 and len(self.spans) == len(self.words)


def shown_lines(document):
    """Words of each line that a signature of the document shows."""
    return [words_of(line) for signature in document["signatures"]
            for line in signature.get("block", {}).get("lines", [])]


def without(lines, words):
    """The words without these lines, each taken out once where it is found last; long ones first, as they may hold short ones."""
    for line in sorted(lines, key=len, reverse=True):
        for start in range(len(words) - len(line), -1, -1):
            if line and words[start:start + len(line)] == line:
                words = words[:start] + words[start + len(line):]
                break
    return words


def documents(bag):
    """(PDF, its pages, the lines of its signatures) for each."""
    data = bag / "data"
    try:
        for document in json.loads((data / "dossier.json").read_text(encoding="utf-8"))["documents"]:
            pages = [Page(data / alto, facts) for alto, facts
                     in zip(document["alto"], document["pages"], strict=True)]
            yield data / document["pdf"], pages, shown_lines(document)
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as trouble:
        raise Unable(f"{bag} does not say what is on its pages: {trouble!r}") from None


def common(expected, found):
    return difflib.SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()


def compare(name, in_order, pages, lines, text):
    expected, found = [word for page in pages for word in page.words], words_of(text)
    if letters(found) - letters(expected):
        found = without(lines, found)
    if not unicodedata.is_normalized("NFC", text):
        yield f"{name}: the text is not NFC"
    lost, added = letters(expected) - letters(found), letters(found) - letters(expected)
    if lost or added:
        yield f"{name}: letters lost '{''.join(lost)[:20]}', added '{''.join(added)[:20]}'"
    if in_order and expected:
        share = sum(block.size for block in common(expected, found)) / max(len(expected), len(found))
        if share < ORDER:
            yield f"{name}: only {share:.3f} of the words stand where ALTO has them"


def overlap(a, b):
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0])) / max(max(a[1], b[1]) - min(a[0], b[0]), 1e-9)


def places(file, pages):
    done = run("pdftotext", "-bbox", file, "-")
    overlaps = []
    for page, part in zip(pages, done.stdout.split("<page ")[1:]):
        found = re.findall(r'<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)" yMax="[-\d.]+">([^<]*)<', part)
        texts = [unicodedata.normalize("NFC", html.unescape(text)) for _, _, text in found]
        for block in common(page.words, texts) if page.straight else []:
            if block.size < 3:  # words that occur often may be taken for each other
                continue
            for i in range(block.size):
                left, right, _ = found[block.b + i]
                overlaps.append(overlap(page.spans[block.a + i], (float(left), float(right))))
    if not overlaps:
        if any(page.straight and len(page.words) >= MANY for page in pages):
            yield "no words in a row are found where ALTO has them"
        return
    mean = sum(overlaps) / len(overlaps)
    if mean < MEAN:
        yield f"words lie beside their places: they overlap {mean:.3f} of their width"


def complaints(file, pages, lines):
    yield from places(file, pages)
    for name, (in_order, before, after) in extractors().items():
        done = run(*before, file, *after)
        if done.returncode:
            yield f"{name}: {last_words(done)}"
        else:
            yield from compare(name, in_order, pages, lines, done.stdout)


def judge(bags, court):
    return {bag: [f"{file.name}: {line}" for file, pages, shown in documents(bag)
                  for line in complaints(file, pages, shown)]
            for bag in bags}


def copy(bag, folder, name, change):
    """The dossier's first document, with another ALTO of its first page."""
    where = folder / name.replace(" ", "-")
    for part in ("pdf", "alto"):
        shutil.copytree(bag / "data" / part, where / "data" / part)
    dossier = json.loads((bag / "data" / "dossier.json").read_text(encoding="utf-8"))
    (where / "data" / "dossier.json").write_text(json.dumps({"documents": dossier["documents"][:1]}))
    first = min((where / "data" / "alto").iterdir())
    altered(first, first.parent, first.stem, change)
    return where


def broken(bag, folder):
    def without_a_word(data):
        return re.sub(rb"<String\b[^>]*?(/>|>.*?</String>)", b"", data, count=1, flags=re.DOTALL)

    def another_tone(data):
        return data.replace("ộ".encode(), "ô".encode(), 1)

    def moved(data):
        return re.sub(rb'\bHPOS="(\d+)"', lambda m: b'HPOS="%d"' % (int(m[1]) + 20), data)

    def with_a_letter(data):
        return re.sub(rb'\bCONTENT="', rb'CONTENT="x', data, count=1)

    for name, change in (("words moved", moved), ("a word too many", without_a_word), ("another tone", another_tone),
                         ("a letter missing", with_a_letter)):
        yield name, copy(bag, folder, name, change), {}
