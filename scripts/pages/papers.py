"""What a printer, a carbon, a ribbon or a fax leaves of a drawn page: from drawing to print, RGB or grey float 0 to 1."""
import cv2
import numpy as np


def picture(canvas):
    """The drawing, RGB float 0 to 1."""
    canvas.surface.flush()
    raw = np.frombuffer(canvas.surface.get_data(), np.uint8)
    raw = raw.reshape(canvas.surface.get_height(), canvas.surface.get_stride() // 4, 4)
    return raw[:, :canvas.surface.get_width(), 2::-1].astype(np.float32) / 255


def soft(shape, cells, rng):
    """Smooth noise between 0 and 1 with so many cells a side."""
    small = rng.random((cells, cells)).astype(np.float32)
    return np.clip(cv2.resize(small, shape[1::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def spread(field, image):
    return field if image.ndim == 2 else field[..., None]


def toner(image, dpi, rng, strength=0.92, ragged=1.2):
    """Toner has ragged edges and is not equally black."""
    grain = cv2.GaussianBlur(rng.random(image.shape[:2], dtype=np.float32), (0, 0), max(0.3, 0.05 * dpi / 25.4))
    field = np.clip(strength + ragged * (grain - 0.5) + 0.1 * soft(image.shape, 5, rng), 0, 1)
    return 1 - (1 - image) * spread(field, image)


def carbon(image, dpi, rng):
    """A carbon copy: soft, coloured, patchy, with smudges of carbon over the sheet. RGB."""
    colour = np.float32([(0.20, 0.22, 0.48), (0.33, 0.20, 0.45), (0.25, 0.26, 0.30), (0.12, 0.18, 0.42)][rng.integers(4)])
    ink = cv2.GaussianBlur(1 - image.mean(axis=2), (0, 0), rng.uniform(0.09, 0.15) * dpi / 25.4)
    patchy = np.clip(0.62 + 0.5 * soft(image.shape, 14, rng) - 0.15 * soft(image.shape, 60, rng), 0.3, 1)
    smudge = 0.10 * np.clip(soft(image.shape, 9, rng) - 0.55, 0, 1)
    amount = np.clip(np.minimum(1, 1.25 * ink) * patchy + smudge, 0, 1) * rng.uniform(0.75, 0.95)
    return 1 - amount[..., None] * (1 - colour)


def dot_matrix(image, dpi, rng):
    """24 needles: dots on a 1/180 inch raster through a worn ribbon, some needles weaker. Grey."""
    height, width = image.shape[:2]
    rows, columns = round(height * 180 / dpi), round(width * 180 / dpi)
    hit = cv2.resize(1 - image.mean(axis=2), (columns, rows), interpolation=cv2.INTER_AREA) > 0.42
    needles = rng.uniform(0.72, 1.0, 24).astype(np.float32)
    force = hit * needles[np.arange(rows) % 24][:, None] * rng.uniform(0.75, 1, hit.shape).astype(np.float32)
    scale = 3
    fine = np.zeros((rows * scale, columns * scale), np.float32)
    fine[1::scale, 1::scale] = force
    fine = cv2.GaussianBlur(cv2.dilate(fine, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))), (0, 0), 0.8)
    ink = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)
    ribbon = 0.55 + 0.4 * soft(image.shape, 7, rng)
    return 1 - np.clip(ink * ribbon * 1.15, 0, 0.95)


def typewriter(image, dpi, rng):
    """A fabric ribbon: letters soft at the edge, uneven from line to line and stroke to stroke. Grey."""
    ink = cv2.GaussianBlur(1 - image.mean(axis=2), (0, 0), 0.055 * dpi / 25.4)
    weave = cv2.GaussianBlur(rng.random(image.shape[:2], dtype=np.float32), (0, 0), 0.06 * dpi / 25.4)
    force = 0.62 + 0.4 * soft(image.shape, 40, rng) + 1.1 * (weave - 0.5)
    return 1 - np.clip(1.25 * ink * force, 0, 0.93)


def show_through(image, back, strength, dpi, rng):
    """The print of the other side, mirrored, shifted and blurred by the paper."""
    grey = back if back.ndim == 2 else back.mean(axis=2)
    grey = cv2.GaussianBlur(np.ascontiguousarray(grey[:, ::-1]), (0, 0), rng.uniform(0.2, 0.35) * dpi / 25.4)
    grey = np.roll(grey, (int(rng.integers(-60, 60)), int(rng.integers(-40, 40))), (0, 1))
    return image * spread(1 - strength * (1 - grey), image)


def faded(image, black, rng):
    """Ink that has lost its blackness: `black` is what the darkest still is."""
    field = black + (1 - black) * 0.25 * (soft(image.shape, 6, rng) - 0.5)
    return 1 - (1 - image) * spread(1 - field, image)


def holes(image, dpi, rng, paper=0.93):
    """Two punched holes 80 mm apart at the left, now and then four: (picture, their boxes)."""
    height, boxes = image.shape[0], []
    offsets = (-40, 40) if rng.random() < 0.75 else (-120, -40, 40, 120)
    x, dark = rng.uniform(9, 13), rng.random() < 0.4
    for offset in offsets:
        centre = (round(x * dpi / 25.4), round(height / 2 + offset * dpi / 25.4))
        reach = 3.3 * dpi / 25.4
        boxes.append({"box": [centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach]})
        tone = 0.08 if dark else paper
        cv2.circle(image, centre, round(3 * dpi / 25.4), (tone,) * 3, -1, cv2.LINE_AA)
        cv2.circle(image, centre, round(3 * dpi / 25.4), (tone * 0.75,) * 3, max(1, dpi // 150), cv2.LINE_AA)
    return image, boxes


def folds(image, dpi, rng, count, depth):
    """Creases: a dark line and a light flank, the toner broken along it, the paper stepped by a hair."""
    height, width = image.shape[:2]
    for _ in range(count):
        level = rng.random() < 0.7
        length, across = (height, width) if level else (width, height)
        place = rng.choice([1 / 3, 1 / 2, 2 / 3]) * length + rng.normal(0, 0.01) * length
        slope = rng.uniform(-0.006, 0.006)
        position = place + slope * np.arange(across, dtype=np.float32) + cv2.GaussianBlur(
            rng.normal(0, 3, (across, 1)).astype(np.float32), (1, 0), 25, sigmaY=25).ravel()[:across]
        distance = (np.arange(length, dtype=np.float32)[:, None] - position[None, :]) * 25.4 / dpi  # mm
        shade = 1 - depth * np.exp(-(distance / 0.35) ** 2) + 0.35 * depth * np.exp(-((distance - 1.2) / 0.8) ** 2)
        flank = 1 - 0.5 * depth * np.exp(-np.abs(distance) / 9) * (distance > 0)
        field = shade * flank
        image = image * spread(field if level else field.T, image)
    return np.clip(image, 0, 1)
