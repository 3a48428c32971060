"""Which samples there are, and how each was printed and scanned."""
from . import citizen, official, residence

# paper: tone of red, green, blue; show: print of the other side; light: how uneven; blur: pixels at 300 dpi; noise: sigma
NEW = {"paper": (0.985, 0.985, 0.98), "show": 0.05, "light": 0.03, "blur": 0.75, "noise": 2.2}
OFFICE = {"paper": (0.965, 0.962, 0.945), "show": 0.07, "light": 0.06, "blur": 0.95, "noise": 3.0}
FILED = {"paper": (0.965, 0.945, 0.890), "show": 0.085, "light": 0.08, "blur": 1.05, "noise": 3.4, "holes": True}

# name: drawn by, look, dpi, mode, container, skew of each page in degrees (clockwise), turn in degrees
SAMPLES = {
    "cong_van_1": (official.cong_van_1, OFFICE, 300, "colour", "jpg", [0.7], 0),
    "cong_van_2": (official.cong_van_2, NEW, 300, "bilevel", "tif", [-0.6, 0.4], 0),
    "quyet_dinh_1": (official.quyet_dinh_1, OFFICE, 300, "colour", "pdf", [-0.5, 0.9], 0),
    "quyet_dinh_2": (official.quyet_dinh_2, NEW, 300, "colour", "jpg", [-1.1], 0),
    "thong_bao_1": (official.thong_bao_1, NEW, 200, "grey", "jpg", [1.6], 0),
    "thong_bao_2": (official.thong_bao_2, OFFICE, 300, "colour", "jpg", [0.5], 180),
    "to_trinh_1": (official.to_trinh_1, OFFICE, 300, "colour", "jpg", [0.3, -0.8], 0),
    "don_de_nghi_1": (citizen.don_de_nghi_1, NEW, 300, "colour", "jpg", [-1.9], 0),
    "don_de_nghi_2": (citizen.don_de_nghi_2, FILED, 200, "grey", "png", [0.8], 0),
    "giay_tiep_nhan_1": (citizen.giay_tiep_nhan_1, NEW, 300, "colour", "jpg", [0.6], 0),
    "giay_tiep_nhan_2": (citizen.giay_tiep_nhan_2, OFFICE, 200, "grey", "jpg", [-0.4], 0),
    "giay_xac_nhan_cu_tru_1": (residence.giay_xac_nhan_cu_tru_1, NEW, 300, "colour", "jpg", [0.8], 0),
    "to_khai_khai_sinh_1": (citizen.to_khai_khai_sinh_1, FILED, 300, "colour", "jpg", [-0.3, 1.0], 0),
    "to_khai_khai_sinh_2": (citizen.to_khai_khai_sinh_2, NEW, 200, "grey", "jpg", [0.0], 0),
}

# tray: its sheets in feeding order, a sheet being one page or front and back
TRAYS = {
    "1-khai-sinh": [["giay_tiep_nhan_1.jpg"], ["to_khai_khai_sinh_1-1.jpg"], ["to_khai_khai_sinh_1-2.jpg"]],
    "2-van-ban-den": [["cong_van_1.jpg"], ["don_de_nghi_1.jpg"], ["thong_bao_2.jpg"], ["quyet_dinh_2.jpg"],
                      ["don_de_nghi_2.png"]],
    "3-hai-mat": [["to_trinh_1-1.jpg", "to_trinh_1-2.jpg"], ["to_khai_khai_sinh_1-1.jpg", "to_khai_khai_sinh_1-2.jpg"]],
}
