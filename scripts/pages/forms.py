"""Forms: labels with leaders of several styles, boxes to tick, fields in boxes, values typed in or left out."""
from .canvas import escape
from .words import OFFICES, PROCEDURES, PROVINCES, WARDS

LEADERS = ("dots", "dots", "wide", "ellipsis", "typed", "dashes", "rule", "none")


def questions(words):
    """Rows of (label, value) pairs, as forms ask them."""
    person, date, between = words.person, lambda: words.date("slash"), words.between
    rows = [
        [("Họ, chữ đệm, tên người yêu cầu:", person())], [("Họ và tên khai sinh:", person())],
        [("Tôi tên là:", person()), ("Giới tính:", words.any(["Nam", "Nữ", "Nam ", "Nữ "]).strip())],
        [("Ngày, tháng, năm sinh:", date()), ("Dân tộc:", words.any(["Kinh", "Hoa", "Khmer", "Ê Đê", "Tày", "Mường", "Chăm", "Thái"]))],
        [("Số định danh cá nhân/CCCD:", words.identity()), ("cấp ngày:", date())],
        [("Nơi thường trú:", words.address())], [("Nơi ở hiện tại:", words.address())],
        [("Số điện thoại:", words.phone()), ("Email:", f"{between(100, 999)}.hoso@congdan.example")],
        [("Quốc tịch:", "Việt Nam"), ("Tôn giáo:", words.any(["Không", "Phật giáo", "Công giáo", "Cao Đài"]))],
        [("Nghề nghiệp:", words.any(["Công nhân", "Giáo viên", "Nội trợ", "Thợ điện", "Buôn bán nhỏ", "Lái xe", "Kỹ sư", "Làm ruộng"])),
         ("Trình độ:", words.any(["12/12", "Đại học", "Trung cấp", "9/12"]))],
        [("Nơi làm việc:", words.pick(OFFICES))], [("Họ, chữ đệm, tên cha:", person()), ("Năm sinh:", str(between(1940, 1985)))],
        [("Họ, chữ đệm, tên mẹ:", person()), ("Năm sinh:", str(between(1940, 1985)))],
        [("Đề nghị giải quyết việc:", words.pick(PROCEDURES))],
        [("Lý do:", words.fill("để bổ sung hồ sơ {procedure} theo yêu cầu của {office}"))],
        [("Nơi sinh:", words.pick(WARDS) + ", " + words.pick(PROVINCES))], [("Quê quán:", words.pick(WARDS) + ", " + words.pick(PROVINCES))],
        [("Thửa đất số:", str(between(1, 999))), ("tờ bản đồ số:", str(between(1, 99))), ("diện tích:", f"{between(40, 900)},{between(0, 9)} m²")],
        [("Số giấy chứng nhận:", f"CS {between(10000, 99999)}"), ("ngày cấp:", date())],
        [("Số tiền bằng số:", f"{words.money():,}".replace(",", ".") + " đồng")], [("Hồ sơ gồm:", f"{between(2, 9):02} loại giấy tờ")],
        [("Quan hệ với người được khai:", words.any(["Con", "Cha", "Mẹ", "Vợ", "Chồng", "Ông nội", "Bà ngoại", "Cháu"]))],
        [("Ghi chú:", "")], [("Ý kiến của cơ quan tiếp nhận:", "")], [("Người được ủy quyền:", person())],
    ]
    order = words.rng.permutation(len(rows))
    return [rows[number] for number in order]


def field_rows(page, words, count, style, under):
    """`under`: the leader runs under the value, else it begins behind it."""
    step = page.size * 0.353 * words.rng.uniform(1.55, 2.0)
    for parts in questions(words)[:count]:
        if not page.room(step * 2):
            return
        width = (page.right - page.left) / len(parts)
        carried = ""
        with page.block(join=True):
            for number, (label, value) in enumerate(parts):
                value = "" if words.chance(0.12) else value
                x, end = page.left + number * width, page.left + (number + 1) * width - 2
                carried = field(page, x, end, page.y + step * 0.72, label, value, style, under)
        page.y += step
        if carried:
            with page.block(join=True):
                field(page, page.left, page.right - 2, page.y + step * 0.72, "", carried, style, under)
            page.y += step


def field(page, x, end, baseline, label, value, style, under):
    """Gives the words that did not fit."""
    x = page.put(x, baseline, escape(label)) + (1.4 if label else 0)
    parts, text = value.split(), value
    while parts and page.measure(escape(text)) > end - x - 1:
        parts.pop()
        text = " ".join(parts)
    rest = value[len(text):].strip() if parts or not value else value
    if not parts and value:  # not one word fits: the leader alone
        text = ""
    start = x if under else x + 1.5 + (page.measure(escape(text)) if text else 0)
    if style != "none":
        page.leader(start, end, baseline + (0.5 if under else 0), style)
    page.put(x + 0.8, baseline - (0.3 if under else 0), escape(text))
    return rest


def combs(page, words):
    """A number in boxes, one digit each; the truth has it as one word."""
    if not page.room(12):
        return
    baseline, size = page.y + 6.2, 5.6
    with page.block(join=True):
        x = page.put(page.left, baseline, "Số định danh cá nhân:") + 3
        digits, boxes = words.identity(), []
        for number, digit in enumerate(digits):
            line, found, line_x, own, _, width = page.rows(page.layout(digit))[0]
            with page.quiet():
                boxes.append(page.show(line, found, x + number * size + (size - width) / 2, baseline - own, line_x, own)[0]["box"])
        lefts, tops, rights, bottoms = zip(*boxes)
        page.note(baseline, x, [{"text": digits, "box": [min(lefts), min(tops), max(rights), max(bottoms)]}])
    for number in range(len(digits) + 1):
        page.rule(x + number * size, page.y + 0.8, 6.8, 0.2, True)
    for y in (page.y + 0.8, page.y + 7.6):
        page.rule(x, y, size * len(digits), 0.2)
    page.y += 10


def choices(page, words):
    label, options = words.any([
        ("Hình thức nhận kết quả:", ["Trực tiếp", "Qua bưu chính", "Bản điện tử"]),
        ("Tình trạng hôn nhân:", ["Chưa kết hôn", "Đã kết hôn", "Ly hôn"]),
        ("Loại bản:", ["Bản chính", "Bản sao chứng thực", "Bản chụp"]),
        ("Giới tính:", ["Nam", "Nữ", "Khác"]),
        ("Đề nghị cấp:", ["Mới", "Đổi", "Cấp lại", "Gia hạn"]),
        ("Đối tượng ưu tiên:", ["Hộ nghèo", "Người có công", "Người khuyết tật"])])
    step, after = page.size * 0.353 * 1.8, words.chance(0.4)
    if not page.room(step * (len(options) + 1)):
        return
    sign = words.any(["cross", "check"])
    ticked = words.between(0, len(options) - 1)
    if words.chance(0.35):
        page.put(page.left, page.y + step * 0.7, label)
        page.y += step
        for number, option in enumerate(options):
            with page.block(join=True):
                page.tick_box(page.left + 8, page.y + step * 0.7, sign if number == ticked or words.chance(0.08) else None)
                page.put(page.left + 14, page.y + step * 0.7, option)
            page.y += step
        return
    baseline = page.y + step * 0.7
    with page.block(join=True):
        x = page.put(page.left, baseline, label) + 4
        for number, option in enumerate(options):
            state = sign if number == ticked else None
            if x + 8 + page.measure(option) > page.right:
                break
            if after:
                x = page.put(x, baseline, option) + 2
                page.tick_box(x, baseline, state)
                x += 9
            else:
                page.tick_box(x, baseline, state)
                x = page.put(x + 5.2, baseline, option) + 5
    page.y += step
