"""Lines of a form: printed labels, dotted leaders, what a person filled in, boxes to tick."""
from .sheet import LEFT, RIGHT

SIZE = 13.5
STEP = 8.0  # mm from line to line


def words_that_fit(sheet, words, width):
    for count in range(len(words), 0, -1):
        if sheet.measure(escape(" ".join(words[:count])), SIZE) <= width:
            return count
    return 0


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def fill(document, *parts, left=LEFT, right=RIGHT, typed_over=False):
    """One form line of (label, value[, end]) parts; a value too long for its leader runs on below.

    The leader begins behind the value, as a word processor has it, or runs under it, as on a printed form.
    """
    document.room(STEP)
    sheet, x, baseline = document.sheet, left, document.y + 5.2
    rest = []
    for label, value, *end in parts:
        end = end[0] if end else right
        put(sheet, x, baseline, escape(label))
        x += sheet.measure(escape(label) + " ", SIZE) if label else 0
        words = value.split()
        count = words_that_fit(sheet, words, end - x - 1)
        text = escape(" ".join(words[:count]))
        start = x if typed_over else x + 1.8 + (sheet.measure(text, SIZE) if text else 0)
        sheet.dots(start, end - 1.5, baseline + 0.3 * typed_over)
        put(sheet, x + 1, baseline - 0.3 * typed_over, text)
        rest = words[count:]
        x = end
    document.y += STEP
    if rest:
        fill(document, ("", " ".join(rest)), left=left, right=right, typed_over=typed_over)


def put(sheet, x, baseline, markup, size=SIZE):
    if markup:
        row = sheet.rows(sheet.layout(markup, size))[0]
        sheet.show(row[0], x, baseline, row[1])


def choices(document, label, options, left=LEFT):
    """Boxes after a label: [(text, ticked)]."""
    document.room(STEP)
    sheet, baseline = document.sheet, document.y + 5.2
    put(sheet, left, baseline, label)
    x = left + sheet.measure(label + "   ", SIZE)
    for text, ticked in options:
        sheet.box(x, baseline, ticked)
        put(sheet, x + 5.4, baseline, text)
        x += 5.4 + sheet.measure(text, SIZE) + 8
    document.y += STEP


def table(document, widths, rows, size=12.5, left=LEFT):
    """A ruled table; the first row is the heading. Cells do not wrap."""
    sheet, height = document.sheet, 7.2
    document.room(height * len(rows))
    sheet, top = document.sheet, document.y
    for number, row in enumerate(rows):
        x = left
        for column, (width, cell) in enumerate(zip(widths, row)):
            markup = f"<b>{cell}</b>" if number == 0 else cell
            middle = number == 0 or column != 1
            sheet.text(x + 1.5, top + number * height + 1.0, markup, size, width - 3,
                       align="centre" if middle else "left")
            x += width
    for number in range(len(rows) + 1):
        sheet.rule(left, top + number * height, sum(widths), 0.2)
    for column in range(len(widths) + 1):
        x = left + sum(widths[:column])
        sheet.ctx.rectangle(sheet.px(x), sheet.px(top), max(1.0, sheet.px(0.2)), sheet.px(height * len(rows)))
    sheet.ctx.fill()
    document.y = top + height * len(rows) + 3


def pen(document, x, width, heading, hint, name, rng, signs=True):
    """Who signs below a form, over which name, in blue."""
    from . import marks
    document.room(42)
    sheet = document.sheet
    y = sheet.text(x, document.y, f"<b>{heading}</b>", 13, width, align="centre")
    y = sheet.text(x, y, f"<i>{hint}</i>", 12, width, align="centre")
    if signs:
        sheet.signatures.append(marks.Signature(x + width / 2 + rng.uniform(-2, 2), y + 11, 34, rng))
    return sheet.text(x, y + 21, f"<b>{name}</b>", 13, width, align="centre")
