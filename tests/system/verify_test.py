"""A dossier is trusted only while it is exactly what was published; the verdict says what is wrong with it (R51)."""
import json
import shutil
import subprocess

import rig
from rig import DONE, INPUT


class Verifying(rig.Rig):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        page = rig.short_page()
        files = []
        for number in (1, 2):
            files.append(cls.shared / f"{number}.tif")
            files[-1].write_bytes(rig.tiff([rig.numbered(page, number)]))
        subprocess.run(
            [rig.BUILD / "sohoa", "digitize", "--settings", cls.settings, "--into", cls.shared / "storage", "--dossier", "GOOD"]
            + files,
            capture_output=True,
        )
        subprocess.run([rig.PROJECT / "scripts/make-authority", cls.shared / "stranger"], check=True, capture_output=True)
        cls.good = cls.shared / "storage/GOOD"

    def setUp(self):
        super().setUp()
        self.copy = self.folder / "GOOD"
        shutil.copytree(self.good, self.copy)

    def verdict(self, target, *words):
        run = self.sohoa("verify", "--json", *words, target)
        verdict = json.loads(run.text)
        self.assertEqual(verdict["good"], run.code == DONE, run)
        self.assertIn(run.code, (DONE, INPUT))
        return verdict

    def refused(self, *mentioned):
        verdict = self.verdict(self.copy)
        self.assertFalse(verdict["good"])
        told = json.dumps([verdict["problems"], verdict["documents"]], ensure_ascii=False)
        for word in mentioned:
            self.assertIn(word, told)
        return verdict

    def flip(self, name, at):
        path = self.copy / name
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(data)

    def rewrite_manifests(self):
        """What a forger does: manifests that fit what is there. Only the signatures are left to notice."""
        for manifest, pattern in (("manifest-sha256.txt", "data/**/*"), ("tagmanifest-sha256.txt", "*")):
            files = [p for p in sorted(self.copy.glob(pattern)) if p.is_file() and p.name != "tagmanifest-sha256.txt"]
            lines = [f"{rig.hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(self.copy)}\n" for p in files]
            (self.copy / manifest).write_text("".join(lines))

    def test_a_dossier_as_published_is_trusted(self):
        verdict = self.verdict(self.copy)
        self.assertTrue(verdict["good"])
        self.assertEqual([], verdict["problems"])
        self.assertEqual([2, 2], [len(document["signatures"]) for document in verdict["documents"]])
        for document in verdict["documents"]:
            clerk, agency = document["signatures"]
            self.assertEqual("Nguyễn Thị Ánh Thử", clerk["signer"])
            self.assertEqual((True, True, "revision", "good", "PAdES-B-B"), tuple(clerk[k] for k in ("integrity", "chain", "coverage", "revocation", "level")))
            self.assertEqual((True, True, "file", "good", "PAdES-B-B"), tuple(agency[k] for k in ("integrity", "chain", "coverage", "revocation", "level")))
            self.assertEqual({"claim": "2u", "problems": []}, document["pdfa"])
        run = self.sohoa("verify", self.copy, code=DONE)
        self.assertIn("TIN CẬY", run.text)
        self.assertIn("Cấu trúc đúng PDF/A-2u.", run.text)
        self.assertIn("Nguyễn Thị Ánh Thử", run.text)

    def test_a_changed_byte_is_noticed_wherever_it_is(self):
        for name in ("data/pdf/001.pdf", "data/alto/001-0001.xml", "data/fields/002.json", "data/dossier.json", "bag-info.txt"):
            with self.subTest(name):
                self.flip(name, len((self.copy / name).read_bytes()) // 2)
                self.refused(name)
                shutil.copy(self.good / name, self.copy / name)
        self.assertTrue(self.verdict(self.copy)["good"])

    def test_a_missing_file_is_noticed(self):
        (self.copy / "data/alto/002-0001.xml").unlink()
        self.refused("data/alto/002-0001.xml")

    def test_an_added_file_is_noticed(self):
        (self.copy / "data/pdf/003.pdf").write_bytes((self.copy / "data/pdf/001.pdf").read_bytes())
        self.refused("data/pdf/003.pdf")

    def test_swapped_documents_are_noticed(self):
        first, second = self.copy / "data/pdf/001.pdf", self.copy / "data/pdf/002.pdf"
        one, two = first.read_bytes(), second.read_bytes()
        first.write_bytes(two)
        second.write_bytes(one)
        self.refused("001.pdf", "002.pdf")
        self.rewrite_manifests()
        self.refused("001.pdf", "002.pdf")

    def test_bytes_after_the_last_signature_are_noticed_even_with_fitting_manifests(self):
        path = self.copy / "data/pdf/001.pdf"
        path.write_bytes(path.read_bytes() + b"\n%appended\n")
        self.rewrite_manifests()
        verdict = self.refused("001.pdf")
        self.assertEqual([False, True], [document["good"] for document in verdict["documents"]])

    def test_a_changed_page_is_noticed_even_with_fitting_manifests(self):
        self.flip("data/pdf/002.pdf", 2000)
        self.rewrite_manifests()
        verdict = self.refused("002.pdf")
        self.assertFalse(verdict["documents"][1]["good"])

    def test_another_root_is_not_trusted(self):
        verdict = self.verdict(self.copy, "--trust", self.shared / "stranger/root.pem")
        self.assertFalse(verdict["good"])
        for document in verdict["documents"]:
            for signature in document["signatures"]:
                self.assertTrue(signature["integrity"])
                self.assertFalse(signature["chain"])

    def test_a_pdf_alone_can_be_verified(self):
        pdf = self.copy / "data/pdf/001.pdf"
        self.assertTrue(self.verdict(pdf)["good"])
        self.flip("data/pdf/001.pdf", 2000)
        self.assertFalse(self.verdict(pdf)["good"])

    def test_a_pdf_alone_need_not_be_pdfa_but_must_not_say_so_falsely(self):
        plain = rig.SAMPLES / "quyet_dinh_1.pdf"
        self.assertEqual("", self.verdict(plain)["documents"][0]["pdfa"]["claim"])
        self.assertIn("tệp không khai là PDF/A", self.sohoa("verify", plain, code=INPUT).text)
        false = self.folder / "false.pdf"
        false.write_bytes((self.copy / "data/pdf/001.pdf").read_bytes().replace(b"<pdfaid:conformance>U<", b"<pdfaid:conformance>X<"))
        pdfa = self.verdict(false)["documents"][0]["pdfa"]
        self.assertEqual(("2x", ["6.6.4-3"]), (pdfa["claim"], [problem["clause"] for problem in pdfa["problems"]]))
        self.assertIn("KHÔNG ĐÚNG PDF/A-2x", self.sohoa("verify", false, code=INPUT).text)

    def test_one_bad_target_among_good_ones_decides(self):
        self.flip("data/pdf/001.pdf", 2000)
        run = self.sohoa("verify", "--json", self.good, self.copy, self.good, code=INPUT)
        self.assertEqual([True, False, True], [json.loads(line)["good"] for line in run.text.splitlines()])

    def test_what_is_no_dossier_is_not_trusted(self):
        (self.folder / "empty").mkdir()
        (self.folder / "text.pdf").write_text("no PDF")
        unsigned = rig.SAMPLES / "quyet_dinh_1.pdf"
        for target in (self.folder / "empty", self.folder / "text.pdf", self.folder / "missing", unsigned):
            with self.subTest(target.name):
                self.assertFalse(self.verdict(target)["good"])


if __name__ == "__main__":
    rig.main()
