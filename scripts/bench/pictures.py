"""How true the rendered page of a PDF is to the scan it was made from.

Pictures are numpy arrays, blue-green-red, 8 bit. Needs Debian's python3-opencv, python3-numpy, python3-pil and poppler-utils.
"""
import io
import subprocess

import cv2
import numpy as np
from PIL import Image

RED, BLUE, COLOURED = 18, -12, 400  # Lab a above which, Lab b below which a pixel is of a seal, of a pen; fewer pixels are none


def single_pages(files, folder):
    """Each page as a file of its own, with its resolution: [{id, path, dpi}]. JPEG and PNG are taken as they are."""
    pages = []
    for file in files:
        if file.suffix in (".tif", ".tiff"):
            with Image.open(file) as tiff:
                parts = []
                for number in range(tiff.n_frames):
                    tiff.seek(number)
                    parts.append(folder / f"{file.stem}-{number + 1}.png")
                    tiff.save(parts[-1], dpi=tuple(map(float, tiff.info["dpi"])))
        elif file.suffix == ".pdf":
            subprocess.run(["pdfimages", "-all", file, folder / file.stem], check=True)
            parts = sorted(folder.glob(f"{file.stem}-[0-9][0-9][0-9].*"))
        else:
            parts = [file]
        for part in parts:
            with Image.open(part) as picture:
                pages.append({"id": part.stem, "path": part, "dpi": round(picture.info.get("dpi", (300, 300))[0])})
    return pages


def rendered(pdf, dpi, out):
    """The first page as a PNG that says its resolution, without what annotations draw."""
    shown = subprocess.run(["pdftoppm", "-r", str(dpi), "-singlefile", "-f", "1", "-hide-annotations", pdf], check=True, capture_output=True).stdout
    with Image.open(io.BytesIO(shown)) as picture:
        picture.save(out, dpi=(dpi, dpi), compress_level=1)
    return out


def read(path):
    return cv2.imread(str(path), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)


def turned(picture, degrees):
    """As it is shown: turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(picture, -degrees // 90))


def fitted(picture, like):
    """Brought to the size of another."""
    size = like.shape[1], like.shape[0]
    return picture if picture.shape[:2] == like.shape[:2] else cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def likeness(scan, shown):
    """Mean structural similarity of luminance (windows of 11 pixels, Gaussian of 1.5)."""
    one, two = (cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float64) for picture in (fitted(scan, shown), shown))

    def mean(values):
        return cv2.GaussianBlur(values, (11, 11), 1.5)

    first, second = mean(one), mean(two)
    spread = mean(one * one) - first * first + mean(two * two) - second * second
    common = mean(one * two) - first * second
    small, flat = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return float(np.mean((2 * first * second + small) * (2 * common + flat) / ((first**2 + second**2 + small) * (spread + flat))))


def lab(picture):
    return cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)


def coloured(scan):
    """{'seal': its pixels, 'pen': its pixels}, of what is red and what is blue once noise is smoothed."""
    smooth = lab(cv2.GaussianBlur(scan, (0, 0), 1.5))
    found = {"seal": smooth[..., 1] > RED, "pen": (smooth[..., 2] < BLUE) & (smooth[..., 1] < RED)}
    return {name: mask for name, mask in found.items() if mask.sum() >= COLOURED}


def colour_off(scan, shown, masks):
    """{name: mean Lab distance on its pixels}."""
    shown = fitted(shown, scan)
    return {name: float(np.linalg.norm(lab(scan[mask][None]) - lab(shown[mask][None]), axis=2).mean()) for name, mask in masks.items()}


def jpeg(path, quality, out):
    with Image.open(path) as picture:
        (picture.convert("L") if picture.mode == "1" else picture).save(out, quality=quality, dpi=picture.info.get("dpi", (300, 300)))
    return out
