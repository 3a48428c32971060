"""libtesseract reading single lines, for measuring. Start the process with OMP_THREAD_LIMIT=1: it is many times slower without."""
import ctypes
import ctypes.util
import re

import numpy as np

RAW_LINE = 13


class Tesseract:
    def __init__(self, folder, language):
        self.lib = ctypes.CDLL(ctypes.util.find_library("tesseract") or "libtesseract.so.5")
        self.lib.TessBaseAPICreate.restype = ctypes.c_void_p
        self.lib.TessBaseAPIGetUTF8Text.restype = ctypes.c_void_p
        self.api = ctypes.c_void_p(self.lib.TessBaseAPICreate())
        if self.lib.TessBaseAPIInit2(self.api, str(folder).encode(), language.encode(), 1):
            raise SystemExit(f"train-recogniser: libtesseract cannot read {language} in {folder}")
        self.lib.TessBaseAPISetPageSegMode(self.api, RAW_LINE)

    def set(self, name, value):
        self.lib.TessBaseAPISetVariable(self.api, name.encode(), value.encode())

    def read(self, grey, dpi=300):
        grey = np.ascontiguousarray(grey)
        height, width = grey.shape
        self.lib.TessBaseAPISetImage(self.api, ctypes.c_char_p(grey.tobytes()), width, height, 1, width)
        self.lib.TessBaseAPISetSourceResolution(self.api, dpi)
        text = ctypes.c_void_p(self.lib.TessBaseAPIGetUTF8Text(self.api))
        if not text:
            return ""
        result = ctypes.string_at(text).decode()
        self.lib.TessDeleteText(text)
        return re.sub(r"\s+", " ", result).strip()
