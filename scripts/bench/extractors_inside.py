"""Runs in the virtual environment of the other extractors: JOBS.json TEMPLATES -> what each found, and its CPU seconds, as JSON.

What they find is brought to the form of the truth here, in their favour: dates to ISO 8601, a person's name in capitals to
title case, digits out of telephone numbers and sums.
"""

import contextlib
import json
import logging
import os
import re
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

DATE = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})")


def tidy(key, value):
    if isinstance(value, list):
        value = " ".join(map(str, value))
    value = " ".join(str(value).split()).strip(" .;,…_")
    if key.startswith("ngay") and key != "ngay_sinh_chu" or key.endswith("_ngay_sinh"):
        found = DATE.search(value)
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else value
    if key in ("dien_thoai", "von_dieu_le"):
        return re.sub(r"\D", "", value)
    if key in ("ho_ten", "me_ho_ten", "cha_ho_ten", "nguoi_di_khai", "nguoi_dai_dien") and value.isupper():
        return value.title()
    return value


def templates(jobs, folder):
    """invoice2data over Tesseract's text."""
    from invoice2data import extract_data
    from invoice2data.extract.loader import read_templates
    from invoice2data.input import text

    known, found = read_templates(folder), {}
    for job in jobs:
        with contextlib.redirect_stdout(sys.stderr):
            said = extract_data(job["text"], templates=known, input_module=text) or {}
        kind = said.pop("issuer", "")
        found[job["id"]] = {
            "kind": kind,
            "fields": {key: tidy(key, value) for key, value in said.items() if key not in ("desc", "currency", "template_name") and value},
        }
    return found


def zones(jobs):
    """PassportEye: the fields of a machine-readable zone whose check digits it found right."""
    from passporteye import read_mrz

    found = {}
    for job in jobs:
        fields = {}
        for picture in job["pictures"] if job["card"] else []:
            try:
                zone = read_mrz(picture)
            except Exception:  # it has many ways to fail on a picture; all mean that it read nothing
                zone = None
            if zone is None or not zone.valid:
                continue
            number = zone.optional1[:12]
            century = {"0": "19", "1": "19", "2": "20", "3": "20"}.get(number[3:4], "")
            born = zone.date_of_birth
            fields = {
                "so_cccd": number,
                "ngay_sinh": f"{century}{born[:2]}-{born[2:4]}-{born[4:6]}",
                "gioi_tinh": {"M": "Nam", "F": "Nữ"}.get(zone.sex, ""),
                "mrz": zone.aux["raw_text"].split("\n"),
            }
        found[job["id"]] = {"kind": "", "fields": fields}
    return found


def codes(jobs):
    """zxing-cpp: QR and Code 128."""
    import zxingcpp
    from PIL import Image

    found = {}
    for job in jobs:
        fields = {}
        for picture in job["pictures"]:
            for code in zxingcpp.read_barcodes(Image.open(picture)):
                name = "barcode" if "128" in str(code.format) else "qr" if job["card"] else ""
                if name:
                    fields[name] = code.text
        found[job["id"]] = {"kind": "", "fields": fields}
    return found


def main():
    jobs = json.load(open(sys.argv[1]))
    found, cpu = {}, {}
    for name, work in (
        ("invoice2data", lambda: templates(jobs, sys.argv[2])),
        ("passporteye", lambda: zones(jobs)),
        ("zxing-cpp", lambda: codes(jobs)),
    ):
        start = time.process_time()
        times = os.times()
        found[name] = work()
        after = os.times()
        cpu[name] = time.process_time() - start + after.children_user + after.children_system - times.children_user - times.children_system
    json.dump({"found": found, "cpu": cpu}, sys.stdout, ensure_ascii=False)


main()
