"""What a scanner, a fax or a camera makes of a print: light, blur, noise, borders, specks, geometry."""
import cv2
import numpy as np

from .papers import soft, spread


def light(image, depth, rng, fold=0.0):
    """The lamp is not equally bright; `fold`: a dark band where a bound book bends away."""
    height, width = image.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    x, y = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    ramp = np.cos(angle) * x[None, :] + np.sin(angle) * y[:, None]
    field = 1 - depth * (0.5 + 0.35 * ramp) - 0.3 * depth * soft(image.shape, 4, rng)
    if fold:
        place, wide = rng.choice([-0.97, 0.97, rng.uniform(-0.5, 0.5)]), rng.uniform(0.05, 0.12)
        field = field * (1 - fold * np.exp(-((x - place) / wide) ** 2))[None, :]
    return image * spread(field, image)


def noise(image, sigma, rng):
    """Sensor noise, a little correlated; sigma in grey levels of 255."""
    grain = cv2.GaussianBlur(rng.standard_normal(image.shape[:2], dtype=np.float32), (0, 0), 0.6)
    return image + spread(sigma / 255 / float(grain[::8, ::8].std()) * grain, image)


def specks(image, share, rng, dpi):
    """Dust: dark and light dots of 0.1 to 0.4 mm; `share` of all pixels is hit."""
    height, width = image.shape[:2]
    for _ in range(int(share * height * width)):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        tone = float(rng.uniform(0.1, 0.5)) if rng.random() < 0.7 else 1.0
        cv2.circle(image, centre, int(rng.integers(0, max(2, round(0.2 * dpi / 25.4)))), (tone,) * 3, -1)
    return image


def streaks(image, count, rng):
    """Dirt on the glass of a feeder: thin lines along the whole page."""
    width = image.shape[1]
    for _ in range(count):
        x, wide = int(rng.integers(width)), int(rng.integers(1, 3))
        image[:, x:x + wide] *= rng.uniform(0.5, 0.85)
    return image


def ground_of(kind, shape, rng):
    """What lies around the sheet: the scanner's white backing, its black one, or a desk."""
    if kind == "white":
        return np.float32([0.955, 0.96, 0.965])
    if kind == "black":
        return np.float32([0.05, 0.05, 0.055])
    height, width = shape
    base = np.float32([(0.45, 0.31, 0.20), (0.25, 0.24, 0.24), (0.62, 0.50, 0.36), (0.33, 0.38, 0.42)][rng.integers(4)])
    grain = cv2.resize(rng.random((6, max(2, width // 14)), dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return base * (0.75 + 0.35 * grain)[..., None]


def lay(image, matrix, size, ground):
    """The print under a homography onto its ground, with the soft shadow of the paper's edge."""
    height, width = image.shape[:2]
    turned = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(0, 0, 0))
    paper = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, size, flags=cv2.INTER_LINEAR)
    if paper.min() > 0.999:
        return np.clip(turned, 0, 1)
    small = cv2.resize(paper, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    shadow = cv2.resize(cv2.GaussianBlur(small, (0, 0), 3), size, interpolation=cv2.INTER_LINEAR)
    back = ground.mean(axis=-1) if image.ndim == 2 else ground
    return np.clip(turned, 0, 1) + spread(1 - paper, image) * back * spread(0.80 + 0.20 * (1 - shadow), image)


def rotation(width, height, degrees):
    """Text slopes down to the right by so many degrees: about the centre."""
    return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0), [0, 0, 1]])


def photograph(width, height, rng):
    """A sheet on a desk seen by a hand-held camera: (matrix, size of the picture)."""
    margin = rng.uniform(0.03, 0.10)
    out = (round(width * (1 + 2 * margin)), round(height * (1 + 2 * margin)))
    corners = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
    shift = np.float32([(width * margin, height * margin)]) + rng.uniform(-0.6, 0.6, (4, 2)).astype(np.float32) * margin * np.float32([width, height])
    return cv2.getPerspectiveTransform(corners, corners + shift), out


def turned(width, height, turn):
    """The delivered page must be turned by `turn` degrees clockwise to stand upright: (matrix, size)."""
    return {0: (np.eye(3), (width, height)),
            90: (np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1.0]]), (height, width)),
            180: (np.array([[-1, 0, width], [0, -1, height], [0, 0, 1.0]]), (width, height)),
            270: (np.array([[0, -1, height], [1, 0, 0], [0, 0, 1.0]]), (height, width))}[turn]


def bilevel(grey, level, specks_share, rng):
    """A black-and-white scan of a grey float image: a fixed threshold and dark specks. uint8 0 or 255."""
    black = grey < level
    hit = (rng.random(grey.shape, dtype=np.float32) < specks_share).astype(np.uint8)
    black |= cv2.dilate(hit, np.ones((2, 2), np.uint8)).astype(bool)
    return np.where(black, 0, 255).astype(np.uint8)


def fax(grey, dpi, rng, coarse):
    """Group 3: 204 pixels an inch across, 196 lines or (coarse) 98, some damaged lines; delivered at 200 dpi."""
    height, width = grey.shape
    out = (round(width * 200 / dpi), round(height * 200 / dpi))
    lines = out[1] // (2 if coarse else 1)
    sent = cv2.resize(grey, (out[0], lines), interpolation=cv2.INTER_AREA)
    black = sent < rng.uniform(0.50, 0.62)
    for _ in range(int(rng.integers(0, 5))):  # a lost line repeats the one before
        line = int(rng.integers(2, lines))
        black[line] = black[line - 1]
        if rng.random() < 0.3:
            black[line, int(rng.integers(out[0])):] ^= True
    black = cv2.resize(black.astype(np.uint8), out, interpolation=cv2.INTER_NEAREST)
    black |= cv2.dilate((rng.random(black.shape, dtype=np.float32) < 1e-4).astype(np.uint8), np.ones((2, 2), np.uint8))
    return np.where(black, 0, 255).astype(np.uint8)
