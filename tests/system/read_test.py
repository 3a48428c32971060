"""Reading alone: text of every format of image to standard output, which carries nothing else."""
import csv
import io
import json
import xml.etree.ElementTree as xml

import rig
from rig import DONE, INPUT, NEEDS_REVIEW, SAMPLES

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
HTML = "{http://www.w3.org/1999/xhtml}"


class Reading(rig.Rig):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        page = rig.short_page()
        cls.short = cls.shared / "short.tif"
        cls.short.write_bytes(rig.tiff([page, rig.numbered(page, 5)]))

    def read(self, *words, code=DONE):
        return self.sohoa("read", *words, code=code).text

    def test_the_text_has_the_number_and_names_of_a_document_exactly(self):
        truth = json.loads((SAMPLES / "cong_van_1.json").read_text())["fields"]
        text = self.read(SAMPLES / "cong_van_1.jpg")
        self.assertIn(truth["so_ky_hieu"], text)
        self.assertIn(truth["nguoi_ky"], text)
        self.assertIn(truth["kinh_gui"], text)

    def test_every_kind_of_file_is_read(self):
        for name, pages in (("don_de_nghi_2.png", 1), ("cong_van_2.tif", 2), ("quyet_dinh_1.pdf", 2), ("thong_bao_1.jpg", 1)):
            with self.subTest(name):
                # In black and white a seal is ink like text: its page may ask for a look.
                text = self.read(SAMPLES / name, code=(DONE, NEEDS_REVIEW))
                self.assertEqual(pages, text.count("\f"))
                self.assertTrue(text.endswith("\f"))
                self.assertGreater(len(text), 500)

    def test_text_has_a_form_feed_after_each_page(self):
        pages = self.read(self.short).split("\f")
        self.assertEqual(3, len(pages))
        self.assertEqual("", pages[2])
        for page in pages[:2]:
            self.assertIn("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", page)

    def test_alto_is_one_xml_document_a_page(self):
        run = self.read("--format", "alto", self.short)
        documents = ["<?xml" + part for part in run.split("<?xml")[1:]]
        self.assertEqual(2, len(documents))
        for document in documents:
            tree = xml.fromstring(document.encode())
            self.assertEqual(f"{ALTO}alto", tree.tag)
            words = [word.get("CONTENT") for word in tree.iter(f"{ALTO}String")]
            self.assertIn("CỘNG", words)
            (page,) = tree.iter(f"{ALTO}Page")
            for word in tree.iter(f"{ALTO}String"):
                x, y, w, h = (int(float(word.get(key))) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
                self.assertTrue(0 <= x and x + w <= 1654 and 0 <= y and y + h <= 400, word.attrib)

    def test_hocr_is_one_xhtml_document_with_all_pages(self):
        tree = xml.fromstring(self.read("--format", "hocr", self.short).encode())
        self.assertEqual(f"{HTML}html", tree.tag)
        kinds = [node.get("class") for node in tree.iter()]
        self.assertEqual(2, kinds.count("ocr_page"))
        self.assertGreater(kinds.count("ocrx_word"), 30)

    def test_tsv_is_a_table_of_words(self):
        rows = list(csv.DictReader(io.StringIO(self.read("--format", "tsv", self.short)), dialect="excel-tab", quoting=csv.QUOTE_NONE))
        self.assertEqual({"1", "2"}, {row["page_num"] for row in rows})
        words = [row for row in rows if row["text"]]
        self.assertIn("CỘNG", [row["text"] for row in words])
        for row in words:
            self.assertGreater(int(row["width"]), 0)

    def test_json_is_one_object_a_line(self):
        by_format = self.read("--format", "json", self.short)
        pages = [json.loads(line) for line in by_format.splitlines()]
        self.assertEqual(2, len(pages))
        self.assertEqual(by_format, self.read("--json", self.short))

    def test_pages_come_in_order_whatever_the_number_of_workers(self):
        inputs = [self.short, SAMPLES / "thong_bao_1.jpg", self.short]
        one = self.read("--workers", 1, *inputs)
        self.assertEqual(one, self.read("--workers", 3, *inputs))
        self.assertEqual(5, one.count("\f"))

    def test_bad_files_are_told_of_beside_the_data(self):
        bad = self.folder / "bad.jpg"
        bad.write_bytes(b"no picture")
        run = self.sohoa("read", bad, self.short, code=NEEDS_REVIEW)
        self.assertEqual(2, run.text.count("\f"))
        self.assertIn("bad.jpg: Tệp không phải ảnh hoặc PDF", run.err)
        run = self.sohoa("read", bad, code=INPUT)
        self.assertEqual("", run.text)

    def test_nothing_is_left_behind(self):
        temporary = self.folder / "tmp"
        temporary.mkdir()
        self.sohoa("read", self.short, code=DONE, env={"TMPDIR": str(temporary)})
        self.assertEqual([], list(temporary.iterdir()))


if __name__ == "__main__":
    rig.main()
