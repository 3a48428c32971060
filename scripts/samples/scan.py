"""What printer, paper and scanner do to a drawn sheet. Every figure comes from the caller's generator."""
import cv2
import numpy as np


def picture(sheet):
    """The sheet with its seals and signatures, RGB float 0 to 1."""
    sheet.surface.flush()
    raw = np.frombuffer(sheet.surface.get_data(), np.uint8)
    raw = raw.reshape(sheet.surface.get_height(), sheet.surface.get_stride() // 4, 4)
    image = raw[:, :sheet.surface.get_width(), 2::-1].astype(np.float32) / 255
    for mark in sheet.signatures + sheet.seals:
        mark.draw_on(image, sheet.dpi)
    return image


def soft(shape, cells, rng):
    """Smooth noise between 0 and 1 with so many cells a side."""
    small = rng.random((cells, cells)).astype(np.float32)
    return np.clip(cv2.resize(small, shape[1::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def toner(image, dpi, rng):
    """Toner has ragged edges and is not equally black."""
    ragged = cv2.GaussianBlur(rng.random(image.shape[:2]).astype(np.float32), (0, 0), 0.05 * dpi / 25.4)
    ink = 1 - image
    return 1 - ink * np.clip(0.90 + 1.2 * (ragged - 0.5) + 0.1 * soft(image.shape, 5, rng), 0, 1)[..., None]


def show_through(image, back, strength, dpi):
    """The print of the other side, mirrored and blurred by the paper."""
    grey = cv2.GaussianBlur(back.mean(axis=2)[:, ::-1], (0, 0), 0.30 * dpi / 25.4)
    return image * (1 - strength * (1 - grey))[..., None]


def on_bed(image, skew, tone, dpi, rng):
    """The sheet lies askew (degrees, clockwise): what is around it is the scanner's white backing, with the paper's faint edge."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
    turned = cv2.warpAffine(image * tone, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(0, 0, 0))
    paper = cv2.warpAffine(np.ones((height, width), np.float32), matrix, (width, height), flags=cv2.INTER_LINEAR)
    shadow = cv2.GaussianBlur(paper, (0, 0), 0.5 * dpi / 25.4)
    backing = np.float32([0.955, 0.96, 0.965]) * (0.80 + 0.20 * (1 - shadow))[..., None]
    return np.clip(turned, 0, 1) + (1 - paper)[..., None] * backing


def light(image, depth, rng):
    """The lamp is not equally bright along and across the page."""
    height, width = image.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    x, y = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    ramp = np.cos(angle) * x[None, :] + np.sin(angle) * y[:, None]
    return image * (1 - depth * (0.5 + 0.35 * ramp) - 0.3 * depth * soft(image.shape, 4, rng))[..., None]


def noise(image, sigma, rng):
    """Sensor noise: mostly in brightness, a little in colour, a little correlated."""
    shape = image.shape[:2]
    grain = cv2.GaussianBlur(rng.standard_normal(shape).astype(np.float32), (0, 0), 0.6)
    return image + (sigma / 255 * grain / grain.std())[..., None]


def holes(image, dpi):
    """Two punched holes of a lever arch file, 80 mm apart."""
    height = image.shape[0]
    for offset in (-40, 40):
        centre = (round(12 * dpi / 25.4), round(height / 2 + offset * dpi / 25.4))
        cv2.circle(image, centre, round(3 * dpi / 25.4), (0.90, 0.905, 0.91), -1, cv2.LINE_AA)
        cv2.circle(image, centre, round(3 * dpi / 25.4), (0.72, 0.72, 0.73), max(1, dpi // 150), cv2.LINE_AA)
    return image


def scan(sheet, look, skew, rng, back=None):
    """The scanned sheet, RGB uint8. `look` says how good paper and scanner are."""
    dpi = sheet.dpi
    image = toner(picture(sheet), dpi, rng)
    if back is not None and look["show"]:
        image = show_through(image, picture(back), look["show"], dpi)
    fibre = 1 - 0.012 * soft(image.shape, 90, rng)
    tone = np.float32(look["paper"]) * fibre[..., None]
    if look.get("holes"):
        image = holes(image, dpi)
    image = on_bed(image, skew, tone, dpi, rng)
    image = cv2.GaussianBlur(light(image, look["light"], rng), (0, 0), look["blur"] * dpi / 300)
    image = noise(image, look["noise"], rng)
    return np.clip(image * 255 + 0.5, 0, 255).astype(np.uint8)


def grey(image):
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def bilevel(image, rng):
    """A black-and-white scan: a fixed threshold, and the specks that come with it."""
    plain = grey(image)
    black = plain < 150
    specks = rng.random(plain.shape) < 1.6e-5
    black |= cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)).astype(bool)
    return np.where(black, 0, 255).astype(np.uint8)
