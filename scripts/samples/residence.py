"""A paper of the police of a commune: confirmation of residence data (form CT07), of an invented citizen."""
from .citizen import dmy
from .form import fill
from .letterhead import heading, signed
from .sheet import Document


def giay_xac_nhan_cu_tru(dpi, rng, ward, number, date, who, head, until, signer):
    page = Document(dpi)
    heading(page, ["CÔNG AN", "THÀNH PHỐ HỒ CHÍ MINH"], [f"CÔNG AN {ward.upper()}"], number, date)
    page.centred("<b>XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ</b>", 15, 5)

    def line(*parts):
        fill(page, *parts)

    line(("1. Họ, chữ đệm và tên:", who["ho_ten"]))
    line(("2. Ngày, tháng, năm sinh:", dmy(who["ngay_sinh"]), 118), ("3. Giới tính:", who["gioi_tinh"]))
    line(("4. Số định danh cá nhân:", who["so_cccd"]))
    line(("5. Dân tộc:", who["dan_toc"], 78), ("6. Tôn giáo:", who["ton_giao"], 132), ("7. Quốc tịch:", who["quoc_tich"]))
    line(("8. Quê quán:", who["que_quan"]))
    line(("9. Nơi thường trú:", who["noi_thuong_tru"]))
    line(("10. Nơi tạm trú:", who["noi_tam_tru"]))
    line(("11. Nơi ở hiện tại:", who["noi_o_hien_tai"]))
    line(("12. Họ, chữ đệm và tên chủ hộ:", head["chu_ho"], 130), ("13. Quan hệ với chủ hộ:", head["quan_he_chu_ho"]))
    line(("14. Số định danh cá nhân của chủ hộ:", head["chu_ho_so_cccd"]))
    page.gap(2)
    page.paragraph(f"Xác nhận này có giá trị đến hết ngày {dmy(until)}.", 13.5, leading=1.12)
    page.gap(2)
    signed(page, ["TRƯỞNG CÔNG AN"], signer, ["Người đề nghị;", "Lưu: CAP."], rng, seal=f"CÔNG AN {ward.upper()}")
    return page, {"loai": "Giấy xác nhận thông tin về cư trú", "co_quan": f"CÔNG AN {ward.upper()}",
                  "so_ky_hieu": number, "ngay": date, **who, **head, "ngay_het_han": until, "nguoi_ky": signer}


def giay_xac_nhan_cu_tru_1(dpi, rng):
    home = "số 27/9 đường Đặng Dung, phường Tân Định, Thành phố Hồ Chí Minh"
    return giay_xac_nhan_cu_tru(
        dpi, rng, "phường Tân Định", "618/XN-CAP", "2026-05-12",
        {"ho_ten": "Ngô Thị Thùy Linh", "ngay_sinh": "1995-08-21", "gioi_tinh": "Nữ", "so_cccd": "079195999923",
         "dan_toc": "Kinh", "ton_giao": "Không", "quoc_tich": "Việt Nam", "que_quan": "xã Gò Công Đông, tỉnh Đồng Tháp",
         "noi_thuong_tru": "số 8 đường Lê Lợi, phường Mỹ Tho, tỉnh Đồng Tháp",
         "noi_tam_tru": "số 27/9 đường Đặng Dung, phường Tân Định, TP. Hồ Chí Minh",
         "noi_o_hien_tai": home},
        {"chu_ho": "Ngô Hữu Phước", "quan_he_chu_ho": "Cháu", "chu_ho_so_cccd": "079061999907"},
        "2027-05-12", "Trần Quốc Bảo An")
