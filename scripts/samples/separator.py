"""The sheet that parts the documents of a stack (sohoa --split auto)."""
from . import marks
from .scan import picture
from .sheet import LEFT, RIGHT, Sheet

CODE = "SOHOA:TACH"


def sheet(dpi):
    """To be printed in black on any paper; it lies in the feeder as it likes, four codes are on it."""
    page = Sheet(dpi)
    width = RIGHT - LEFT
    page.text(LEFT, 70, "<b>TỜ TÁCH TÀI LIỆU</b>", 36, width, align="centre")
    page.text(LEFT, 92, "Đặt tờ này giữa hai tài liệu trong khay giấy.", 18, width, align="centre")
    page.text(LEFT, 102, "Tờ này không được đưa vào hồ sơ.", 18, width, align="centre")
    middle = LEFT + width / 2
    for top in (25, 225):
        marks.qr(page, middle - 15, top, CODE, 30)
    modules = sum(marks.code128_widths(CODE))
    for top in (130, 190):
        marks.code128(page, middle - modules * 0.5 / 2, top, CODE, 18, 0.5)
    return page


def pixels(page):
    """The drawn sheet, grey."""
    return (picture(page).mean(axis=2) * 255 + 0.5).clip(0, 255).astype("uint8")
