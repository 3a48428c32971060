"""A4 sheets drawn with Pango, which remember every line of text they show.

Lengths are millimetres from the top left corner, font sizes are points.
"""
import math
import unicodedata

import cairo
import gi

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

from . import typeset  # noqa: E402

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 30.0, 195.0, 20.0, 277.0  # Decree 30/2020, Annex I: 30/15/20/20
SERIF = "Liberation Serif"
SAME_ROW = 1.2  # baselines nearer than this are read as one row


class Sheet:
    """One side of paper: its picture, its lines of text and what is pressed on it afterwards."""

    def __init__(self, dpi):
        self.dpi = dpi
        self.surface = cairo.ImageSurface(cairo.FORMAT_RGB24, round(WIDTH / 25.4 * dpi), round(HEIGHT / 25.4 * dpi))
        self.ctx = cairo.Context(self.surface)
        self.ctx.set_source_rgb(1, 1, 1)
        self.ctx.paint()
        self.ink()
        self.lines = []  # (baseline, left edge, text)
        self.seals, self.signatures, self.codes = [], [], []

    def ink(self):
        self.ctx.set_source_rgb(0.07, 0.07, 0.08)

    def px(self, mm):
        return mm * self.dpi / 25.4

    def layout(self, markup, size, width=None, align="left", justify=False, indent=0.0, leading=1.0, family=SERIF):
        layout = typeset.layout(self.ctx, self.dpi, f"{family} {size}", markup, width, align, justify, indent, leading)
        if layout.get_unknown_glyphs_count():
            raise SystemExit(f"make-samples: the font {family} lacks letters of \"{layout.get_text()}\"; "
                             "version 2 is needed (Debian: fonts-liberation2)")
        return layout

    def rows(self, layout):
        """The layout's lines as (line, text, left, top, baseline, bottom, width), in millimetres."""
        data, it, rows = layout.get_text().encode(), layout.get_iter(), []
        mm = 25.4 / self.dpi / Pango.SCALE
        while True:
            line, (_, box) = it.get_line_readonly(), it.get_line_extents()
            text = data[line.start_index:line.start_index + line.length].decode()
            rows.append((line, text, box.x * mm, box.y * mm, it.get_baseline() * mm,
                         (box.y + box.height) * mm, box.width * mm))
            if not it.next_line():
                return rows

    def show(self, line, x, baseline, text):
        self.ctx.move_to(self.px(x), self.px(baseline))
        PangoCairo.show_layout_line(self.ctx, line)
        self.note(baseline, x, text)

    def note(self, baseline, x, text):
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if text:
            self.lines.append((baseline, x, text))

    def text(self, x, y, markup, size=13, width=None, **style):
        """Draw a block with its top at y; gives its bottom."""
        for line, text, left, _, baseline, _, _ in (rows := self.rows(self.layout(markup, size, width, **style))):
            self.show(line, x + left, y + baseline, text)
        return y + rows[-1][5]

    def measure(self, markup, size):
        return self.rows(self.layout(markup, size))[0][6]

    def rule(self, x, y, length, thickness=0.25):
        self.ctx.rectangle(self.px(x), self.px(y), self.px(length), max(1.0, self.px(thickness)))
        self.ctx.fill()

    def dots(self, start, end, baseline):
        """A dotted leader, as a word processor's tab draws it."""
        step = 1.15
        for number in range(math.ceil(start / step), math.floor(end / step)):
            self.ctx.arc(self.px(number * step), self.px(baseline), self.px(0.17), 0, 2 * math.pi)
            self.ctx.fill()

    def box(self, x, baseline, ticked, size=3.6):
        self.ctx.set_line_width(self.px(0.28))
        self.ctx.rectangle(self.px(x), self.px(baseline - size + 0.5), self.px(size), self.px(size))
        self.ctx.stroke()
        if ticked:
            self.ctx.set_line_width(self.px(0.45))
            for ends in ((0.7, 0.7, size - 0.7, size - 0.7), (0.7, size - 0.7, size - 0.7, 0.7)):
                self.ctx.move_to(self.px(x + ends[0]), self.px(baseline - size + 0.5 + ends[1]))
                self.ctx.line_to(self.px(x + ends[2]), self.px(baseline - size + 0.5 + ends[3]))
            self.ctx.stroke()
        self.note(baseline, x, "☒" if ticked else "☐")

    def truth(self):
        """What the sheet says: a line for each visual row, from left to right."""
        rows = []
        for baseline, x, text in sorted(self.lines):
            if rows and baseline - rows[-1][0] < SAME_ROW:
                rows[-1][1].append((x, text))
            else:
                rows.append((baseline, [(x, text)]))
        return [" ".join(text for _, text in sorted(parts)) for _, parts in rows]


class Document:
    """Sheets filled from top to bottom; a new one starts where a line no longer fits."""

    def __init__(self, dpi):
        self.dpi, self.sheets, self.y = dpi, [Sheet(dpi)], TOP

    @property
    def sheet(self):
        return self.sheets[-1]

    def turn_over(self, numbered=True):
        self.sheets.append(Sheet(self.dpi))
        if numbered:  # Arabic, centred in the top margin, not on the first page
            self.sheet.text(LEFT, 10, str(len(self.sheets)), 13, RIGHT - LEFT, align="centre")
        self.y = TOP

    def gap(self, mm):
        self.y += mm

    def room(self, mm):
        """What must stay together: start a sheet unless this much is left."""
        if self.y + mm > BOTTOM:
            self.turn_over()

    def paragraph(self, markup, size=14, indent=12.7, after=2.1, leading=1.08, justify=True, align="left",
                  left=LEFT, right=RIGHT):
        shift = 0.0
        rows = self.sheet.rows(self.sheet.layout(markup, size, right - left, align=align, justify=justify,
                                                 indent=indent, leading=leading))
        for line, text, x, top, baseline, bottom, _ in rows:
            if self.y + bottom - shift > BOTTOM:
                self.turn_over()
                shift = top
            self.sheet.show(line, left + x, self.y + baseline - shift, text)
        self.y += rows[-1][5] - shift + after

    def centred(self, markup, size=14, after=1.0, left=LEFT, right=RIGHT):
        self.paragraph(markup, size, 0, after, 1.0, False, "centre", left, right)
