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
        cls.short.write_bytes(rig.tiff([page, rig.numbered(page, 5, rim=True)]))

    def read(self, *words, code=DONE):
        return self.sohoa("read", *words, code=code).text

    def test_the_text_has_the_number_and_names_of_a_document_exactly(self):
        truth = json.loads((SAMPLES / "cong_van_1.json").read_text())["fields"]
        text = self.read(SAMPLES / "cong_van_1.jpg")
        self.assertIn(truth["so_ky_hieu"], text)
        self.assertIn(truth["nguoi_ky"], text)
        self.assertIn(truth["kinh_gui"], text)

    def test_every_kind_of_file_is_read(self):
        # In black and white a seal is ink like text: its page asks for a look.
        for name, pages, code in (("don_de_nghi_2.png", 1, DONE), ("cong_van_2.tif", 2, NEEDS_REVIEW), ("quyet_dinh_1.pdf", 2, DONE),
                                  ("thong_bao_1.jpg", 1, DONE)):
            with self.subTest(name):
                text = self.read(SAMPLES / name, code=code)
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

    def test_a_page_of_few_letters_lies_as_the_pages_before_it(self):
        upside_down = lambda page: (page[0], page[1], page[2][::-1])  # noqa: E731
        strip = upside_down(rig.short_page())
        width, height, paper = strip[0], strip[1], bytearray(b"\xfa" * len(strip[2]))
        sevens = [part for x in range(824, 920, 24) for part in ((x, 182, 18, 4), (x + 14, 182, 4, 30))]
        for x, y, w, h in sevens:
            for row in range(y, y + h):
                paper[row * width + x : row * width + x + w] = b"\x10" * w
        few = upside_down((width, height, bytes(paper)))
        files = [self.folder / name for name in ("few.tif", "stack.tif")]
        files[0].write_bytes(rig.tiff([few]))
        files[1].write_bytes(rig.tiff([strip, strip, strip, few]))
        for workers in (1, 3):
            turns = [json.loads(line)["placement"]["turn"] for line in self.read("--json", "--workers", workers, *files).splitlines()]
            self.assertEqual([0, 180, 180, 180, 180], turns)

    def test_artifacts_of_every_page_are_kept_when_asked_for(self):
        kept = self.folder / "kept/here"
        pages = self.read("--json", "--keep-artifacts", kept, self.short).splitlines()
        names = {path.name for path in kept.iterdir()}
        for number, page in zip(("0001", "0002"), pages):
            pictures = [f"{number}-{picture}.png" for picture in ("1-straightened", "2-cleaned", "3-read")]
            self.assertLessEqual({*pictures, f"{number}-lines", f"{number}-text.txt", f"{number}-page.json"}, names)
            self.assertEqual(json.loads(page)["lines"], json.loads((kept / f"{number}-page.json").read_bytes())["lines"])
            lines = (kept / f"{number}-text.txt").read_text().splitlines()
            self.assertEqual(len(lines), len(list((kept / f"{number}-lines").iterdir())))
            for picture in pictures:
                self.assertEqual(b"\x89PNG\r\n\x1a\n", (kept / picture).read_bytes()[:8])
        self.assertEqual(12, len(names))

    def test_artifacts_that_cannot_be_kept_are_an_error(self):
        (self.folder / "file").write_bytes(b"")
        self.assertIn("[storage_unusable]", self.sohoa("read", "--keep-artifacts", self.folder / "file", self.short, code=rig.SETUP).err)

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
