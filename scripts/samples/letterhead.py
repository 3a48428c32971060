"""The parts of an administrative document, placed as Annex I of Decree 30/2020/ND-CP places them."""
from .sheet import LEFT, RIGHT, TOP

LEFT_COLUMN = (24.0, 74.0)    # x, width
RIGHT_COLUMN = (97.0, 104.0)
SIGNER = (112.0, 84.0)


def place_and_date(date, place="Thành phố Hồ Chí Minh"):
    """The date as the Decree writes it: a zero before days below 10 and months 1 and 2 only."""
    year, month, day = map(int, date.split("-"))
    return f"{place}, ngày {day:02} tháng {month if month > 2 else f'{month:02}'} năm {year}"


def motto(sheet, y=TOP, column=RIGHT_COLUMN):
    """National name and motto with the rule as long as the motto; gives the bottom."""
    x, width = column
    y = sheet.text(x, y, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", 12.5, width, align="centre")
    y = sheet.text(x, y + 0.4, "<b>Độc lập - Tự do - Hạnh phúc</b>", 13.5, width, align="centre")
    length = sheet.measure("<b>Độc lập - Tự do - Hạnh phúc</b>", 13.5)
    sheet.rule(x + (width - length) / 2, y + 0.3, length)
    return y


def agency(sheet, above, name, y=TOP):
    """The superior agency and the issuing one, with a rule of about 40 % of its line; gives the bottom."""
    x, width = LEFT_COLUMN
    for line in above:
        y = sheet.text(x, y, line, 12.5, width, align="centre") + 0.4
    for line in name:
        y = sheet.text(x, y, f"<b>{line}</b>", 12.5, width, align="centre")
    length = 0.42 * sheet.measure(f"<b>{name[-1]}</b>", 12.5)
    sheet.rule(x + (width - length) / 2, y + 0.6, length)
    return y


def heading(document, above, name, number, date, subject=None):
    """The whole head of an official document: agency, motto, number, place and date, "V/v" of a letter."""
    sheet = document.sheet
    y = max(motto(sheet), agency(sheet, above, name)) + 3.2
    bottom = sheet.text(LEFT_COLUMN[0], y, f"Số: {number}", 13, LEFT_COLUMN[1], align="centre")
    sheet.text(RIGHT_COLUMN[0], y, f"<i>{place_and_date(date)}</i>", 13, RIGHT_COLUMN[1], align="centre")
    if subject:
        bottom = sheet.text(LEFT_COLUMN[0], bottom + 0.8, subject, 12, LEFT_COLUMN[1], align="centre")
    document.y = bottom + 6


def title(document, kind, abstract):
    """Type and abstract, centred, with a short rule under them."""
    document.centred(f"<b>{kind}</b>", 14, 0.8)
    document.centred(f"<b>{abstract}</b>", 14, 1.0, LEFT + 8, RIGHT - 8)
    document.sheet.rule((LEFT + RIGHT) / 2 - 18, document.y, 36)
    document.gap(4.5)


def addressed_to(document, *receivers):
    """"Kính gửi:", with the receivers under one another when there are several."""
    sheet = document.sheet
    if len(receivers) == 1:
        document.centred(f"Kính gửi: {receivers[0]}.", 14, 4)
        return
    x = LEFT + 30
    sheet.text(x, document.y, "Kính gửi:", 14)
    for number, receiver in enumerate(receivers, 1):
        document.y = sheet.text(x + 22, document.y, f"- {receiver}{'.' if number == len(receivers) else ';'}", 14) + 1
    document.gap(3.5)


def signed(document, authority, name, receivers, rng, seal=None):
    """Signature block, list of receivers, pen stroke and seal; what belongs together stays on one page."""
    from . import marks
    document.room(52)
    sheet, top = document.sheet, document.y + 1
    y = sheet.text(LEFT, top, "<b><i>Nơi nhận:</i></b>", 12)
    for receiver in receivers:
        y = sheet.text(LEFT, y + 0.2, f"- {receiver}", 11)
    y = top
    for line in authority:
        y = sheet.text(SIGNER[0], y, f"<b>{line}</b>", 13.5, SIGNER[1], align="centre")
    middle = SIGNER[0] + SIGNER[1] / 2
    pen_y = y + 13.5 + rng.uniform(-1, 1)
    sheet.signatures.append(marks.Signature(middle + rng.uniform(-1, 3), pen_y, 38, rng))
    if seal:  # over the left third of the signature
        sheet.seals.append(marks.Seal(middle - 18 + rng.uniform(-2, 2), pen_y + rng.uniform(-2, 1.5), seal, rng))
    document.y = sheet.text(SIGNER[0], y + 26, f"<b>{name}</b>", 13.5, SIGNER[1], align="centre")
