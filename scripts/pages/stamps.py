"""Rubber stamps: ĐẾN, HỎA TỐC, BẢN SAO in a frame, pressed askew in red, blue or violet."""
import math

import cv2
import gi
import numpy as np

from samples.marks import coverage, mask, press

gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

COLOURS = {"red": (200, 32, 44), "blue": (36, 60, 160), "violet": (98, 46, 140)}
TEXTS = [["HỎA TỐC"], ["KHẨN"], ["BẢN SAO"], ["ĐÃ THU TIỀN"], ["MẬT"], ["SAO Y BẢN CHÍNH"],
         ["CÔNG VĂN ĐẾN", "Số: ............", "Ngày: ...../...../......"], ["ĐẾN", "Số: ..........", "Chuyển: ........"]]


class Stamp:
    """Centre and text; what it says is not part of the page's truth."""

    def __init__(self, x, y, rng):
        self.x, self.y = x, y
        self.lines = TEXTS[int(rng.integers(len(TEXTS)))]
        self.colour = str(rng.choice(list(COLOURS)))
        self.angle = float(rng.normal(0, 0.06))
        self.size = float(rng.uniform(4.2, 6.0)) * (0.7 if len(self.lines) > 1 else 1)
        self.seed = int(rng.integers(1 << 31))
        self.width = self.size * 0.82 * max(map(len, self.lines)) * (0.7 if len(self.lines) > 1 else 1) + 4
        self.height = self.size * 1.5 * len(self.lines) + 2.5

    def draw_on(self, image, dpi):
        mm = dpi / 25.4
        side = round((math.hypot(self.width, self.height) + 4) * mm)
        surface, ctx = mask(side)
        ctx.translate(side / 2, side / 2)
        ctx.rotate(self.angle)
        ctx.scale(mm, mm)
        ctx.set_line_width(0.6)
        ctx.rectangle(-self.width / 2, -self.height / 2, self.width, self.height)
        ctx.stroke()
        for number, text in enumerate(self.lines):
            layout = PangoCairo.create_layout(ctx)
            layout.get_context().set_round_glyph_positions(False)
            description = Pango.FontDescription("Liberation Sans Bold" if number == 0 else "Liberation Serif")
            description.set_absolute_size(self.size * Pango.SCALE)
            layout.set_font_description(description)
            layout.set_text(text, -1)
            box = layout.get_extents()[1]
            squeeze = min(1.0, (self.width - 2) / (box.width / Pango.SCALE))
            ctx.save()
            ctx.scale(squeeze, 1)
            ctx.move_to(-box.width / Pango.SCALE / 2, -self.height / 2 + 1.0 + number * self.size * 1.5)
            PangoCairo.show_layout(ctx, layout)
            ctx.restore()
        rng = np.random.default_rng(self.seed)
        coarse = cv2.resize(rng.random((7, 7)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
        fine = cv2.GaussianBlur(rng.random((side, side)).astype(np.float32), (0, 0), max(0.4, 0.1 * mm))
        worn = np.clip(0.4 + 0.6 * coarse + 3.5 * (fine - 0.47), 0.05, 1)
        press(image, coverage(surface) * worn * 0.85, self.x * mm, self.y * mm, COLOURS[self.colour])
