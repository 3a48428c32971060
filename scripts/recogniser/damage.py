"""What printers, scanners, fax machines, seals, pens and a line cutter do to a drawn line. Pictures are float32, 1 = white.

`condition(name, strip, rng, gen)` gives the uint8 picture that a recogniser would get under that name.
"""
import math

import cv2
import numpy as np

CONDITIONS = {  # shares in training
    "clean": 8, "office": 23, "bilevel": 15, "fax": 14, "noisy": 8, "show": 4, "faded": 5, "seal": 8, "seal dropped": 5, "pen": 6, "pen dropped": 2,
    "rules": 5, "photo": 4, "carbon": 2, "needles": 2, "typewriter": 3, "stamp": 2,
}


def blur(image, sigma):
    return cv2.GaussianBlur(image, (0, 0), sigma) if sigma > 0.2 else image


def soft(shape, cells, gen):
    """Smooth noise, 0 to 1, with cells of so many pixels."""
    small = gen.random((max(2, shape[0] // cells + 2), max(2, shape[1] // cells + 2)), dtype=np.float32)
    return np.clip(cv2.resize(small, shape[::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


class Bank:
    """Noise drawn once: pieces of it cost a hundredth of fresh noise."""

    def __init__(self, fill):
        self.fill, self.field = fill, None

    def piece(self, shape, gen):
        if self.field is None:
            self.field = self.fill(np.random.default_rng(0))
        height, width = self.field.shape
        if shape[0] >= height or shape[1] >= width:
            return np.resize(self.field, (shape[0], width))[:, np.arange(shape[1]) % width]
        y, x = int(gen.integers(height - shape[0])), int(gen.integers(width - shape[1]))
        return self.field[y:y + shape[0], x:x + shape[1]]


BANK = (900, 6000)
EVEN = Bank(lambda gen: gen.random(BANK, dtype=np.float32))
EVEN_SOFT = Bank(lambda gen: cv2.GaussianBlur(gen.random(BANK, dtype=np.float32), (0, 0), 0.7))
GRAINS = {size: Bank(lambda gen, size=size: cv2.GaussianBlur(gen.standard_normal(BANK, dtype=np.float32), (0, 0), size) * (2 * size + 0.6) if size > 0.2
                     else gen.standard_normal(BANK, dtype=np.float32)) for size in (0.2, 0.6, 0.9)}


def grain(shape, gen, size=0.6):
    return GRAINS[size].piece(shape, gen)


def toner(ink, rng, gen):
    """Ragged edges, pinholes, thicker or thinner strokes."""
    chance = rng.random()
    if chance < 0.12:
        ink = cv2.dilate(ink, np.ones((2, 2) if rng.random() < 0.7 else (2, 1), np.uint8))
    elif chance < 0.18:
        ink = 0.5 * ink + 0.5 * cv2.erode(ink, np.ones((2, 2), np.uint8))
    if rng.random() < 0.6:
        ink = ink * np.clip(rng.uniform(0.85, 1.1) + rng.uniform(0.1, 0.9) * (EVEN_SOFT.piece(ink.shape, gen) - 0.5), 0, 1)
    if rng.random() < 0.1:  # pinholes and white scratches of a bad drum
        ink = ink * (blur((EVEN.piece(ink.shape, gen) > rng.uniform(0.004, 0.02)).astype(np.float32), rng.uniform(0.3, 0.8)))
    return np.clip(ink, 0, 1)


def carbon(strip, rng, gen):
    ink = blur(strip.ink, rng.uniform(0.05, 0.13) * strip.dpi / 25.4)
    patchy = np.clip(0.6 + 0.5 * soft(ink.shape, strip.em, gen) - 0.15 * soft(ink.shape, 6, gen), 0.25, 1)
    smudge = 0.12 * np.clip(soft(ink.shape, 2 * strip.em, gen) - 0.5, 0, 1)
    return np.clip(1.25 * ink * patchy + smudge, 0, 1) * rng.uniform(0.5, 0.9)


def needles(strip, rng, gen):
    """9 or 24 needles: dots on a raster, through a ribbon."""
    pitch = rng.choice([180, 180, 144, 120])
    height, width = strip.ink.shape
    rows, columns = max(8, round(height * pitch / strip.dpi)), max(8, round(width * pitch / strip.dpi))
    hit = (cv2.resize(strip.ink, (columns, rows), interpolation=cv2.INTER_AREA) > rng.uniform(0.3, 0.5)).astype(np.float32)
    force = hit * gen.uniform(0.7, 1, (rows, 1)).astype(np.float32) * gen.uniform(0.75, 1, hit.shape).astype(np.float32)
    fine = np.zeros((rows * 3, columns * 3), np.float32)
    fine[1::3, 1::3] = force
    fine = blur(cv2.dilate(fine, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, rng.choice([(3, 3), (5, 5), (5, 5)]))), 0.8)
    return np.clip(cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA) * (0.5 + 0.45 * soft((height, width), 3 * strip.em, gen)) * 1.2, 0, 1)


def typewriter(strip, rng, gen):
    """A fabric ribbon."""
    ink = blur(strip.ink, rng.uniform(0.03, 0.06) * strip.dpi / 25.4)
    weave = EVEN_SOFT.piece(ink.shape, gen)
    force = rng.uniform(0.55, 0.8) + 0.4 * soft(ink.shape, max(4, strip.em // 2), gen) + 1.4 * (weave - 0.5)
    return np.clip(1.3 * ink * force, 0, 1)


def seal(shape, em, dpi, rng, gen):
    """Part of a round seal over a strip: rings, letters round about, a star; its cover 0 to 1 with wear."""
    height, width = shape
    cover = np.zeros(shape, np.uint8)
    radius = rng.uniform(0.62, 0.78) * dpi
    x, y = rng.uniform(-0.2, 1.2) * width, height / 2 + rng.uniform(-1.1, 1.1) * radius
    centre = (int(x), int(y))
    thick = max(1, round(rng.uniform(0.01, 0.025) * dpi))
    cv2.circle(cover, centre, int(radius), 255, thick, cv2.LINE_AA)
    cv2.circle(cover, centre, int(radius * rng.uniform(0.9, 0.95)), 255, max(1, thick // 2), cv2.LINE_AA)
    cv2.circle(cover, centre, int(radius * rng.uniform(0.55, 0.68)), 255, max(1, thick // 2), cv2.LINE_AA)
    for step in range(rng.randint(22, 40)):  # letters stand around, their feet inwards
        angle = step * 2 * math.pi / 34
        at = (x + 0.79 * radius * math.cos(angle), y + 0.79 * radius * math.sin(angle))
        if -0.2 * dpi < at[1] < height + 0.2 * dpi and -0.2 * dpi < at[0] < width + 0.2 * dpi:
            letter = np.zeros((int(0.16 * dpi), int(0.16 * dpi)), np.uint8)
            cv2.putText(letter, rng.choice("ABCDEGHIKLMNOPQRSTUVXY"), (int(0.03 * dpi), int(0.13 * dpi)), cv2.FONT_HERSHEY_DUPLEX, 0.0045 * dpi * rng.uniform(0.8, 1), 255, max(1, dpi // 110), cv2.LINE_AA)
            turned = cv2.getRotationMatrix2D((letter.shape[1] / 2, letter.shape[0] / 2), -math.degrees(angle) - 90, 1)
            turned[:, 2] += np.array(at) - letter.shape[0] / 2
            cover = np.maximum(cover, cv2.warpAffine(letter, turned, (width, height)))
    star = [(x + radius * r * math.cos(a), y + radius * r * math.sin(a)) for i in range(10)
            for r, a in [((0.34, 0.14)[i % 2], -math.pi / 2 + i * math.pi / 5)]]
    cv2.fillPoly(cover, [np.array(star, np.int32)], 255, cv2.LINE_AA)
    worn = np.clip(0.35 + 0.75 * soft(shape, max(8, dpi // 5), gen) + 2.2 * (EVEN_SOFT.piece(shape, gen) - 0.5), 0, 1)
    return blur(cover.astype(np.float32) / 255, rng.uniform(0.4, 1.2)) * worn


def stamp(shape, em, dpi, rng, gen):
    """Part of a framed rubber stamp or of big letters across the line."""
    height, width = shape
    cover = np.zeros(shape, np.uint8)
    x, y = rng.uniform(0, 0.8) * width, height / 2 + rng.uniform(-1, 1.5) * em
    word = rng.choice(["HOA TOC", "KHAN", "DEN", "SAO Y", "BAN SAO", "DA THU", "So: 123", "17-08-2025"])
    cv2.putText(cover, word, (int(x), int(y)), rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX]), em / 30 * rng.uniform(0.9, 2), 255, max(1, em // 10), cv2.LINE_AA)
    if rng.random() < 0.6:
        cv2.rectangle(cover, (int(x - em / 2), int(y - 2 * em)), (int(x + rng.uniform(4, 9) * em), int(y + em / 2)), 255, max(1, em // 14), cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((x, y), rng.gauss(0, 4), 1)
    worn = np.clip(0.5 + 0.6 * soft(shape, max(6, em // 2), gen) + 1.6 * (EVEN_SOFT.piece(shape, gen) - 0.5), 0, 1)
    return blur(cv2.warpAffine(cover, turn, (width, height)).astype(np.float32) / 255, 0.6) * worn


def pen(shape, em, dpi, rng, gen):
    """Strokes of a signature or a tick across the line."""
    height, width = shape
    cover = np.zeros(shape, np.uint8)
    x, middle = rng.uniform(0, 1) * width, height / 2
    points = [(x, middle + rng.gauss(0, 1.5) * em)]
    for _ in range(rng.randint(2, 9)):
        points.append((points[-1][0] + rng.gauss(0.8, 1.4) * em, middle + rng.gauss(0, 1.6) * em))
    points = np.array(points)
    t = np.linspace(0, len(points) - 1, 20 * len(points))
    curve = np.stack([np.interp(t, np.arange(len(points)), points[:, i]) for i in (0, 1)], 1)
    curve = cv2.GaussianBlur(curve.astype(np.float32).reshape(-1, 1, 2), (1, 0), 6, sigmaY=6, borderType=cv2.BORDER_REPLICATE).reshape(-1, 2) if len(curve) > 8 else curve
    wide = rng.uniform(0.012, 0.03) * dpi
    for a, b in zip(curve[:-1], curve[1:]):
        cv2.line(cover, tuple(map(int, a)), tuple(map(int, b)), 255, max(1, round(wide * rng.uniform(0.7, 1.2))), cv2.LINE_AA)
    return blur(cover.astype(np.float32) / 255, 0.6) * np.clip(0.75 + 0.35 * soft(shape, em, gen), 0, 1)


def rules(ink, strip, rng, gen):
    """An underline, a strike of a table's frame, a dotted writing line, a copier's streak."""
    height, width = ink.shape
    cover = np.zeros(ink.shape, np.uint8)
    thick = max(1, round(rng.uniform(0.003, 0.012) * strip.dpi))
    chance = rng.random()
    if chance < 0.45:
        y = strip.baseline + int(rng.uniform(0.04, 0.3) * strip.em)
        x0, x1 = (0, width) if rng.random() < 0.5 else sorted((rng.randrange(width), rng.randrange(width)))
        tilt = int(rng.gauss(0, 0.002) * width)
        if rng.random() < 0.35:
            step = rng.uniform(0.15, 0.3) * strip.em
            for i in range(int((x1 - x0) / step)):
                cv2.circle(cover, (int(x0 + i * step), y), max(1, thick // 2), 255, -1, cv2.LINE_AA)
        else:
            cv2.line(cover, (x0, y), (x1, y + tilt), 255, thick, cv2.LINE_AA)
    elif chance < 0.75:  # frame of a table: beside the text and above or below it
        for x in {int(rng.uniform(0.1, 0.9) * strip.em), width - int(rng.uniform(0.1, 0.9) * strip.em)}:
            if rng.random() < 0.6:
                cv2.line(cover, (x, 0), (x, height), 255, thick)
        for y in (strip.baseline - int(rng.uniform(1.1, 1.4) * strip.em), strip.baseline + int(rng.uniform(0.35, 0.55) * strip.em)):
            if rng.random() < 0.6:
                cv2.line(cover, (0, y), (width, y), 255, thick)
    else:
        for _ in range(rng.randint(1, 3)):
            x = rng.randrange(width)
            cv2.line(cover, (x, 0), (x + rng.randint(-2, 2), height), rng.randint(90, 255), 1, cv2.LINE_AA)
    return np.maximum(ink, cover.astype(np.float32) / 255 * rng.uniform(0.5, 1))


def underlined(ink, strip, rng):
    """A rule under the text, as under the motto of every letterhead: it touches the marks below the letters."""
    columns = np.flatnonzero(strip.own.max(axis=0) > 0.3)
    thick = max(1, round(rng.uniform(0.004, 0.011) * strip.dpi))
    y = strip.baseline + int(strip.underline * strip.em)
    inset = rng.choice([0, 0, rng.uniform(-0.1, 0.3)]) * (columns[-1] - columns[0])
    cover = np.zeros(ink.shape, np.uint8)
    cv2.line(cover, (int(columns[0] + inset), y), (int(columns[-1] - inset), y + rng.choice([0, 0, -1, 1])), 255, thick, cv2.LINE_AA)
    return np.maximum(ink, cover.astype(np.float32) / 255 * rng.uniform(0.6, 1))


def specks(image, rng, gen, share, dark=0.0):
    hit = (EVEN.piece(image.shape, gen) < share).astype(np.uint8)
    if rng.random() < 0.7:
        hit = cv2.dilate(hit, np.ones((2, 2), np.uint8))
    return np.where(hit > 0, dark, image).astype(np.float32)


def jpeg(image, quality):
    coded = cv2.imencode(".jpg", np.clip(image * 255 + 0.5, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE).astype(np.float32) / 255


def thresholded(image, rng, *ranges):
    """What is black at a level drawn from one of the ranges: letters thin or fat, yet still there and still apart."""
    low, high = float(image.min()), float(np.quantile(image[::2, ::2], 0.95))
    usual = float((image < 0.5 * (low + high)).mean()) + 1e-6
    for _ in range(6):
        black = image < low + (high - low) * rng.uniform(*rng.choice(ranges))
        if 0.55 < float(black.mean()) / usual < 1.7:
            return black
    return image < 0.5 * (low + high)


def fax(image, dpi, rng, gen):
    """204 pixels an inch across, 196 or 98 lines; letters break or fill with the threshold."""
    height, width = image.shape
    across = max(8, round(width * 204 / dpi)) if dpi > 204 else width
    down = max(8, round(height * rng.choice([196, 196, 196, 98]) / dpi))
    sent = cv2.resize(blur(image, rng.uniform(0.4, 1.3) * dpi / 200), (across, down), interpolation=cv2.INTER_AREA)
    sent = sent + rng.uniform(0, 0.06) * grain(sent.shape, gen, 0.6)
    black = thresholded(sent, rng, (0.35, 0.6), (0.55, 0.85))
    for _ in range(rng.choice([0, 0, 1, 2])):
        y = rng.randrange(1, down)
        black[y] = black[y - 1]
    image = cv2.resize((~black).astype(np.float32), (width if dpi <= 204 else across, round(height * 200 / dpi) if dpi > 204 else height), interpolation=cv2.INTER_NEAREST)
    return specks(image, rng, gen, rng.choice([0, 1e-4, 1e-3, 2.5e-3]))


def bilevel(image, rng, gen):
    return specks((~thresholded(image, rng, (0.35, 0.62), (0.55, 0.85))).astype(np.float32), rng, gen, rng.choice([0, 0, 3e-5, 3e-4, 1.5e-3]))


def turned(image, rng, most=0.5):
    """The slope that deskewing leaves, or the blur of turning alone."""
    height, width = image.shape
    degrees = rng.uniform(-most, most) * min(1.0, 1.3 * height / (math.tan(math.radians(most)) * width + 1))
    if rng.random() < 0.5:
        degrees *= 0.2
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    matrix[:, 2] += (rng.random(), rng.random())
    return cv2.warpAffine(image, matrix, (width, height), flags=rng.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC]), borderMode=cv2.BORDER_REPLICATE)


def edges(strip, rng):
    """Rows and columns that a cutter keeps: around the ink with some paper, the box of the type, or into the letters."""
    rows = np.flatnonzero(strip.own.max(axis=1) > 0.3)
    columns = np.flatnonzero(strip.own.max(axis=0) > 0.3)
    if not len(rows):
        return None
    em, unit, chance = strip.em, strip.dpi / 200, rng.random()
    if chance < 0.5:  # the ink and a rim of six pixels at 200 dpi
        rim = rng.choice([6, 6, 6, rng.uniform(1, 10)]) * unit
        top, bottom = rows[0] - rim, rows[-1] + 1 + rim
    elif chance < 0.76:  # the box of the type
        pad = rng.uniform(0, 8) * unit
        top, bottom = strip.baseline - rng.uniform(0.88, 1.05) * em - pad, strip.baseline + rng.uniform(0.2, 0.32) * em + pad
        top, bottom = min(top, rows[0]), max(bottom, rows[-1] + 1)
    elif chance < 0.93:  # much too high
        top, bottom = rows[0] - rng.uniform(0.2, 1.2) * em, rows[-1] + 1 + rng.uniform(0.1, 0.7) * em
    else:  # into the letters
        top, bottom = rows[0] + rng.uniform(-3, 0.05 * em), rows[-1] + 1 - rng.uniform(-3, 0.05 * em)
    left, right = columns[0] - rng.uniform(0, 14) * unit, columns[-1] + 1 + rng.uniform(0, 14) * unit
    limit = lambda value, most: int(min(max(0, value), most))  # noqa: E731
    return limit(top, strip.ink.shape[0]), limit(bottom, strip.ink.shape[0]), limit(left, strip.ink.shape[1]), limit(right, strip.ink.shape[1])


def near(strip, place):
    """The strip without what lies far from the cut."""
    top, bottom, left, right = place
    first, last = max(0, top - strip.em // 3), min(len(strip.ink), bottom + strip.em // 3)
    return (type(strip)(strip.ink[first:last], strip.own[first:last], strip.baseline - first, strip.em, strip.dpi, strip.underline),
            (top - first, bottom - first, left, right))


def coloured(image, cover, name, rng, gen, own):
    """Seal, stamp or pen over the print; dropped: as taking colour out leaves it."""
    if "dropped" not in name:
        dark = rng.uniform(0.25, 0.7) if name in ("seal", "stamp") else rng.uniform(0.35, 0.85)
        return image * (1 - dark * cover)
    image = image * (1 - rng.uniform(0.02, 0.28) * cover)
    if rng.random() < 0.5:  # taken out by a mask: paper where the ink was, letters thinner there, a rim left
        mask = blur((cover > rng.uniform(0.15, 0.5)).astype(np.float32), 0.5)
        kept = np.clip((0.62 - image) * 6, 0, 1)  # what is dark enough stays
        image = image + mask * (1 - kept) * (1 - image) * rng.uniform(0.5, 1)
        image = image + mask * kept * rng.uniform(0, 0.25)
    return np.clip(image, 0, 1)


def printed(name, strip, rng, gen):
    kinds = {"carbon": carbon, "needles": needles, "typewriter": typewriter}
    if name in kinds:
        return kinds[name](strip, rng, gen)
    return strip.ink if name == "clean" and rng.random() < 0.5 else toner(strip.ink, rng, gen)


def scanned(image, name, strip, rng, gen):
    """Light, blur and noise of the scanner."""
    unit = strip.dpi / 200
    if name == "clean":
        return blur(image, rng.uniform(0, 0.6) * unit)
    image = blur(image, (rng.uniform(0.4, 1.0) if name not in ("photo", "noisy") else rng.uniform(0.5, 1.4)) * unit)
    if name == "photo" or rng.random() < 0.15:
        image = image * (1 - rng.uniform(0.05, 0.45 if name == "photo" else 0.2) * soft(image.shape, 6 * strip.em, gen))
    sigma = {"noisy": rng.uniform(0.03, 0.085), "photo": rng.uniform(0.02, 0.05), "faded": rng.uniform(0.01, 0.04)}.get(name, rng.uniform(0, 0.03))
    return image + sigma * grain(image.shape, gen, rng.choice([0.2, 0.6, 0.9]))


def condition(name, strip, rng, gen):
    """uint8 picture of the strip, cut; None if nothing is left."""
    place = edges(strip, rng)
    if place is None:
        return None
    strip, place = near(strip, place)
    ink = printed(name, strip, rng, gen)
    if strip.underline:
        ink = underlined(ink, strip, rng)
    if name == "rules" or rng.random() < 0.05:
        ink = rules(ink, strip, rng, gen)
    if rng.random() < 0.03:  # printed twice, by a hair beside
        ink = np.maximum(ink, np.roll(ink, (rng.randint(-1, 1), rng.randint(-2, 2)), (0, 1)) * rng.uniform(0.3, 0.9))
    black = rng.uniform(0.35, 0.72) if name in ("faded",) or rng.random() < 0.05 else rng.uniform(0, 0.3)
    paper = rng.uniform(0.72, 0.93) if name in ("faded", "photo", "carbon") else rng.uniform(0.88, 1)
    image = 1 - ink * (1 - black)
    if name == "show" or (name in ("faded", "noisy", "photo") and rng.random() < 0.3):
        back = np.roll(strip.ink[:, ::-1], (rng.randint(-strip.em, strip.em), rng.randint(-9, 9) * strip.em), (0, 1))
        image = image * (1 - rng.uniform(0.06, 0.28) * blur(back, rng.uniform(0.8, 2.5)))
    if name.startswith(("seal", "stamp", "pen")):
        image = coloured(image, {"s": seal, "p": pen}[name[0]](strip.ink.shape, strip.em, strip.dpi, rng, gen) if not name.startswith("stamp")
                         else stamp(strip.ink.shape, strip.em, strip.dpi, rng, gen), name, rng, gen, strip.own)
    image = scanned(image * paper, name, strip, rng, gen)
    top, bottom, left, right = place
    if name == "fax" or (name == "seal" and rng.random() < 0.1):
        if min(bottom - top, right - left) < 8:
            return None
        image = fax(image[top:bottom, left:right], strip.dpi, rng, gen)
    else:
        if rng.random() < 0.4:
            image = turned(image, rng)
        image = image[top:bottom, left:right]
        if min(image.shape) < 4:
            return None
        if name == "bilevel" or (name in ("rules", "typewriter", "needles", "seal", "stamp", "pen", "carbon") and rng.random() < 0.2):
            image = bilevel(image, rng, gen)
    if rng.random() < 0.4 and name not in ("clean", "fax", "bilevel"):
        image = jpeg(image, rng.randint(38, 90))
    if name in ("fax", "bilevel") and rng.random() < 0.45:  # deskewed afterwards
        image = turned(image, rng, 0.2)
        image = blur(image, rng.uniform(0, 0.8))
    chance = rng.random()
    if chance < 0.35:  # paper made white by division
        image = image / max(0.2, float(np.quantile(image[::2, ::3], 0.9))) * rng.uniform(0.97, 1.08)
    elif chance < 0.45:
        image = (image - rng.uniform(0, 0.15)) / rng.uniform(0.7, 1)
    if name not in ("clean",) and rng.random() < 0.25:  # working copies are smaller
        factor = rng.uniform(0.55, 1)
        if image.shape[0] * factor > 14:
            image = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.clip(image * 255 + 0.5, 0, 255).astype(np.uint8)
