"""A stack becomes the documents that lie in it, and every page of it is accounted for (R8, R9, R10)."""
import rig
from rig import NEEDS_REVIEW, SAMPLES, pages_of, reasons_of, tool

SIMPLEX = ("--source", "adf", "--resolution", "200", "--mode", "gray")


class Stack(rig.Rig):
    def separator(self):
        """The separator sheet, as a copier prints and a scanner sees it."""
        tool("pdftoppm", "-gray", "-jpeg", "-r", 200, "-singlefile", SAMPLES / "tach.pdf", self.folder / "tach")
        return str(self.folder / "tach.jpg")

    def parts(self, dossier):
        return [(d["opening"]["reason"], [page["position"] for page in d["pages"]]) for d in dossier["documents"]]

    def count(self, dossier):
        count = dossier["count"]
        self.assertEqual(count["images"], count["pages"] + count["left_out"] + count["lost"])
        self.assertEqual(count["pages"], len(pages_of(dossier)))
        return count

    def test_a_mixed_stack_becomes_its_documents(self):
        device = self.tray(
            "mixed", "quyet_dinh_2.jpg", self.separator(), "to_trinh_1-1.jpg", "to_trinh_1-2.jpg",
            "giay_tiep_nhan_1.jpg", "thong_bao_1.jpg", self.separator(), "don_de_nghi_1.jpg",
        )
        self.scan(device, *SIMPLEX, "--split", "auto", "--sheets", 6)
        folder, dossier = self.dossier()
        self.assert_whole(folder)
        expected = [("source", [1]), ("separator", [3, 4]), ("title", [5]), ("title", [6]), ("separator", [8])]
        self.assertEqual(expected, self.parts(dossier))
        kinds = [document["kind"] for document in dossier["documents"]]
        self.assertEqual(["quyet_dinh", "to_trinh", "giay_tiep_nhan", "thong_bao", "don_de_nghi"], kinds)
        self.assertEqual([("separator", 2), ("separator", 7)], [(p["reason"], p["position"]) for p in dossier["left_out"]])
        self.assertEqual((8, 6, 6), tuple(self.count(dossier)[key] for key in ("images", "pages", "sheets")))
        self.assertEqual(set(), reasons_of(dossier) & {"sheets_differ", "page_missing", "page_misplaced", "double_feed",
                                                       "page_repeated", "page_blank", "pages_alike"})

    def test_a_stack_is_one_document_unless_asked(self):
        device = self.tray("plain", "quyet_dinh_2.jpg", self.separator(), "thong_bao_1.jpg")
        self.scan(device, *SIMPLEX)
        _, dossier = self.dossier()
        self.assertEqual([("source", [1, 2, 3])], self.parts(dossier))

    def test_sheets_counted_by_hand_must_be_there(self):
        (self.folder / "a.tif").write_bytes(rig.tiff([rig.short_page()]))
        self.digitize("--dossier", "RIGHT", "--sheets", 1, self.folder / "a.tif")
        self.digitize("--dossier", "WRONG", "--sheets", 2, self.folder / "a.tif", code=NEEDS_REVIEW)
        right, wrong = (rig.read_dossier(self.storage / code) for code in ("RIGHT", "WRONG"))
        self.assertNotIn("sheets_differ", reasons_of(right))
        self.assertIn("sheets_differ", reasons_of(wrong))
        self.assertEqual((1, 2), (wrong["count"]["sheets"], wrong["count"]["declared_sheets"]))

    def test_a_page_removed_doubled_or_swapped_asks_for_review(self):
        tool("pdfimages", "-all", SAMPLES / "quyet_dinh_1.pdf", self.folder / "page")
        first, second = map(str, sorted(self.folder.glob("page-*.jpg")))
        stacks = {
            "WHOLE": ([first, second], None),
            "REMOVED": ([second], ("page_missing", 1)),
            "SWAPPED": ([second, first], ("page_missing", 1)),
            "DOUBLED": ([first, second, second], ("page_repeated", 3)),
        }
        for code, (sheets, expected) in stacks.items():
            with self.subTest(code):
                self.scan(self.tray(code.lower(), *sheets), *SIMPLEX, "--dossier", code)
                dossier = rig.read_dossier(self.storage / code)
                ours = {"page_missing", "page_misplaced", "double_feed", "page_repeated", "pages_alike"}
                found = [(r["reason"], r["page"]) for r in dossier["review"] if r["reason"] in ours]
                self.assertEqual([expected] if expected else [], found)
                self.assertEqual(len(sheets), dossier["count"]["pages"])  # none is dropped

    def noted(self, page, box):
        """The page with a note stuck on it: grey paper and a few strokes of a pen."""
        width, height, pixels = page
        pixels = bytearray(pixels)
        x, y, w, h = box
        for row in range(y, y + h):
            pixels[row * width + x : row * width + x + w] = b"\xd8" * w
        for line in range(4):
            for step in range(w - 120):
                top = y + 60 + line * 70 + (step * 7 % 40 if step // 40 % 2 else 40 - step * 7 % 40)
                for row in range(top, top + 4):
                    pixels[row * width + x + 60 + step] = 0x20
        return width, height, bytes(pixels)

    def test_a_page_with_and_without_its_note_counts_once(self):
        page = rig.picture(SAMPLES / "quyet_dinh_1.pdf")
        # Over the number and the letterhead's left half: read with the note, they would be gone.
        (self.folder / "a.tif").write_bytes(rig.tiff([self.noted(page, (180, 120, 520, 400)), page]))
        self.digitize("--sheets", 1, self.folder / "a.tif")
        folder, dossier = self.dossier()
        with_note, without = pages_of(dossier)
        self.assertEqual(("with_note", 2), (with_note.get("variant"), with_note.get("variant_of")))
        self.assertEqual(("without_note", 1), (without.get("variant"), without.get("variant_of")))
        self.assertEqual((2, 1, 1), tuple(self.count(dossier)[key] for key in ("pages", "with_note", "sheets")))
        self.assertNotIn("sheets_differ", reasons_of(dossier))
        fields = rig.json.loads((folder / "data" / dossier["documents"][0]["fields"]).read_bytes())["fields"]
        truth = rig.json.loads((SAMPLES / "quyet_dinh_1.json").read_bytes())["fields"]
        self.assertEqual(truth["so_ky_hieu"], fields["so_ky_hieu"]["value"])
        self.assertEqual(2, fields["so_ky_hieu"]["page"])

    def test_a_blank_page_is_marked_and_kept_or_laid_beside(self):
        width, height, pixels = rig.short_page()
        (self.folder / "a.tif").write_bytes(rig.tiff([(width, height, pixels), (width, height, b"\xf8" * len(pixels))]))
        self.digitize("--dossier", "KEPT", self.folder / "a.tif")
        kept = rig.read_dossier(self.storage / "KEPT")
        self.assertEqual([None, True], [page.get("blank") for page in pages_of(kept)])
        settings = self.settings
        self.settings = self.shared / "leave_out.toml"
        self.settings.write_text(settings.read_text() + '\n[dossier]\nblank_pages = "leave_out"\n')
        self.digitize("--dossier", "BESIDE", self.folder / "a.tif")
        folder = self.storage / "BESIDE"
        self.assert_whole(folder)
        (left_out,) = rig.read_dossier(folder)["left_out"]
        self.assertEqual(("blank", 2), (left_out["reason"], left_out["position"]))
        original = (folder / "data" / left_out["file"]).read_bytes()
        self.assertEqual(left_out["image_sha256"], rig.hashlib.sha256(original).hexdigest())


if __name__ == "__main__":
    rig.main()
