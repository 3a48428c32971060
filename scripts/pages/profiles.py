"""Ways a page was printed, kept and scanned: from a drawing to the picture that is delivered.

A profile gives what to do and how strongly; amounts are drawn anew for every page. Blur is in pixels at 300 dpi,
noise in grey levels, skew in degrees. levels: share of pages whose scanner spreads the grey levels.
"""
import cv2
import numpy as np

from . import papers, scanners

# colour: share of pages delivered in colour, the rest grey. red: seal and pen kept on the page.
CLEAN = {"paper": (0.975, 0.995), "skew": 0.25, "blur": (0.45, 0.75), "noise": (0.8, 2.0), "light": (0, 0.02), "jpeg": (82, 93),
         "colour": 0.4, "red": 0, "ragged": 0.5}
OFFICE = {"paper": (0.95, 0.985), "skew": 1.5, "blur": (0.7, 1.05), "noise": (2, 4), "light": (0.03, 0.07), "show": (0.0, 0.07),
          "jpeg": (62, 82), "colour": 0.6, "red": 0.5, "holes": 0.3, "levels": 0.5}
PROFILES = {
    "clean": CLEAN,
    "office": OFFICE,
    "bad": {**OFFICE, "skew": 1.8, "black": (0.30, 0.40), "paper": (0.76, 0.84), "light": (0.25, 0.40), "band": (0.2, 0.4),
            "show": (0.10, 0.14), "blur": (1.0, 1.3), "noise": (9, 13), "specks": 6e-5, "jpeg": (52, 60), "colour": 0.2, "red": 0.4},
    "fax": {**OFFICE, "skew": 1.5, "blur": (0.8, 1.1), "noise": (2, 4), "fax": True, "red": 0.4},
    "bw200": {**OFFICE, "skew": 1.0, "bilevel": (0.50, 0.66), "specks_bw": 3e-5, "red": 0.6, "dpi": 200},
    "archive": {**OFFICE, "skew": 2.2, "paper": (0.82, 0.93), "yellow": (0.04, 0.14), "black": (0.12, 0.35), "show": (0.06, 0.14),
                "ground": "black", "streaks": 3, "holes": 0.9, "folds": (1, 2), "fold_depth": (0.08, 0.2), "noise": (3, 6),
                "blur": (0.9, 1.2), "specks": 2e-5, "stains": True, "colour": 0.8, "red": 0.5},
    "carbon": {**OFFICE, "print": "carbon", "paper": (0.86, 0.95), "yellow": (0.0, 0.10), "colour": 0.75, "red": 0.3},
    "needles": {**OFFICE, "print": "needles", "red": 0.4},
    "typewriter": {**OFFICE, "print": "typewriter", "paper": (0.88, 0.96), "yellow": (0.0, 0.08), "red": 0.4},
    "sealed": {**OFFICE, "colour": 1, "red": 1, "extra_seals": (1, 2), "stamps": (1, 2)},
    "photo": {**OFFICE, "photo": True, "light": (0.15, 0.35), "blur": (0.9, 1.3), "noise": (3, 6), "jpeg": (70, 85), "colour": 1, "red": 0.5},
    "turned": {**OFFICE, "turn": True},
    "skewed": {**OFFICE, "skew_from": 2.0, "skew": 5.0},
    "folded": {**OFFICE, "folds": (2, 4), "fold_depth": (0.12, 0.35), "light": (0.05, 0.12)},
}


def span(rng, look, key, default=0.0):
    return float(rng.uniform(*look[key])) if key in look else default


def printed(canvas, look, rng):
    """The page as it came from its printer, with what was pressed on it."""
    image, dpi = papers.picture(canvas), canvas.dpi
    kind = look.get("print")
    if kind == "carbon":
        image = papers.carbon(image, dpi, rng)
    elif kind in ("needles", "typewriter"):
        image = (papers.dot_matrix if kind == "needles" else papers.typewriter)(image, dpi, rng)
        image = np.repeat(image[..., None], 3, axis=2)
    else:
        image = papers.toner(image, dpi, rng, ragged=look.get("ragged", 1.2))
    for mark in canvas.signatures + canvas.stamps + canvas.seals:
        mark.draw_on(image, dpi)
    return image


def paper(image, look, rng):
    """Its tone, fibre and stains."""
    tone, yellow = span(rng, look, "paper"), span(rng, look, "yellow")
    colour = np.float32([tone, tone - 0.25 * yellow, tone - yellow])
    image = image * (1 - 0.012 * papers.soft(image.shape, 90, rng))[..., None] * colour
    if look.get("stains"):
        for _ in range(int(rng.integers(0, 3))):  # water: one spot, browner at its rim
            spot = papers.soft(image.shape, 5, rng) * papers.soft(image.shape, 4, rng)
            inside = np.clip((spot - rng.uniform(0.55, 0.7)) * 8, 0, 1)
            rim = inside * (1 - inside) * 4
            image *= 1 - (0.06 * inside + 0.12 * rim)[..., None] * np.float32([0.5, 0.8, 1.2])
    return image


def geometry(canvas, look, rng):
    """(matrix from the drawing to the delivered picture, its size, turn, skew)."""
    height, width = canvas.surface.get_height(), canvas.surface.get_width()
    skew = float(rng.uniform(look.get("skew_from", 0), look["skew"]) * rng.choice([-1, 1]))
    turn = int(rng.choice([90, 180, 270])) if look.get("turn") else 0
    matrix, size = scanners.rotation(width, height, skew), (width, height)
    if look.get("photo"):
        lens, size = scanners.photograph(width, height, rng)
        matrix, skew = lens, None
    last, size = scanners.turned(*size, turn)
    return last @ matrix, size, turn, skew


def deliver(canvas, back, look, rng):
    """(picture uint8, grey or RGB, matrix, facts) of a drawn page under a profile's values."""
    dpi = canvas.dpi
    image = printed(canvas, look, rng)
    show = span(rng, look, "show")
    if back is not None and show > 0.01:
        image = papers.show_through(image, papers.picture(back), show, dpi, rng)
    if "black" in look:
        image = papers.faded(image, span(rng, look, "black"), rng)
    if rng.random() < look.get("holes", 0):
        image, canvas.marks["holes"] = papers.holes(image, dpi, rng)
    if "folds" in look:
        image = papers.folds(image, dpi, rng, int(rng.integers(look["folds"][0], look["folds"][1] + 1)), span(rng, look, "fold_depth"))
    image = paper(image, look, rng)
    matrix, size, turn, skew = geometry(canvas, look, rng)
    ground = "desk" if look.get("photo") else look.get("ground", "white")
    in_colour = bool(rng.random() < look["colour"]) and not look.get("fax") and "bilevel" not in look
    ground = scanners.ground_of(ground, size[::-1], rng)
    if not in_colour:
        image = np.ascontiguousarray(image @ np.float32([0.299, 0.587, 0.114]))
    image = scanners.lay(image, matrix, size, ground)
    image = scanners.light(image, span(rng, look, "light"), rng, span(rng, look, "band") if rng.random() < 0.6 else 0)
    image = cv2.GaussianBlur(image, (0, 0), span(rng, look, "blur") * dpi / 300)
    if "specks" in look:
        image = scanners.specks(image, look["specks"], rng, dpi)
    if "streaks" in look:
        image = scanners.streaks(image, int(rng.integers(0, look["streaks"] + 1)), rng)
    image = scanners.noise(image, span(rng, look, "noise"), rng)
    if rng.random() < look.get("levels", 0) and look["paper"][1] > 0.9 and not look.get("photo"):  # paper made white, ink black
        image = (image - rng.uniform(0.02, 0.12)) / rng.uniform(0.70, 0.86)
    facts = {"turn": turn, "skew": skew, "dpi": dpi, "mode": "colour" if in_colour else "grey",
             "quality": int(rng.integers(look["jpeg"][0], look["jpeg"][1] + 1))}
    if look.get("fax"):
        coarse = bool(rng.random() < 0.35)
        picture = scanners.fax(image, dpi, rng, coarse)
        matrix = np.diag([picture.shape[1] / size[0], picture.shape[0] / size[1], 1]) @ matrix
        return picture, matrix, {**facts, "dpi": 200, "mode": "bilevel", "coarse": coarse}
    if "bilevel" in look:
        return scanners.bilevel(image, span(rng, look, "bilevel"), look["specks_bw"], rng), matrix, {**facts, "mode": "bilevel"}
    return np.clip(image * 255 + 0.5, 0, 255).astype(np.uint8), matrix, facts
