"""Lines of test pages cut by the truth's boxes: (page, profile, text, grey picture). For measuring only."""
import json
from pathlib import Path

import cv2
import numpy as np

PAD = 4


def rows_of(words):
    """Words of one printed line after another: as they stand in the file, broken where the box is not beside the last."""
    rows = []
    for word in words:
        box = word["b"]
        if rows:
            last = rows[-1][-1]["b"]
            height = last[3] - last[1]
            beside = abs(box[1] - last[1]) < 0.3 * height and abs(box[3] - last[3]) < 0.3 * height
            if beside and -0.2 * height < box[0] - last[2] < 1.5 * height:
                rows[-1].append(word)
                continue
        rows.append([word])
    return rows


def cut(image, matrix, words):
    """The words' common box straightened out of the delivered page."""
    boxes = np.array([word["b"] for word in words])
    x0, y0, x1, y1 = boxes[:, 0].min() - PAD, boxes[:, 1].min() - PAD, boxes[:, 2].max() + PAD, boxes[:, 3].max() + PAD
    width, height = int(round(x1 - x0)), int(round(y1 - y0))
    shift = np.array([[1, 0, x0], [0, 1, y0], [0, 0, 1.0]])
    return cv2.warpPerspective(image, matrix @ shift, (width, height), flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
                               borderMode=cv2.BORDER_REPLICATE)


def lines(folder, channel="grey"):
    """Every line of the pages that have boxes. channel: grey, or red as a colour drop-out makes it."""
    folder = Path(folder)
    for entry in json.loads((folder / "manifest.json").read_text())["files"]:
        if "boxes" not in entry:
            continue
        image = cv2.imread(str(folder / entry["file"]), cv2.IMREAD_COLOR)
        image = image[:, :, 2].copy() if channel == "red" else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        truth = json.loads((folder / entry["boxes"]).read_text())
        matrix = np.array(truth["transform"], float)
        for words in rows_of(truth["words"]):
            if not any(c.isalnum() for word in words for c in word["t"]):
                continue  # a rule made of hyphens is no text
            yield entry, words, " ".join(word["t"] for word in words), cut(image, matrix, words), matrix
