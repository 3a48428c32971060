"""Digits written by hand: 1,797 of 13 writers (E. Alpaydin, C. Kaynak, UCI ML repository, CC BY 4.0), as scikit-learn ships them.

They are 8 x 8 counts of ink; enlarged and sharpened they look like a ballpoint's. One writer's digits lie together, so that a
number is taken from one stretch of the list.
"""
import gzip
import importlib.util
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageChops

WRITTEN = "written digits"  # stands for a typeface's file
STRETCH = 130


@lru_cache(maxsize=1)
def table():
    """(pictures 8 x 8 of 0 to 16, digits)"""
    found = importlib.util.find_spec("sklearn")
    path = Path(found.submodule_search_locations[0]) / "datasets" / "data" / "digits.csv.gz"
    with gzip.open(path, "rt") as file:
        rows = np.loadtxt(file, delimiter=",", dtype=np.float32)
    return rows[:, :64].reshape(-1, 8, 8), rows[:, 64].astype(int)


def picture(small, height, width, stroke, rng):
    """Ink 0 to 1 of a digit, enlarged."""
    wide = cv2.copyMakeBorder(small / 16, 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    large = cv2.resize(wide, (width, height), interpolation=cv2.INTER_CUBIC)
    large = np.clip((cv2.GaussianBlur(large, (0, 0), height / 28) - stroke) * 5 + 0.5, 0, 1)
    slant = rng.uniform(-0.12, 0.25)
    matrix = np.float32([[1, -slant, slant * height / 2], [rng.uniform(-0.06, 0.06), 1, 0]])
    return cv2.warpAffine(large, matrix, (width, height))


def write(image, x, baseline, text, size, rng):
    """Writes digits into a PIL picture; returns where they end."""
    pictures, values = table()
    start = rng.randrange(len(values) - STRETCH)
    height, stroke = int(size * rng.uniform(0.85, 1.25)), rng.uniform(0.38, 0.6)
    for character in text:
        of = np.flatnonzero(values[start:start + STRETCH] == int(character)) + start
        width = max(4, int(height * rng.uniform(0.6, 0.8)))
        ink = Image.fromarray((picture(pictures[rng.choice(list(of))], height, width, stroke, rng) * 255).astype(np.uint8))
        place = (int(x), int(baseline - height * 0.92 + rng.gauss(0, 0.05) * size))
        box = (*place, place[0] + width, place[1] + height)
        image.paste(ImageChops.lighter(image.crop(box), ink), box)
        x += width * rng.uniform(0.75, 0.95)
    return x + 0.1 * size
