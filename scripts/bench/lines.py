"""Single lines cut out of pages by the truth's boxes, and written as PGM files.

A line is what stands together on one row: words of the truth's line (or, where the boxes name no lines, words that
follow each other on a row), parted where the gap is wider than 1.5 times their height, between cells of a table and where
something is written by hand. Its picture is the box around its words on the straightened page with MARGIN pixels on each side, neighbours and
all that lies over it left in; grey, and of lines below a seal or a pen stroke the red channel too, which is what is left
when red is dropped out.
"""
import json

import cv2
import numpy as np

MARGIN = 4            # pixels of the picture the boxes are in
GAP = 1.5             # of the height: beyond it the next word is a line of its own
COLOUR, SHARE = 40, 0.004  # more than this over the paper's own colour, on more than this share of the pixels: a seal or pen


def straight(box, matrix):
    """The box on the drawing whose picture under `matrix` has the upright box `box` around it.

    Around the centre the matrix is taken as linear: exact for turned and slanted pages, for photographs within a pixel.
    """
    centre = np.linalg.inv(matrix) @ ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 1)
    x, y = centre[:2] / centre[2]
    scale = matrix[2] @ (x, y, 1)
    point = (matrix @ (x, y, 1))[:2] / scale
    slopes = np.abs((matrix[:2, :2] - np.outer(point, matrix[2, :2])) / scale)
    width, height = np.linalg.solve(slopes, (box[2] - box[0], box[3] - box[1]))
    return [x - width / 2, y - height / 2, x + width / 2, y + height / 2]


def words_of(said):
    """([(text, box on the drawing, its line and cell or None, by hand)], matrix from the drawing to the picture)."""
    if "transform" in said:  # boxes are those of the drawing
        return [(word["t"], word["b"], None, bool(word.get("hand"))) for word in said["words"]], np.array(said["transform"], float)
    matrix = np.array(said["matrix"], float)
    cells = [cell["box"] for table in said.get("tables", []) for cell in table.get("cells", [])]
    return [(word["t"], straight(word["b"], matrix), (word["line"], cell_of(word["b"], cells)) if "line" in word else None, bool(word.get("hand")))
            for word in said["words"]], matrix


def cell_of(box, cells):
    """The number of the cell a box's centre is in, or None."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return next((number for number, (left, top, right, bottom) in enumerate(cells) if left <= x < right and top <= y < bottom), None)


def beside(last, word):
    """Whether the word goes on the line that ends with `last`."""
    (_, a, line, _), (_, b, other, _) = last, word
    height = a[3] - a[1]
    if line is not None:
        return line == other and b[0] - a[2] < GAP * max(height, b[3] - b[1])
    level = abs(b[1] - a[1]) < 0.3 * height and abs(b[3] - a[3]) < 0.3 * height
    return level and -0.2 * height < b[0] - a[2] < GAP * height


def rows(words):
    """Words of one line after another, without those written by hand; a rule of dots or hyphens is no text."""
    found, last = [], None
    for word in words:
        if not word[3]:
            if last is not None and not last[3] and beside(last, word):
                found[-1].append(word)
            else:
                found.append([word])
        last = word
    return [row for row in found if any(letter.isalnum() for word in row for letter in word[0])]


def around(row, margin):
    boxes = np.array([word[1] for word in row])
    low, high = np.floor(boxes[:, :2].min(axis=0) - margin), np.ceil(boxes[:, 2:].max(axis=0) + margin)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def cut(image, matrix, box):
    """The part of the straightened page in the box."""
    shift = np.array([[1, 0, box[0]], [0, 1, box[1]], [0, 0, 1.0]])
    return cv2.warpPerspective(image, matrix @ shift, (box[2] - box[0], box[3] - box[1]),
                               flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE)


def marked(colour):
    """Whether a seal or a pen stroke lies on the line."""
    chroma = colour.max(axis=2).astype(int) - colour.min(axis=2)
    return bool((chroma - np.median(chroma) > COLOUR).mean() > SHARE)


def write(picture, file):
    file.write_bytes(b"P5\n%d %d\n255\n" % picture.shape[::-1] + np.ascontiguousarray(picture).tobytes())
    return file


def lines_of(page, folder, margin=MARGIN):
    """The lines of a page of `pages.load`: [{id, condition, truth, file, and of marked ones red}]."""
    words, matrix = words_of(json.loads(page["boxes_file"].read_text()))
    image = cv2.imread(str(page["path"]), cv2.IMREAD_COLOR)
    if image is None:
        raise SystemExit(f"bench-recogniser: {page['path']} is no picture")
    found = []
    for number, row in enumerate(rows(words)):
        colour = cut(image, matrix, around(row, margin))
        identity = f"{page['id']}-{number:03}"
        line = {"id": identity, "condition": page["profile"], "truth": " ".join(word[0] for word in row),
                "file": write(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), folder / f"{identity}.pgm")}
        if marked(colour):
            line["red"] = write(colour[:, :, 2], folder / f"{identity}.red.pgm")
        found.append(line)
    return found
