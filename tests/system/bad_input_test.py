"""A file that cannot be read is named, with what to do; the rest goes on; nothing is lost and nothing half published."""
import subprocess
from struct import pack

import rig
from rig import INPUT, NEEDS_REVIEW, SAMPLES, SETUP, USAGE, pages_of, reasons_of


def damaged(name, at, length=200):
    data = bytearray((SAMPLES / name).read_bytes())
    data[at : at + length] = bytes(length)
    return bytes(data)


def huge_tiff(side):
    entries = [(256, side), (257, side), (258, 1), (259, 1), (262, 0), (273, 200), (278, side), (279, 4)]
    return b"II*\0" + pack("<IH", 8, 8) + b"".join(pack("<HHII", tag, 4, 1, value) for tag, value in entries) + bytes(200)


class BadInput(rig.Rig):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.files = cls.shared / "files"
        folder.mkdir()
        page = rig.short_page()
        (folder / "good.tif").write_bytes(rig.tiff([page]))
        (folder / "truncated.jpg").write_bytes((SAMPLES / "cong_van_1.jpg").read_bytes()[:100_000])
        (folder / "holes.jpg").write_bytes(damaged("cong_van_1.jpg", 300_000))
        (folder / "holes.png").write_bytes(damaged("don_de_nghi_2.png", 400_000))
        (folder / "garbage.jpg").write_bytes(bytes(range(7, 255)) * 100)
        (folder / "empty.pdf").write_bytes(b"")
        (folder / "huge.tif").write_bytes(huge_tiff(60_000))
        (folder / "tail.tif").write_bytes(rig.tiff([page, page])[:-40])
        subprocess.run(
            ["qpdf", "--encrypt", "user", "owner", "256", "--", SAMPLES / "quyet_dinh_1.pdf", folder / "locked.pdf"], check=True
        )

    # file: its cause, what the clerk is told
    BAD = {
        "truncated.jpg": ("image_damaged", "bị cắt cụt"),
        "holes.jpg": ("image_damaged", "bị hỏng"),
        "holes.png": ("image_damaged", "bị hỏng"),
        "garbage.jpg": ("file_unsupported", "không phải ảnh hoặc PDF"),
        "empty.pdf": ("file_unsupported", "không phải ảnh hoặc PDF"),
        "huge.tif": ("page_too_large", "vượt quá kích thước"),
        "locked.pdf": ("pdf_encrypted", "có mật khẩu"),
    }

    def test_bad_files_among_good_ones_are_listed_as_lost_and_the_good_ones_published(self):
        good = self.files / "good.tif"
        run = self.sohoa(
            "digitize", "--into", self.storage, good, *(self.files / name for name in self.BAD), good, code=NEEDS_REVIEW
        )
        folder, dossier = self.dossier()
        self.assert_whole(folder)
        self.assertEqual(f"{folder}\n", run.text)
        self.assertEqual(["good.tif#1", "good.tif#1"], [page["origin"] for page in pages_of(dossier)])
        lost = {loss["origin"].split("#")[0]: loss for loss in dossier["lost"]}
        self.assertEqual(set(self.BAD), set(lost))
        for name, (cause, message) in self.BAD.items():
            self.assertEqual(cause, lost[name]["fault"]["cause"], name)
            self.assertIn(message, lost[name]["fault"]["message"])
            self.assertTrue(any(name in line and message in line for line in run.err.splitlines()), f"{name}: {run.err}")
        self.assertEqual("needs_review", dossier["state"])
        self.assertLessEqual({cause for cause, _ in self.BAD.values()}, reasons_of(dossier))
        # A page that was received whole and only then found to be damaged is kept as received.
        for name in ("holes.jpg", "holes.png"):
            self.assertEqual((self.files / name).read_bytes(), (folder / "data" / lost[name]["file"]).read_bytes())

    def test_a_bad_file_alone_publishes_nothing(self):
        for name, (cause, message) in self.BAD.items():
            with self.subTest(name):
                run = self.sohoa("digitize", "--into", self.storage, self.files / name, code=INPUT)
                self.assertEqual("", run.text)
                self.assertIn(message, run.err)
                self.assertNotIn("vẫn được giữ", run.err)
                self.assert_nothing_published()
                self.assertEqual([], list((self.storage / ".sohoa/work").iterdir()))

    def test_the_whole_pages_of_a_damaged_file_are_published(self):
        self.digitize(self.files / "tail.tif", code=NEEDS_REVIEW)
        _, dossier = self.dossier()
        self.assertEqual(["tail.tif#1"], [page["origin"] for page in pages_of(dossier)])
        self.assertEqual(1, len(dossier["lost"]))

    def test_a_missing_file_is_reported_and_the_rest_goes_on(self):
        run = self.digitize(self.files / "good.tif", self.files / "không có.jpg", code=NEEDS_REVIEW)
        self.assertIn("không có.jpg", run.out.decode())
        _, dossier = self.dossier()
        self.assertEqual(["file_missing"], [lost["fault"]["cause"] for lost in dossier["lost"]])
        self.assertEqual("needs_review", dossier["state"])

    def test_nothing_but_missing_files_is_bad_input(self):
        run = self.digitize(self.files / "không có.jpg", code=INPUT)
        self.assertIn("không có.jpg", run.err)
        self.assert_nothing_published()

    def test_a_folder_without_images_is_refused(self):
        (self.folder / "docs").mkdir()
        (self.folder / "docs/letter.txt").write_text("no image")
        run = self.digitize(self.folder / "docs", code=INPUT)
        self.assertEqual("input_empty", run.result["cause"])
        self.assert_nothing_published()

    def test_names_with_blanks_marks_and_dashes_are_names(self):
        data = (self.files / "good.tif").read_bytes()
        names = ["-vào.tif", "tờ trình số 5.tif", "--into.tif", "scan"]
        for name in names:
            (self.folder / name).write_bytes(data)
        self.digitize("scan", "tờ trình số 5.tif", "--", "-vào.tif", "--into.tif", cwd=self.folder)
        _, dossier = self.dossier()
        self.assertEqual(
            ["scan#1", "tờ trình số 5.tif#1", "-vào.tif#1", "--into.tif#1"], [page["origin"] for page in pages_of(dossier)]
        )

    def test_a_page_under_200_dpi_is_reported(self):
        (self.folder / "low.tif").write_bytes(rig.tiff([rig.short_page()], dpi=150))
        run = self.sohoa("digitize", "--into", self.storage, self.folder / "low.tif", code=NEEDS_REVIEW)
        self.assertIn("dưới 200 dpi", run.err)
        _, dossier = self.dossier()
        self.assertIn("resolution_low", reasons_of(dossier))

    def test_a_signed_pdf_is_kept_whole_in_its_document(self):
        self.digitize(self.files / "good.tif", "--dossier", "FIRST")
        original = self.storage / "FIRST/data/pdf/001.pdf"
        self.digitize(original, "--dossier", "SECOND")
        kept, = rig.read_dossier(self.storage / "SECOND")["documents"][0]["originals"]
        self.assertEqual(("001.pdf", True), (kept["name"], kept["good"]))
        subprocess.run(["pdfdetach", "-save", "1", "-o", self.folder / "out.pdf", self.storage / "SECOND/data/pdf/001.pdf"], check=True)
        self.assertEqual(original.read_bytes(), (self.folder / "out.pdf").read_bytes())

    def test_a_signed_pdf_that_was_changed_is_kept_and_the_dossier_says_so(self):
        self.digitize(self.files / "good.tif", "--dossier", "FIRST")
        changed = self.folder / "changed.pdf"
        changed.write_bytes((self.storage / "FIRST/data/pdf/001.pdf").read_bytes() + b"% one line more\n")
        run = self.digitize(changed, "--dossier", "SECOND", code=NEEDS_REVIEW)
        self.assertIn("pdf_signed", {reason["reason"] for reason in run.result["review"]})
        self.assertIn("pdf_signed", reasons_of(rig.read_dossier(self.storage / "SECOND")))

    def test_codes_that_are_no_codes_are_refused(self):
        for code in ("../x", "a/b", ".hidden", "x" * 101, "hồ-sơ", "a b"):
            with self.subTest(code):
                run = self.digitize(self.files / "good.tif", "--dossier", code, code=INPUT)
                self.assertEqual("code_invalid", run.result["cause"])
                self.assertIn("Mã hồ sơ không hợp lệ", run.err)
                self.assert_nothing_published()
        run = self.digitize(self.files / "good.tif", "--dossier", "", code=USAGE)
        self.assertIn("--dossier: an empty value", run.err)
        self.digitize(self.files / "good.tif", "--dossier", "x" * 100)

    def test_a_code_that_is_taken_is_refused_and_its_dossier_left_alone(self):
        self.digitize(self.files / "good.tif", "--dossier", "TAKEN")
        before = {path: path.read_bytes() for path in (self.storage / "TAKEN").rglob("*") if path.is_file()}
        run = self.digitize(SAMPLES / "thong_bao_1.jpg", "--dossier", "TAKEN", code=INPUT)
        self.assertEqual("dossier_exists", run.result["cause"])
        self.assertIn("Mã hồ sơ này đã có trong kho", run.err)
        self.assertEqual(before, {path: path.read_bytes() for path in (self.storage / "TAKEN").rglob("*") if path.is_file()})

    def test_an_unusable_command_line_is_told_from_bad_input(self):
        for words in (["digitize"], ["digitize", "--nonsense", "a.jpg"], ["read", "--format", "docx", "a.jpg"], ["fly"]):
            with self.subTest(words):
                run = subprocess.run([rig.BUILD / "sohoa", *words], capture_output=True)
                self.assertEqual(USAGE, run.returncode)
                self.assertEqual(b"", run.stdout)
                self.assertNotEqual(b"", run.stderr)

    def test_a_misspelt_setting_is_refused_with_its_place(self):
        settings = self.folder / "bad.toml"
        settings.write_text('[scan]\ndevise = "x"\n')
        run = subprocess.run([rig.BUILD / "sohoa", "settings", "--settings", settings], capture_output=True)
        self.assertEqual(SETUP, run.returncode)
        self.assertIn(f"{settings}:2:", run.stderr.decode())


if __name__ == "__main__":
    rig.main()
