"""Invented letterheads of offices of many kinds: communes, departments, ministries, hospitals, schools, courts, old districts."""

from dataclasses import dataclass, field

from . import places

# (name, short name for symbols)
DEPARTMENTS = """Sở Nội vụ=SNV|Sở Tư pháp=STP|Sở Xây dựng=SXD|Sở Tài chính=STC|Sở Y tế=SYT|Sở Công Thương=SCT|Sở Giáo dục và Đào tạo=SGDĐT|
Sở Khoa học và Công nghệ=SKHCN|Sở Nông nghiệp và Môi trường=SNNMT|Sở Văn hóa, Thể thao và Du lịch=SVHTTDL|Sở Dân tộc và Tôn giáo=SDTTG|
Ban Quản lý các khu công nghiệp=BQL|Thanh tra tỉnh=TTT|Văn phòng Ủy ban nhân dân=VP|Ban Quản lý dự án đầu tư xây dựng công trình giao thông=BQLDA""".replace(
    "\n", ""
).split(
    "|"
)
SECTIONS = """Phòng Văn hóa - Xã hội=PVHXH|Phòng Kinh tế, Hạ tầng và Đô thị=PKTHTĐT|Trung tâm Phục vụ hành chính công=TTPVHCC|Phòng Kinh tế=PKT|
Văn phòng Hội đồng nhân dân và Ủy ban nhân dân=VP|Ban Chỉ huy Quân sự=BCH|Trạm Y tế=TYT|Trung tâm Cung ứng dịch vụ sự nghiệp công=TTDVC""".replace(
    "\n", ""
).split("|")
OLD_SECTIONS = """Phòng Tư pháp=PTP|Phòng Lao động - Thương binh và Xã hội=PLĐTBXH|Phòng Tài nguyên và Môi trường=PTNMT|Phòng Quản lý đô thị=PQLĐT|
Phòng Nội vụ=PNV|Phòng Tài chính - Kế hoạch=PTCKH|Văn phòng Hội đồng nhân dân và Ủy ban nhân dân=VP|Thanh tra huyện=TTr""".replace("\n", "").split(
    "|"
)
MINISTRIES = """Bộ Nội vụ=BNV|Bộ Tư pháp=BTP|Bộ Tài chính=BTC|Bộ Xây dựng=BXD|Bộ Y tế=BYT|Bộ Công Thương=BCT|Bộ Giáo dục và Đào tạo=BGDĐT|
Bộ Nông nghiệp và Môi trường=BNNMT|Bộ Khoa học và Công nghệ=BKHCN|Thanh tra Chính phủ=TTCP""".replace("\n", "").split("|")
OFFICES_OF_MINISTRIES = """Cục Văn thư và Lưu trữ nhà nước=CVTLTNN|Cục Quản lý Khám, chữa bệnh=KCB|Cục Đăng ký giao dịch bảo đảm=ĐKGDBĐ|Cục Thống kê=CTK|
Viện Khoa học pháp lý=VKHPL|Tổng cục Hậu cần=TCHC|Thuế thành phố Cần Thơ=CTH|Chi cục Thuế khu vực II=CCTKV|Kho bạc Nhà nước khu vực VII=KBKV""".replace(
    "\n", ""
).split(
    "|"
)
HOSPITALS = """Bệnh viện Đa khoa khu vực Bồng Sơn=BVBS|Bệnh viện Phục hồi chức năng=BVPHCN|Bệnh viện Mắt=BVM|Trung tâm Kiểm soát bệnh tật=TTKSBT|
Bệnh viện Y học cổ truyền=BVYHCT|Trung tâm Y tế khu vực Long Hồ=TTYT|Bệnh viện Tâm thần=BVTT""".replace("\n", "").split("|")
SCHOOLS = """Trường Trung học phổ thông Nguyễn Hữu Huân=THPT|Trường Trung học cơ sở Phan Bội Châu=THCS|Trường Tiểu học Lê Văn Sĩ=TH|
Trường Mầm non Hoa Phượng=MN|Trung tâm Giáo dục thường xuyên=GDTX|Trường Cao đẳng Nghề số 8=CĐN""".replace("\n", "").split("|")


@dataclass
class Agency:
    above: list  # lines of the superior, as printed
    lines: list  # lines of the agency, as printed
    short: str
    place: str
    head: str  # the post of its head
    name: str  # in running text
    collective: str = ""  # on whose behalf its head signs
    deputies: list = field(default_factory=list)


def site(words, commune, province):
    """Where a document says it is written: since 2025 communes write their own name, some still that of the province."""
    town = province.split(" ", 1)[1] if province.startswith("tỉnh") else province
    if commune and words.chance(0.55):
        return commune.split(" ", 1)[1]
    if province.startswith("T"):
        return words.any([province, town, "TP. Hồ Chí Minh" if "Hồ Chí Minh" in province else province])
    return words.any([town, town, province[0].upper() + province[1:]])


def pair(words, listed):
    name, short = words.pick(listed).split("=")
    return name, short


def committee(words, unit):
    """Lines of a people's committee."""
    return words.any(
        [["ỦY BAN NHÂN DÂN", unit.upper()], ["ỦY BAN NHÂN DÂN", unit.upper()], ["UBND " + unit.upper()], ["ỦY BAN NHÂN DÂN " + unit.upper()]]
    )


def commune(words):
    unit, province = words.place()
    council = words.chance(0.12)
    lines = ["HỘI ĐỒNG NHÂN DÂN", unit.upper()] if council else ["ỦY BAN NHÂN DÂN", unit.upper()]
    above = committee(words, province) if words.chance(0.15) and not council else []
    return Agency(
        above,
        lines,
        "HĐND" if council else "UBND",
        site(words, unit, province),
        "CHỦ TỊCH",
        f"{'Hội đồng' if council else 'Ủy ban'} nhân dân {unit}",
        f"{'HỘI ĐỒNG' if council else 'ỦY BAN'} NHÂN DÂN",
    )


def section(words):
    unit, province = words.place()
    name, short = pair(words, SECTIONS)
    head = (
        "GIÁM ĐỐC"
        if name.startswith("Trung")
        else (
            "CHÁNH VĂN PHÒNG"
            if name.startswith("Văn")
            else "CHỈ HUY TRƯỞNG" if name.startswith("Ban") else "TRƯỞNG TRẠM" if name.startswith("Trạm") else "TRƯỞNG PHÒNG"
        )
    )
    return Agency(committee(words, unit), [name.upper()], short, site(words, unit, province), head, f"{name} {unit}")


def province(words):
    _, unit = words.place()
    return Agency([], ["ỦY BAN NHÂN DÂN", unit.upper()], "UBND", site(words, "", unit), "CHỦ TỊCH", f"Ủy ban nhân dân {unit}", "ỦY BAN NHÂN DÂN")


def department(words):
    _, unit = words.place()
    name, short = pair(words, DEPARTMENTS)
    head = (
        "CHÁNH VĂN PHÒNG"
        if name.startswith("Văn")
        else "CHÁNH THANH TRA" if name.startswith("Thanh") else "TRƯỞNG BAN" if "khu công" in name else "GIÁM ĐỐC"
    )
    return Agency(committee(words, unit), [name.upper()], short, site(words, "", unit), head, f"{name} {unit}")


def ministry(words):
    name, short = pair(words, MINISTRIES)
    head = "TỔNG THANH TRA" if name.startswith("Thanh") else "BỘ TRƯỞNG"
    return Agency([], [name.upper()], short, "Hà Nội", head, name, "", ["PHÓ TỔNG THANH TRA"] if head[0] == "T" else ["THỨ TRƯỞNG"])


def of_ministry(words):
    name, short = pair(words, OFFICES_OF_MINISTRIES)
    head = {
        "Cục": "CỤC TRƯỞNG",
        "Viện": "VIỆN TRƯỞNG",
        "Tổng": "TỔNG CỤC TRƯỞNG",
        "Thuế": "TRƯỞNG THUẾ THÀNH PHỐ",
        "Chi": "CHI CỤC TRƯỞNG",
        "Kho": "GIÁM ĐỐC",
    }[name.split()[0]]
    if name.startswith("Thuế"):
        head = "CỤC TRƯỞNG"
    return Agency([pair(words, MINISTRIES)[0].upper()], [name.upper()], short, words.any(["Hà Nội", "Thành phố Hồ Chí Minh", "Cần Thơ"]), head, name)


def hospital(words):
    _, unit = words.place()
    name, short = pair(words, HOSPITALS)
    return Agency(words.any([["SỞ Y TẾ"], [f"SỞ Y TẾ {unit.upper()}"]]), [name.upper()], short, site(words, "", unit), "GIÁM ĐỐC", name)


def school(words):
    unit, above = words.place()
    name, short = pair(words, SCHOOLS)
    superior = ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"] + words.any([[], [above.upper()]]) if words.chance(0.5) else committee(words, unit)
    return Agency(superior, [name.upper()], short, site(words, unit, above), "GIÁM ĐỐC" if name.startswith("Trung") else "HIỆU TRƯỞNG", name)


def court(words):
    _, unit = words.place()
    area = f"khu vực {words.between(1, 14)} - {unit.split(' ', 1)[1]}"
    if words.chance(0.5):
        return Agency(
            [f"TÒA ÁN NHÂN DÂN {unit.upper()}"], ["TÒA ÁN NHÂN DÂN", area.upper()], "TA", site(words, "", unit), "CHÁNH ÁN", f"Tòa án nhân dân {area}"
        )
    return Agency(
        [f"VIỆN KIỂM SÁT NHÂN DÂN {unit.upper()}"],
        ["VIỆN KIỂM SÁT NHÂN DÂN", area.upper()],
        "VKS",
        site(words, "", unit),
        "VIỆN TRƯỞNG",
        f"Viện kiểm sát nhân dân {area}",
    )


def old_district(words):
    ward, district, unit = words.pick(places.OLD_PLACES).split(", ")
    town = unit.split(" ", 1)[1] if not unit.startswith("TP") else unit
    kind = words.any(["district", "ward", "section"])
    place = words.any([district.split(" ", 1)[1] if not district.split(" ")[-1].isdigit() else district, town])
    place = place[0].upper() + place[1:]
    if kind == "district":
        return Agency([], ["ỦY BAN NHÂN DÂN", district.upper()], "UBND", place, "CHỦ TỊCH", f"Ủy ban nhân dân {district}", "ỦY BAN NHÂN DÂN")
    if kind == "ward":
        return Agency(
            words.any([[f"UBND {district.upper()}"], ["ỦY BAN NHÂN DÂN", district.upper()]]),
            ["ỦY BAN NHÂN DÂN", ward.upper()],
            "UBND",
            place,
            "CHỦ TỊCH",
            f"Ủy ban nhân dân {ward}",
            "ỦY BAN NHÂN DÂN",
        )
    name, short = pair(words, OLD_SECTIONS)
    head = "CHÁNH VĂN PHÒNG" if name.startswith("Văn") else "CHÁNH THANH TRA" if name.startswith("Thanh") else "TRƯỞNG PHÒNG"
    return Agency(committee(words, district), [name.upper()], short, place, head, f"{name} {district}")


KINDS = {
    commune: 0.26,
    section: 0.13,
    province: 0.1,
    department: 0.16,
    ministry: 0.06,
    of_ministry: 0.06,
    hospital: 0.06,
    school: 0.07,
    court: 0.04,
    old_district: 0.06,
}


def draw(words, only=None):
    if only:
        return only(words)
    kinds = list(KINDS)
    return kinds[int(words.rng.choice(len(kinds), p=list(KINDS.values())))](words)


UNITS = "VP VX KT NC TH ĐT TCHC KTHTĐT VHXH TTr NVY QLĐT TCCB PC KSTT HCTC GDMN KHTC NV1".split()


def closing(words, agency):
    """(lines of authority, post, deputies' name): who signs and for whom."""
    deputy = words.any(agency.deputies) if agency.deputies else "PHÓ " + agency.head
    kind = words.any(["head"] * 4 + ["deputy"] * 4 + ["behalf", "behalf deputy", "order", "order", "mandate", "acting"])
    if kind.startswith("behalf") and not agency.collective:
        kind = "deputy"
    if kind == "head":
        return [], agency.head
    if kind == "deputy":
        return [f"KT. {agency.head}"], deputy
    if kind == "behalf":
        return [f"TM. {agency.collective}"], agency.head
    if kind == "behalf deputy":
        return [f"TM. {agency.collective}", f"KT. {agency.head}"], deputy
    if kind == "acting":
        return [f"Q. {agency.head}"], agency.head
    below = words.any(
        ["CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG NỘI VỤ", "TRƯỞNG PHÒNG TỔ CHỨC - HÀNH CHÍNH", "PHÓ TRƯỞNG PHÒNG NGHIỆP VỤ"]
    )
    if agency.head.startswith(("TRƯỞNG PHÒNG", "CHÁNH VĂN")):
        below = "CHUYÊN VIÊN CHÍNH"
    return [f"{'TL' if kind == 'order' else 'TUQ'}. {agency.head}"], below
