"""Above B-B a dossier waits, signed and out of sight, until an authority has proven its time; nothing is lost meanwhile (R54)."""
import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time

import rig
from rig import DONE, INPUT, NEEDS_REVIEW, RETRY, SETUP

KILLS = 20
MANY = 6
LEVELS = {"t": "PAdES-B-T", "lt": "PAdES-B-LT", "lta": "PAdES-B-LTA"}


class Stamping(rig.Rig):
    SERVICES = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls.shared / "page.tif"
        cls.page.write_bytes(rig.tiff([rig.numbered(rig.short_page(), 1)]))
        cls.settings.write_text(cls.settings.read_text() + f'[timestamp]\nurl = "{cls.services.url}/tsa"\ntries = 1\nseconds = 10\n')
        cls.by_level = {"b": cls.settings}
        for level in LEVELS:
            file = cls.by_level[level] = cls.shared / f"{level}.toml"
            file.write_text(cls.settings.read_text().replace("[sign]", f'[sign]\nlevel = "{level}"'))
        cls.many = cls.shared / "many"
        for number in range(MANY):
            words = ("digitize", "--settings", cls.by_level["t"], "--into", cls.many, "--dossier", f"C-{number}", cls.page)
            done = subprocess.run([rig.BUILD / "sohoa", *words], capture_output=True)
            assert done.returncode in (DONE, NEEDS_REVIEW), done.stderr.decode()

    def setUp(self):
        super().setUp()
        self.at("t")
        self.addCleanup(self.services.faults)

    def at(self, level):
        self.settings = self.by_level[level]

    def waiting(self):
        folder = self.storage / ".sohoa/stamping"
        return {entry.name: entry for entry in folder.iterdir()} if folder.exists() else {}

    def await_one(self, code):
        run = self.digitize("--dossier", code, self.page)
        self.assertEqual("awaiting_timestamp", run.result["state"], run)
        return run

    def await_many(self):
        shutil.copytree(self.many, self.storage)
        codes = sorted(self.waiting())
        self.assertEqual(MANY, len(codes))
        return codes

    def stamp(self, code=DONE):
        run = self.sohoa("stamp", "--json", "--into", self.storage, code=code)
        self.assertEqual(set(run.result) - {"event"}, {"published", "waiting"}, run)
        return run

    def assert_good(self, folder, level):
        self.assert_whole(folder)
        verdict = json.loads(self.sohoa("verify", "--json", folder, code=DONE).out)
        levels = {signature["level"] for document in verdict["documents"] for signature in document["signatures"]}
        self.assertEqual({LEVELS[level]}, levels)
        dossier = rig.read_dossier(folder)
        self.assertIn(dossier["state"], ("complete", "needs_review"))
        self.assertEqual({LEVELS[level]}, {s["level"] for d in dossier["documents"] for s in d["signatures"]})
        self.assert_schema(dossier, "dossier.schema.json")

    def names(self):
        return [folder.name for folder in self.dossiers()]

    def test_a_dossier_of_each_level_waits_and_is_published_by_the_stage(self):
        for level in LEVELS:
            with self.subTest(level):
                self.at(level)
                before = set(self.names())
                counts = self.services.counts().get("tsa", 0)
                run = self.await_one(level)
                self.assertEqual(run.code, NEEDS_REVIEW if run.result["review"] else DONE)
                self.assertEqual(counts, self.services.counts().get("tsa", 0))
                self.assertEqual(before, set(self.names()))
                self.assertEqual({level}, self.waiting().keys())
                waits = self.waiting()[level]
                self.assert_whole(waits)
                self.assertEqual("awaiting_timestamp", rig.read_dossier(waits)["state"])
                self.assert_schema(rig.read_dossier(waits), "dossier.schema.json")
                again = self.sohoa("digitize", "--into", self.storage, "--dossier", level, self.page, code=INPUT)
                self.assertIn("đang chờ dấu thời gian: 'sohoa stamp'", again.err)
                self.assertEqual(before | {level}, before | self.waiting().keys())
                run = self.stamp()
                self.assertEqual((1, 0), (run.result["published"], run.result["waiting"]))
                self.assertEqual(before | {level}, set(self.names()))
                self.assertEqual({}, self.waiting())
                self.assert_good(self.storage / level, level)
        run = self.sohoa("stamp", "--into", self.storage, code=DONE)
        self.assertEqual("", run.text)

    def test_an_authority_that_is_down_leaves_nothing_in_the_watched_folder_and_loses_nothing(self):
        self.await_one("DOWN")
        for fault in ({"status": 503}, {"garbage": True}, {"empty": True}, {"refuse": True}, {"wrong_nonce": True}, {"wrong_imprint": True}):
            with self.subTest(fault):
                self.services.faults(tsa=fault)
                run = self.stamp(RETRY)
                (event,) = [e for e in run.events if e["event"] == "still_waiting"]
                self.assertEqual("time_stamp_failed", event["cause"])
                self.assert_nothing_published()
                self.assert_whole(self.waiting()["DOWN"])
        self.services.faults()
        self.stamp()
        self.assert_good(self.storage / "DOWN", "t")

    def test_what_the_authority_refuses_now_and_then_is_published_by_a_later_pass(self):
        codes = self.await_many()
        self.services.faults(tsa={"fail_every": 3})
        passes = 0
        while self.waiting():
            passes += 1
            self.assertLess(passes, 8)
            run = self.stamp((DONE, RETRY))
            self.assertEqual(run.code, RETRY if self.waiting() else DONE)
            self.assertEqual(codes, sorted(self.names() + list(self.waiting())))
        for folder in self.dossiers():
            self.assert_good(folder, "t")

    def test_at_most_four_questions_are_asked_at_once(self):
        codes = self.await_many()
        self.services.faults(tsa={"delay": 0.3})
        self.stamp()
        self.assertEqual(codes, self.names())
        self.assertEqual(4, self.services.at_once()["tsa"])

    def test_a_slow_authority_is_given_up_after_the_time_that_is_set(self):
        self.await_one("SLOW")
        slow = self.folder / "slow.toml"
        slow.write_text(self.settings.read_text().replace("seconds = 10", "seconds = 1").replace('"authority/', f'"{self.shared}/authority/'))
        self.settings = slow
        self.services.faults(tsa={"delay": 4})
        self.stamp(RETRY)
        self.assert_nothing_published()
        self.services.faults()
        self.stamp()
        self.assert_good(self.storage / "SLOW", "t")

    def test_killed_at_random_moments_every_dossier_waits_or_is_published_whole(self):
        self.at("lta")
        codes = self.await_many()
        begin = time.monotonic()
        self.stamp()
        seconds = time.monotonic() - begin
        moments = random.Random(54)
        killed = 0
        while killed < KILLS:
            if not self.waiting():
                shutil.rmtree(self.storage)
                self.await_many()
            process = self.start("stamp", "--into", self.storage)
            time.sleep(moments.uniform(0.02, seconds / 2))
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)
            killed += process.returncode == -signal.SIGKILL
            self.assert_all_whole()
            self.assertEqual(codes, sorted(self.names() + list(self.waiting())))
        self.stamp()
        self.assertEqual(codes, self.names())
        for folder in self.dossiers():
            self.assert_good(folder, "lta")

    def test_a_second_process_is_told_to_wait(self):
        self.await_one("ONE")
        self.services.faults(tsa={"delay": 3})
        asked = self.services.counts().get("tsa", 0)
        first = self.start("stamp", "--into", self.storage)
        self.assertTrue(rig.wait_until(lambda: self.services.counts().get("tsa", 0) > asked))
        run = self.sohoa("stamp", "--json", "--into", self.storage, code=RETRY)
        self.assertEqual("dossier_busy", run.result["cause"])
        first.communicate(timeout=60)
        self.assertEqual(DONE, first.returncode)
        self.assert_good(self.storage / "ONE", "t")

    def test_a_service_publishes_what_comes_until_it_is_stopped(self):
        self.storage.mkdir()
        service = self.start("stamp", "--follow", "--into", self.storage)
        for code in ("F1", "F2"):
            self.await_one(code)
            self.assertTrue(rig.wait_until((self.storage / code).exists, 30))
        service.send_signal(signal.SIGTERM)
        out, err = service.communicate(timeout=30)
        self.assertEqual(DONE, service.returncode, err.decode())
        self.assertEqual([str(self.storage / code) for code in ("F1", "F2")], out.decode().split())
        for code in ("F1", "F2"):
            self.assert_good(self.storage / code, "t")

    def test_a_dossier_that_cannot_be_published_does_not_delay_the_others(self):
        self.await_one("A")
        (next((self.waiting()["A"] / "data/alto").iterdir())).write_bytes(b"damaged")
        service = self.start("stamp", "--follow", "--into", self.storage)
        for code in ("F1", "F2", "F3", "F4"):
            self.await_one(code)
            self.assertTrue(rig.wait_until((self.storage / code).exists, 8))
        self.assertEqual({"A"}, self.waiting().keys())
        service.send_signal(signal.SIGTERM)
        service.communicate(timeout=30)
        self.assertEqual(DONE, service.returncode)

    def test_certificates_that_cannot_be_asked_about_leave_the_dossier_for_later(self):
        codes = self.await_many()
        self.services.faults(ocsp={"status": 503}, **{"issuing.crl": {"status": 503}, "root.crl": {"status": 503}})
        run = self.stamp(RETRY)
        events = [e for e in run.events if e["event"] == "still_waiting"]
        self.assertEqual(codes, sorted(e["code"] for e in events))
        self.assertEqual({"revocation_unknown"}, {e["cause"] for e in events})
        self.assert_nothing_published()
        self.services.faults()
        self.stamp()
        self.assertEqual(codes, self.names())

    def test_doctor_tells_how_many_wait(self):
        def finding():
            run = self.sohoa("doctor", "--json", "--into", self.storage)
            (one,) = [e for e in run.events if e["subject"] == "dấu thời gian"]
            return one

        self.await_many()
        self.assertEqual("warning", finding()["state"])
        self.assertIn(f"{MANY} hồ sơ", finding()["detail"])
        self.stamp()
        self.assertEqual("ok", finding()["state"])

    def test_a_waiting_dossier_that_was_damaged_is_not_published(self):
        self.await_one("BAD")
        file = next((self.waiting()["BAD"] / "data/alto").iterdir())
        file.write_bytes(file.read_bytes() + b"\n")
        run = self.stamp(RETRY)
        (event,) = [e for e in run.events if e["event"] == "still_waiting"]
        self.assertEqual("check_failed", event["cause"])
        self.assert_nothing_published()

    def test_a_published_dossier_is_exchanged_whole_by_its_raised_one(self):
        self.at("b")
        self.digitize("--dossier", "RAISED", self.page)
        folder = self.storage / "RAISED"
        original = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        problems, over = [], threading.Event()

        def watch():
            while not over.is_set():
                problems.extend(name for name in ("bagit.txt", "tagmanifest-sha256.txt") if not (folder / name).exists())

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            line = self.sohoa("extend", "--json", "--level", "lta", folder, code=DONE).result
        finally:
            over.set()
            watcher.join()
        self.assertEqual([], problems)
        self.assertEqual((True, True), (line["good"], line["changed"]))
        self.assert_good(folder, "lta")
        after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        self.assertEqual(original.keys(), after.keys())
        changed = {path.name for path in after if after[path] != original[path]}
        self.assertEqual({"001.pdf", "dossier.json", "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"}, changed)
        pdf = folder / "data/pdf/001.pdf"
        self.assertTrue(len(after[pdf]) > len(original[pdf]))
        self.assertEqual([], os.listdir(self.storage / ".sohoa/raising"))
        again = self.sohoa("extend", "--json", "--level", "lta", folder, code=DONE).result
        self.assertFalse(again["changed"])

    def test_a_published_dossier_is_as_it_was_if_the_authority_is_down_or_the_run_is_killed(self):
        self.at("b")
        self.digitize("--dossier", "KEPT", self.page)
        folder = self.storage / "KEPT"
        original = (folder / "data/pdf/001.pdf").read_bytes()
        self.services.faults(tsa={"status": 503})
        self.sohoa("extend", "--level", "lta", folder, code=RETRY)
        self.assert_whole(folder)
        self.services.faults()
        moments = random.Random(55)
        for _ in range(KILLS // 2):
            process = self.start("extend", "--level", "lta", folder)
            time.sleep(moments.uniform(0.02, 0.6))
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)
            self.assert_whole(folder)
            if (folder / "data/pdf/001.pdf").read_bytes() != original:
                self.assert_good(folder, "lta")
        self.sohoa("extend", "--level", "lta", folder, code=DONE)
        self.assert_good(folder, "lta")

    def test_the_stage_needs_an_authority_and_a_level(self):
        self.await_one("NONE")
        self.at("b")
        self.sohoa("stamp", "--into", self.storage, code=SETUP)
        self.assertEqual({"NONE"}, self.waiting().keys())


if __name__ == "__main__":
    rig.main()
