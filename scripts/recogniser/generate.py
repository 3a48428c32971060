"""Made-up lines without end: a picture, its condition, its text. The seed decides everything."""
import random
import re

import numpy as np

from . import damage, draw, text, typefaces
from .digits import WRITTEN

HANDWRITTEN = {"date", "identity", "person", "address", "cell", "number", "spoken", "code"}


WRITABLE = {"number", "date", "identity", "cell", "label"}
EMPTY = 0.03  # of lines have no text: what a line cutter takes for a line where a seal, a pen or dirt is
SCRAPS = ["seal", "seal", "seal dropped", "pen", "pen", "pen dropped", "rules", "noisy", "photo", "bilevel", "fax"]


class Generator:
    def __init__(self, seed, resources, fonts, held_out=False):
        self.rng, self.gen = random.Random(seed), np.random.default_rng(seed)
        self.words, self.recent = text.Words(resources), []  # recent lines stand above and below the next
        pools = (typefaces.HELD_OUT, typefaces.HELD_OUT_MONO, typefaces.HELD_OUT_HAND) if held_out else (typefaces.TRAINED, typefaces.MONO, typefaces.HAND)
        self.print, self.mono, self.hand = (typefaces.Pool(pool, fonts) for pool in pools)

    def segments(self, kind, drawn, condition, hand):
        rng = self.rng
        if condition in ("typewriter", "needles") and rng.random() < 0.8:
            return [(drawn, self.mono.draw(rng, "regular" if rng.random() < 0.8 else None))]
        style = rng.choice(["bold", "bold", "regular", "bold italic"]) if kind == "head" else None
        face = self.print.draw(rng, style)
        if kind in WRITABLE and rng.random() < 0.15 and re.search(r"\d", drawn):  # numbers and days filled in by hand
            pieces = re.split(r"(\d+)", drawn, maxsplit=1 if kind in ("number", "date") else 9)
            return [(piece, WRITTEN if piece.isdigit() and piece.isascii() else face) for piece in pieces if piece]
        if not hand:
            columns = re.split(r"( {4,})", drawn, maxsplit=1)
            if kind == "pair" and len(columns) == 3 and rng.random() < 0.7:
                front, gap, back = columns
                return [(front, face), (gap + back, self.print.draw(rng, rng.choice(["bold", "italic", "regular"])))]
            if re.match(r"(Điều \d+|\d+)\. ", drawn) and rng.random() < 0.3:  # a heading and what it says
                front, _, back = drawn.partition(". ")
                return [(front + ". ", face), (back, self.print.draw(rng))]
            if ": " in drawn and rng.random() < 0.1:  # a label and its value in two styles
                front, _, back = drawn.partition(": ")
                return [(front + ": ", face), (back, self.print.draw(rng))]
            return [(drawn, face)]
        front, mark, back = drawn.partition(": ")
        written = self.hand.draw(rng)
        return [(front + mark, face), (back, written)] if mark and back else [(drawn, written)]

    def line(self, condition=None):
        """(condition, kind, picture, text)"""
        rng = self.rng
        while True:
            empty = condition is None and rng.random() < EMPTY
            name = rng.choice(SCRAPS) if empty else condition or rng.choices(list(damage.CONDITIONS), damage.CONDITIONS.values())[0]
            kind, drawn, read = text.line(rng, self.words)
            hand = rng.random() < (0.12 if kind in HANDWRITTEN else 0.25 if kind == "label" else 0.01)
            if len(drawn) > 70 and hand:
                continue
            drawn = drawn[:rng.randint(1, 14)] if empty else drawn
            dpi = rng.choice([150, 200, 200, 200, 200, 240, 300, 300])
            points = rng.uniform(11.5, 14.5) if rng.random() < 0.7 else rng.uniform(8, 18)
            size = max(14, round(points * dpi / 72))
            around = [rng.choice(self.recent) if self.recent and rng.random() < 0.6 else None for _ in range(2)]
            strip = draw.strip(self.segments(kind, drawn, name, hand), around, size, dpi, rng, draw.looks(rng, hand, name == "typewriter"))
            if rng.random() < (0.6 if "Hạnh phúc" in read else 0.15 if kind in ("head", "pair", "receivers") else 0.02):
                strip.underline = rng.uniform(0.08, 0.42)
            self.recent = self.recent[-15:] + [strip]
            if empty:
                strip.ink = np.clip(strip.ink - strip.own, 0, 1) if rng.random() < 0.3 else np.zeros_like(strip.ink)
                strip.underline, kind, read = 0, "nothing", ""
            picture = damage.condition(name, strip, rng, self.gen)
            if picture is not None and min(picture.shape) >= 6:
                return name, kind, picture, read
