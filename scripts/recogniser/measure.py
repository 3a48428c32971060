"""Tesseract's `vie` and ours on the same lines of test pages, raw line, dictionary on: character errors by profile."""
import re

from . import dev, score, tesseract
from .export import NAME

NUMBER = re.compile(r"^\d+(/\d{4})?/[A-ZĐ0-9Đa-zđy-]+(-[A-ZĐ0-9a-zđ.-]+)*$")
DATE = re.compile(r"ngày \d+ tháng \d+ năm \d{4}")


def colour_over(image, matrix, words):
    """Whether a seal or a pen stroke lies on the line: saturated pixels in its box."""
    strip = dev.cut(image, matrix, words).astype(int)
    return (strip.max(axis=2) - strip.min(axis=2) > 40).mean() > 0.004


def run(folder, models, every=1, channel="grey"):
    """{model: {profile: CER in %}}, exact numbers and dates in them, lines under colour. models: {name: folder with name.traineddata}."""
    import cv2
    from pathlib import Path

    readers = {name: tesseract.Tesseract(where, name) for name, where in models.items()}
    tallies = {name: score.Tally() for name in models}
    exact = {name: {"numbers": [0, 0], "dates": [0, 0]} for name in models}
    page, image, worst = None, None, []
    for i, (entry, words, truth, picture, matrix) in enumerate(dev.lines(folder, channel)):
        if i % every:
            continue
        if entry["id"] != page:
            page, image = entry["id"], cv2.imread(str(Path(folder) / entry["file"]), cv2.IMREAD_COLOR)
        under = colour_over(image, matrix, words)
        for name, reader in readers.items():
            text = reader.read(picture)
            edits = tallies[name].add(entry["profile"], truth, text)
            if under:
                for kind, value in zip(("edits", "characters", "lines"), (edits, len(score.normal(truth)), 1)):
                    table = getattr(tallies[name], kind)
                    table["under colour"] = table.get("under colour", 0) + value
            plain = score.normal(text)
            for word in score.normal(truth).split():
                if NUMBER.match(word.strip(".,;:()\"")):
                    exact[name]["numbers"][0] += word.strip(".,;:()\"") in plain
                    exact[name]["numbers"][1] += 1
            for found in DATE.findall(score.normal(truth)):
                exact[name]["dates"][0] += found in plain
                exact[name]["dates"][1] += 1
            if edits:
                worst.append((edits, name, entry["id"], truth, text))
    figures = {name: {**tallies[name].rates(), "lines under colour": tallies[name].lines.get("under colour", 0),
                      **{f"{kind} exact": f"{a}/{b}" for kind, (a, b) in exact[name].items()}} for name in models}
    return figures, sorted((w for w in worst if w[1] == NAME), reverse=True)[:25]
