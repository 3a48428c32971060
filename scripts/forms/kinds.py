"""Every kind of document that is made, by its id."""
from . import administrative, civil, counter

KINDS = {**administrative.KINDS, "giay_khai_sinh": civil.giay_khai_sinh, "to_khai_khai_sinh": civil.to_khai_khai_sinh, "giay_ket_hon": civil.giay_ket_hon,
         "don_de_nghi": counter.don_de_nghi, "giay_tiep_nhan": counter.giay_tiep_nhan}
SHARES = {}  # times more of a kind
