"""A side of paper drawn with Pango that remembers its words with their boxes, its lines and its marks.

Lengths are millimetres from the top left corner, sizes points, boxes pixels of the drawing.
"""
import contextlib
import math
import unicodedata

import cairo
import gi

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

from samples import typeset  # noqa: E402

SAME_ROW = 1.6  # mm; baselines nearer than this are one row
HAND_OPEN, HAND_CLOSE = "\u27e6", "\u27e7"  # around what is written by hand: a reader need not read it


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


class Canvas:
    def __init__(self, dpi, family, width=210.0, height=297.0, margins=(25.0, 17.0, 18.0, 18.0)):
        self.dpi, self.family, self.width, self.height = dpi, family, width, height
        self.left, self.right = margins[0], width - margins[1]
        self.top, self.bottom = margins[2], height - margins[3]
        self.y = self.top
        self.size, self.leading, self.after = 13.0, 1.1, 1.5
        self.surface = cairo.ImageSurface(cairo.FORMAT_RGB24, round(self.px(width)), round(self.px(height)))
        self.ctx = cairo.Context(self.surface)
        self.ctx.set_source_rgb(1, 1, 1)
        self.ctx.paint()
        self.ink()
        self.lines, self._block, self._join = [], None, False
        self.seals, self.signatures, self.stamps, self.codes = [], [], [], []
        self.marks = {"tick_boxes": [], "leaders": [], "rules": [], "tables": [], "handwriting": [], "holes": []}
        self.jitter = None  # a generator: letters of a worn typewriter stand unevenly

    def px(self, mm):
        return mm * self.dpi / 25.4

    def ink(self, colour=(0.07, 0.07, 0.08)):
        self.ctx.set_source_rgb(*colour)

    def room(self, mm):
        return self.y + mm <= self.bottom

    # Text

    def layout(self, markup, size=None, width=None, align="left", justify=False, indent=0.0, leading=1.0, family=None):
        layout = typeset.layout(self.ctx, self.dpi, f"{family or self.family} {size or self.size:.2f}", markup, width, align, justify, indent, leading)
        if layout.get_unknown_glyphs_count():
            raise SystemExit(f"make-pages: the font {family or self.family} lacks letters of \"{layout.get_text()}\"")
        return layout

    def rows(self, layout):
        """The layout's lines: (line, words as (text, left, top, right, bottom in px), x, baseline, bottom, width in mm)."""
        data, it, rows = layout.get_text().encode(), layout.get_iter(), []
        mm = 25.4 / self.dpi / Pango.SCALE
        clusters = self._clusters(layout)
        while True:
            line, (_, box) = it.get_line_readonly(), it.get_line_extents()
            start, end = line.start_index, line.start_index + line.length
            words = self._words(data, start, end, clusters)
            rows.append((line, words, box.x * mm, it.get_baseline() * mm, (box.y + box.height) * mm, box.width * mm))
            if not it.next_line():
                return rows

    @staticmethod
    def _clusters(layout):
        it, found = layout.get_iter(), {}
        while True:
            ink, _ = it.get_cluster_extents()
            if ink.width > 0:
                found[it.get_index()] = (ink.x, ink.y, ink.x + ink.width, ink.y + ink.height)
            if not it.next_cluster():
                return found

    @staticmethod
    def _words(data, start, end, clusters):
        words, position = [], start
        for part in data[start:end].split(b" "):
            boxes = [clusters[i] for i in range(position, position + len(part)) if i in clusters]
            text = unicodedata.normalize("NFC", part.decode()).strip()
            if text and boxes:
                lefts, tops, rights, bottoms = zip(*boxes)
                words.append((text, *(v / Pango.SCALE for v in (min(lefts), min(tops), max(rights), max(bottoms)))))
            position += len(part) + 1
        return words

    def show(self, line, words, x, top, line_x, baseline, hand=False):
        """Draw a layout line whose layout has its corner at x, top (mm)."""
        if self.jitter is not None:
            top += float(self.jitter.normal(0, 0.12))
        self.ctx.move_to(self.px(x + line_x), self.px(top + baseline))
        PangoCairo.show_layout_line(self.ctx, line)
        ox, oy = self.px(x), self.px(top)
        placed = [{"text": text, "box": [ox + l, oy + t, ox + r, oy + b]} for text, l, t, r, b in words]
        if hand:
            for word in placed:
                word["hand"] = True
                self.marks["handwriting"].append({"box": word["box"]})
        self.note(top + baseline, x + line_x, placed)
        return placed

    @contextlib.contextmanager
    def quiet(self):
        """What is drawn inside is not noted."""
        kept, self._block = self._block, []
        yield
        self._block = kept

    @contextlib.contextmanager
    def one_line(self):
        """What is put inside, from left to right, is one line."""
        kept, self._block = self._block, []
        yield
        pieces, self._block = self._block, kept
        self.note(*pieces[0][:2], [word for piece in pieces for word in piece[2]])

    def note(self, baseline, x, words):
        if not words:
            return
        (self._block if self._block is not None else self.lines).append((baseline, x, words))

    @contextlib.contextmanager
    def block(self, join):
        """What is drawn inside is read row by row; with `join`, each row is one line of the truth."""
        if self._block is not None:
            yield
            return
        self._block = []
        yield
        pieces, self._block = sorted(self._block, key=lambda piece: piece[:2]), None
        rows = []
        for piece in pieces:
            if rows and piece[0] - rows[-1][0][0] < SAME_ROW:
                rows[-1].append(piece)
            else:
                rows.append([piece])
        for row in rows:
            row.sort(key=lambda piece: piece[1])
            if join:
                self.lines.append((row[0][0], row[0][1], [word for piece in row for word in piece[2]]))
            else:
                self.lines.extend(row)

    def text(self, x, y, markup, size=None, width=None, hand=False, **style):
        """A block with its top at y; gives its bottom."""
        rows = self.rows(self.layout(markup, size, width, **style))
        for line, words, line_x, baseline, _, _ in rows:
            self.show(line, words, x, y, line_x, baseline, hand)
        return y + rows[-1][4]

    def put(self, x, baseline, markup, size=None, **style):
        """One line with its baseline given; gives its right end."""
        if not markup:
            return x
        line, words, line_x, own, _, width = self.rows(self.layout(markup, size, **style))[0]
        self.show(line, words, x, baseline - own, line_x, own)
        return x + width

    def hand(self, x, baseline, text, size=17):
        """Digits written with a pen; gives their right end."""
        from .fonts import HAND
        self.ctx.save()
        self.ctx.set_source_rgb(0.12, 0.16, 0.5)
        line, words, line_x, own, _, width = self.rows(self.layout(text, size, family=HAND))[0]
        self.show(line, words, x, baseline - own + 0.4, line_x, own, hand=True)
        self.ctx.restore()
        return x + width

    def measure(self, markup, size=None, **style):
        return self.rows(self.layout(markup, size, **style))[0][5]

    def paragraph(self, markup, size=None, indent=10.0, after=None, leading=None, justify=True, align="left",
                  left=None, right=None):
        """Lines from self.y on, as many as fit on the page; whether all did."""
        left, right = self.left if left is None else left, self.right if right is None else right
        rows = self.rows(self.layout(markup, size, right - left, align=align, justify=justify, indent=indent,
                                     leading=leading or self.leading))
        for line, words, x, baseline, bottom, _ in rows:
            if self.y + bottom > self.bottom:
                self.y = self.bottom
                return False
            self.show(line, words, left, self.y, x, baseline)
        self.y += rows[-1][4] + (self.after if after is None else after)
        return True

    def centred(self, markup, size=None, after=1.0, left=None, right=None):
        return self.paragraph(markup, size, 0, after, 1.0, False, "centre", left, right)

    # What is not text

    def rule(self, x, y, length, thickness=0.25, upright=False):
        w, h = (thickness, length) if upright else (length, thickness)
        box = [self.px(x), self.px(y), self.px(x) + max(1.0, self.px(w)), self.px(y) + max(1.0, self.px(h))]
        self.ctx.rectangle(box[0], box[1], box[2] - box[0], box[3] - box[1])
        self.ctx.fill()
        self.marks["rules"].append({"box": box, "upright": upright})

    def leader(self, start, end, baseline, style):
        """From start to end: 'dots', 'wide', 'ellipsis', 'typed', 'dashes' or 'rule'."""
        if end - start < 3:
            return
        if style == "rule":
            self.rule(start, baseline + 0.6, end - start, 0.2)
            self.marks["rules"].pop()
        elif style in ("ellipsis", "typed"):
            unit = "…" if style == "ellipsis" else "."
            count = math.floor((end - start) / self.measure(unit * 20) * 20)
            if count > 0:
                line, _, line_x, own, _, _ = self.rows(self.layout(unit * count))[0]
                self.ctx.move_to(self.px(start + line_x), self.px(baseline))
                PangoCairo.show_layout_line(self.ctx, line)
        else:
            step = {"dots": 1.15, "wide": 2.1, "dashes": 2.4}[style]
            for number in range(math.ceil(start / step), math.floor(end / step)):
                if style == "dashes":
                    self.ctx.rectangle(self.px(number * step), self.px(baseline), self.px(1.3), max(1, self.px(0.2)))
                else:
                    self.ctx.arc(self.px(number * step), self.px(baseline), self.px(0.18), 0, 2 * math.pi)
                self.ctx.fill()
        self.marks["leaders"].append({"box": [self.px(start), self.px(baseline - 0.6), self.px(end),
                                              self.px(baseline + 1.0)], "style": style})

    def tick_box(self, x, baseline, state, size=3.6):
        """A box with nothing, a 'cross' or a 'check' in it."""
        top = baseline - size + 0.5
        self.ctx.set_line_width(self.px(0.28))
        self.ctx.rectangle(self.px(x), self.px(top), self.px(size), self.px(size))
        self.ctx.stroke()
        strokes = {"cross": [[(0.7, 0.7), (size - 0.7, size - 0.7)], [(0.7, size - 0.7), (size - 0.7, 0.7)]],
                   "check": [[(0.6, size * 0.5), (size * 0.42, size - 0.6), (size + 0.5, -0.4)]]}.get(state, [])
        self.ctx.set_line_width(self.px(0.45))
        for stroke in strokes:
            for number, (dx, dy) in enumerate(stroke):
                (self.ctx.line_to if number else self.ctx.move_to)(self.px(x + dx), self.px(top + dy))
            self.ctx.stroke()
        box = [self.px(x), self.px(top), self.px(x + size), self.px(top + size)]
        self.marks["tick_boxes"].append({"box": box, "ticked": bool(strokes)})
        self.note(baseline, x, [{"text": "☒" if strokes else "☐", "box": box}])

    def truth(self):
        """The lines of the page in reading order, handwriting between its marks."""
        lines = []
        for _, _, words in self.lines:
            parts = [HAND_OPEN + word["text"] + HAND_CLOSE if word.get("hand") else word["text"] for word in words]
            lines.append(" ".join(parts))
        return lines
