"""Errors of read lines. Runs of five dots and more (leaders) count on neither side; look-alike quotes and dashes are one."""
import re
import unicodedata

import editdistance

SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "Ð": "Đ", "ð": "đ"})


def normal(text, strict=False):
    text = unicodedata.normalize("NFC", text)
    if not strict:
        text = "".join(c.translate(SAME) for c in text)
    return re.sub(r"\s+", " ", re.sub(r"[.…]{5,}", " ", text)).strip()


def errors(truth, read, strict=False):
    """(edits, length of the truth)"""
    truth, read = normal(truth, strict), normal(read, strict)
    return editdistance.eval(truth, read), len(truth)


class Tally:
    """Edits and characters by condition."""

    def __init__(self):
        self.edits, self.characters, self.lines, self.wrong = {}, {}, {}, {}

    def add(self, condition, truth, read, strict=False):
        edits, length = errors(truth, read, strict)
        for key in (condition, "all"):
            self.edits[key] = self.edits.get(key, 0) + edits
            self.characters[key] = self.characters.get(key, 0) + length
            self.lines[key] = self.lines.get(key, 0) + 1
            self.wrong[key] = self.wrong.get(key, 0) + (edits > 0)
        return edits

    def rates(self):
        return {key: round(100 * self.edits[key] / max(1, self.characters[key]), 3) for key in sorted(self.edits)}
