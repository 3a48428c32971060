"""The visible blocks of signatures: what they say, where they stand, that they cover nothing."""
import json
import re
import subprocess

import rig


class Blocks(rig.Rig):
    def test_no_sample_is_covered_and_every_block_is_seen(self):
        """R12, R13, R14: by rendering page 1 with and without its blocks."""
        samples = sorted(path for path in rig.SAMPLES.iterdir() if path.suffix in (".jpg", ".png", ".tif", ".pdf"))
        done = subprocess.run([rig.PROJECT / "scripts/bench-blocks", "--sohoa", rig.BUILD / "sohoa", "--settings", self.settings, *samples],
                              capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stderr)
        result = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual(0, result["covered_pixels"], done.stdout)
        self.assertEqual(0, result["not_drawn"], done.stdout)
        for role in ("clerk", "agency"):
            self.assertGreaterEqual(sum(result["places"][role].values()), len(samples))
            self.assertNotIn("left_out", result["places"][role])

    def test_a_reader_finds_name_and_time(self):
        """R12, R13; the font is embedded, and the text is also in dossier.json."""
        self.digitize(rig.SAMPLES / "cong_van_1.jpg")
        folder, dossier = self.dossier()
        self.assert_schema(dossier, "dossier.schema.json")
        document = dossier["documents"][0]
        pdf = folder / "data" / document["pdf"]
        text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
        flat = " ".join(text.split())
        for signature in document["signatures"]:
            for line in signature["block"]["lines"]:
                self.assertIn(line, flat)
            said = " ".join(signature["block"]["lines"])
            self.assertIn(signature["signer"], said)
            self.assertIn(signature["time"], said)
            self.assertRegex(signature["time"], r"\+07:00$")
        self.assertIn("SAO Y", " ".join(document["signatures"][1]["block"]["lines"]))
        fonts = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True).stdout
        self.assertEqual(2, len(re.findall(r"[A-Z]{6}\+LiberationSerif .* yes yes yes ", fonts)), fonts)

    def test_without_blocks_signatures_are_invisible(self):
        settings = self.folder / "plain.toml"
        settings.write_text(self.settings.read_text().replace("[sign]", '[sign]\nblocks = "no"')
                            .replace('"authority/', f'"{self.shared}/authority/'))
        self.settings = settings
        self.digitize(rig.SAMPLES / "cong_van_1.jpg")
        folder, dossier = self.dossier()
        document = dossier["documents"][0]
        for signature in document["signatures"]:
            self.assertNotIn("block", signature)
        self.assertNotIn(b"LiberationSerif", (folder / "data" / document["pdf"]).read_bytes())


if __name__ == "__main__":
    rig.main()
