"""Kinds of administrative pages, each composed at random until the page is full."""
from . import forms, tables
from .canvas import escape
from .parts import about, letterhead, listing, motto_alone, sentence_case, signed, title, two_signers
from .words import LAWS, OFFICES, PROCEDURES, TASKS, WARDS, in_words


def letter(page, words):
    letterhead(page, words, about(words) if words.chance(0.7) else None)
    page.centred(f"Kính gửi: {words.pick(OFFICES)}.", None, 3)
    prose(page, words, words.between(2, 6))
    signed(page, words)


def decision(page, words):
    letterhead(page, words)
    title(page, words, "QUYẾT ĐỊNH", about(words))
    page.centred(f"<b>CHỦ TỊCH ỦY BAN NHÂN DÂN {words.pick(WARDS).upper()}</b>", None, 3)
    for _ in range(words.between(2, 4)):
        page.paragraph(f"<i>Căn cứ {words.pick(LAWS)} ngày {words.date('words')};</i>")
    page.paragraph(f"<i>Theo đề nghị của {escape(words.pick(OFFICES))} tại Tờ trình {escape(words.number())}.</i>")
    page.y += 1
    page.centred("<b>QUYẾT ĐỊNH:</b>", None, 2)
    for number in range(1, words.between(2, 4) + 1):
        page.paragraph(f"<b>Điều {number}.</b> {escape(words.prose(words.between(1, 2)))}")
    signed(page, words)


def notice(page, words):
    letterhead(page, words)
    title(page, words, words.any(["THÔNG BÁO", "GIẤY MỜI", "KẾ HOẠCH", "CHƯƠNG TRÌNH", "HƯỚNG DẪN"]), about(words))
    prose(page, words, words.between(1, 2))
    page.paragraph(f"<b>I. {words.pick(TASKS).upper()}</b>")
    listing(page, words, words.between(2, 5), words.any(["- ", "+ ", "1", "a"]))
    page.paragraph(f"<b>II. TỔ CHỨC THỰC HIỆN</b>")
    listing(page, words, words.between(1, 3), words.any(["- ", "1", "a"]))
    signed(page, words)


def continuation(page, words):
    page.text(page.left, page.top - 8, str(words.between(2, 14)), page.size, page.right - page.left, align="centre")
    prose(page, words, 2)
    number = words.between(1, 4)
    while page.room(30):
        page.paragraph(f"<b>{number}. {sentence_case(escape(words.pick(TASKS)))}</b>")
        if words.chance(0.5):
            prose(page, words, words.between(1, 3))
        else:
            listing(page, words, words.between(2, 4), words.any(["- ", "+ ", "a"]))
        number += 1


def report(page, words):
    letterhead(page, words)
    title(page, words, "BÁO CÁO", about(words))
    prose(page, words, words.between(1, 2))
    page.paragraph("<b>1. Kết quả thực hiện</b>")
    tables.table(page, words, words.any(["ruled", "rows", "double", "open"]), words.between(4, 9))
    prose(page, words, 1)
    signed(page, words)


def roll(page, words):
    """A list of people or things over a whole page."""
    page.centred(f"<b>DANH SÁCH</b>", page.size + 1)
    page.centred(f"<b>{sentence_case(escape(words.pick(PROCEDURES)))} tại {words.pick(WARDS)}</b>")
    page.centred(f"<i>(Kèm theo Quyết định {escape(words.number())} ngày {words.date('slash')})</i>", page.size - 1, 3)
    tables.table(page, words, words.any(["ruled", "ruled", "rows", "double", "open"]), words.between(10, 24))
    two_signers(page, words)


def appendix(page, words):
    """Figures, as budgets and statistics have them."""
    with page.block(join=True):
        page.text(page.left, page.y, f"<b>Phụ lục {words.any(['I', 'II', 'III', 'IV', '01', '02'])}</b>", page.size)
        y = page.text(page.left, page.y, "<i>Đơn vị tính: triệu đồng</i>", page.size - 1, page.right - page.left, align="right")
    page.y = y + 2
    page.centred(f"<b>{escape(words.pick(TASKS)).upper()} NĂM {words.between(2019, 2026)}</b>", None, 3)
    tables.table(page, words, words.any(["ruled", "rows", "double", "ruled"]), words.between(12, 26), numbers=True)


def wide_table(page, words):
    page.centred(f"<b>BIỂU TỔNG HỢP {escape(words.pick(TASKS)).upper()}</b>", None, 3)
    tables.table(page, words, words.any(["ruled", "double", "rows", "ruled"]), words.between(8, 16), wide=True)
    two_signers(page, words)


def request(page, words):
    motto_alone(page)
    page.centred(f"<b>{words.any(['ĐƠN ĐỀ NGHỊ', 'TỜ KHAI', 'PHIẾU YÊU CẦU', 'ĐƠN ĐĂNG KÝ', 'BẢN KHAI CÁ NHÂN', 'ĐƠN XIN XÁC NHẬN'])}</b>", page.size + 2, 0.6)
    page.centred(f"<b>{sentence_case(escape(words.pick(PROCEDURES)))}</b>", None, 2)
    page.centred(f"Kính gửi: Ủy ban nhân dân {words.pick(WARDS)}", None, 3)
    style = words.any(list(forms.LEADERS))
    forms.field_rows(page, words, words.between(6, 13), style, words.chance(0.4))
    if words.chance(0.4):
        forms.combs(page, words)
    for _ in range(words.between(0, 3)):
        forms.choices(page, words)
    page.paragraph("Tôi xin cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật.")
    two_signers(page, words)


def receipt(page, words):
    letterhead(page, words)
    page.centred("<b>GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ</b>", page.size + 1)
    page.centred(f"Mã hồ sơ: H29.{words.between(100, 260)}-{words.between(230101, 261231)}-{words.between(1, 9999):04}", None, 3)
    forms.field_rows(page, words, words.between(3, 5), words.any(["none", "dots", "none", "typed"]), False)
    tables.table(page, words, words.any(["ruled", "ruled", "rows", "open"]), words.between(2, 5))
    page.paragraph(f"Thời gian nhận hồ sơ: {words.between(7, 16):02} giờ {words.between(0, 59):02} phút, ngày {words.date('slash')}.", justify=False)
    for _ in range(words.between(0, 2)):
        forms.choices(page, words)
    two_signers(page, words)


def minutes(page, words):
    motto_alone(page)
    page.centred("<b>BIÊN BẢN</b>", page.size + 1, 0.5)
    page.centred(f"<b>{sentence_case(about(words))}</b>", None, 3)
    page.paragraph(f"Hôm nay, vào lúc {words.between(7, 16)} giờ {words.between(0, 59):02} phút ngày {words.date('words')}, tại {escape(words.address())}.")
    page.paragraph("<b>Thành phần tham dự:</b>")
    for number in range(words.between(2, 5)):
        page.paragraph(f"{number + 1}. Ông (bà) {words.person()} - {escape(words.pick(OFFICES))}", justify=False)
    page.paragraph("<b>Nội dung:</b>")
    listing(page, words, words.between(2, 4), "- ")
    two_signers(page, words)


def contract(page, words):
    motto_alone(page)
    page.centred("<b>HỢP ĐỒNG</b>", page.size + 2, 0.5)
    page.centred(f"Số: {words.between(1, 300):02}/{words.between(2019, 2026)}/HĐ-DV", None, 3)
    for side in ("A", "B"):
        page.paragraph(f"<b>BÊN {side}: {escape(words.pick(OFFICES).upper())}</b>", indent=0)
        forms.field_rows(page, words, words.between(2, 4), words.any(["dots", "none", "rule", "none"]), False)
    amount = words.money()
    page.paragraph(f"<b>Điều 1.</b> Giá trị hợp đồng là {amount:,} đồng (bằng chữ: {in_words(amount)} đồng).".replace(",", ".", 3 if amount > 10 ** 9 else 2))
    for number in range(2, words.between(3, 6)):
        page.paragraph(f"<b>Điều {number}.</b> {escape(words.sentence())}")
    two_signers(page, words)


def capitals(page, words):
    """A page in capital letters: posters, cover sheets, rules of a counter."""
    page.y += 6
    page.centred(f"<b>NỘI QUY {words.pick(OFFICES).upper()}</b>", page.size + 4, 6)
    count = 1
    while page.room(30) and count < 9:
        page.paragraph(f"{count}. {escape(words.sentence().upper())}", page.size, indent=0, after=3)
        count += 1


def prose(page, words, paragraphs):
    for _ in range(paragraphs):
        page.paragraph(escape(words.prose(words.between(1, 3))))


KINDS = {"letter": letter, "decision": decision, "notice": notice, "continuation": continuation, "report": report,
         "roll": roll, "appendix": appendix, "wide_table": wide_table, "request": request, "receipt": receipt,
         "minutes": minutes, "contract": contract, "capitals": capitals}
SHARES = {"letter": 3, "decision": 3, "notice": 2, "continuation": 2, "report": 2, "roll": 1.5, "appendix": 1, "wide_table": 0.8,
          "request": 3, "receipt": 1.5, "minutes": 1.2, "contract": 1.2, "capitals": 0.5}
