"""Which typefaces pages are set in: a pool for tuning and another, never used for it, for judging.

Each has every Vietnamese letter as one glyph (U+1EA0 to U+1EF9): checked when a page is begun.
"""
import functools
import unicodedata

import gi

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

# Offices write in Times New Roman: faces like it come first and are chosen most.
TUNING = {
    "times": ["Liberation Serif", "TeX Gyre Termes"],
    "serif": ["DejaVu Serif", "Noto Serif", "Linux Libertine O", "Gentium Plus", "TeX Gyre Schola"],
    "sans": ["Liberation Sans", "DejaVu Sans", "Noto Sans", "Carlito", "Open Sans", "Roboto"],
    "mono": ["Liberation Mono", "Noto Sans Mono", "CMU Typewriter Text"],
}
UNSEEN = {
    "times": ["FreeSerif", "Doulos SIL"],
    "serif": ["Charis SIL", "TeX Gyre Pagella", "TeX Gyre Bonum", "Vollkorn", "CMU Serif"],
    "sans": ["FreeSans", "TeX Gyre Heros", "Lato", "Cantarell", "Inter", "Andika"],
    "mono": ["FreeMono", "TeX Gyre Cursor"],
}
SHARES = {"times": 0.5, "serif": 0.22, "sans": 0.28}
PACKAGES = ("fonts-liberation2 fonts-dejavu-core fonts-dejavu-extra fonts-noto-core fonts-texgyre "
            "fonts-freefont-otf fonts-linuxlibertine fonts-sil-gentiumplus fonts-sil-charis fonts-sil-doulos "
            "fonts-sil-andika fonts-crosextra-carlito fonts-open-sans fonts-roboto-unhinted fonts-lato fonts-cantarell "
            "fonts-inter fonts-vollkorn fonts-cmu fonts-dancingscript").split()
HAND = "Dancing Script"  # digits only: it has no Vietnamese letters

ALPHABET = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy"
                   for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")) + "đbcdghklmnpqrstvxfjwz"


@functools.lru_cache(maxsize=None)
def covers(family):
    """Whether the family is installed and has each letter as a glyph of its own."""
    fonts = PangoCairo.font_map_get_default()
    font = fonts.load_font(fonts.create_context(), Pango.FontDescription(f"{family} 12"))
    if font is None or font.describe().get_family().lower() != family.lower():
        return False
    return all(font.has_char(letter) for letter in ALPHABET + ALPHABET.upper())


def choose(rng, unseen, mono=False):
    """A family of the pool. Throws SystemExit naming the packages if it is not there."""
    pool = UNSEEN if unseen else TUNING
    kind = "mono" if mono else rng.choice(list(SHARES), p=list(SHARES.values()))
    family = str(rng.choice(pool[str(kind)]))
    if not covers(family):
        raise SystemExit(f"make-pages: the font \"{family}\" is missing or lacks Vietnamese letters; "
                         f"Debian packages: {' '.join(PACKAGES)}")
    return family


def wide(family):
    """Whether a face needs a fifth more room than Times does."""
    return family in TUNING["mono"] + UNSEEN["mono"] + ["DejaVu Sans", "DejaVu Serif", "Charis SIL", "TeX Gyre Bonum", "TeX Gyre Schola",
                                                       "Noto Serif", "Noto Sans", "Andika", "Open Sans", "Inter"]
