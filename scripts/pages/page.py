"""One test page from its seed to its files."""
import json

import numpy as np

from samples import files, marks

from . import fonts, profiles, stamps
from .canvas import Canvas
from .documents import KINDS, SHARES
from .words import WARDS, Lexicon

MONO = ("needles", "typewriter")


def setting(kind, profile, dpi, rng, unseen):
    """An empty page: its typeface, size, spacing and margins."""
    family = fonts.choose(rng, unseen, profile in MONO)
    size = (210.0, 297.0) if kind != "wide_table" else (297.0, 210.0)
    margins = (rng.uniform(20, 32), rng.uniform(13, 20), rng.uniform(14, 22), rng.uniform(14, 22))
    page = Canvas(dpi, family, *size, margins)
    page.size = float(rng.choice([9, 10, 11, 12, 12.5, 13, 13, 13.5, 14, 14, 14.5, 16]))
    if fonts.wide(family):  # as wide at 12 points as Times at 14
        page.size = min(page.size, 12.5) * 0.9
    page.leading = float(rng.choice([1.0, 1.0, 1.08, 1.15, 1.25, 1.4, 1.5]))
    page.after = float(rng.uniform(0.5, 2.5))
    if profile == "typewriter":
        page.jitter = rng
    return page


def compose(kind, profile, dpi, rng, unseen):
    kind = kind or str(rng.choice(list(SHARES), p=np.array(list(SHARES.values())) / sum(SHARES.values())))
    page = setting(kind, profile, dpi, rng, unseen)
    KINDS[kind](page, Lexicon(rng, unseen))
    return kind, page


def press(page, look, rng, unseen):
    """Seals, pen and stamps as the profile wants them."""
    if rng.random() >= look["red"]:
        page.seals, page.signatures = [], []
    words = Lexicon(rng, unseen)
    low, high = look.get("extra_seals", (0, -1))
    for _ in range(int(rng.integers(low, high + 1)) if high >= low else 0):
        baseline, x, _ = page.lines[int(rng.integers(len(page.lines)))]
        page.seals.append(marks.Seal(min(max(x + rng.uniform(0, 90), 25), page.width - 25),
                                     min(max(baseline, 25), page.height - 25), words.pick(WARDS).upper(), rng))
    low, high = look.get("stamps", (0, -1))
    for _ in range(int(rng.integers(low, high + 1)) if high >= low else 0):
        page.stamps.append(stamps.Stamp(rng.uniform(40, page.width - 40), rng.uniform(15, page.height * 0.7), rng))


def box_under(matrix, box):
    """The box around a drawn box in the delivered picture."""
    x0, y0, x1, y1 = box
    points = np.float64([(x0, y0, 1), (x1, y0, 1), (x1, y1, 1), (x0, y1, 1)]) @ matrix.T
    points = points[:, :2] / points[:, 2:]
    return [round(float(v), 1) for v in (*points.min(axis=0), *points.max(axis=0))]


def placed(page, matrix):
    """Words and marks with their boxes [left, top, right, bottom] in the delivered picture."""
    words = [{"t": word["text"], "line": number, "b": box_under(matrix, word["box"]), **({"hand": True} if word.get("hand") else {})}
             for number, (_, _, line) in enumerate(page.lines) for word in line]
    found = {name: [{**mark, "box": box_under(matrix, mark["box"]),
                     **({"cells": [{**cell, "box": box_under(matrix, cell["box"])} for cell in mark["cells"]]} if "cells" in mark else {})}
                    for mark in kept] for name, kept in page.marks.items()}

    def around(x, y, half_width, half_height):
        return box_under(matrix, [page.px(v) for v in (x - half_width, y - half_height, x + half_width, y + half_height)])

    found["seals"] = [{"box": around(seal.x, seal.y, 18, 18)} for seal in page.seals]
    found["signatures"] = [{"box": around(*pen_extent(pen))} for pen in page.signatures]
    found["stamps"] = [{"box": around(stamp.x, stamp.y, stamp.width / 2, stamp.height / 2), "colour": stamp.colour,
                        "text": " ".join(stamp.lines)} for stamp in page.stamps]
    return {"words": words, **found, "matrix": [[round(float(v), 8) for v in row] for row in matrix]}


def pen_extent(pen):
    """Centre and half sizes of a signature as it leans, millimetres."""
    cosine, sine = np.cos(pen.slant), np.sin(pen.slant)
    points = pen.path @ np.array([[cosine, sine], [-sine, cosine]])
    low, high = points.min(axis=0), points.max(axis=0)
    return (pen.x + (low[0] + high[0]) / 2, pen.y + (low[1] + high[1]) / 2, (high[0] - low[0]) / 2 + 0.5, (high[1] - low[1]) / 2 + 0.5)


def make(out, name, profile, kind, dpi, seed, unseen):
    """Write the files of a page; gives its entry in the manifest."""
    rng = np.random.default_rng(seed)
    kind, page = compose(kind, profile, dpi, rng, unseen)
    look = profiles.PROFILES[profile]
    press(page, look, rng, unseen)
    back = compose("wide_table" if kind == "wide_table" else "continuation", profile, dpi, rng, unseen)[1] if "show" in look else None
    picture, matrix, facts = profiles.deliver(page, back, look, rng)
    if facts["mode"] == "bilevel":
        file, data = f"{name}.tif", files.tiff_g4([picture], facts["dpi"])
    elif profile == "clean" and seed[-1] % 4 == 3:
        file, data = f"{name}.png", files.png(picture, facts["dpi"])
    else:
        file, data = f"{name}.jpg", files.jpeg(picture, facts["dpi"], facts["quality"])
    (out / file).write_bytes(data)
    (out / f"{name}.gt.txt").write_text("\n".join(page.truth()) + "\n")
    (out / f"{name}.boxes.json").write_text(json.dumps({"width": picture.shape[1], "height": picture.shape[0], **placed(page, matrix)},
                                                       ensure_ascii=False, separators=(",", ":")) + "\n")
    return {"id": name, "file": file, "truth": f"{name}.gt.txt", "boxes": f"{name}.boxes.json", "profile": profile, "kind": kind,
            "font": page.family, "size": page.size, "leading": page.leading, "seed": seed, **facts}
