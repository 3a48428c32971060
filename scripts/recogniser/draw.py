"""A line of text drawn with its neighbours above and below, before anything happens to it: ink 0 to 1 on a strip.

The strip is cut later (damage.cut) as a line cutter does; `Strip` remembers where the line's own ink lies.
"""
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from .digits import WRITTEN, write
from .text import BOX
from .typefaces import characters, font

FALLBACK = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


@dataclass
class Strip:
    ink: np.ndarray  # float32, 1 = full ink
    own: np.ndarray  # the line's own ink alone
    baseline: int
    em: int  # pixels of the type's size
    dpi: int
    underline: float = 0  # how far below the baseline, in ems; 0: none


def runs(text, file):
    """The text in pieces that one file can draw."""
    known, pieces = characters(file), []
    for character in text:
        use = FALLBACK if character == BOX or (ord(character) not in known and character != " ") else file
        if pieces and pieces[-1][1] == use:
            pieces[-1][0] += character
        else:
            pieces.append([character, use])
    return pieces


def typed(draw, x, baseline, text, face, size, rng, look):
    """Draws a text word by word (or letter by letter where letters dance); returns where it ends."""
    for piece, file in runs(text, face):
        use = font(file, size)
        space = use.getlength(" ") * look["space"]
        if look["dance"]:
            for character in piece:
                if character != " ":
                    draw.text((x, baseline + rng.gauss(0, look["dance"]) * size), character, font=use, fill=255, anchor="ls")
                x += (use.getlength(character) if character != " " else space) + look["tracking"] * size
            continue
        if look["tracking"]:
            for character in piece:
                draw.text((x, baseline), character, font=use, fill=255, anchor="ls")
                x += (use.getlength(character) if character != " " else space) + look["tracking"] * size
            continue
        for i, word in enumerate(piece.split(" ")):
            x += space if i else 0
            if word:
                draw.text((x, baseline), word, font=use, fill=255, anchor="ls")
                x += use.getlength(word)
    return x


def beside(ink, baseline, size, other, shift):
    """Puts another line's ink above or below: it is there for what a cutter leaves of it."""
    factor = size / other.em
    theirs, line = other.own, other.baseline
    if abs(factor - 1) > 0.1:
        theirs = cv2.resize(theirs, (max(8, int(theirs.shape[1] * factor)), max(8, int(theirs.shape[0] * factor))), interpolation=cv2.INTER_AREA)
        line = int(line * factor)
    top = baseline + shift - line
    first, last = max(0, top), min(len(ink), top + len(theirs))
    width = min(ink.shape[1], theirs.shape[1])
    if last > first and width > 8:
        part = theirs[first - top:last - top, theirs.shape[1] - width:]
        ink[first:last, :width] = np.maximum(ink[first:last, :width], part)


def strip(segments, around, size, dpi, rng, look):
    """segments: [(text, file)] of the line; around: strips drawn before to stand above and below, or None; look: see `looks`."""
    height, baseline = int(5.2 * size), int(2.9 * size)
    width = int(sum(len(text) * size if file == WRITTEN else font(file, size).getlength(text) * max(1, look["space"]) for text, file in segments)
                + sum(len(text) for text, _ in segments) * max(0, look["tracking"]) * size + 3 * size)
    picture = Image.new("L", (width, height))
    x, draw = size, ImageDraw.Draw(picture)
    for text, file in segments:
        x = write(picture, x, baseline, text, size, rng) if file == WRITTEN else typed(draw, x, baseline, text, file, size, rng, look)
    own = np.asarray(picture, np.float32)[:, :min(width, int(x) + int(1.2 * size))] / 255
    if abs(look["wide"] - 1) > 0.01:
        own = cv2.resize(own, (max(8, int(own.shape[1] * look["wide"])), height), interpolation=cv2.INTER_AREA)
    ink = own.copy()
    for other, side in zip(around, (-1, 1)):
        if other:
            beside(ink, baseline, size, other, int(side * look["pitch"] * size))
    return Strip(ink, own, baseline, size, dpi)


def looks(rng, hand=False, typewriter=False):
    """How a line is set."""
    chance = rng.random()
    return {"space": rng.choice([1, 1, rng.uniform(0.8, 1.1), rng.uniform(1, 1.7)]),
            "tracking": rng.uniform(0.01, 0.12) if chance < 0.05 else rng.uniform(-0.03, 0) if chance < 0.09 else 0,
            "dance": rng.uniform(0.005, 0.04) if hand else rng.uniform(0.005, 0.03) if typewriter and rng.random() < 0.8 else 0,
            "pitch": rng.uniform(1.08, 1.6), "wide": rng.choice([1, 1, 1, rng.uniform(0.85, 1.12)])}
