"""Civil status papers: birth certificate, declaration for it, marriage certificate (forms of Circular 04/2020/TT-BTP and before)."""

from pages.canvas import escape
from pages.parts import motto_alone

from .canvas import mark
from .lexicon import MALE, date_in_words, dmy, long_date

ISSUERS = ["Cục Cảnh sát quản lý hành chính về trật tự xã hội", "Cục Cảnh sát QLHC về TTXH", "Bộ Công an", "Công an Thành phố Hồ Chí Minh"]


def family(words):
    """(child, mother, father, declarant, relation): now and then people who are hard to tell apart."""
    sex = words.any(["Nam", "Nữ"])
    father = words.someone("Nam", 1968, 2002)
    mother = words.someone("Nữ", 1972, 2004)
    surname = father.name.split(" ")[0]
    child = words.someone(sex, 2015, 2026, None if surname in ("Y", "A", "K'Brếu", "K'Tiếu") else surname)
    child.group = father.group if words.chance(0.7) else mother.group
    if words.chance(0.7):
        mother.home = father.home
    if words.chance(0.15) and sex == "Nam" and len(father.name.split()) > 2:  # the father's name with one other word
        parts = father.name.split(" ")
        parts[-2 if words.chance(0.5) else -1] = words.pick(MALE)
        if " ".join(parts) != father.name:
            child.name = " ".join(parts)
    if words.chance(0.15):  # born in the same year
        mother.born = mother.born.replace(year=father.born.year, day=min(mother.born.day, 28))
        mother.number = words.number_of("Nữ", mother.born.year)
    who = words.any(["Mẹ", "Mẹ", "Cha", "Cha", "Bà ngoại", "Ông nội", "Dì", "Chú"])
    declarant = {"Mẹ": mother, "Cha": father}.get(who) or words.someone("Nữ" if who in ("Bà ngoại", "Dì") else "Nam", 1945, 1995)
    if who == "Ông nội" and words.chance(0.5):
        declarant.home = father.home
    return child, mother, father, declarant, who


def caps(words, name, upper):
    return name.upper() if upper else name


def head(document, name, number_key=None, number="", number_label="Số:"):
    words, page = document.words, document.page
    motto_alone(page)
    page.y += float(document.rng.uniform(0, 6))
    page.centred(f"<b>{mark('loai', name)}</b>", page.size * float(words.any([1.05, 1.2, 1.4])), 1.0)
    if number_key:
        page.centred(f"{number_label} {mark(number_key, number)}", page.size, 2.5)


def born_row(rows, words, person, keys, in_words_key):
    label = words.any(["Ngày, tháng, năm sinh:", "Ngày, tháng, năm sinh:", "Ngày, tháng, năm sinh:", "Ngày tháng năm sinh:"])
    second = words.any(["Ghi bằng chữ:", "ghi bằng chữ:", "Ghi bằng chữ:", "(bằng chữ):"])
    text = date_in_words(person.born)
    if words.chance(0.55):
        rows.line((label, keys, dmy(person.born)))
        rows.line((second, in_words_key, text))
        return
    page = rows.page_of(rows.step(rows.page_of(0)) * 2)
    step = rows.step(page)
    with page.block(join=True):
        x = page.put(page.left, page.y + step * 0.72, rows.label(label)) + 1.3
        x = page.put(x, page.y + step * 0.72, rows.value(keys, dmy(person.born))) + float(words.any([3, 5, 8]))
        rest = rows.piece(page, x, page.right, page.y + step * 0.72, (second, in_words_key, text))
    page.y += step
    if rest:
        rows.line(("", in_words_key, " ".join(rest)))


def facts_row(rows, words, sex, group, keys):
    parts = [("Giới tính:", keys[0], sex), ("Dân tộc:", keys[1], group), ("Quốc tịch:", keys[2], "Việt Nam")]
    if words.chance(0.12):
        rows.line(parts[0])
        parts = parts[1:]
    rows.line(*parts)


def parent_rows(rows, words, who, person, prefix, upper, full):
    label = words.any([f"Họ, chữ đệm, tên người {who}:"] * 4 + [f"Họ và tên {who}:", f"Họ, chữ đệm, tên {who}:"])
    rows.line((label, f"{prefix}_ho_ten", caps(words, person.name, upper)))
    rows.line(
        ("Năm sinh:", f"{prefix}_nam_sinh" if full else "", str(person.born.year)), ("Dân tộc:", "", person.group), ("Quốc tịch:", "", "Việt Nam")
    )
    rows.line((words.any(["Nơi cư trú:"] * 4 + ["Nơi thường trú:"]), f"{prefix}_noi_cu_tru" if full else "", person.home))


def paper(words, person, key, day):
    """An identity paper in one value, its number marked; the truth."""
    kind = words.any(["Căn cước công dân số", "CCCD số", "Căn cước số", "Thẻ căn cước số"])
    issued = words.any([f" do {words.any(ISSUERS)} cấp ngày {dmy(day)}", f", cấp ngày {dmy(day)}", f" cấp ngày {dmy(day)}", ""])
    return f"{kind} {mark(key, person.number)}{escape(issued)}"


def signer(document, heading, post, key, seal_name):
    """Post and name at the right, with pen and seal; gives the name."""
    words, page = document.words, document.page_of(44)
    width = (page.right - page.left) * 0.48
    x = words.any([page.right - width, page.right - width, page.left + (page.right - page.left - width) / 2]) if not post else page.right - width
    person = words.someone()
    with page.block(join=False):
        y = page.text(x, page.y + 2, f"<b>{escape(heading)}</b>", page.size, width, align="centre") if heading else page.y + 2
        if post:
            y = page.text(x, y, f"<b>{escape(post)}</b>", page.size, width, align="centre")
        if words.chance(0.85):
            document.sign(x + width / 2 + 2, y + 11)
            document.seal(x + width / 2 - float(document.rng.uniform(11, 19)), y + 11 + float(document.rng.uniform(-3, 4)), seal_name)
        y = page.text(x, y + 22, f"<b>{mark(key, person.name)}</b>", page.size, width, align="centre")
    page.y = y + 3
    document.set(**{key: person.name})


def tint(document, share):
    """Security paper: a pale ground with a line pattern."""
    words, rng = document.words, document.rng
    if not words.chance(share):
        return
    ground = words.any([(0.97, 0.97, 0.90), (0.93, 0.97, 0.95), (0.99, 0.94, 0.93)])
    phase = float(rng.uniform(0, 4))

    def prepare(page):
        page.fill_box(0, 0, page.width, page.height, ground)
        page.ctx.save()
        page.ctx.set_source_rgb(*(value - 0.05 for value in ground))
        page.ctx.set_line_width(page.px(0.15))
        for number in range(-60, 160):
            page.ctx.move_to(page.px(number * 4 + phase), 0)
            page.ctx.line_to(page.px(number * 4 + phase + 90), page.px(page.height))
        page.ctx.stroke()
        page.ctx.restore()
        page.frame(9, 9, page.width - 18, page.height - 18, 0.9)

    document.prepare = prepare


def child_fields(child, birthplace, origin):
    return {
        "ho_ten": child.name,
        "ngay_sinh": child.born.isoformat(),
        "ngay_sinh_chu": date_in_words(child.born),
        "gioi_tinh": child.sex,
        "dan_toc": child.group,
        "quoc_tich": "Việt Nam",
        "noi_sinh": birthplace,
        "que_quan": origin,
    }


def giay_khai_sinh(document):
    words = document.words
    document.set_form()
    tint(document, 0.3)
    child, mother, father, declarant, _ = family(words)
    registered = words.later(child.born, 2, 60)
    number = f"{words.between(1, 999)}/{registered.year}"
    copy = words.chance(0.08)
    head(document, "GIẤY KHAI SINH", "so", number)
    if copy:
        document.page.centred("(BẢN SAO)", None, 1.5)
    rows, upper = document.rows(), words.chance(0.65)
    rows.line((words.any(["Họ, chữ đệm, tên:"] * 4 + ["Họ và tên:", "Họ, chữ đệm và tên:"]), "ho_ten", caps(words, child.name, upper)))
    born_row(rows, words, child, "ngay_sinh", "ngay_sinh_chu")
    facts_row(rows, words, child.sex, child.group, ("gioi_tinh", "dan_toc", "quoc_tich"))
    birthplace = words.birthplace()
    if words.chance(0.12):
        birthplace = father.home
    origin = words.origin()
    rows.line(("Nơi sinh:", "noi_sinh", birthplace))
    rows.line(("Quê quán:", "que_quan", origin))
    rows.line(("Số định danh cá nhân:", "so_dinh_danh", child.number))
    parents = [("mẹ", mother, "me"), ("cha", father, "cha")]
    for who, person, prefix in parents if words.chance(0.88) else parents[::-1]:
        parent_rows(rows, words, who, person, prefix, upper, True)
    day = words.later(registered, -2000, -100)
    rows.line(
        (
            words.any(["Họ, chữ đệm, tên người đi khai sinh:"] * 4 + ["Người đi khai sinh:"]),
            "nguoi_di_khai",
            caps(words, declarant.name, upper and words.chance(0.3)),
        )
    )
    rows.line((words.any(["Giấy tờ tùy thân:", "Giấy tờ tùy thân:", "Giấy tờ tuỳ thân:"]), None, paper(words, declarant, "nguoi_di_khai_cccd", day)))
    commune, province = words.place()
    place = f"Ủy ban nhân dân {commune}, {province}"
    rows.line(("Nơi đăng ký khai sinh:", "noi_dang_ky", place))
    rows.line(("Ngày, tháng, năm đăng ký:", "ngay_dang_ky", dmy(registered)))
    post = words.any(["CHỦ TỊCH", "PHÓ CHỦ TỊCH", ""])
    signer(document, "NGƯỜI KÝ GIẤY KHAI SINH", post, "nguoi_ky", commune)
    document.set(
        loai="Giấy khai sinh",
        so=number,
        **child_fields(child, birthplace, origin),
        so_dinh_danh=child.number,
        me_ho_ten=mother.name,
        me_nam_sinh=str(mother.born.year),
        me_noi_cu_tru=mother.home,
        cha_ho_ten=father.name,
        cha_nam_sinh=str(father.born.year),
        cha_noi_cu_tru=father.home,
        nguoi_di_khai=declarant.name,
        nguoi_di_khai_cccd=declarant.number,
        noi_dang_ky=place,
        ngay_dang_ky=registered.isoformat(),
    )


def declarant_signs(document, place, day, heading, name, date_key, seal=False):
    """Place and date, heading, signature and name at the right; gives nothing."""
    words, page = document.words, document.page_of(44)
    width = (page.right - page.left) * 0.5
    x = page.right - width
    with page.block(join=False):
        made = words.any(["Làm tại: ", "", ""]) if date_key else ""
        y = page.text(
            x,
            page.y + 2,
            f"<i>{made}{escape(place)}, {mark(date_key, long_date(day)) if date_key else long_date(day)}</i>",
            page.size,
            width,
            align="centre",
        )
        y = page.text(x, y + 1, f"<b>{heading}</b>", page.size, width, align="centre")
        y = page.text(
            x,
            y,
            f"<i>({words.any(['Ký, ghi rõ họ, chữ đệm, tên', 'Ký và ghi rõ họ tên', 'Ký, ghi rõ họ tên'])})</i>",
            page.size - 1,
            width,
            align="centre",
        )
        if words.chance(0.85):
            document.sign(x + width / 2, y + 9)
        y = page.text(x, y + 18, escape(name), page.size, width, align="centre")
    page.y = y + 3


def to_khai_khai_sinh(document):
    words = document.words
    document.set_form()
    child, mother, father, asker, who = family(words)
    day = words.later(child.born, 1, 90)
    commune, province = words.place()
    head(document, "TỜ KHAI ĐĂNG KÝ KHAI SINH")
    office = f"Ủy ban nhân dân {commune}"
    document.page.y += 2
    document.page.centred(f"Kính gửi: {mark('kinh_gui', office)}{words.any(['', '', '.'])}", None, 3)
    rows, upper = document.rows(), words.chance(0.15)
    rows.line((words.any(["Họ, chữ đệm, tên người yêu cầu:"] * 4 + ["Họ và tên người yêu cầu:"]), "nguoi_yeu_cau", caps(words, asker.name, upper)))
    rows.line((words.any(["Ngày, tháng, năm sinh:", "Ngày, tháng, năm sinh:", "Sinh ngày:"]), "nguoi_yeu_cau_ngay_sinh", dmy(asker.born)))
    rows.line(("Nơi cư trú:", "noi_cu_tru", asker.home))
    rows.line(
        (
            words.any(["Giấy tờ tùy thân:", "Giấy tờ tùy thân:", "Số định danh cá nhân/Giấy tờ tùy thân:"]),
            None,
            paper(words, asker, "so_cccd", words.later(day, -2000, -100)),
        )
    )
    rows.line(("Quan hệ với người được khai sinh:", "quan_he", who))
    document.paragraph(
        f"<b>{words.any(['Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:', 'Đề nghị cơ quan đăng ký khai sinh cho người có tên dưới đây:'])}</b>",
        indent=0,
    )
    rows.line((words.any(["Họ, chữ đệm, tên:"] * 4 + ["Họ và tên:"]), "ho_ten", caps(words, child.name, upper or words.chance(0.2))))
    born_row(rows, words, child, "ngay_sinh", "ngay_sinh_chu")
    facts_row(rows, words, child.sex, child.group, ("gioi_tinh", "dan_toc", "quoc_tich"))
    birthplace, origin = words.birthplace() if words.chance(0.88) else asker.home, words.origin()
    rows.line(("Nơi sinh:", "noi_sinh", birthplace))
    rows.line(("Quê quán:", "que_quan", origin))
    for label, person, prefix in (("mẹ", mother, "me"), ("cha", father, "cha")):
        parent_rows(rows, words, label, person, prefix, upper, False)
    document.paragraph(
        "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên liên quan theo quy định pháp luật."
    )
    document.paragraph("Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.")
    declarant_signs(document, words.any([province.replace("tỉnh ", ""), commune.split(" ", 1)[1]]), day, "Người yêu cầu", asker.name, "ngay_lam_don")
    if words.chance(0.3):
        document.rows().ticks("Đề nghị cấp bản sao:", "", ["Có", "Không"], words.any(["Có", "Không"]))
        document.paragraph("Số lượng: ....... bản", indent=0)
    document.set(
        loai="Tờ khai đăng ký khai sinh",
        kinh_gui=office,
        nguoi_yeu_cau=asker.name,
        nguoi_yeu_cau_ngay_sinh=asker.born.isoformat(),
        noi_cu_tru=asker.home,
        so_cccd=asker.number,
        quan_he=who,
        **child_fields(child, birthplace, origin),
        me_ho_ten=mother.name,
        cha_ho_ten=father.name,
        ngay_lam_don=day.isoformat(),
    )


def spouse_rows(rows, words, label, person, prefix, day, upper):
    rows.line((words.any([f"Họ, chữ đệm, tên {label}:"] * 5 + [f"Họ và tên {label}:"]), f"{prefix}_ho_ten", caps(words, person.name, upper)))
    rows.line(("Ngày, tháng, năm sinh:", f"{prefix}_ngay_sinh", dmy(person.born)))
    rows.line(("Dân tộc:", f"{prefix}_dan_toc", person.group), ("Quốc tịch:", f"{prefix}_quoc_tich", "Việt Nam"))
    rows.line((words.any(["Nơi cư trú:", "Nơi cư trú:", "Nơi thường trú/tạm trú:"]), f"{prefix}_noi_cu_tru", person.home))
    rows.line(("Giấy tờ tùy thân:", None, paper(words, person, f"{prefix}_giay_to", day)))


def giay_ket_hon(document):
    words = document.words
    document.set_form()
    tint(document, 0.5)
    wife, husband = words.someone("Nữ", 1965, 2005), words.someone("Nam", 1965, 2004)
    if words.chance(0.2):
        husband.born = husband.born.replace(year=wife.born.year, day=min(husband.born.day, 28))
        husband.number = words.number_of("Nam", husband.born.year)
    if words.chance(0.1):
        husband.born = wife.born
        husband.number = words.number_of("Nam", husband.born.year)
    if words.chance(0.25):
        husband.home = wife.home
    if words.chance(0.15):
        husband.group = wife.group
    registered = words.day(2018, 2026)
    number = f"{words.between(1, 480)}/{registered.year}"
    head(document, words.any(["GIẤY CHỨNG NHẬN KẾT HÔN"]), "so", number)
    day, upper = words.later(registered, -2000, -100), words.chance(0.5)
    page = document.page
    couple = (("vợ", wife, "vo"), ("chồng", husband, "chong"))
    rows = document.rows()
    if words.chance(0.7):
        left, right, top, bottom = page.left, page.right, page.y, page.y
        middle = (left + right) / 2
        rows.hanging, rows.tabs = 0.0, False
        for (label, person, prefix), start, end in zip(couple, (left, middle + 3), (middle - 3, right)):
            page.left, page.right, page.y = start, end, top
            spouse_rows(rows, words, label, person, prefix, day, upper)
            bottom = max(bottom, page.y)
        page.left, page.right, page.y = left, right, bottom
        if words.chance(0.35):
            page.rule(middle, top - 1, bottom - top + 2, 0.3, True)
    else:
        for label, person, prefix in couple:
            spouse_rows(rows, words, label, person, prefix, day, upper)
    page.y += 2
    commune, province = words.place()
    place = f"Ủy ban nhân dân {commune}, {province}"
    rows.line((words.any(["Nơi đăng ký kết hôn:", "Nơi đăng ký kết hôn:", "Nơi đăng ký:"]), "noi_dang_ky", place))
    rows.line((words.any(["Ngày, tháng, năm đăng ký:", "Ngày, tháng, năm đăng ký:", "Đăng ký ngày:"]), "ngay_dang_ky", dmy(registered)))
    page = document.page_of(80)
    width = (page.right - page.left) / 2
    with page.block(join=True):
        for x, label, person in ((page.left, "Vợ", wife), (page.left + width, "Chồng", husband)):
            y = page.text(x, page.y + 3, f"<b>{label}</b>", page.size, width, align="centre")
            y = page.text(x, y, "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>", page.size - 1.5, width, align="centre")
            document.sign(x + width / 2, y + 8, 22, 32)
            y = page.text(x, y + 16, escape(person.name), page.size, width, align="centre")
    page.y = y + 2
    signer(document, words.any(["NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", "NGƯỜI KÝ"]), words.any(["CHỦ TỊCH", "PHÓ CHỦ TỊCH", ""]), "nguoi_ky", commune)
    document.set(loai="Giấy chứng nhận kết hôn", so=number, noi_dang_ky=place, ngay_dang_ky=registered.isoformat())
    for prefix, person in (("vo", wife), ("chong", husband)):
        document.set(
            **{
                f"{prefix}_{key}": value
                for key, value in (
                    ("ho_ten", person.name),
                    ("ngay_sinh", person.born.isoformat()),
                    ("dan_toc", person.group),
                    ("quoc_tich", "Việt Nam"),
                    ("noi_cu_tru", person.home),
                    ("giay_to", person.number),
                )
            }
        )


KINDS = {"giay_khai_sinh": giay_khai_sinh, "to_khai_khai_sinh": to_khai_khai_sinh, "giay_ket_hon": giay_ket_hon}
