"""Words of offices, for composing: every list is halved, one half for tuning, the other never seen there."""
import zlib

SURNAMES = """Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đoàn Trương Lưu Cao
Tạ Thái Châu Quách Kiều Tôn Lương Vương Hà Triệu Nghiêm Phùng Khổng Thạch Sơn Lâm Doãn Tống Bạch Viên Ngụy Giáp Kim
Từ La Tô Cù""".split()
MIDDLES = """Văn Thị Hữu Đức Minh Ngọc Thanh Quốc Xuân Hồng Thu Kim Mỹ Bích Gia Bảo Đình Công Quang Tuấn Hoài Khánh Phương
Diệu Trọng Nhật Thùy Cẩm Thế Duy Anh Hải Như Kiều Tường Bá Mạnh Thái Vĩnh Ánh""".split()
GIVEN = """An Ẩn Ánh Bằng Bích Bình Cảnh Chương Cúc Cường Dũng Duyên Dương Đào Đạt Điệp Định Đông Gấm Giang Hà Hạnh Hảo
Hằng Hậu Hiền Hiếu Hoa Hòa Hoàn Huệ Huyền Hương Hưởng Khang Khiết Khoa Khuê Kiệt Lan Lành Liễu Loan Lộc Lượm Lựu Mận
Mẫn Mỹ Nga Ngân Nghĩa Nguyệt Nhàn Nhẫn Nhiên Nhuận Oanh Phát Phấn Phúc Phượng Quyên Quyết Quỳnh Rạng Sáng Sử Sương Tấn
Thảo Thắm Thắng Thịnh Thoa Thơm Thuận Thủy Thưởng Tiến Tín Toàn Trầm Trí Trọng Trúc Truyền Tuyết Tửu Út Uyên Vĩ Việt
Vượng Vỹ Xuyến Yến Ỷ""".split()
STREETS = """Nguyễn Thị Minh Khai|Trần Hưng Đạo|Lý Thường Kiệt|Điện Biên Phủ|Cách Mạng Tháng Tám|Lê Quang Định|Phan Đăng Lưu|
Bến Vân Đồn|Hai Bà Trưng|Tôn Thất Thuyết|Âu Cơ|Lạc Long Quân|Trường Chinh|Quang Trung|Xô Viết Nghệ Tĩnh|Đoàn Văn Bơ|
Nguyễn Ảnh Thủ|Huỳnh Tấn Phát|Tỉnh lộ 43|Hà Huy Giáp|Bùi Đình Túy|Nơ Trang Long|Ung Văn Khiêm|Kha Vạn Cân|Võ Văn Ngân|
Thống Nhất|Phạm Hữu Lầu|Lò Lu|Đặng Thúc Vịnh|Ngô Quyền|Hùng Vương|Nguyễn Hữu Thọ|Lũy Bán Bích|Thoại Ngọc Hầu""".replace("\n", "").split("|")
WARDS = """phường Tân Định|phường Bến Thành|phường Sài Gòn|phường Cầu Ông Lãnh|xã Bình Chánh|xã Hưng Long|phường Thủ Đức|
phường Long Trường|xã Củ Chi|xã Tân An Hội|phường Phú Thọ Hòa|phường An Lạc|phường Bình Hưng Hòa|phường Gò Vấp|
phường Hạnh Thông|xã Cần Giờ|xã Thạnh An|phường Rạch Dừa|phường Vũng Tàu|xã Xuyên Mộc|phường Dĩ An|phường Thuận Giao|
xã Dầu Tiếng|phường Chánh Hiệp|xã Phước Hải|phường Bảy Hiền|phường Đức Nhuận|xã Nhuận Đức|phường Ba Đình|xã Ea Súp|
xã Krông Pắc|phường Buôn Hồ|xã Đắk Mil|xã Mường Thanh|phường Nghĩa Lộ|xã Yên Bình|phường Quảng Phú""".replace("\n", "").split("|")
PROVINCES = """Thành phố Hồ Chí Minh|thành phố Hà Nội|thành phố Đà Nẵng|thành phố Cần Thơ|tỉnh Đồng Nai|tỉnh Tây Ninh|tỉnh Vĩnh Long|
tỉnh Đắk Lắk|tỉnh Gia Lai|tỉnh Quảng Ngãi|tỉnh Thanh Hóa|tỉnh Nghệ An|tỉnh Phú Thọ|tỉnh Lào Cai|tỉnh Điện Biên|
tỉnh Tuyên Quang|tỉnh Hưng Yên|tỉnh An Giang""".replace("\n", "").split("|")
OFFICES = """Phòng Kinh tế, Hạ tầng và Đô thị|Phòng Văn hóa - Xã hội|Văn phòng Hội đồng nhân dân và Ủy ban nhân dân|
Trung tâm Phục vụ hành chính công|Sở Nội vụ|Sở Tư pháp|Sở Xây dựng|Sở Nông nghiệp và Môi trường|Sở Giáo dục và Đào tạo|
Sở Khoa học và Công nghệ|Ban Quản lý dự án đầu tư xây dựng|Chi cục Văn thư - Lưu trữ|Bảo hiểm xã hội khu vực|
Trạm Y tế|Công an phường|Ban Chỉ huy Quân sự|Ủy ban Mặt trận Tổ quốc Việt Nam|Hội Liên hiệp Phụ nữ|
Trung tâm Lưu trữ lịch sử|Kho bạc Nhà nước khu vực|Chi cục Thuế|Văn phòng đăng ký đất đai|Trung tâm Y tế|
Trường Trung học cơ sở Lương Thế Vinh|Trường Tiểu học Kỳ Đồng|Bệnh viện đa khoa khu vực|Thanh tra thành phố|
Đội Quản lý trật tự đô thị|Trung tâm Dịch vụ việc làm|Nhà Văn hóa Thiếu nhi""".replace("\n", "").split("|")
PROCEDURES = """cấp bản sao trích lục hộ tịch|đăng ký khai sinh có yếu tố nước ngoài|đăng ký lại kết hôn|xác nhận tình trạng hôn nhân|
chứng thực chữ ký|thay đổi, cải chính, bổ sung thông tin hộ tịch|cấp giấy phép xây dựng nhà ở riêng lẻ|
chuyển mục đích sử dụng đất|đăng ký biến động quyền sử dụng đất|tách thửa, hợp thửa đất|thành lập hộ kinh doanh|
chấm dứt hoạt động hộ kinh doanh|hỗ trợ chi phí mai táng|trợ cấp xã hội hằng tháng|xác định mức độ khuyết tật|
công nhận hộ nghèo, hộ cận nghèo|đăng ký tạm trú|khai báo tạm vắng|cấp giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm|
cấp phép sử dụng tạm thời lòng đường, vỉa hè|phê duyệt quyết toán vốn đầu tư|gia hạn giấy phép khai thác nước dưới đất|
tuyển dụng viên chức|nâng bậc lương thường xuyên|khen thưởng đột xuất|giải quyết khiếu nại lần đầu|
xử phạt vi phạm hành chính về đất đai|cấp đổi giấy chứng nhận quyền sở hữu nhà ở|tiếp nhận học sinh chuyển trường|
cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi|công nhận sáng kiến cấp cơ sở|kê khai tài sản, thu nhập""".replace("\n", "").split("|")
TASKS = """số hóa tài liệu lưu trữ|chuyển đổi số trong cơ quan hành chính nhà nước|phòng, chống dịch sốt xuất huyết|
bảo đảm trật tự an toàn giao thông|phòng cháy, chữa cháy và cứu nạn, cứu hộ|giảm nghèo bền vững|xây dựng nông thôn mới nâng cao|
cải cách thủ tục hành chính|quản lý trật tự xây dựng|thu gom, phân loại rác thải sinh hoạt|bảo vệ nguồn nước|
tuyển sinh lớp 1, lớp 6 năm học mới|chăm lo người có công với cách mạng|phổ biến, giáo dục pháp luật|
tiếp công dân và xử lý đơn thư|quản lý tài sản công|thực hành tiết kiệm, chống lãng phí|ứng phó triều cường, ngập úng|
nâng cấp hẻm và hệ thống thoát nước|tổng điều tra kinh tế|quản lý chợ truyền thống|hoạt động tín dụng chính sách xã hội|
bình đẳng giới và vì sự tiến bộ của phụ nữ|bảo tồn di tích lịch sử - văn hóa|chiến dịch tiêm chủng mở rộng|
rà soát quỹ đất chưa sử dụng|diễn tập khu vực phòng thủ|tuyên truyền kỷ niệm các ngày lễ lớn|vệ sinh môi trường khu phố|
kiểm kê đất đai|duy tu hệ thống chiếu sáng công cộng|đào tạo nghề cho lao động nông thôn""".replace("\n", "").split("|")
VERBS = """triển khai|tăng cường|đẩy mạnh|rà soát|kiểm tra|hướng dẫn|tổng hợp|báo cáo|chấn chỉnh|đôn đốc|giám sát|phối hợp thực hiện|
xây dựng kế hoạch về|tuyên truyền về|đánh giá kết quả|sơ kết|tổng kết|bổ sung kinh phí cho|quán triệt|hoàn thiện quy chế về""".replace("\n", "").split("|")
LAWS = """Luật Tổ chức chính quyền địa phương|Luật Đất đai|Luật Hộ tịch|Luật Lưu trữ|Luật Căn cước|Luật Cư trú|Luật Đầu tư công|
Luật Ngân sách nhà nước|Luật Khiếu nại|Luật Viên chức|Luật Người khuyết tật|Luật Giao dịch điện tử|Luật Xây dựng|
Luật Bảo vệ môi trường|Luật Thi đua, khen thưởng|Luật Bảo hiểm y tế""".replace("\n", "").split("|")
BODIES = "Chính phủ|Thủ tướng Chính phủ|Bộ trưởng Bộ Nội vụ|Bộ trưởng Bộ Tư pháp|Bộ trưởng Bộ Tài chính|Bộ Xây dựng".split("|")
ENDS = """bảo đảm đúng quy định, đúng tiến độ và không gây phiền hà cho người dân|
gửi kết quả về {office} trước ngày {date} để tổng hợp|
trong đó chú trọng các trường hợp hồ sơ quá hạn, hồ sơ phải bổ sung nhiều lần|
chịu trách nhiệm trước Chủ tịch Ủy ban nhân dân về tính chính xác của số liệu|
kịp thời phản ánh khó khăn, vướng mắc để được xem xét, giải quyết|
nhằm nâng cao mức độ hài lòng của tổ chức, cá nhân đối với sự phục vụ của cơ quan hành chính|
với tổng kinh phí {money} đồng (bằng chữ: {money_words} đồng) từ nguồn chi thường xuyên|
đạt tỷ lệ {percent}% so với chỉ tiêu được giao, tăng {percent_small}% so với cùng kỳ năm trước|
theo đúng thẩm quyền, trình tự, thủ tục pháp luật quy định|
và niêm yết công khai tại trụ sở, nhà văn hóa khu phố cũng như trên Trang thông tin điện tử|
đồng thời cập nhật đầy đủ vào cơ sở dữ liệu dùng chung, bảo đảm "đúng, đủ, sạch, sống"|
không để xảy ra tình trạng đùn đẩy, né tránh, kéo dài thời gian giải quyết|
qua đó góp phần ổn định tình hình an ninh chính trị, trật tự an toàn xã hội trên địa bàn|
ưu tiên người cao tuổi, người khuyết tật, phụ nữ mang thai và đồng bào dân tộc thiểu số|
lấy ý kiến bằng văn bản của các cơ quan, đơn vị có liên quan trước khi trình phê duyệt|
khắc phục triệt để những tồn tại đã nêu tại Kết luận thanh tra {number}""".replace("\n", "").split("|")
OPENINGS = """Thực hiện {number} ngày {date} của {body} về việc {verb} công tác {task}|
Căn cứ {number} ngày {date} của {body} quy định về {procedure}|
Qua kiểm tra thực tế tại {ward}|Theo đề nghị của {office} tại Tờ trình {number} ngày {date}|
Nhằm {verb} công tác {task} trên địa bàn {ward}|Để kịp thời giải quyết thủ tục {procedure}|
Trong {count} tháng đầu năm {year}|Tính đến ngày {date}|Sau khi nghiên cứu hồ sơ của ông (bà) {person}|
Đối với hồ sơ {procedure} đã tiếp nhận|Xét nội dung báo cáo của {office}|Tiếp theo Thông báo {number} ngày {date}|
Ngoài các nội dung nêu trên|Riêng đối với các khu phố thuộc {ward}""".replace("\n", "").split("|")
MIDDLES_OF = """{office} chủ trì, phối hợp với {office} {verb} công tác {task}|
{office} đã tiếp nhận {count3} hồ sơ {procedure}, giải quyết đúng hạn {count3} hồ sơ|
đề nghị Thủ trưởng các cơ quan, đơn vị {verb} việc {procedure}|
Ủy ban nhân dân {ward} giao {office} {verb} công tác {task}|
cơ quan có thẩm quyền xem xét, quyết định việc {procedure} đối với {count2} trường hợp thuộc {ward}|
ông (bà) {person}, chức vụ Trưởng phòng, được phân công theo dõi công tác {task}|
các thành viên Tổ công tác {verb} nội dung liên quan đến {task}|
{count2} tổ chức và {count3} hộ gia đình đã tham gia {task}|
hội nghị thống nhất {count} nhiệm vụ trọng tâm, gồm {task} và {task}|
chuyên viên {person} có trách nhiệm lập danh sách, thẩm định điều kiện {procedure}""".replace("\n", "").split("|")
UNITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def under_thousand(number, full):
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [UNITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0 and ones:
        words += ["lẻ"] * bool(words) + [UNITS[ones]]
    elif tens == 1:
        words += ["mười"] + ([] if not ones else ["lăm" if ones == 5 else UNITS[ones]])
    elif tens:
        words += [UNITS[tens], "mươi"] + ([] if not ones else [{1: "mốt", 5: "lăm"}.get(ones, UNITS[ones])])
    return words


def in_words(number):
    """A whole number below a billion, in Vietnamese words."""
    words, parts = [], ((number // 1000000, "triệu"), (number // 1000 % 1000, "nghìn"), (number % 1000, ""))
    for part, name in parts:
        if part:
            words += under_thousand(part, bool(words)) + [name]
    return " ".join(filter(None, words)) or "không"


class Lexicon:
    """Picks words with a generator, from one half of every list."""

    def __init__(self, rng, unseen):
        self.rng, self.unseen, self._halves = rng, unseen, {}

    def half(self, words):
        key = tuple(words)
        if key not in self._halves:
            self._halves[key] = [word for word in words if zlib.crc32(word.encode()) % 2 == int(self.unseen)] or words
        return self._halves[key]

    def pick(self, words):
        half = self.half(words)
        return half[int(self.rng.integers(len(half)))]

    def any(self, choices):
        """One of a few forms or styles, which are not halved."""
        return choices[int(self.rng.integers(len(choices)))]

    def chance(self, share):
        return float(self.rng.random()) < share

    def between(self, low, high):
        return int(self.rng.integers(low, high + 1))

    def person(self):
        middle = self.pick(MIDDLES)
        extra = " " + self.pick(MIDDLES) if self.chance(0.35) else ""
        return f"{self.pick(SURNAMES)} {middle}{extra} {self.pick(GIVEN)}"

    def date(self, style=None):
        day, month, year = self.between(1, 28), self.between(1, 12), self.between(1998, 2026)
        style = style or self.rng.choice(["slash", "slash", "words", "short"])
        if style == "words":
            return f"{day:02} tháng {month if month > 2 else f'{month:02}'} năm {year}"
        return f"{day}/{month}/{year}" if style == "short" else f"{day:02}/{month:02}/{year}"

    def number(self):
        kinds = ["QĐ-UBND", "TB-UBND", "KH-UBND", "CV-VP", "TTr-VHXH", "BC-TTPVHCC", "NQ-HĐND", "GM-SYT", "BC-SNV",
                 "QĐ-SXD", "TTr-KTHTĐT", "HD-STP", "KL-TTr", "CT-TTg", "BB-TCT", "GP-UBND"]
        kind = self.any(kinds)
        if self.chance(0.2):
            return f"Nghị định số {self.between(1, 190)}/{self.between(2012, 2026)}/NĐ-CP"
        return f"số {self.between(1, 6200)}/{kind}"

    def address(self):
        place = f"số {self.between(1, 900)}{self.rng.choice(['', '', 'A', '/' + str(self.between(1, 60)), 'Bis'])}"
        return f"{place} đường {self.pick(STREETS)}, {self.pick(WARDS)}, {self.pick(PROVINCES)}"

    def identity(self):
        return f"0{self.between(10, 96):02}{self.between(0, 3)}{self.between(50, 99):02}9999{self.between(0, 99):02}"[:12]

    def phone(self):
        return f"090000{self.between(0, 9999):04}"

    def money(self):
        return self.between(12, 98000) * 10000

    def fill(self, pattern):
        """The pattern with each {slot} filled."""
        money = self.money()
        slots = {"office": lambda: self.pick(OFFICES), "ward": lambda: self.pick(WARDS), "task": lambda: self.pick(TASKS),
                 "procedure": lambda: self.pick(PROCEDURES), "verb": lambda: self.pick(VERBS), "person": self.person,
                 "date": self.date, "number": self.number, "body": lambda: self.pick(BODIES), "law": lambda: self.pick(LAWS),
                 "count": lambda: f"{self.between(2, 9):02}", "count2": lambda: str(self.between(10, 99)),
                 "count3": lambda: f"{self.between(101, 9999):,}".replace(",", "."), "year": lambda: str(self.between(2019, 2026)),
                 "money": lambda: f"{money:,}".replace(",", "."), "money_words": lambda: in_words(money),
                 "percent": lambda: f"{self.between(60, 99)},{self.between(0, 99):02}",
                 "percent_small": lambda: f"{self.between(1, 19)},{self.between(0, 9)}"}
        out, rest = "", pattern
        while "{" in rest:
            head, rest = rest.split("{", 1)
            name, rest = rest.split("}", 1)
            out += head + slots[name]()
        return out + rest

    def sentence(self):
        opening = self.fill(self.pick(OPENINGS)) + ", " if self.chance(0.7) else ""
        middle = self.fill(self.pick(MIDDLES_OF))
        end = ", " + self.fill(self.pick(ENDS)) if self.chance(0.6) else ""
        text = opening + middle + end
        return text[0].upper() + text[1:] + str(self.rng.choice([".", ".", ".", ";"]))

    def prose(self, sentences):
        text = " ".join(self.sentence() for _ in range(sentences))
        return text[:-1] + "." if text.endswith(";") else text
