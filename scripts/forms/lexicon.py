"""Invented people, addresses and offices for forms, drawn from one half of every list."""

import datetime
import unicodedata
from dataclasses import dataclass, field

from pages import words as office_words
from pages.words import Lexicon, in_words

from . import places

MALE = "Văn Hữu Đức Minh Quốc Xuân Gia Đình Công Quang Tuấn Trọng Nhật Thế Duy Bá Mạnh Thái Vĩnh Hoàng Phước Chí".split()
FEMALE = "Thị Ngọc Thanh Hồng Thu Kim Mỹ Bích Diệu Thùy Cẩm Như Kiều Tường Ánh Phương Khánh Thảo Mai Quỳnh".split()
MALE_GIVEN = """An Bằng Bình Cảnh Chương Cường Dũng Đạt Điệp Định Đông Giang Hải Hảo Hậu Hiếu Hòa Hưởng Khang Khoa Kiệt Lộc Lực Mẫn
Nghĩa Nhẫn Phát Phúc Quyết Quý Sáng Sơn Tấn Thắng Thịnh Thuận Thưởng Tiến Tín Toàn Trí Trọng Trung Tửu Tùng Vĩ Việt Vinh Vượng Vỹ""".split()
FEMALE_GIVEN = """Ẩn Ánh Bích Cúc Duyên Đào Gấm Hà Hạnh Hằng Hiền Hoa Huệ Huyền Hương Khuê Lan Lành Liễu Loan Lượm Lựu Mận Mỹ Nga Ngân
Nguyệt Nhàn Nhiên Oanh Phấn Phượng Quyên Quỳnh Sương Thảo Thắm Thoa Thơm Thủy Thư Trầm Trúc Tuyết Út Uyên Xuyến Yến Ỷ""".split()
# (ethnic group as printed, men, women)
OTHERS = [
    (
        "Khmer",
        "Thạch Sà Rương|Danh Chanh Đa|Sơn Minh Thol|Kim Sô Phone|Lâm Sà Quên|Châu Ốt",
        "Thạch Thị Sà Phia|Danh Thị Sa Ry|Kim Thị Ngọc Sương|Néang Kim Ly",
    ),
    ("Ê Đê", "Y Bhim Niê|Y Wik Êban|Y Thịnh Mlô|Y Nguyên Ayun", "H'Loan Ayun|H'Juel Niê|H'Linh Bkrông|H'Mai Kđoh"),
    ("Mông", "Giàng A Páo|Vàng A Sùng|Thào Mí Sử|Sùng A Lử", "Vàng Thị Mỷ|Giàng Thị Dở|Sùng Thị Chở|Mùa Thị Ly"),
    ("Thái", "Lò Văn Ọi|Quàng Văn Pọm|Cà Văn Ỏn|Lường Văn Hặc", "Lò Thị Ín|Quàng Thị Phóng|Cà Thị Ơn|Tòng Thị Thiêng"),
    ("Gia Rai", "Ksor Hyao|Rơ Châm Tuynh|Siu Bláo|Rah Lan Thuên", "Ksor H'Nhạn|Siu H'Lêng|Rơ Mah H'Bia|Kpă H'Oanh"),
    ("Chăm", "Đàng Năng Quạ|Bá Trung Phụ|Kiều Maily Tấn|Châu Rươne", "Thiên Thị Lệ Hà|Đàng Thị Sô|Bá Thị Ngọc Diễm|Đạo Thị Kim Chi"),
    ("Ba Na", "Đinh Hrinh|Đinh Văn Ưng|A Biu|Đinh Keo", "Y Blưn|Đinh Thị Hlơn|Y Thuận|Đinh Thị Pyeo"),
    ("Cơ Ho", "K'Brếu|K'Tiếu|Kơ Să Ha Chú|Cil Ha Póh", "Ka Dung|Ka Hiếu|Cil K'Nhung|Kơ Dơng K'Lan"),
]
GROUPS = [
    "Kinh",
    "Kinh",
    "Kinh",
    "Kinh",
    "Kinh",
    "Hoa",
    "Tày",
    "Nùng",
    "Mường",
    "Dao",
    "Sán Dìu",
    "Sán Chay",
    "Thổ",
    "Giáy",
    "Hrê",
    "Ra Glai",
    "Xơ Đăng",
    "Cơ Tu",
]
HISTORIC = "001 002 004 006 008 010 012 015 019 022 024 026 030 031 034 036 038 040 042 045 048 049 051 054 058 060 064 066 068 070 072 074 075 077 079 079 079 080 082 084 087 089 091 092 094 096".split()
BIRTHPLACES = """Bệnh viện Từ Dũ|Bệnh viện Hùng Vương|Bệnh viện Phụ sản Trung ương|Bệnh viện Đa khoa khu vực Củ Chi|Trung tâm Y tế khu vực|
Bệnh viện Sản - Nhi|Trạm Y tế|Bệnh viện Đa khoa tỉnh|Bệnh viện Nhân dân Gia Định|Bệnh viện Quốc tế Mỹ Đức|Nhà hộ sinh A|Bệnh viện Bưu điện""".replace(
    "\n", ""
).split("|")
HAMLETS = "Đông|Tây|Thượng|Hạ|Trung Lập|An Bình|Phú Lợi|Hòa Thuận|Tân Tiến|Suối Cát|Bến Cừ|Giồng Sao|Lộ Đồn|Nà Phặc|Bản Phố|Đắk Xá|Cồn Tàu|Rạch Gốc|Xóm Chùa|Đồng Găng".split(
    "|"
)
LAST = datetime.date(2026, 11, 20)  # nothing is said to have happened after it
MONTHS = ["", "một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"]


def date_in_words(day):
    """As civil status papers write it."""
    return f"Ngày {in_words(day.day)}, tháng {MONTHS[day.month]}, năm {in_words(day.year)}"


def dmy(day):
    return f"{day.day:02}/{day.month:02}/{day.year}"


def long_date(day):
    """Zero before days below 10 and the months 1 and 2, as Decree 30/2020 has it."""
    return f"ngày {day.day:02} tháng {day.month if day.month > 2 else f'{day.month:02}'} năm {day.year}"


def folded(text):
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return bare.replace("đ", "d").replace("Đ", "D")


@dataclass
class Person:
    name: str
    sex: str
    born: datetime.date
    group: str = "Kinh"
    number: str = ""
    home: str = ""
    facts: dict = field(default_factory=dict)


class FormLexicon(Lexicon):
    def place(self):
        """(commune, province) of today."""
        commune, province = self.pick(places.NEW_PLACES).split(", ")
        if province.startswith("Thành phố") and self.chance(0.4) and province != "Thành phố Huế":
            province = province.replace("Thành phố", "thành phố") if self.chance(0.5) or "Minh" not in province else "TP. Hồ Chí Minh"
        elif province.startswith("Tỉnh") or province.startswith("tỉnh"):
            province = "tỉnh" + province[4:]
        return commune, province

    def spot(self):
        """A house in a town or a village."""
        number = f"{self.between(1, 999)}{self.any(['', '', '', 'A', 'B', f'/{self.between(1, 90)}', f'/{self.between(1, 40)}A', f'/{self.between(1, 40)}/{self.between(1, 30)}'])}"
        street = self.pick(office_words.STREETS)
        return self.any(
            [
                lambda: f"số {number} đường {street}",
                lambda: f"{number} {street}",
                lambda: f"{number} đường {street}",
                lambda: f"số {number}, đường {street}, khu phố {self.between(1, 80)}",
                lambda: f"tổ {self.between(1, 40)}, khu phố {self.between(1, 12)}",
                lambda: f"ấp {self.any([str(self.between(1, 9)), self.pick(HAMLETS)])}",
                lambda: f"thôn {self.pick(HAMLETS)}",
                lambda: f"tổ dân phố số {self.between(1, 22)}",
                lambda: f"xóm {self.between(1, 15)}, thôn {self.pick(HAMLETS)}",
                lambda: f"buôn {self.pick(HAMLETS)}",
                lambda: f"căn hộ {self.between(1, 30):02}.{self.between(1, 20):02}, chung cư {self.pick(HAMLETS)}, số {number} {street}",
            ]
        )()

    def home(self, old_share=0.15):
        if self.chance(old_share):
            return f"{self.spot()}, {self.pick(places.OLD_PLACES)}"
        return f"{self.spot()}, {', '.join(self.place())}"

    def origin(self, old_share=0.25):
        return self.pick(places.OLD_PLACES) if self.chance(old_share) else ", ".join(self.place())

    def birthplace(self):
        return f"{self.pick(BIRTHPLACES)}, {', '.join(self.place())}"

    def name(self, sex, surname=None):
        surname = surname or self.pick(office_words.SURNAMES)
        middles, given = (MALE, MALE_GIVEN) if sex == "Nam" else (FEMALE, FEMALE_GIVEN)
        middle = self.pick(middles)
        if self.chance(0.3):
            middle += " " + self.pick(middles)
        return f"{surname} {middle} {self.pick(given)}" if self.chance(0.95) else f"{surname} {self.pick(given)}"

    def day(self, first, last):
        start = datetime.date(first, 1, 1)
        return start + datetime.timedelta(days=self.between(0, (min(datetime.date(last, 12, 28), LAST) - start).days))

    def someone(self, sex=None, first=1945, last=2005, surname=None):
        sex = sex or self.any(["Nam", "Nữ"])
        group = self.any(GROUPS)
        name = self.name(sex, surname)
        if not surname and self.chance(0.12):
            group, men, women = self.any(OTHERS)
            name = self.pick((men if sex == "Nam" else women).split("|"))
        born = self.day(first, last)
        return Person(name, sex, born, group, self.number_of(sex, born.year), self.home())

    def number_of(self, sex, year):
        """A personal number that was never given: its serial begins with 9999."""
        code = 2 * ((year - 1900) // 100) + (0 if sex == "Nam" else 1)
        return f"{self.any(HISTORIC)}{code}{year % 100:02}9999{self.between(0, 99):02}"

    def later(self, day, low, high):
        """A day that has been: so many days from another."""
        return min(day + datetime.timedelta(days=self.between(low, high)), LAST)

    def term(self, day, low, high):
        """A day that may be to come."""
        return day + datetime.timedelta(days=self.between(low, high))
