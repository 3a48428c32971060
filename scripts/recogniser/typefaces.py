"""Typefaces for made-up lines: those for training by weight, and others never trained on, for the held-out lines.

A face is used only if its file has every Vietnamese letter and common mark as a glyph of its own.
"""
import subprocess
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

TRAINED = {  # offices write in Times New Roman: faces like it come first
    "Liberation Serif": 30, "TeX Gyre Termes": 22, "Tinos": 12, "Noto Serif": 3, "DejaVu Serif": 3, "Linux Libertine O": 4, "Gentium Plus": 2, "Gentium Book Plus": 2,
    "TeX Gyre Schola": 3, "Latin Modern Roman": 3, "EB Garamond": 2, "Noto Serif Display": 1, "Rasa": 1, "Yrsa": 1, "CMU Concrete": 1, "TeX Gyre Chorus": 0.5,
    "Liberation Sans": 8, "Arimo": 4, "DejaVu Sans": 4, "Noto Sans": 3, "Carlito": 4, "Open Sans": 3, "Roboto": 3, "Roboto Condensed": 2, "TeX Gyre Adventor": 1, "Latin Modern Sans": 1,
    "Noto Sans Display": 1, "Manrope": 1, "Quicksand": 0.5, "TeX Gyre Heros Cn": 1.5, "Linux Biolinum O": 1, "Roboto Slab": 1, "Be Vietnam Pro": 2, "Jura": 0.3, "Comfortaa": 0.3, "CMU Bright": 0.5,
}
MONO = {"Liberation Mono": 3, "Cousine": 3, "Noto Sans Mono": 2, "Noto Mono": 1, "Latin Modern Mono": 3, "CMU Typewriter Text": 3, "JetBrains Mono": 1, "Agave": 0.5}
HAND = {"Patrick Hand": 3, "Charm": 2, "Charmonman": 1.5, "Mali": 2, "Itim": 1, "Sriracha": 1.5, "Pangolin": 2, "Playpen Sans": 2, "Dancing Script": 1.5, "Grechen Fuemen": 0.5, "TeX Gyre Chorus": 1}
HELD_OUT = {"FreeSerif": 4, "Doulos SIL": 3, "Charis SIL": 1, "TeX Gyre Pagella": 1, "TeX Gyre Bonum": 1, "Vollkorn": 1, "CMU Serif": 1, "FreeSans": 2, "TeX Gyre Heros": 2, "Lato": 1, "Cantarell": 1,
            "Inter": 1, "Andika": 1}
HELD_OUT_MONO = {"FreeMono": 1, "TeX Gyre Cursor": 2}
HELD_OUT_HAND = {"Bad Script": 1}
STYLES = {"regular": ("Regular", "Book", "Roman", "Text", "400", "10 Regular", "12 Regular"), "bold": ("Bold", "10 Bold", "12 Bold"), "italic": ("Italic", "Oblique", "Regular Italic", "10 Italic"),
          "bold italic": ("Bold Italic", "Bold Oblique", "BoldItalic", "BoldOblique", "10 Bold Italic")}
SHARES = {"regular": 60, "bold": 20, "italic": 14, "bold italic": 6}
LETTERS = "".join(unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")) + "đ"
NEEDED = LETTERS + LETTERS.upper() + "0123456789.,;:/-()\"'%+*"


@lru_cache(maxsize=None)
def installed(folder):
    """{family: {style: file}} of the faces that are complete, of the system and of one more folder."""
    query = ":charset=" + " ".join(sorted({f"{ord(c):x}" for c in NEEDED}))
    out = subprocess.run(["fc-list", query, "--format", "%{family[0]}\t%{style[0]}\t%{file}\t%{variable}\t%{index}\n"], capture_output=True, text=True, check=True).stdout
    extra = ""
    if folder:
        for file in sorted(Path(folder).glob("*.[to]tf")):
            extra += subprocess.run(["fc-scan", "--format", "%{family[0]}\t%{style[0]}\t%{file}\tFalse\t0\n", str(file)], capture_output=True, text=True).stdout
    found = {}
    for line in (out + extra).splitlines():
        family, style, file, variable, index = line.split("\t")
        for name, styles in STYLES.items():
            if style in styles and variable != "True" and int(index) < 65536 and file.endswith((".ttf", ".otf", ".ttc")):
                if file not in extra or complete(file):
                    found.setdefault(family, {}).setdefault(name, file)
    return found


def complete(file):
    from fontTools.ttLib import TTFont
    return all(ord(c) in TTFont(file, fontNumber=0).getBestCmap() for c in NEEDED)


class Pool:
    """Families with weights; draws a file and a style."""

    def __init__(self, weights, folder):
        self.faces = {family: installed(folder)[family] for family in weights if family in installed(folder)}
        self.missing = [family for family in weights if family not in self.faces]
        self.families = list(self.faces)
        self.weights = [weights[family] for family in self.families]

    def draw(self, rng, style=None):
        faces = self.faces[rng.choices(self.families, self.weights)[0]]
        style = style or rng.choices(list(SHARES), SHARES.values())[0]
        return faces.get(style) or faces.get("regular") or next(iter(faces.values()))


@lru_cache(maxsize=256)
def font(file, size):
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)




@lru_cache(maxsize=None)
def characters(file):
    from fontTools.ttLib import TTFont
    return frozenset(TTFont(file, fontNumber=0, lazy=True).getBestCmap())
