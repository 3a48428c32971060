"""What is pressed, written or coded on a sheet: round seals, pen signatures, Code 128, QR."""
import io
import math
import subprocess

import cairo
import cv2
import gi
import numpy as np
from PIL import Image

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

RED, BLUE = (206, 30, 46), (28, 52, 158)
# Code 128: bar and space widths of the 107 symbol characters (ISO/IEC 15417), the last is Stop
CODE_128 = """212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123
113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411
431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111
241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341
131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112""".split()
START_B, STOP = 104, 106


def mask(size):
    surface = cairo.ImageSurface(cairo.FORMAT_A8, size, size)
    return surface, cairo.Context(surface)


def coverage(surface):
    """The ink of an A8 surface, 0 to 1."""
    surface.flush()
    rows = np.frombuffer(surface.get_data(), np.uint8).reshape(surface.get_height(), surface.get_stride())
    return rows[:, :surface.get_width()].astype(np.float32) / 255


def press(image, ink, x, y, colour):
    """Multiply ink (0 to 1) of a colour into an RGB float image, its centre at x, y in pixels."""
    size = ink.shape[0]
    left, top = round(x - size / 2), round(y - size / 2)
    into = image[max(top, 0):top + size, max(left, 0):left + size]
    ink = ink[max(-top, 0):, max(-left, 0):][:into.shape[0], :into.shape[1], None]
    into *= 1 - ink * (1 - np.array(colour, np.float32) / 255)


class Seal:
    """A round seal of 36 mm. The lower text says MẪU THỬ NGHIỆM: it is no real agency's seal."""

    def __init__(self, x, y, name, rng):
        self.x, self.y, self.name = x, y, name
        self.angle = rng.normal(0, 0.10)
        self.strength = rng.uniform(0.78, 0.92)
        self.seed = int(rng.integers(1 << 31))

    def draw_on(self, image, dpi):
        mm = dpi / 25.4
        size = round(40 * mm)
        surface, ctx = mask(size)
        ctx.translate(size / 2, size / 2)
        ctx.rotate(self.angle)
        ctx.scale(mm, mm)
        for radius, width in ((17.6, 0.75), (16.5, 0.3), (10.2, 0.35)):
            ctx.set_line_width(width)
            ctx.arc(0, 0, radius, 0, 2 * math.pi)
            ctx.stroke()
        self.around(ctx, self.name, 12.0, 2.9, 222, True)
        self.around(ctx, "MẪU THỬ NGHIỆM", 14.6, 2.2, 92, False)
        for side in (-1, 1):
            angle = math.radians(90 + side * 57.5)
            star(ctx, 13.3 * math.cos(angle), 13.3 * math.sin(angle), 1.0)
        emblem(ctx)
        ink = coverage(surface)
        rng = np.random.default_rng(self.seed)
        coarse = cv2.resize(rng.random((9, 9)).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
        fine = cv2.GaussianBlur(rng.random((size, size)).astype(np.float32), (0, 0), 0.09 * mm)
        worn = np.clip(0.35 + 0.75 * coarse + 5.5 * (fine - 0.47), 0.05, 1)  # uneven pressure, dry spots
        press(image, cv2.GaussianBlur(ink, (0, 0), 0.06 * mm) * worn * self.strength, self.x * mm, self.y * mm, RED)

    @staticmethod
    def around(ctx, text, radius, height, reach, above):
        """Letters along the ring over `reach` degrees, upright at the top (above) or at the bottom."""
        glyphs = []
        for letter in text:
            layout = PangoCairo.create_layout(ctx)
            layout.get_context().set_round_glyph_positions(False)
            description = Pango.FontDescription("Liberation Sans Bold")
            description.set_absolute_size(height * 1.28 * Pango.SCALE)
            layout.set_font_description(description)
            layout.set_text(letter, -1)
            glyphs.append((layout, layout.get_extents()[1].width / Pango.SCALE, layout.get_baseline() / Pango.SCALE))
        total = sum(width for _, width, _ in glyphs)
        spread = min(1.35, math.radians(reach) * radius / total)
        angle = -spread * total / radius / 2
        for layout, width, baseline in glyphs:
            step = spread * width / radius
            ctx.save()
            ctx.rotate((angle + step / 2) * (1 if above else -1))
            ctx.translate(0, -radius if above else radius)
            ctx.scale(min(1.0, spread * 0.96), 1)
            ctx.move_to(-width / 2, -baseline)
            PangoCairo.show_layout(ctx, layout)
            ctx.restore()
            angle += step


def star(ctx, x, y, radius):
    for point in range(10):
        length = radius if point % 2 == 0 else radius * 0.40
        angle = -math.pi / 2 + point * math.pi / 5
        (ctx.line_to if point else ctx.move_to)(x + length * math.cos(angle), y + length * math.sin(angle))
    ctx.close_path()
    ctx.fill()


def emblem(ctx):
    """A star between two ears of rice over half a cogwheel: the idea of the national emblem, not its drawing."""
    star(ctx, 0, -2.2, 2.5)
    ctx.set_line_width(0.35)
    ctx.arc(0, -1.6, 5.2, math.pi * 0.80, math.pi * 2.20)
    ctx.stroke()
    for side in (-1, 1):
        for grain in range(11):
            angle = math.radians(80 - grain * 14.5)
            ctx.save()
            ctx.translate(side * 7.4 * math.cos(angle), 7.4 * math.sin(angle) - 0.4)
            ctx.rotate(side * (angle - math.radians(62)))
            ctx.scale(0.45, 1.35)
            ctx.arc(0, 0, 0.85, 0, 2 * math.pi)
            ctx.restore()
            ctx.fill()
    ctx.set_line_width(0.45)
    ctx.arc(0, 4.6, 2.3, math.pi, 2 * math.pi)
    ctx.stroke()
    for tooth in range(7):
        angle = math.pi + tooth * math.pi / 6
        ctx.move_to(2.3 * math.cos(angle), 4.6 + 2.3 * math.sin(angle))
        ctx.line_to(3.0 * math.cos(angle), 4.6 + 3.0 * math.sin(angle))
    ctx.stroke()
    ctx.rectangle(-5.0, 5.2, 10.0, 1.3)
    ctx.fill()


class Signature:
    """A pen stroke in blue ink: a tall first letter, a running hand, a flourish back under it."""

    def __init__(self, x, y, width, rng):
        self.x, self.y = x, y
        w, u = width / 2 * rng.uniform(0.8, 1.05), rng.uniform
        first = [  # the initial: a tall loop, a bow, a stroke with a bar
            [(-0.85, 3), (-0.62, -9), (-0.42, -7), (-0.66, 5.5), (-0.80, 2.5), (-0.40, -0.5)],
            [(-0.45, -7), (-0.80, -8), (-0.95, 0), (-0.75, 6), (-0.45, 4), (-0.42, 0)],
            [(-0.95, -5), (-0.60, -8.5), (-0.70, 6.5), (-0.85, 5), (-0.70, -1), (-0.38, 1)],
            [(-0.70, 7), (-0.72, -9), (-0.45, -9.5), (-0.40, -3), (-0.70, -1), (-0.45, 3)]][rng.integers(4)]
        last = [  # the flourish: back under the name, a rising dash, a dropped loop, a wave
            [(0.80, -6.5), (0.72, 6), (0.15, 5.5), (-0.35, 6.5), (0.95, 3)],
            [(0.70, 2), (0.95, -4), (1.10, -8)],
            [(0.70, -2), (0.80, 9), (0.50, 10), (0.55, 3), (1.10, -3)],
            [(0.72, 1), (0.88, -1.5), (0.95, 4), (-0.20, 7.5), (-0.60, 8.5)]][rng.integers(4)]
        points = [(w * a + u(-0.6, 0.6), b + u(-1.5, 1.5)) for a, b in first]
        left, height = -0.34 * w, u(1.6, 3.4)
        while left < 0.58 * w:  # running letters, lower and wider towards the end
            stride = u(1.3, 4.2)
            points += [(left + 0.35 * stride, -height * u(0.3, 1.3)), (left + 0.8 * stride, height * u(0.2, 0.9))]
            left, height = left + stride, height * 0.93
            if u(0, 1) < 0.15:  # a letter with an ascender or a descender
                points += [(left + 0.4, u(3, 6) * (-1 if u(0, 1) < 0.6 else 1)), (left + 1.0, 0.4)]
        points += [(w * a + u(-0.6, 0.6), b + u(-1.2, 1.2)) for a, b in last]
        self.path = spline(np.array(points))
        self.slant = u(-0.20, -0.02)

    def draw_on(self, image, dpi):
        mm = dpi / 25.4
        size = round(64 * mm)
        surface, ctx = mask(size)
        ctx.translate(size / 2, size / 2)
        ctx.rotate(self.slant)
        ctx.scale(mm, mm)
        ctx.set_line_cap(cairo.LINE_CAP_ROUND)
        speed = np.hypot(*np.diff(self.path, axis=0).T)
        speed = np.convolve(np.pad(speed, 6, mode="edge"), np.ones(13) / 13, "valid")
        for (x0, y0), (x1, y1), fast in zip(self.path, self.path[1:], speed):
            ctx.set_line_width(0.62 - 0.26 * min(1.0, fast / 0.9))  # a quick pen leaves less ink
            ctx.move_to(x0, y0)
            ctx.line_to(x1, y1)
            ctx.stroke()
        press(image, coverage(surface) * 0.93, self.x * mm, self.y * mm, BLUE)


def spline(points, steps=26):
    """A centripetal-looking Catmull-Rom curve through the points."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:]):
        parts.append(0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t ** 2
                            + (3 * p1 - p0 - 3 * p2 + p3) * t ** 3))
    return np.vstack(parts + [points[-1:]])


def code128_widths(text):
    """Element widths in modules, code set B."""
    values = [START_B] + [ord(letter) - 32 for letter in text]
    values.append((values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103)
    return [int(width) for value in values + [STOP] for width in CODE_128[value]]


def code128(sheet, x, y, text, height=10.0, module=0.254):
    """Bars with the text under them, modules whole pixels wide; gives the bottom."""
    step = max(1, round(sheet.px(module)))
    left = round(sheet.px(x))
    for number, width in enumerate(code128_widths(text)):
        if number % 2 == 0:
            sheet.ctx.rectangle(left, round(sheet.px(y)), width * step, round(sheet.px(height)))
            sheet.ctx.fill()
        left += width * step
    sheet.codes.append({"symbology": "Code128", "text": text})
    length = left / sheet.dpi * 25.4 - x
    return sheet.text(x, y + height + 0.5, text, 9.5, length, align="centre", family="Liberation Sans")


def qr(sheet, x, y, text, side):
    """A QR symbol, level M, made by qrencode."""
    png = subprocess.run(["qrencode", "-8", "-l", "M", "-m", "0", "-s", "1", "-o", "-", "-t", "PNG"],
                         input=text.encode(), capture_output=True, check=True).stdout
    dark = np.array(Image.open(io.BytesIO(png)).convert("RGBA"))[..., 0] < 128
    step = max(1, round(sheet.px(side) / len(dark)))
    left, top = round(sheet.px(x)), round(sheet.px(y))
    for row, column in zip(*np.nonzero(dark)):
        sheet.ctx.rectangle(left + int(column) * step, top + int(row) * step, step, step)
    sheet.ctx.fill()
    sheet.codes.append({"symbology": "QRCode", "text": text})
