"""Memory does not grow with a dossier: 500 pages are written within 64 MiB and signed within 32 MiB."""
import json
import subprocess

import rig

PAGES = 500


class Memory(rig.Rig):
    def test_a_document_of_500_pages_is_written_and_signed_in_little_memory(self):
        keys = self.shared / "authority"
        done = subprocess.run(
            [rig.BUILD / "write_pdf", "master", str(PAGES), rig.SAMPLES / "cong_van_1.jpg", self.folder / "long.pdf",
             keys / "clerk.p12", keys / "clerk.password"],
            capture_output=True, text=True, check=True)
        written, signed = (json.loads(line) for line in done.stdout.splitlines())
        self.assertEqual((PAGES, PAGES), (written["pages"], signed["pages"]))
        self.assertGreater(written["bytes"], PAGES * 100_000)
        self.assertLess(written["peak_rss_kib"], 64 << 10)
        self.assertLess(signed["peak_rss_kib"], 32 << 10)
        # Read again whole, by the verifier's helper too.
        run = self.sohoa("verify", "--trust", self.root, self.folder / "long.pdf", "--json", code=rig.DONE)
        self.assertEqual(PAGES, run.events[0]["documents"][0]["pages"], run)


if __name__ == "__main__":
    rig.main()
