"""Fontsource packages hold a typeface in pieces by script: joined to one file a weight. join_fonts.py PACKAGES OUT"""
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

LEFT_OUT = "GSUB GPOS GDEF DSIG STAT prep fpgm gasp VDMX hdmx LTSH kern".split() + ["cvt "]  # of no use here, and not mergeable


def join(package, weight, out):
    pieces = [package / "files" / f"{package.name}-{part}-{weight}-normal.woff2" for part in ("latin", "latin-ext", "vietnamese")]
    if not pieces[-1].exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for piece in filter(Path.exists, pieces):
            font = TTFont(piece)
            font.flavor = None
            for table in LEFT_OUT:
                if table in font:
                    del font[table]
            plain.append(str(Path(folder) / f"{len(plain)}.ttf"))
            font.save(plain[-1])
        Merger().merge(plain).save(out / f"{package.name}-{weight}.ttf")


for package in sorted(Path(sys.argv[1]).iterdir()):
    for weight in (400, 700):
        join(package, weight, Path(sys.argv[2]))
