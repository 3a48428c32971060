"""The watched folder holds whole dossiers only: on a full disk, with two runs at once, under a watcher's eyes (R62)."""
import contextlib
import os
import shutil
import subprocess
import sys
import threading

import rig
from rig import RETRY, SETUP, bag_problems, pages_of, spooled


class Storage(rig.Rig):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        page = rig.short_page()
        cls.stack = cls.shared / "stack.tif"
        cls.stack.write_bytes(rig.tiff([rig.numbered(page, n) for n in range(1, 13)]))

    def test_a_second_run_on_the_same_code_is_told_to_wait(self):
        first = self.start("digitize", "--into", self.storage, "--dossier", "ONE", self.stack)
        self.assertTrue(rig.wait_until(lambda: spooled(self.storage, "ONE"), 30))
        run = self.digitize("--dossier", "ONE", self.stack, code=RETRY)
        self.assertEqual("dossier_busy", run.result["cause"])
        self.assertIn("đang được xử lý ở một phiên khác", run.err)
        first.communicate(timeout=60)
        self.assertIn(first.returncode, (0, 1))
        self.assertEqual(12, len(pages_of(self.dossier()[1])))

    def test_two_runs_with_two_codes_do_not_disturb_each_other(self):
        runs = [self.start("digitize", "--into", self.storage, "--dossier", code, self.stack) for code in ("A", "B")]
        for run in runs:
            run.communicate(timeout=60)
            self.assertIn(run.returncode, (0, 1))
        self.assertEqual(["A", "B"], [folder.name for folder in self.dossiers()])
        self.assert_all_whole()

    def test_a_watcher_sees_each_dossier_whole_the_moment_it_appears(self):
        (self.folder / "in").mkdir()
        page = rig.short_page()
        for number in range(6):
            (self.folder / f"in/{number}.tif").write_bytes(rig.tiff([rig.numbered(page, number)]))
        self.storage.mkdir()
        seen, problems, over = set(), [], threading.Event()

        def watch():
            while not over.is_set() or len(seen) < len(self.dossiers()):
                for name in os.listdir(self.storage):
                    if not name.startswith(".") and name not in seen:
                        seen.add(name)
                        problems.extend(bag_problems(self.storage / name))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            for code in ("W1", "W2", "W3"):
                self.digitize("--dossier", code, self.folder / "in")
        finally:
            over.set()
            watcher.join()
        self.assertEqual({"W1", "W2", "W3"}, seen)
        self.assertEqual([], problems)

    def test_the_same_code_with_other_inputs_is_refused_while_it_is_unfinished(self):
        run = self.start("digitize", "--into", self.storage, "--dossier", "MIX", self.stack)
        self.assertTrue(rig.wait_until(lambda: spooled(self.storage, "MIX"), 30))
        run.kill()
        run.communicate()
        other = self.folder / "other.tif"
        other.write_bytes(rig.tiff([rig.short_page()]))
        refused = self.digitize("--dossier", "MIX", other, code=rig.INPUT)
        self.assertEqual("dossier_exists", refused.result["cause"])
        self.digitize("--dossier", "MIX", self.stack)
        self.assertEqual(12, len(pages_of(self.dossier()[1])))

    def test_a_storage_that_cannot_be_written_is_a_matter_of_setup(self):
        (self.folder / "file").write_text("not a folder")
        run = self.sohoa("digitize", "--json", "--into", self.folder / "file/storage", self.stack, code=SETUP)
        self.assertEqual("storage_unusable", run.result["cause"])


class FullDisk(rig.Rig):
    """On a small file system of their own, in a mount name space that ends with the test."""

    def setUp(self):
        super().setUp()
        if os.environ.get("SOHOA_TEST_MOUNTS") != "private":
            self.skipTest("mounting a small disk needs root and mount name spaces")

    def mount(self, megabytes):
        self.storage.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}M", "tmpfs", self.storage], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", self.storage], check=True)

    def fill(self, leave):
        """Leaves so many bytes, whatever a run takes meanwhile."""
        with open(self.storage / ".ballast", "wb") as ballast:
            while True:
                space = os.statvfs(self.storage)
                with contextlib.suppress(OSError):
                    return os.posix_fallocate(ballast.fileno(), 0, max(space.f_bavail * space.f_frsize - leave, 1))

    def inputs(self, count):
        page = rig.short_page()
        (self.folder / "in").mkdir()
        for number in range(count):
            (self.folder / f"in/{number:02}.tif").write_bytes(rig.tiff([rig.numbered(page, number)]))
        return self.folder / "in"

    def test_a_disk_that_is_nearly_full_is_refused_at_once(self):
        self.mount(100)
        run = self.digitize("--dossier", "SMALL", self.inputs(1), code=SETUP)
        self.assertEqual("disk_full", run.result["cause"])
        self.assertIn("Ổ đĩa đã đầy", run.err)
        self.assert_nothing_published()

    def test_a_disk_that_fills_up_half_way_stops_the_run_and_more_space_lets_it_go_on(self):
        self.mount(260)
        inputs = self.inputs(8)
        # The room left when the disk fills up, from nothing at all to enough for the pages but not for the dossier.
        for number, room in enumerate((0, 300_000, 1_500_000)):
            with self.subTest(room=room):
                code = f"FULL-{number}"
                process = self.start("digitize", "--json", "--into", self.storage, "--dossier", code, inputs)
                self.assertTrue(rig.wait_until(lambda: spooled(self.storage, code), 30))
                self.fill(leave=room)
                _, err = process.communicate(timeout=60)
                kept = spooled(self.storage, code)
                if process.returncode in (0, 1):  # there was room enough after all
                    self.assertGreater(room, 300_000)
                else:
                    self.assertEqual(SETUP, process.returncode, err.decode())
                    self.assertIn("Ổ đĩa đã đầy", err.decode())
                    self.assertFalse((self.storage / code).exists())
                os.remove(self.storage / ".ballast")
                if process.returncode == SETUP:
                    self.digitize("--dossier", code, inputs)
                dossier = rig.read_dossier(self.storage / code)
                self.assert_whole(self.storage / code)
                self.assertEqual([f"{n:02}.tif#1" for n in range(8)], [page["origin"] for page in pages_of(dossier)])
                hashes = {page["image_sha256"] for page in pages_of(dossier)}
                self.assertLessEqual(set(kept.values()), hashes)


def in_private_mounts():
    """Runs this program again where it may mount, if it can."""
    if "SOHOA_TEST_MOUNTS" in os.environ or os.geteuid() != 0 or shutil.which("unshare") is None:
        return
    try_out = "mount -t tmpfs -o size=1M tmpfs /mnt"
    if subprocess.run(["unshare", "-m", "sh", "-c", try_out], capture_output=True).returncode == 0:
        os.environ["SOHOA_TEST_MOUNTS"] = "private"
        os.execvp("unshare", ["unshare", "-m", sys.executable, *sys.argv])


if __name__ == "__main__":
    in_private_mounts()
    rig.main()
