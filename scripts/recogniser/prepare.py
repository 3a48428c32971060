"""A grey line made into the network's input as libtesseract makes it: Leptonica scales, black and white from the middle row."""
import ctypes
import ctypes.util

import numpy as np

HEIGHT = 36
LEPTONICA = ctypes.CDLL(ctypes.util.find_library("lept") or "liblept.so.5")
for name, result, arguments in (("pixCreate", ctypes.c_void_p, [ctypes.c_int] * 3),
                                ("pixGetData", ctypes.c_void_p, [ctypes.c_void_p]),
                                ("pixGetWpl", ctypes.c_int, [ctypes.c_void_p]),
                                ("pixGetWidth", ctypes.c_int, [ctypes.c_void_p]),
                                ("pixGetHeight", ctypes.c_int, [ctypes.c_void_p]),
                                ("pixScale", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_float, ctypes.c_float]),
                                ("pixDestroy", None, [ctypes.POINTER(ctypes.c_void_p)])):
    function = getattr(LEPTONICA, name)
    function.restype, function.argtypes = result, arguments


def words_of(pix):
    """The memory of a picture as words, a row each."""
    height, stride = LEPTONICA.pixGetHeight(pix), LEPTONICA.pixGetWpl(pix)
    pointer = ctypes.cast(LEPTONICA.pixGetData(pix), ctypes.POINTER(ctypes.c_uint32))
    return np.ctypeslib.as_array(pointer, (height, stride))


def destroy(pix):
    LEPTONICA.pixDestroy(ctypes.byref(ctypes.c_void_p(pix)))


def scaled(grey):
    """uint8 rows x columns scaled to 36 rows by pixScale; None if nothing would be left."""
    pix = LEPTONICA.pixCreate(grey.shape[1], grey.shape[0], 8)
    words = words_of(pix)
    padded = np.zeros((len(grey), words.shape[1] * 4), np.uint8)
    padded[:, :grey.shape[1]] = grey
    words[:] = padded.view(">u4")
    for _ in range(2):  # twice if rounding misses the height
        height = LEPTONICA.pixGetHeight(pix)
        factor = np.float32(HEIGHT) / np.float32(height)
        if _ == 1 and height == HEIGHT:
            break
        smaller = LEPTONICA.pixScale(pix, factor, factor)
        destroy(pix)
        if not smaller:
            return None
        pix = smaller
    width = LEPTONICA.pixGetWidth(pix)
    out = np.ascontiguousarray(words_of(pix)).astype(">u4").view(np.uint8)[:, :width].copy()
    destroy(pix)
    return out if out.shape[0] == HEIGHT else None


def quantile(values, share, otherwise):
    """STATS::ile of Tesseract."""
    counts = np.bincount(values, minlength=256) if len(values) else np.bincount([otherwise], minlength=256)
    total = counts.sum()
    target = min(max(share * total, 1.0), float(total))
    sums = np.cumsum(counts)
    index = int(np.searchsorted(sums, target)) + 1
    return index - (sums[index - 1] - target) / counts[index - 1]


def prepared(grey):
    """int8, 36 rows, of a grey line; None if it is too small to read."""
    image = scaled(grey)
    if image is None or image.shape[1] < 3:
        return None
    row = image[HEIGHT // 2].astype(np.int32)
    before, here, after = row[:-2], row[1:-1], row[2:]
    low = ((here < before) & (here <= after)) | ((here <= before) & (here < after))
    high = ((here > before) & (here >= after)) | ((here >= before) & (here > after))
    black, white = quantile(here[low], 0.25, 0), quantile(here[high], 0.75, 255)
    black, white = np.float32(black), np.float32(white)
    contrast = (white - black) / np.float32(2)
    contrast = contrast if contrast > 0 else np.float32(1)
    values = ((np.arange(256, dtype=np.float32) - black) / contrast - np.float32(1)) * np.float32(128)
    table = np.clip(np.trunc(values + np.copysign(np.float32(0.5), values)), -127, 127).astype(np.int8)
    return table[image]
