#!/usr/bin/python3
"""What independent validators say of every level of signatures, every image profile and a signed PDF that was taken in.

Needs scripts/setup-judges; run by scripts/test judges. The services of the authority are on 127.0.0.1.
"""
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
import rig  # noqa: E402
from rig import DONE, PROJECT, SAMPLES  # noqa: E402

PAPERS = (("b", "master", "quyet_dinh_2.jpg"), ("t", "compact", "cong_van_1.jpg"), ("lt", "access", "thong_bao_1.jpg"),
          ("lta", "master", "don_de_nghi_1.jpg"))


class Levels(rig.Rig):
    SERVICES = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plain = cls.settings.read_text() + f'[timestamp]\nurl = "{cls.services.url}/tsa"\n'
        cls.by_level = {}
        for level in ("b", "t", "lt", "lta"):
            cls.by_level[level] = cls.shared / f"{level}.toml"
            cls.by_level[level].write_text(plain.replace("[sign]", f'[sign]\nlevel = "{level}"'))

    def publish(self, code, level, page, profile="master"):
        self.settings = self.by_level[level]
        self.digitize("--dossier", code, "--image-profile", profile, page)
        if level != "b":
            self.sohoa("stamp", "--into", self.storage, code=DONE)
        return self.storage / code / "data/pdf/001.pdf"

    def test_every_level_and_profile_and_a_signed_input_are_good_to_all_judges(self):
        signed = [self.publish(f"L-{level}", level, SAMPLES / page, profile) for level, profile, page in PAPERS][-1]
        wrapper = self.publish("L-signed", "b", signed)
        attached = rig.tool("pdfdetach", "-save", "1", "-o", self.folder / "attached.pdf", wrapper)
        self.assertEqual(signed.read_bytes(), (self.folder / "attached.pdf").read_bytes(), attached)
        lists = [word for name in ("root", "issuing") for word in ("--crl", self.shared / f"authority/{name}.crl")]
        judged = subprocess.run([PROJECT / "scripts/judge", "--trust", self.root, *lists, self.storage],
                                capture_output=True, text=True)
        self.assertEqual(0, judged.returncode, judged.stdout + judged.stderr)
        self.assertIn("all is well: 5 dossiers", judged.stdout)


if __name__ == "__main__":
    rig.main()
