"""What the program promises to people and to other programs: help, events, dossier.json, order of steps, memory."""
import json
import re
import subprocess
import time
from pathlib import Path

import rig
from rig import DONE, NEEDS_REVIEW, pages_of

COMMANDS = ("devices", "scan", "digitize", "read", "fields", "explain", "forms", "verify", "doctor", "text", "reuse", "settings")
EVENTS = {
    "batch_opened": {"code", "pages_from_before"},
    "page_acquired": {"page", "document", "origin"},
    "page_done": {"page", "document", "words", "cpu_seconds"},
    "document_signed": {"document", "role"},
    "document_extracted": {"document", "kind"},
    "document_coded": {"document", "code"},
    "document_done": {"document", "pages", "kind"},
    "published": {"folder", "pages"},
    "result": {"code", "folder", "state", "documents", "pages", "review"},
}


class Contract(rig.Rig):
    def test_help_explains_every_command_and_names_the_exit_codes(self):
        for command in (None, *COMMANDS):
            with self.subTest(command):
                words = [command] if command else []
                run = subprocess.run([rig.BUILD / "sohoa", *words, "--help"], capture_output=True, text=True)
                self.assertEqual(0, run.returncode)
                self.assertEqual("", run.stderr)
                told = " ".join(run.stdout.split())
                self.assertIn("Exit codes: 0 done; 1 published, but needs review; 2 unusable command line", told)
                self.assertIn("130 interrupted", told)
                if not command:
                    for name in COMMANDS:
                        self.assertIn(name, told)

    def test_the_clerk_signs_before_extraction_and_the_agency_last(self):
        """R11, R15: by the events, and by the file, whose kind is known only between the two signatures."""
        inputs = [self.folder / f"{number}.tif" for number in range(3)]
        for number, path in enumerate(inputs):
            path.write_bytes(rig.tiff([rig.numbered(rig.short_page(), number)]))
        run = self.digitize(*inputs)
        for event in run.events:
            self.assertEqual(EVENTS[event["event"]], set(event) - {"event"}, event)
        steps = {
            document: [event.get("role", event["event"]) for event in run.events if event.get("document") == document]
            for document in (1, 2, 3)
        }
        for names in steps.values():
            self.assertEqual(["page_acquired", "page_done", "clerk", "document_extracted", "document_coded", "agency", "document_done"], names)
        names = [event["event"] for event in run.events]
        self.assertEqual("batch_opened", names[0])
        self.assertEqual(["published", "result"], names[-2:])
        _, dossier = self.dossier()
        for document in dossier["documents"]:
            self.assertEqual(["clerk", "agency"], [signature["role"] for signature in document["signatures"]])

    def test_a_dossier_keeps_its_schemas(self):
        bad = self.folder / "bad.jpg"
        bad.write_bytes(b"no picture")
        self.digitize(rig.SAMPLES / "giay_tiep_nhan_1.jpg", bad, rig.SAMPLES / "quyet_dinh_1.pdf", code=NEEDS_REVIEW)
        folder, dossier = self.dossier()
        self.assert_schema(dossier, "dossier.schema.json")
        self.assertEqual([1, 1, 2], [page["number"] for page in pages_of(dossier)])
        self.assertIn("QR_CODE", {code["format"].replace("QRCode", "QR_CODE") for page in pages_of(dossier) for code in page["codes"]})
        for document in dossier["documents"]:
            fields = json.loads((folder / "data" / document["fields"]).read_bytes())
            self.assert_schema(fields, "fields.schema.json")
            for name, field in fields["fields"].items():
                self.assertTrue(1 <= field["page"] <= len(document["pages"]), name)
                if field["value"]:
                    x, y, w, h = field["box"]
                    page = document["pages"][field["page"] - 1]
                    self.assertTrue(0 <= x and 0 <= y and x + w <= page["width"] and y + h <= page["height"], (name, field))
        # A value, or what was read and a reason to look at it: a number partly filled in by hand is never taken as sure.
        number = json.loads((folder / "data/fields/002.json").read_bytes())["fields"]["so_ky_hieu"]
        truth = json.loads((rig.SAMPLES / "quyet_dinh_1.json").read_text())["fields"]["so_ky_hieu"]
        self.assertIn(truth, number["value"] or number["raw"])
        self.assertTrue(number["value"] or number["review"])

    def test_a_schema_notices_what_is_wrong(self):
        schema = json.loads((rig.PROJECT / "models/schemas/dossier.schema.json").read_text())
        self.assertTrue(rig.schema_problems({"format": "sohoa.dossier", "state": "fine"}, schema, schema))

    def test_the_original_jpeg_is_in_the_pdf_byte_for_byte(self):
        original = rig.SAMPLES / "thong_bao_1.jpg"
        self.digitize(original)
        folder, dossier = self.dossier()
        (image,) = rig.images_in(folder / "data/pdf/001.pdf", self.folder / "images")
        self.assertEqual(original.read_bytes(), image.read_bytes())
        self.assertEqual(rig.hashlib.sha256(original.read_bytes()).hexdigest(), pages_of(dossier)[0]["image_sha256"])

    def test_without_json_standard_output_is_the_dossiers_folder_alone(self):
        (self.folder / "a.tif").write_bytes(rig.tiff([rig.short_page()]))
        run = self.sohoa("digitize", "--into", self.storage, self.folder / "a.tif", code=(DONE, NEEDS_REVIEW))
        self.assertEqual(f"{self.dossiers()[0]}\n", run.text)
        self.assertNotIn("\r", run.err, "a progress bar is for terminals")
        self.assertIn("Đã phát hành hồ sơ", run.err)

    def test_split_by_page_makes_each_page_a_document(self):
        (self.folder / "a.tif").write_bytes(rig.tiff([rig.numbered(rig.short_page(), number) for number in range(3)]))
        self.digitize(self.folder / "a.tif", "--split", "page")
        _, dossier = self.dossier()
        self.assertEqual([1, 1, 1], [len(document["pages"]) for document in dossier["documents"]])

    def test_doctor_finds_this_machine_fit_and_says_what_is_not(self):
        device = self.tray("quay1", "thong_bao_1.jpg")
        self.storage.mkdir()
        run = self.sohoa("doctor", "--json", "--into", self.storage, code=DONE)
        findings = {finding["subject"]: finding for finding in run.events}
        self.assertEqual({"ok"}, {finding["state"] for finding in findings.values()}, run)
        self.assertIn(device, findings["máy quét"]["detail"])
        run = self.sohoa("doctor", "--json", "--into", self.folder / "nowhere", code=rig.SETUP)
        missing = [finding for finding in run.events if finding["state"] == "missing"]
        self.assertEqual(["kho lưu trữ"], [finding["subject"] for finding in missing])
        self.assertTrue(missing[0]["remedy"])

    def test_devices_lists_what_the_scanner_offers(self):
        device = self.tray("quay1", "thong_bao_1.jpg")
        (listed,) = self.sohoa("devices", "--json", code=DONE).events
        self.assertEqual(device, listed["name"])
        self.assertIn("ADF Duplex", listed["sources"])
        self.assertIn("Color", listed["modes"])

    def test_settings_shown_are_settings_understood(self):
        shown = self.sohoa("settings", code=DONE).text
        again = self.folder / "again.toml"
        again.write_text(shown)
        run = subprocess.run([rig.BUILD / "sohoa", "settings", "--settings", again], capture_output=True, text=True)
        self.assertEqual(shown, run.stdout)


class Memory(rig.Rig):
    def peak(self, pages):
        """Megabytes that the program held at most, its helpers apart."""
        page = rig.short_page()
        stack = self.folder / f"{pages}.tif"
        stack.write_bytes(rig.tiff([rig.numbered(page, number) for number in range(pages)]))
        words = self.arguments("digitize", "--workers", 2, "--into", self.storage, "--dossier", f"M{pages}", stack)
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0
        # Not by wait4(): its figure begins with what this process holds when it forks.
        while process.poll() is None:
            found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
            peak = max(peak, int(found[1]) if found else 0)
            time.sleep(0.02)
        self.assertIn(process.returncode, (DONE, NEEDS_REVIEW))
        return peak / 1024

    def test_memory_does_not_grow_with_the_number_of_pages(self):
        # By then each worker has met a page for which it started libtesseract, which stays.
        few, many = self.peak(60), self.peak(180)
        print(f"{few:.0f} MB at 60 pages, {many:.0f} MB at 180 ", end="", flush=True)
        self.assertLess(many, few * 1.2)


if __name__ == "__main__":
    rig.main()
