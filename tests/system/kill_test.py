"""Killing the program at any moment leaves no partial dossier and loses no page; running again completes (R20, R62)."""
import os
import random
import signal
import time

import rig
from rig import INTERRUPTED, page_count, pages_of, spooled

KILLS = 20


class Killing(rig.Rig):
    def stack_of(self, pages):
        """A stack, what an undisturbed run makes of it, and how long that takes."""
        page = rig.short_page()
        self.pages = pages
        self.stack = self.folder / "stack.tif"
        self.stack.write_bytes(rig.tiff([rig.numbered(page, n) for n in range(1, pages + 1)]))
        begin = time.monotonic()
        self.digitize("--dossier", "WHOLE", self.stack)
        self.seconds = time.monotonic() - begin
        self.expected = rig.read_dossier(self.storage / "WHOLE")

    def run_and_signal(self, code, number, delay=None, event=None):
        """Starts a run and signals it after a time, or when it tells of an event; the exit code, or None if it was over."""
        process = self.start("digitize", "--json", "--into", self.storage, "--dossier", code, self.stack)
        if event is None:
            time.sleep(delay)
        else:
            for line in process.stdout:
                if event in line:
                    break
            time.sleep(delay)
        over = process.poll() is not None
        helpers = rig.descendants(process.pid)
        process.send_signal(number)
        process.communicate(timeout=60)
        self.assertTrue(rig.wait_until(lambda: all(map(rig.gone, helpers))), "helpers outlive the program")
        return None if over else process.returncode

    def check(self, code, before):
        """No partial dossier; every page that was spooled still is, unchanged, unless the dossier is published."""
        self.assert_all_whole()
        after = spooled(self.storage, code)
        if not (self.storage / code).exists():
            self.assertEqual(before, {name: after.get(name) for name in before}, "a spooled page was lost or changed")
        return after

    def complete(self, code):
        folder = self.storage / code
        if not folder.exists() or (self.storage / ".sohoa/work" / code).exists():
            self.digitize("--dossier", code, self.stack)
        self.assert_whole(folder)
        dossier = rig.read_dossier(folder)
        self.assertEqual([f"stack.tif#{n}" for n in range(1, self.pages + 1)], [page["origin"] for page in pages_of(dossier)])
        # Page for page what the undisturbed run made: the same images, the same text, the same reasons for review.
        self.assertEqual(pages_of(self.expected), pages_of(dossier))
        self.assertEqual(self.expected["review"], dossier["review"])
        self.assertEqual(self.pages, page_count(folder / "data/pdf/001.pdf"))
        # What a kill left of a batch that was being removed goes with the next run.
        self.assertEqual([], [name for name in os.listdir(self.storage / ".sohoa/work") if not name.startswith(".removed-")])
        self.assertEqual([], os.listdir(self.storage / ".sohoa/staging"))

    def test_twenty_kills_at_random_moments(self):
        self.stack_of(50)
        moments = random.Random(3)
        killed = batch = most = 0
        pages = {}
        while killed < KILLS:
            code = f"KILL-{batch}"
            result = self.run_and_signal(code, signal.SIGKILL, delay=moments.uniform(0.02, self.seconds))
            pages = self.check(code, pages)
            most = max(most, len(pages))
            killed += result == -signal.SIGKILL
            # Now and then a batch is completed, so that the next kills meet the acquisition again.
            if result is None or (self.storage / code).exists() or moments.random() < 0.15:
                self.complete(code)
                batch += 1
                pages = {}
        self.complete(f"KILL-{batch}")
        self.digitize("--dossier", "KILL-LAST", self.stack)
        self.assertEqual([], os.listdir(self.storage / ".sohoa/work"))
        # How far the kills reach depends on the machine; those behind the last page have a test of their own.
        self.assertGreater(most, 0, "no kill came after a page was spooled")

    def test_kills_around_signing_and_publishing(self):
        self.stack_of(8)
        moments = random.Random(4)
        steps = [b'"clerk"', b'"agency"', b'"document_done"', b'"published"']
        for number, event in enumerate(steps):
            code = f"STEP-{number}"
            self.run_and_signal(code, signal.SIGKILL, delay=moments.uniform(0, 0.05), event=event)
            self.check(code, {})
            if event != b'"published"':
                self.complete(code)
        self.assertEqual([f"STEP-{n}" for n in range(4)] + ["WHOLE"], [folder.name for folder in self.dossiers()])

    def test_a_polite_stop_says_how_to_go_on(self):
        self.stack_of(16)
        for name in (signal.SIGTERM, signal.SIGINT):
            code = name.name
            process = self.start("digitize", "--into", self.storage, "--dossier", code, self.stack)
            self.assertTrue(rig.wait_until(lambda: len(spooled(self.storage, code)) > 5, 30))
            process.send_signal(name)
            out, err = process.communicate(timeout=30)
            self.assertEqual(INTERRUPTED, process.returncode, err)
            self.assertEqual(b"", out)
            self.assertIn("chạy lại cùng lệnh để làm tiếp", err.decode())
            self.assertFalse((self.storage / code).exists())
            self.check(code, {})
            self.complete(code)


if __name__ == "__main__":
    rig.main()
