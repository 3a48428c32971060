"""A page that knows which of its words are a field's value, and rows of labels with values as forms have them.

Where markup is taken, `mark(keys, text)` marks a stretch as the value of one field or, separated by spaces, of several.
"""

import contextlib
import html
import re

from pages.canvas import Canvas, escape

OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"
MARKED = re.compile(f"{OPEN}([^{MIDDLE}]*){MIDDLE}|{CLOSE}")


def rule_grid(page, widths, edges):
    """The rules of a table from the left margin on: columns so wide, rows from edge to edge."""
    for y in edges:
        page.rule(page.left, y, sum(widths), 0.2)
    x = page.left
    for width in [0, *widths]:
        x += width
        page.rule(x, edges[0], edges[-1] - edges[0], 0.2, True)


def mark(keys, text):
    return f"{OPEN}{keys}{MIDDLE}{escape(text)}{CLOSE}"


def plain(markup):
    """The text of markup, marks and tags gone."""
    return html.unescape(re.sub("<[^>]*>", "", MARKED.sub("", markup)))


class Word(str):
    """A word of the page and the fields it is part of."""

    fields = ()


class FormCanvas(Canvas):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self._spans, self._keys = [], ()

    @contextlib.contextmanager
    def value_of(self, keys):
        """Every word drawn inside is part of the fields."""
        kept, self._keys = self._keys, tuple(keys.split())
        yield
        self._keys = kept

    def layout(self, markup, *arguments, **style):
        spans, opened, clean, last = [], None, "", 0
        for found in MARKED.finditer(markup):
            clean += markup[last : found.start()]
            last = found.end()
            position = len(html.unescape(re.sub("<[^>]*>", "", clean)).encode())
            if found.group(1) is not None:
                opened = (found.group(1).split(), position)
            else:
                spans.append((*opened, position))
        result = super().layout(clean + markup[last:], *arguments, **style)
        result.spans = spans
        return result

    def rows(self, layout):
        self._spans = layout.spans
        return super().rows(layout)

    def _words(self, data, start, end, clusters):
        words, position = [], start
        for part in data[start:end].split(b" "):
            after = position + len(part)
            for text, *box in super()._words(data, position, after, clusters):
                word = Word(text)
                word.fields = (*self._keys, *(key for keys, first, last in self._spans if first < after and position < last for key in keys))
                words.append((word, *box))
            position = after + 1
        return words

    def fill_box(self, x, y, width, height, colour):
        self.ctx.save()
        self.ctx.set_source_rgb(*colour)
        self.ctx.rectangle(self.px(x), self.px(y), self.px(width), self.px(height))
        self.ctx.fill()
        self.ctx.restore()

    def frame(self, x, y, width, height, thickness=0.3):
        for top in (y, y + height):
            self.rule(x, top, width, thickness)
        for left in (x, x + width):
            self.rule(left, y, height, thickness, True)

    def ticked(self):
        """The box drawn last was ticked with a letter."""
        self.marks["tick_boxes"][-1]["ticked"] = True
        (self._block if self._block is not None else self.lines)[-1][2][0]["text"] = "☒"

    def height_of(self, markup, size=None, width=None, **style):
        return self.rows(self.layout(markup, size, width, **style))[-1][4]

    def barcode(self, x, y, text, height=10.0, module=0.254):
        """Code 128 with its text below; gives the bottom."""
        from samples import marks

        return marks.code128(self, x, y, text, height, module)


def unmarked(keys):
    """For measuring a value without marking it."""
    return None if keys is None else ""


class Rows:
    """How one form sets its labels and values: leaders, the weight of values, the gap between two fields of a row."""

    def __init__(self, page_of, words, after=None):
        any_of = words.any
        self.page_of, self.words = page_of, words
        self.leader = any_of(["none", "none", "none", "dots", "wide", "ellipsis", "typed", "dashes", "rule"])
        self.under = self.leader in ("dots", "wide", "rule") and words.chance(0.35)
        self.bold = any_of([False, False, False, True])
        self.bold_label = not self.bold and words.chance(0.1)
        self.spacing = float(words.rng.uniform(1.45, 1.95))
        self.tabs = words.chance(0.5)
        self.gap = float(words.rng.uniform(3.5, 12))
        self.hanging = float(any_of([0.0, 0.0, 0.0, 6.0]))
        self.after = after

    def value(self, keys, text):
        """`keys` None: the text is markup with marks in it, each around one word."""
        marked = text if keys is None else mark(keys, text) if keys else escape(text)
        return f"<b>{marked}</b>" if self.bold else marked

    def label(self, text):
        return f"<b>{escape(text)}</b>" if self.bold_label else escape(text)

    def step(self, page):
        return page.size * 0.353 * self.spacing

    def line(self, *parts, indent=0.0):
        """Fields beside each other, each (label, keys, value); one that does not fit goes to the next line."""
        page = self.page_of(self.step(self.page_of(0)) * 2)
        left = page.left + indent
        needs = [
            page.measure(self.label(label) + "  " + self.value(unmarked(keys), value)) if value else page.measure(self.label(label)) + 12
            for label, keys, value in parts
        ]
        room = page.right - left
        if len(parts) > 1 and sum(needs) + self.gap * (len(parts) - 1) > room:
            for part in parts:
                self.line(part, indent=indent)
            return
        share = room / len(parts)
        even = self.tabs and all(need < share - 1 for need in needs)
        spare = room - sum(needs) - self.gap * (len(parts) - 1)
        rest, x = [], left
        with page.block(join=True):
            for number, (part, need) in enumerate(zip(parts, needs)):
                last = number == len(parts) - 1
                end = page.right if last else x + (share if even else need + self.gap * 0.6 + (spare / len(parts) if self.leader != "none" else 0))
                rest = self.piece(page, x, end - (0 if last else 1.5), page.y + self.step(page) * 0.72, part)
                x = end + (0 if even else self.gap * 0.4)
        page.y += self.step(page)
        while rest:
            page = self.page_of(self.step(self.page_of(0)))
            with page.block(join=True):
                rest = self.piece(page, left + self.hanging, page.right, page.y + self.step(page) * 0.72, ("", parts[-1][1], " ".join(rest)))
            page.y += self.step(page)

    def piece(self, page, x, end, baseline, part):
        """A label and as much of its value as fits before `end`; gives the words that are left."""
        label, keys, value = part
        if label:
            x = page.put(x, baseline, self.label(label)) + page.size * 0.353 * 0.28
        words, fits = value.split(" ") if value else [], 0
        while fits < len(words) and x + page.measure(self.value(unmarked(keys), " ".join(words[: fits + 1]))) <= end + 0.3:
            fits += 1
        if label == "" and fits == 0:
            fits = min(1, len(words))
        text = " ".join(words[:fits])
        width = page.measure(self.value(unmarked(keys), text)) if text else 0
        lift = 0.35 if self.under else 0
        if self.leader != "none":
            page.leader(x if self.under else x + width + (0.8 if text else 0), end, baseline + lift, self.leader)
        if text:
            page.put(x, baseline - lift, self.value(keys, text))
        return words[fits:]

    def ticks(self, label, key, options, chosen, indent=0.0):
        """Boxes to tick beside options; `chosen` is the ticked one or None."""
        page = self.page_of(self.step(self.page_of(0)) * (len(options) + 2))
        any_of = self.words.any
        sign, before, kind = any_of(["cross", "check"]), self.words.chance(0.65), any_of(["drawn", "drawn", "typed", "letter"])
        needs = sum(page.measure(escape(option)) + 10 for option in options) + page.measure(escape(label)) + 4
        across = needs < page.right - page.left - indent
        step, x = self.step(page), page.left + indent
        if not across:
            if label:
                with page.block(join=True):
                    page.put(x, page.y + step * 0.72, self.label(label))
                page.y += step
            for option in options:
                with page.block(join=True):
                    self.option(page, x + 6, page.y + step * 0.72, option, key, option == chosen, sign, before, kind)
                page.y += step
            return
        with page.block(join=True):
            if label:
                x = page.put(x, page.y + step * 0.72, self.label(label)) + 4
            for option in options:
                x = self.option(page, x, page.y + step * 0.72, option, key, option == chosen, sign, before, kind) + 5
        page.y += step

    def option(self, page, x, baseline, option, key, ticked, sign, before, kind):
        text = mark(key, option) if ticked and key else escape(option)
        if not before:
            x = page.put(x, baseline, text) + 2
        if kind == "typed":
            page_x = page.put(x, baseline, "[x]" if ticked and sign == "cross" else "[v]" if ticked else "[ ]")
        else:
            page.tick_box(x, baseline, (sign if kind == "drawn" else None) if ticked else None)
            if kind == "letter" and ticked:
                with page.quiet():
                    page.put(x + 0.95, baseline - 0.35, "x" if sign == "cross" else "v", 11)
                page.ticked()
            page_x = x + 3.6
        return page.put(page_x + 1.6, baseline, text) if before else page_x
