"""Places: some communes of every province after the reorganisation of 2025, and some addresses as they were before it.

Names of units as of July 2026 (Decision 19/2025/QĐ-TTg as changed by 237/NQ-UBTVQH16), after
github.com/thanglequoc/vietnamese-provinces-database (MIT).
"""

NEW = """
Thành phố Hà Nội: phường Phương Liệt, xã Đông Anh, phường Cầu Giấy, xã Quốc Oai, phường Xuân Đỉnh, xã Yên Xuân, phường Đống Đa, phường Long Biên, phường Bồ Đề, phường Giảng Võ, phường Tây Tựu, phường Sơn Tây, xã Đại Xuyên, xã Nội Bài
Tỉnh Cao Bằng: xã Canh Tân, xã Tam Kim, xã Bảo Lâm, xã Huy Giáp, xã Vinh Quý, xã Quảng Uyên, xã Trà Lĩnh
Tỉnh Tuyên Quang: xã Bạch Ngọc, xã Hùng Đức, xã Nghĩa Thuận, xã Tân Long, xã Yên Minh, xã Việt Lâm, xã Thuận Hoà
Tỉnh Điện Biên: phường Mường Lay, xã Mường Nhà, xã Mường Pồn, xã Na Son, xã Mường Tùng, xã Chà Tở, xã Mường Luân
Tỉnh Lai Châu: xã Lê Lợi, xã Pu Sam Cáp, xã Bản Bo, xã Nậm Tăm, xã Nậm Mạ, xã Mường Khoa, xã Bum Nưa
Tỉnh Sơn La: xã Chiềng Hoa, xã Phù Yên, xã Phiêng Cằm, xã Kim Bon, xã Chiềng La, phường Mộc Châu, phường Tô Hiệu
Tỉnh Lào Cai: xã Tả Van, xã Trấn Yên, xã Cát Thịnh, xã Bản Hồ, xã Yên Thành, xã Xuân Ái, xã Bảo Thắng
Tỉnh Thái Nguyên: xã Bình Yên, xã Bình Thành, xã Phú Thịnh, xã Xuân Dương, xã Phú Lương, xã Hợp Thành, xã Chợ Đồn
Tỉnh Lạng Sơn: xã Điềm He, xã Nhất Hoà, xã Bình Gia, xã Vạn Linh, xã Nhân Lý, phường Tam Thanh, xã Tân Tiến
Tỉnh Quảng Ninh: phường Việt Hưng, xã Quảng Đức, phường Bình Khê, phường Vàng Danh, xã Kỳ Thượng, xã Lương Minh, phường An Sinh
Tỉnh Bắc Ninh: phường Võ Cường, phường Ninh Xá, xã Dương Hưu, xã Đông Phú, phường Trí Quả, phường Chũ, xã Phúc Hoà
Tỉnh Phú Thọ: xã Long Cốc, phường Âu Cơ, phường Vĩnh Yên, xã Phù Ninh, phường Việt Trì, xã Lâm Thao, xã Tu Vũ
Thành phố Hải Phòng: xã Kiến Minh, phường Lưu Kiếm, xã Đường An, phường Thuỷ Nguyên, phường Kiến An, xã Lai Khê, xã Hợp Tiến
Tỉnh Hưng Yên: xã Như Quỳnh, xã Bình Nguyên, xã Lương Bằng, xã Tiên Lữ, xã Vũ Thư, xã Nam Thuỵ Anh, xã Đông Thái Ninh
Tỉnh Ninh Bình: xã Nam Hồng, xã Nhân Hà, xã Hải Thịnh, xã Phong Doanh, xã Xuân Hưng, xã Bình Minh, phường Đồng Văn
Tỉnh Thanh Hoá: xã Nhi Sơn, xã Triệu Sơn, xã Điền Quang, xã Yên Định, xã Yên Nhân, xã Mường Lát, xã Bát Mọt
Tỉnh Nghệ An: xã Tiên Đồng, xã Hùng Châu, xã Nghĩa Thọ, xã Hạnh Lâm, xã Huồi Tụ, xã Nghĩa Hành, xã Tam Hợp
Tỉnh Hà Tĩnh: phường Sông Trí, xã Thạch Hà, xã Mai Hoa, xã Hương Bình, xã Hồng Lộc, xã Lộc Hà, xã Kim Hoa
Tỉnh Quảng Trị: phường Nam Đông Hà, xã Vĩnh Định, phường Đồng Sơn, xã Vĩnh Hoàng, xã Tân Thành, xã Bến Hải, xã Nam Ba Đồn
Thành phố Huế: phường Hương Trà, xã Long Quảng, xã Phú Vang, phường An Cựu, phường Thuận An, xã Lộc An, xã Đan Điền
Thành phố Đà Nẵng: xã Tân Hiệp, xã Hoà Tiến, phường Sơn Trà, xã Tây Hồ, xã Lãnh Ngọc, xã Trà Linh, phường Quảng Phú
Tỉnh Quảng Ngãi: xã Măng Ri, xã Vạn Tường, xã Dục Nông, xã Đăk Pék, xã Tu Mơ Rông, xã Sơn Tây, xã Mỏ Cày
Tỉnh Gia Lai: xã An Hoà, xã Vĩnh Thịnh, xã Đak Đoa, xã Ia Nan, xã Tuy Phước, xã Pờ Tó, phường Hội Phú
Tỉnh Khánh Hoà: xã Ninh Hải, phường Ninh Chử, xã Diên Điền, phường Tây Nha Trang, xã Đại Lãnh, xã Trung Khánh Vĩnh, xã Tây Khánh Vĩnh
Tỉnh Đắk Lắk: xã Hoà Xuân, xã Yang Mao, xã Cư M'gar, phường Đông Hoà, xã Krông Năng, phường Phú Yên, xã Xuân Cảnh
Tỉnh Lâm Đồng: phường Tiến Thành, xã Đồng Kho, xã Nghị Đức, xã Kiến Đức, xã Hàm Kiệm, xã Gia Hiệp, xã Tánh Linh
Thành phố Đồng Nai: xã Nam Cát Tiên, xã Thọ Sơn, xã Thiện Hưng, phường Hố Nai, xã Đa Kia, phường Trảng Dài, phường Dầu Giây
Thành phố Hồ Chí Minh: phường Tân Đông Hiệp, xã An Nhơn Tây, phường Phú Thọ Hoà, xã Trừ Văn Thố, phường An Đông, phường Tân Bình, xã Bắc Tân Uyên, phường Bình Trưng, xã Hoà Hội, xã Nhuận Đức, phường Long Hương, phường An Hội Tây, phường Linh Xuân, phường Bình Thới, phường Tăng Nhơn Phú, phường Cầu Kiệu, phường Bình Hưng Hoà, xã Bình Châu, phường Bến Thành, xã Vĩnh Lộc, phường Tân Sơn, phường Chợ Lớn, xã An Long, phường Thới An, xã Kim Long, xã Bàu Bàng, phường Tây Thạnh, phường Thuận Giao
Tỉnh Tây Ninh: xã Phước Chỉ, xã Tân Lân, xã Tân Đông, phường Long Hoa, xã Phước Lý, xã Cần Đước, xã Đông Thành
Tỉnh Đồng Tháp: xã An Long, xã Tân Thành, xã Phong Hoà, phường Sơn Qui, xã Gia Thuận, xã Ngũ Hiệp, phường Đạo Thạnh
Tỉnh Vĩnh Long: xã Hưng Nhượng, phường Đông Thành, xã Hương Mỹ, phường An Hội, xã Hàm Giang, xã Ngãi Tứ, xã Thạnh Trị
Tỉnh An Giang: xã Tân An, xã Óc Eo, xã Vĩnh Thuận, đặc khu Thổ Châu, xã Thoại Sơn, phường Chi Lăng, xã Tân Hiệp
Thành phố Cần Thơ: phường Phước Thới, xã Đông Hiệp, xã Thạnh Phú, xã Thạnh Thới An, xã Đại Ngãi, xã Hoà An, xã Mỹ Hương
Tỉnh Cà Mau: xã Nguyễn Việt Khái, xã Phú Mỹ, xã Thới Bình, phường Hoà Thành, phường Vĩnh Trạch, xã Vĩnh Lộc, phường Hiệp Thành
"""
# Three levels, until 30 June 2025.
OLD = """
phường 4, quận Tân Bình, Thành phố Hồ Chí Minh
phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh
phường Tân Hưng Thuận, Quận 12, Thành phố Hồ Chí Minh
phường Hiệp Bình Chánh, thành phố Thủ Đức, Thành phố Hồ Chí Minh
xã Vĩnh Lộc A, huyện Bình Chánh, Thành phố Hồ Chí Minh
xã Tân Thông Hội, huyện Củ Chi, Thành phố Hồ Chí Minh
thị trấn Hóc Môn, huyện Hóc Môn, Thành phố Hồ Chí Minh
phường 11, quận Bình Thạnh, TP. Hồ Chí Minh
phường Dịch Vọng, quận Cầu Giấy, thành phố Hà Nội
xã Kim Chung, huyện Đông Anh, thành phố Hà Nội
thị trấn Phùng, huyện Đan Phượng, thành phố Hà Nội
phường Thạc Gián, quận Thanh Khê, thành phố Đà Nẵng
xã Hòa Liên, huyện Hòa Vang, thành phố Đà Nẵng
phường An Khánh, quận Ninh Kiều, thành phố Cần Thơ
xã Phước Thạnh, huyện Gò Dầu, tỉnh Tây Ninh
thị trấn Cần Đước, huyện Cần Đước, tỉnh Long An
xã Tân Hội Đông, huyện Châu Thành, tỉnh Tiền Giang
phường 3, thành phố Mỹ Tho, tỉnh Tiền Giang
xã An Bình Tây, huyện Ba Tri, tỉnh Bến Tre
xã Ngãi Xuyên, huyện Trà Cú, tỉnh Trà Vinh
phường 5, thành phố Vĩnh Long, tỉnh Vĩnh Long
xã Thạnh Trị, huyện Gò Công Tây, tỉnh Tiền Giang
xã Vĩnh Hải, thị xã Vĩnh Châu, tỉnh Sóc Trăng
phường Mỹ Long, thành phố Long Xuyên, tỉnh An Giang
xã Núi Tô, huyện Tri Tôn, tỉnh An Giang
xã Phú Lý, huyện Vĩnh Cửu, tỉnh Đồng Nai
phường Long Bình, thành phố Biên Hòa, tỉnh Đồng Nai
xã Đắk Nhau, huyện Bù Đăng, tỉnh Bình Phước
phường Phú Cường, thành phố Thủ Dầu Một, tỉnh Bình Dương
xã Ea Kao, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk
xã Đắk R'Tíh, huyện Tuy Đức, tỉnh Đắk Nông
xã Ia Kha, huyện Ia Grai, tỉnh Gia Lai
phường Quang Trung, thành phố Quy Nhơn, tỉnh Bình Định
xã Tịnh Thiện, thành phố Quảng Ngãi, tỉnh Quảng Ngãi
xã Phú Mậu, thành phố Huế, tỉnh Thừa Thiên Huế
xã Triệu Phước, huyện Triệu Phong, tỉnh Quảng Trị
xã Nghi Diên, huyện Nghi Lộc, tỉnh Nghệ An
phường Đông Thọ, thành phố Thanh Hóa, tỉnh Thanh Hóa
thị trấn Me, huyện Gia Viễn, tỉnh Ninh Bình
xã Hải Anh, huyện Hải Hậu, tỉnh Nam Định
xã Đông Quang, huyện Đông Hưng, tỉnh Thái Bình
xã Tân Hương, huyện Ninh Giang, tỉnh Hải Dương
phường Vạn Mỹ, quận Ngô Quyền, thành phố Hải Phòng
xã Tả Phìn, thị xã Sa Pa, tỉnh Lào Cai
xã Sủng Là, huyện Đồng Văn, tỉnh Hà Giang
xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên
thị trấn Hồ, huyện Thuận Thành, tỉnh Bắc Ninh
"""


NEW_PLACES = [
    f"{commune.strip()}, {province}"
    for line in NEW.split("\n")
    if line
    for province, communes in [line.split(": ")]
    for commune in communes.split(",")
]
OLD_PLACES = [line for line in OLD.split("\n") if line]
