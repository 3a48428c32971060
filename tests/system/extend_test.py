"""sohoa extend: signed PDFs raised to B-T, B-LT, B-LTA beside a test authority; no kill and no full disk harms one (R53, R55)."""
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time

import rig
from rig import DONE, INPUT, RETRY, SETUP

KILLS = 30


class Extending(rig.Rig):
    SERVICES = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settings.write_text(cls.settings.read_text() + f'[timestamp]\nurl = "{cls.services.url}/tsa"\nseconds = 10\ntries = 1\n')
        cls.dossier = cls.shared / "storage/D"
        page = cls.shared / "page.tif"
        page.write_bytes(rig.tiff([rig.numbered(rig.short_page(), 1)]))
        done = subprocess.run(
            [rig.BUILD / "sohoa", "digitize", "--settings", cls.settings, "--into", cls.dossier.parent, "--dossier", "D", page],
            capture_output=True,
        )
        assert done.returncode in (0, 1), done.stderr.decode()

    def signed(self, name="a.pdf"):
        return shutil.copy(self.dossier / "data/pdf/001.pdf", self.folder / name)

    def verified(self, file):
        return json.loads(self.sohoa("verify", "--json", file).out)

    def assert_level(self, file, level):
        verdict = self.verified(file)
        self.assertTrue(verdict["good"], verdict)
        self.assertEqual({level}, {signature["level"] for signature in verdict["documents"][0]["signatures"]})

    def test_each_level_is_reached_and_then_kept(self):
        file = self.signed()
        for level, name in (("t", "PAdES-B-T"), ("lt", "PAdES-B-LT"), ("lta", "PAdES-B-LTA")):
            line = self.sohoa("extend", "--json", "--level", level, file, code=DONE).result
            self.assertEqual((True, True, name), (line["good"], line["changed"], line["after"]))
            self.assert_level(file, name)
            before = file.read_bytes()
            line = self.sohoa("extend", "--json", "--level", level, file, code=DONE).result
            self.assertEqual((False, name, name), (line["changed"], line["before"], line["after"]))
            self.assertEqual(before, file.read_bytes())
        self.assertEqual(["a.pdf"], os.listdir(self.folder))
        said = self.sohoa("extend", "--level", "lta", file, code=DONE).text
        self.assertIn("GIỮ NGUYÊN PAdES-B-LTA", said)

    def test_an_archive_time_stamp_that_ends_soon_is_renewed(self):
        file = self.signed()
        self.addCleanup(self.services.faults)
        self.services.faults(tsa={"signer": "tsa-short"})
        first = self.sohoa("extend", "--json", "--level", "lta", file, code=DONE).result
        self.services.faults()
        said = self.sohoa("extend", "--level", "lta", file, code=DONE).text
        self.assertIn("ĐÃ GIA HẠN PAdES-B-LTA", said)
        last = self.sohoa("extend", "--json", "--level", "lta", file, code=DONE).result
        self.assertFalse(last["changed"])
        self.assertGreater(last["good_until"], first["good_until"])
        self.assert_level(file, "PAdES-B-LTA")

    def test_each_file_has_its_own_result(self):
        good, plain = self.signed(), self.folder / "plain.pdf"
        plain.write_bytes(b"%PDF-1.7 but no more")
        run = self.sohoa("extend", "--json", "--level", "t", plain, self.folder / "none.pdf", good, code=INPUT)
        lines = {line["file"]: line for line in run.events if "file" in line}
        self.assertEqual([False, False, True], [lines[str(f)]["good"] for f in (plain, self.folder / "none.pdf", good)])
        self.assertEqual("file_missing", lines[str(self.folder / "none.pdf")]["cause"])
        self.assertEqual("PAdES-B-T", lines[str(good)]["after"])

    def test_an_authority_that_is_down_is_to_be_asked_later(self):
        file = self.signed()
        before = file.read_bytes()
        self.services.faults(tsa={"status": 503})
        self.addCleanup(self.services.faults)
        self.sohoa("extend", "--level", "t", file, code=RETRY)
        self.assertEqual(before, file.read_bytes())

    def test_a_file_of_a_published_dossier_is_refused_by_itself(self):
        file = self.dossier / "data/pdf/001.pdf"
        before = file.read_bytes()
        run = self.sohoa("extend", "--level", "t", file, code=INPUT)
        self.assertIn(f"sohoa extend {self.dossier}", run.err)
        self.assertEqual(before, file.read_bytes())
        self.assert_whole(self.dossier)

    def test_level_and_authority_must_be_known(self):
        file = self.signed()
        self.sohoa("extend", file, code=SETUP)
        self.sohoa("extend", "--level", "x", file, code=rig.USAGE)

    def test_killed_at_random_moments_the_file_is_the_old_or_the_new_one(self):
        file = self.signed()
        old = file.read_bytes()
        begin = time.monotonic()
        self.sohoa("extend", "--level", "lta", file, code=DONE)
        seconds = time.monotonic() - begin
        moments = random.Random(5)
        killed = 0
        file.write_bytes(old)
        while killed < KILLS:
            process = self.start("extend", "--level", "lta", file)
            time.sleep(moments.uniform(0.02, 1.1 * seconds))
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)
            killed += process.returncode == -signal.SIGKILL
            self.assertLessEqual(set(os.listdir(self.folder)), {"a.pdf", ".a.pdf.extend"})
            if file.read_bytes() != old:
                self.assert_level(file, "PAdES-B-LTA")
                file.write_bytes(old)
        self.sohoa("extend", "--level", "lta", file, code=DONE)
        self.assert_level(file, "PAdES-B-LTA")
        self.assertEqual(["a.pdf"], os.listdir(self.folder))

    def test_a_full_disk_leaves_the_old_file(self):
        file = self.signed()
        old = file.read_bytes()
        for room in (-1, 0, 1000, 20_000, 60_000):
            def limit(most=len(old) + room):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            done = subprocess.run(
                self.arguments("extend", "--level", "lta", file), capture_output=True, preexec_fn=limit, timeout=120
            )
            self.assertEqual(SETUP, done.returncode, done.stderr.decode())
            self.assertEqual(old, file.read_bytes())
            self.assertEqual(["a.pdf"], os.listdir(self.folder))


if __name__ == "__main__":
    rig.main()
