"""A stack of paper becomes a dossier, also when the scanner does not behave."""
import rig
from rig import DEVICE, NEEDS_REVIEW, page_count, pages_of, reasons_of, spooled, tool

PLAIN = ("--source", "adf", "--resolution", "200")


class Scanning(rig.Rig):
    def setUp(self):
        super().setUp()
        page = rig.short_page()
        for number in range(1, 5):
            (self.folder / f"{number}.tif").write_bytes(rig.tiff([rig.numbered(page, number)]))

    def sheet(self, number):
        return str(self.folder / f"{number}.tif")

    def test_a_stack_becomes_one_signed_document_with_its_sheets_in_order(self):
        device = self.tray("stack", "thong_bao_1.jpg", "to_khai_khai_sinh_2.jpg", "giay_tiep_nhan_2.jpg")
        run = self.scan(device, *PLAIN, "--dossier", "STACK")
        folder, dossier = self.dossier()
        self.assert_whole(folder)
        self.assertEqual("STACK", folder.name)
        self.assertEqual(f"scan:{device}", dossier["source"])
        (document,) = dossier["documents"]
        self.assertEqual([1, 2, 3], [page["position"] for page in document["pages"]])
        self.assertEqual([f"{device} sheet {n}" for n in (1, 2, 3)], [page["origin"] for page in document["pages"]])
        self.assertEqual(3, page_count(folder / "data" / document["pdf"]))
        self.assertNotIn("scan_resumed", reasons_of(dossier))
        self.assertEqual(run.result["pages"], 3)
        # What is on the second sheet is on the second page, and nowhere else.
        texts = tool("pdftotext", folder / "data" / document["pdf"], "-").decode().split("\f")
        self.assertIn("TỜ KHAI ĐĂNG KÝ KHAI SINH", texts[1])
        self.assertNotIn("TỜ KHAI ĐĂNG KÝ KHAI SINH", texts[0] + texts[2])

    def test_the_pdf_shows_the_pixels_that_the_scanner_sent(self):
        device = self.tray("grey", "don_de_nghi_2.png")
        self.scan(device, "--source", "adf", "--resolution", "200", "--mode", "gray")
        folder, dossier = self.dossier()
        (page,) = pages_of(dossier)
        expected = self.scanimage(device, "Gray", 200)
        tool("pdfimages", folder / "data/pdf/001.pdf", self.folder / "image")
        (image,) = self.folder.glob("image-*.ppm")
        self.assertEqual((page["width"], page["height"]), self.grey_of_pgm(expected)[:2])
        self.assertEqual(self.grey_of_pgm(expected), self.grey_of_ppm(image.read_bytes()))

    def scanimage(self, device, mode, resolution):
        (self.folder / device.split(":")[1] / ".position").unlink()
        return rig.subprocess.run(
            ["scanimage", "-d", device, "--source", "ADF", "--mode", mode, "--resolution", str(resolution), "--format=pnm"],
            env=dict(rig.os.environ, SANE_CONFIG_DIR=str(self.shared / "vscan"), LD_LIBRARY_PATH=str(rig.BUILD / "vscan")),
            check=True,
            capture_output=True,
        ).stdout

    def pixels(self, kind, picture):
        head = rig.re.match(kind + rb"\s(?:#[^\n]*\n)?\s*(\d+)\s+(\d+)\s+255\s", picture)
        self.assertTrue(head, picture[:60])
        return int(head[1]), int(head[2]), picture[head.end() :]

    def grey_of_pgm(self, picture):
        return self.pixels(b"P5", picture)

    def grey_of_ppm(self, picture):
        """How pdfimages writes grey that has a colour profile: three equal parts a pixel."""
        width, height, colours = self.pixels(b"P6", picture)
        self.assertTrue(colours[0::3] == colours[1::3] == colours[2::3])
        return width, height, colours[0::3]

    def test_duplex_gives_front_and_back_of_each_sheet(self):
        fronts_and_backs = [f"{self.sheet(1)}|{self.sheet(2)}", f"{self.sheet(3)}|{self.sheet(1)}"]
        device = self.tray("duplex", *fronts_and_backs)
        self.scan(device, "--source", "duplex", "--resolution", "200")
        folder, dossier = self.dossier()
        pages = pages_of(dossier)
        self.assertEqual(4, page_count(folder / "data/pdf/001.pdf"))
        self.assertEqual(
            [f"{device} sheet {n} {side}" for n in (1, 2) for side in ("front", "back")],
            [page["origin"] for page in pages],
        )
        images = [page["image_sha256"] for page in pages]
        self.assertEqual(images[0], images[3])
        self.assertEqual(3, len(set(images)))

    def test_the_test_backend_of_sane_is_scanned_to_its_last_page(self):
        config = self.folder / "sane"
        config.mkdir()
        (config / "dll.conf").write_text("test\n")
        self.scan("test:0", "--source", "adf", "--sane-config", config, code=NEEDS_REVIEW)
        folder, dossier = self.dossier()
        self.assert_whole(folder)
        self.assertEqual(10, page_count(folder / "data/pdf/001.pdf"))
        self.assertEqual(10, len(pages_of(dossier)))
        # No page of it carries text, so nothing that an administrative document needs was found; all are one picture.
        self.assertEqual([0] * 10, [page["words"] for page in pages_of(dossier)])
        self.assertEqual({"field_missing", "minimum_missing", "page_repeated"}, reasons_of(dossier))

    def test_an_empty_feeder_is_a_device_fault_and_leaves_nothing(self):
        device = self.tray("empty", self.sheet(1))
        (self.folder / "empty/feed.txt").unlink()
        run = self.scan(device, code=DEVICE)
        self.assertEqual("feeder_empty", run.result["cause"])
        self.assertIn("Khay giấy trống", run.err)
        self.assert_nothing_published()
        self.assertEqual([], list((self.storage / ".sohoa/work").iterdir()))

    def test_a_device_that_is_not_there_is_a_device_fault(self):
        self.tray("here", self.sheet(1))
        run = self.scan("vscan:elsewhere", code=DEVICE)
        self.assertEqual("device_missing", run.result["cause"])
        self.assert_nothing_published()

    def interrupted(self, fault, cause, message):
        """Three sheets, the third of which fails; then the same command with the tray's rest. Nothing is lost (R20)."""
        device = self.tray("tray", self.sheet(1), self.sheet(2), f"{self.sheet(3)} {fault}")
        run = self.scan(device, *PLAIN, "--dossier", "AGAIN", code=DEVICE)
        self.assertEqual(cause, run.result["cause"], run)
        self.assertIn(message, run.err)
        self.assert_nothing_published()
        before = spooled(self.storage, "AGAIN")
        self.assertEqual(2, len(before))

        # The paper is put right: the sheet that failed, and one more, lie in the feeder.
        self.tray("tray", self.sheet(3), self.sheet(1))
        run = self.scan(device, *PLAIN, "--dossier", "AGAIN", code=NEEDS_REVIEW)
        self.assertEqual(2, run.events[0]["pages_from_before"])
        folder, dossier = self.dossier()
        self.assert_whole(folder)
        pages = pages_of(dossier)
        self.assertEqual(4, page_count(folder / "data/pdf/001.pdf"))
        self.assertEqual(list(before.values()), [page["image_sha256"] for page in pages[:2]])
        self.assertEqual(pages[0]["image_sha256"], pages[3]["image_sha256"])
        self.assertIn("scan_resumed", reasons_of(dossier))
        return folder

    def test_after_a_jam_running_again_goes_on(self):
        self.interrupted("fault=JAMMED", "paper_jam", "kẹt giấy")

    def test_after_a_crash_of_the_driver_running_again_goes_on(self):
        self.interrupted("crash", "driver_crashed", "Trình điều khiển máy quét bị lỗi")

    def test_a_driver_that_hangs_is_ended_and_running_again_goes_on(self):
        self.interrupted("hardhang", "device_stalled", "không phản hồi")

    def test_a_jam_without_a_named_dossier_goes_on_with_the_same_command(self):
        device = self.tray("tray", self.sheet(1), f"{self.sheet(2)} fault=JAMMED")
        code = self.scan(device, *PLAIN, code=DEVICE).events[0]["code"]
        self.tray("tray", self.sheet(2))
        self.scan(device, *PLAIN, code=NEEDS_REVIEW)
        folder, dossier = self.dossier()
        self.assertEqual(code, folder.name)
        self.assertEqual(2, len(pages_of(dossier)))

    def test_a_page_that_ends_early_is_not_taken_for_whole(self):
        device = self.tray("tray", self.sheet(1), f"{self.sheet(2)} short=0.5")
        run = self.scan(device, *PLAIN, "--dossier", "SHORT", code=DEVICE)
        self.assertEqual("page_incomplete", run.result["cause"], run)
        self.assertEqual(1, len(spooled(self.storage, "SHORT")))
        self.assert_nothing_published()


if __name__ == "__main__":
    rig.main()
