"""How wrong a line was read: characters, the numbers and dates in it, and whether confidence means what it says.

Truth and reading are compared in NFC with white space collapsed and variants of dashes, quotes and ellipses made one
(score.PLAIN); Ð, which looks like Đ, is Đ; leaders (five dots or underscores and more) and boxes to tick count on
neither side. Nothing else is forgiven: hoà is not hòa here. Needs Debian's python3-levenshtein.
"""
import re
import unicodedata

import Levenshtein

from .score import PLAIN

SAME = {**PLAIN, ord("\u00d0"): "\u0110", ord("\u00f0"): "\u0111", ord("\u2610"): " ", ord("\u2612"): " "}
LEADER = re.compile(r"[._]{5,}")
NUMBER = re.compile(r"(?<![\w/-])\d{1,5}(?:/\d{4})?/[A-ZĐƯ][\wĐƯ&]*(?:-[A-ZĐƯ][\w&]*)*-?")  # a hyphen last: it goes on on the next line
EXACT = {"document numbers": NUMBER, "dates in words": re.compile(r"(?i:ngày) \d{1,2} (?i:tháng) \d{1,2} (?i:năm) \d{4}"),
         "12-digit numbers": re.compile(r"(?<!\d)\d{12}(?!\d)")}
EDGES = (0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1)
UNSURE = 0.02  # of the characters: how many of the wrong ones a clerk finds by looking at the least sure


def normal(characters):
    """(text as it is compared, for each letter of it the number of the character it comes from)."""
    letters = [(letter, number) for number, character in enumerate(characters)
               for letter in unicodedata.normalize("NFC", character).translate(SAME)]
    text = "".join(letter for letter, _ in letters)
    for leader in LEADER.finditer(text):
        letters[leader.start():leader.end()] = [(" ", letters[leader.start()][1])] * (leader.end() - leader.start())
    kept = []
    for letter, number in letters:
        if not letter.isspace():
            kept.append((letter, number))
        elif kept and kept[-1][0] != " ":
            kept.append((" ", number))
    if kept and kept[-1][0] == " ":
        kept.pop()
    return "".join(letter for letter, _ in kept), [number for _, number in kept]


def line(truth, read):
    """Of a line and what an engine said of it: {edits, letters, exact: {kind: (right, all)}, sure: [(confidence, right)]}."""
    target, (text, origins) = normal(truth)[0], normal(read["characters"])
    operations = Levenshtein.editops(target, text)
    wrong = {j for kind, _, j in operations if kind != "delete"}
    exact = {}
    for kind, pattern in EXACT.items():
        found = [match.group() for match in pattern.finditer(target)]
        exact[kind] = (sum(stands(value, text) for value in found), len(found))
    sure = [(read["confidence"][origins[j]], j not in wrong) for j, letter in enumerate(text) if letter != " "]
    return {"edits": len(operations), "letters": len(target), "exact": exact, "sure": sure}


def stands(value, text):
    """Whether the text has the value, and not as a part of a longer one."""
    return re.search(rf"(?<![\w/-]){re.escape(value)}(?![\w/-])", text) is not None


def rates(counts):
    """{cer, lines, lines_wrong, letters} of several lines' counts."""
    letters = sum(count["letters"] for count in counts)
    return {"cer": sum(count["edits"] for count in counts) / letters if letters else 0.0, "letters": letters, "lines": len(counts),
            "lines_wrong": sum(count["edits"] > 0 for count in counts)}


def exactness(counts):
    return {kind: {"right": sum(count["exact"][kind][0] for count in counts), "all": sum(count["exact"][kind][1] for count in counts)}
            for kind in EXACT}


def calibration(counts):
    """Bins with mean confidence, share right and count; the mean gap between the two; the share of wrong characters that
    are among the least sure UNSURE of all (the best an order can do is 1, chance is UNSURE)."""
    pairs = sorted(pair for count in counts for pair in count["sure"])
    bins = []
    for low, high in zip(EDGES, EDGES[1:]):
        inside = [pair for pair in pairs if low <= pair[0] < high or (high == 1 and pair[0] >= 1)]
        if inside:
            bins.append({"from": low, "to": high, "confidence": sum(pair[0] for pair in inside) / len(inside),
                         "right": sum(pair[1] for pair in inside) / len(inside), "characters": len(inside)})
    gap = sum(abs(each["confidence"] - each["right"]) * each["characters"] for each in bins)
    wrong = sum(not right for _, right in pairs)
    least = pairs[:round(UNSURE * len(pairs))]
    return {"bins": bins, "characters": len(pairs), "expected_calibration_error": gap / len(pairs) if pairs else 0.0,
            "wrong_among_least_sure": sum(not right for _, right in least) / wrong if wrong else 0.0}


def selftest():
    """Cases worked out by hand; throws AssertionError at the first that differs."""
    def said(text, confidence=0.9):
        return {"characters": list(text), "confidence": [confidence] * len(text)}

    def check(truth, read, edits, **exact):
        count = line(truth, said(read))
        assert count["edits"] == edits, (truth, read, count["edits"])
        for kind, value in exact.items():
            assert count["exact"][kind.replace("_", " ")] == value, (truth, read, kind, count["exact"])
    check("Sở Y tế", "Sờ Y tê", 2)
    check("A – B “c” d…", 'A - B "c" d...', 0)
    check("hoà", "hòa", 2)
    check("Ðơn:", "Đơn:", 0)
    check("Họ tên: .......... Tuổi", "Họ tên: Tuổi", 0)
    check("Họ tên:", "Họ tên: ______…", 0)
    check("Nơi nhận: ...", "Nơi nhận:", 4)
    check("\u2610 Nam \u2612 Nữ", "Nam Nữ", 0)
    check("", "a", 1)
    check("Số: 12/2026/QĐ-UBND", "Số: 12/2026/QĐ-UBND", 0, document_numbers=(1, 1))
    check("Số: 2/QĐ-UBND", "Số: 2/QĐ-UBNDT", 1, document_numbers=(0, 1))
    check("tư số 2/2021/TT-", "tư số 2/2021/TT-", 0, document_numbers=(1, 1))
    check("ngày 3 tháng 4 năm 2026", "ngày 3 tháng 4 năm 2028", 1, dates_in_words=(0, 1))
    check("số 001099999901.", "số 001099999901,", 1, **{"12-digit_numbers": (1, 1)})
    count = line("abc", {"characters": ["a", "x", "c"], "confidence": [0.9, 0.4, 0.8]})
    assert count["sure"] == [(0.9, True), (0.4, False), (0.8, True)]
    assert line("a...b", {"characters": ["a", "\u2026", "b"], "confidence": [0.9, 0.4, 0.8]})["sure"][1:4] == [(0.4, True)] * 3
    found = calibration([{"sure": [(1.0, True)] * 98 + [(0.6, False)] * 2}])
    assert found["wrong_among_least_sure"] == 1 and abs(found["expected_calibration_error"] - 0.012) < 1e-9, found
