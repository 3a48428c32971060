"""How wrong a reader's text is: characters, words, diacritics, lines anywhere on the page, lines lost.

Texts are compared in NFC with white space collapsed, variants of dashes, quotes and ellipses made one, and the two
ways of placing a tone mark (hoà, hòa) too. What was written by hand (between U+27E6 and U+27E7 in the truth) need not
be read: letters inserted there, up to its length and eight more, cost nothing.
Needs Debian's python3-levenshtein.
"""
import re
import unicodedata
from collections import Counter

import Levenshtein

HAND_OPEN, HAND_CLOSE, HAND_SLACK = "\u27e6", "\u27e7", 8
LOST = 0.5  # a line of which more than this share is wrong wherever one looks is lost
PLAIN = {ord(variant): plain for plain, variants in {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212", '"': "\u201c\u201d\u201e\u00ab\u00bb", "'": "\u2018\u2019\u201a",
    " ": "\u00a0", "": "\u00ad\u200b\u200c\u200d\ufeff"}.items() for variant in variants}
PLAIN[0x2026] = "..."


def _tone_places():
    """{hoà-like ending: hòa-like ending} for oa, oe and uy with each tone."""
    places = {}
    for pair in ("oa", "oe", "uy"):
        for first, second in ((pair[0], pair[1]), (pair[0].upper(), pair[1]), (pair[0].upper(), pair[1].upper())):
            for tone in "\u0300\u0301\u0303\u0309\u0323":
                late = unicodedata.normalize("NFC", first + second + tone)
                places[late] = unicodedata.normalize("NFC", first + tone + second)
    return places


TONE_PLACES = _tone_places()
LATE_TONE = re.compile(r"(?<![qQ])(" + "|".join(TONE_PLACES) + r")(?!\w)")


def plain(text):
    text = unicodedata.normalize("NFC", text).translate(PLAIN)
    text = LATE_TONE.sub(lambda match: TONE_PLACES[match.group(1)], text)
    return " ".join(text.split())


def bare(letter):
    """The letter without its marks; of đ, d."""
    kept = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return kept.translate({0x111: "d", 0x110: "D"})


def without_hand(text):
    """(the text without what is written by hand, {position: how many inserted letters are free there})."""
    pieces, free, length = [], {}, 0
    for number, piece in enumerate(re.split(f"{HAND_OPEN}([^{HAND_CLOSE}]*){HAND_CLOSE}", text)):
        if number % 2:
            free[length] = free.get(length, 0) + len(piece) + HAND_SLACK
        else:
            if piece.startswith(" ") and (not pieces or pieces[-1].endswith(" ")):
                piece = piece[1:]
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), free


def best_within(pattern, text):
    """The fewest edits that make the pattern a part of the text (Myers 1999, one bit a letter)."""
    last, masks = 1 << (len(pattern) - 1), {}
    for position, letter in enumerate(pattern):
        masks[letter] = masks.get(letter, 0) | 1 << position
    full = (1 << len(pattern)) - 1
    up, down, score = full, 0, len(pattern)
    best = score
    for letter in text:
        equal = masks.get(letter, 0)
        across = equal | down
        diagonal = (((equal & up) + up) ^ up) | equal
        rise, fall = down | (full & ~(diagonal | up)), up & diagonal
        score += bool(rise & last) - bool(fall & last)
        best = min(best, score)
        rise, fall = rise << 1 & full, fall << 1 & full
        up, down = fall | (full & ~(across | rise)), rise & across
    return best


def _free(allowed, position):
    """Whether an insertion here costs nothing; uses one up."""
    for place in (position, position - 1, position + 1):
        if allowed.get(place, 0) > 0:
            allowed[place] -= 1
            return True
    return False


def page(truth, read):
    """Counts for one page; `rates` makes shares of them."""
    (target, free), text = without_hand(plain(truth)), plain(read)
    allowed, wrong, marks = dict(free), 0, 0
    for kind, i, j in Levenshtein.editops(target, text):
        if kind == "insert" and _free(allowed, i):
            continue
        wrong += 1
        marks += kind == "replace" and bare(target[i]) == bare(text[j])
    words, found = target.split(), text.split()
    codes = {}
    coded = ["".join(chr(0x100 + codes.setdefault(word, len(codes))) for word in side) for side in (words, found)]
    spare = {len(target[:place].split()): 3 for place in free}
    word_errors = sum(not (kind == "insert" and _free(spare, i)) for kind, i, _ in Levenshtein.editops(*coded))
    line_wrong = line_length = lines = lost = 0
    for line in filter(None, map(plain, truth.splitlines())):
        for part in re.split(f"{HAND_OPEN}[^{HAND_CLOSE}]*{HAND_CLOSE}", line):
            if len(part := part.strip()) < 2:
                continue
            errors = min(len(part), best_within(part, text))
            line_wrong, line_length = line_wrong + errors, line_length + len(part)
            lines, lost = lines + 1, lost + (len(part) >= 4 and errors > LOST * len(part))
    hits = sum((Counter(words) & Counter(found)).values())
    return {"letters": len(target), "wrong": wrong, "alphabetic": sum(map(str.isalpha, target)), "marks": marks,
            "words": len(words), "word_errors": word_errors, "read_words": len(found), "word_hits": hits,
            "line_letters": line_length, "line_wrong": line_wrong, "lines": lines, "lines_lost": lost}


def total(counts):
    result = Counter()
    for count in counts:
        result.update(count)
    return dict(result)


def rates(count):
    """cer, wer, der (letters wrong only in their mark), line_cer (each line looked for anywhere), words found, lines lost."""
    def share(part, whole):
        return count.get(part, 0) / count[whole] if count.get(whole) else 0.0
    return {"cer": share("wrong", "letters"), "line_cer": share("line_wrong", "line_letters"), "der": share("marks", "alphabetic"),
            "wer": share("word_errors", "words"), "recall": share("word_hits", "words"), "lines_lost": share("lines_lost", "lines")}


def selftest():
    """Cases worked out by hand; throws AssertionError at the first that differs."""
    import random

    def check(truth, read, **expected):
        count = page(truth, read)
        for key, value in expected.items():
            assert count[key] == value, (truth, read, key, count[key], value)
    check("Sở Y tế", "Sở Y tế", wrong=0, word_errors=0, line_wrong=0)
    check("Sở Y tế", "Sờ Y tê", wrong=2, marks=2, word_errors=2, alphabetic=5)
    check("Đà Nẵng", "Da Nang", wrong=3, marks=3)
    check("kitten", "sitting", wrong=3, marks=0)
    check("một  hai\n\nba", "một hai ba\n", wrong=0)
    check("Nguyễn Thị Hồng", unicodedata.normalize("NFD", "Nguyễn Thị Hồng"), wrong=0)
    check("hoà bình, khoẻ, Thuỷ", "hòa bình, khỏe, Thủy", wrong=0)
    check("quý hoàn", "qúy hòan", wrong=4)
    check("A – B “c” d…", "A - B \"c\" d...", wrong=0)
    check("Số: \u27e603\u27e7 /GM-SYT", "Số: 03 /GM-SYT", wrong=0, word_errors=0)
    check("Số: \u27e603\u27e7 /GM-SYT", "Số: /GM-SYT", wrong=0)
    check("một hai\nba bốn\nnăm sáu", "ba bốn\nmột hai\nnăm sáu", line_wrong=0, lines_lost=0, word_hits=6)
    check("một hai\nba bốn", "ba bốn", lines_lost=1)
    check("abc def", "", wrong=7, line_wrong=7, word_errors=2)
    draw = random.Random(1)
    for _ in range(300):
        pattern = "".join(draw.choice("abă") for _ in range(draw.randint(1, 12)))
        text = "".join(draw.choice("abă") for _ in range(draw.randint(0, 12)))
        parts = [text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)]
        assert best_within(pattern, text) == min(Levenshtein.distance(pattern, part) for part in parts), (pattern, text)
