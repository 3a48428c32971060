"""Whether pages are what they say: same bytes again, ink in every box, hardly any outside them."""
import json
import tempfile
from pathlib import Path

import cv2
import numpy as np

from . import page, words


def made(folder, profile, kind, seed):
    entry = page.make(folder, f"{profile}-{kind}", profile, kind, 200, seed, unseen=False)
    picture = cv2.imread(str(folder / entry["file"]), cv2.IMREAD_GRAYSCALE)
    return entry, picture, json.loads((folder / entry["boxes"]).read_text()), (folder / entry["truth"]).read_text()


def box_of(item):
    left, top, right, bottom = item["box"] if "box" in item else item["b"]
    return slice(max(int(top), 0), int(bottom) + 1), slice(max(int(left), 0), int(right) + 1)


def check(folder, profile, kind, seed):
    entry, picture, boxes, truth = made(folder, profile, kind, seed)
    data = (folder / entry["file"]).read_bytes()
    made(folder, profile, kind, seed)
    assert data == (folder / entry["file"]).read_bytes(), f"{entry['id']}: another picture from the same seed"
    said = truth.replace("\u27e6", "").replace("\u27e7", "").split()
    assert said == [word["t"] for word in boxes["words"]], f"{entry['id']}: the boxes have other words than the truth"
    ink = picture < 150
    for word in boxes["words"]:
        assert ink[box_of(word)].any(), f"{entry['id']}: no ink where \"{word['t']}\" is said to be"
    total = ink.sum()
    for item in [*boxes["words"], *(mark for kind in ("rules", "leaders", "tick_boxes", "seals", "signatures", "stamps", "tables", "holes")
                                    for mark in boxes[kind])]:
        rows, columns = box_of(item)
        ink[max(rows.start - 3, 0):rows.stop + 3, max(columns.start - 3, 0):columns.stop + 3] = False
    assert ink.sum() < 0.01 * total, f"{entry['id']}: {ink.sum() / total:.1%} of the ink is in no box"


def run():
    with tempfile.TemporaryDirectory() as folder:
        for number, (profile, kind) in enumerate((("clean", "request"), ("turned", "letter"), ("sealed", "report"), ("skewed", "contract"))):
            check(Path(folder), profile, kind, [number, 7])
    assert words.in_words(17205015) == "mười bảy triệu hai trăm lẻ năm nghìn không trăm mười lăm"
    assert words.in_words(1000021) == "một triệu không trăm hai mươi mốt"
    for unseen in (False, True):
        lexicon = words.Lexicon(np.random.default_rng(5), unseen)
        assert all(lexicon.identity()[6:10] == "9999" for _ in range(50))
    halves = [set(words.Lexicon(None, unseen).half(words.PROCEDURES)) for unseen in (False, True)]
    assert not halves[0] & halves[1] and halves[0] | halves[1] == set(words.PROCEDURES)
    
