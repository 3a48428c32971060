"""Tables: columns with widths, ruled in full, by rows only, or not at all."""
from .canvas import escape
from .words import OFFICES, PROCEDURES, TASKS, WARDS


def sentence_case(text):
    return text[0].upper() + text[1:]


def grouped(number):
    return f"{number:,}".replace(",", ".")


def columns(words, wide):
    """(heading, share of the width, alignment, a value)."""
    between = words.between
    found = [
        ("STT", 1.0, "centre", None),
        ("Họ và tên", 3.6, "left", words.person),
        ("Năm sinh", 1.5, "centre", lambda: str(between(1939, 2019))),
        ("Địa chỉ", 4.2, "left", lambda: f"{between(1, 600)}/{between(1, 90)}, {words.pick(WARDS)}"),
        ("Số CCCD", 2.6, "centre", words.identity),
        ("Nội dung", 4.6, "left", lambda: sentence_case(words.pick(TASKS))),
        ("Thủ tục", 4.4, "left", lambda: words.pick(PROCEDURES)),
        ("Đơn vị thực hiện", 3.8, "left", lambda: words.pick(OFFICES)),
        ("Số tiền (đồng)", 2.5, "right", lambda: grouped(words.money())),
        ("Số lượng", 1.5, "right", lambda: str(between(1, 980))),
        ("Tỷ lệ (%)", 1.5, "right", lambda: f"{between(0, 100)},{between(0, 9)}"),
        ("Ngày", 2.0, "centre", lambda: words.date("slash")),
        ("Số, ký hiệu", 2.7, "left", lambda: words.number().replace("số ", "").replace("Nghị định ", "")),
        ("Ghi chú", 1.9, "left", lambda: ("", "", "Đạt", "Chưa đủ", "Bổ sung", "Trả lại", "x")[between(0, 6)]),
        ("Thời hạn", 1.9, "centre", lambda: f"{between(1, 45)} ngày"),
        ("Diện tích (m²)", 2.0, "right", lambda: f"{grouped(between(30, 3900))},{between(0, 9)}"),
    ]
    chosen = sorted(words.rng.choice(range(1, len(found)), size=between(6, 8) if wide else between(3, 5), replace=False))
    return [found[0]] + [found[number] for number in chosen]


def table(page, words, style, rows, wide=False, numbers=False):
    """style: 'ruled', 'rows' (level rules only), 'open' (gaps only) or 'double' (thick frame)."""
    picked = columns(words, wide)
    if numbers:
        figures = [c for c in columns(words, True) if c[2] == "right"]
        picked = [picked[0], ("Chỉ tiêu", 4.2, "left", lambda: sentence_case(words.pick(TASKS)))] + \
            [(f"{name}", share, align, value) for name, share, align, value in (figures * 3)[:words.between(3, 5)]] or picked
    total = sum(column[1] for column in picked)
    widths = [(page.right - page.left) * column[1] / total for column in picked]
    size = page.size - words.rng.uniform(1.0, 2.5) - (1.0 if wide else 0)
    starts = [page.left + sum(widths[:number]) for number in range(len(widths) + 1)]
    top, edges, cells = page.y, [page.y], []
    for number in range(rows + 1):
        values = [f"<b>{c[0]}</b>" for c in picked] if number == 0 else \
            [str(number) if c[3] is None else escape(c[3]()) for c in picked]
        layouts = [page.rows(page.layout(value, size, width - 2.4, align="centre" if number == 0 else column[2])) if value else []
                   for value, width, column in zip(values, widths, picked)]
        height = max(layout[-1][4] for layout in layouts if layout) + 1.8
        if edges[-1] + height > page.bottom:
            break
        single = all(len(layout) <= 1 for layout in layouts)
        with page.block(join=True) if single else nothing():
            for column, layout in enumerate(layouts):
                if layout and words.chance(0.97 if number else 1.1):
                    shift = (height - layout[-1][4]) / 2 if words.unseen or number == 0 else 0.9
                    for line, found, x, baseline, _, _ in layout:
                        page.show(line, found, starts[column] + 1.2, edges[-1] + shift, x, baseline)
        edges.append(edges[-1] + height)
        cells += [{"row": number, "column": column, "box": [page.px(starts[column]), page.px(edges[-2]),
                                                            page.px(starts[column + 1]), page.px(edges[-1])]}
                  for column in range(len(picked))]
    rules(page, style, starts, edges)
    page.marks["tables"].append({"style": style, "box": [page.px(starts[0]), page.px(top), page.px(starts[-1]), page.px(edges[-1])],
                                 "rows": len(edges) - 1, "columns": len(picked), "cells": cells})
    page.y = edges[-1] + 4


def rules(page, style, starts, edges):
    if style == "open":
        return
    thick = 0.2 if style != "double" else 0.3
    for number, y in enumerate(edges):
        page.rule(starts[0], y, starts[-1] - starts[0], 0.6 if style == "double" and number in (0, len(edges) - 1) else thick)
    if style != "rows":
        for number, x in enumerate(starts):
            page.rule(x, edges[0], edges[-1] - edges[0], 0.6 if style == "double" and number in (0, len(starts) - 1) else thick, True)


class nothing:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False
