"""The image profiles: what each keeps, that the record says so, and that what comes out is signed and shows the page."""
import json
import re

import rig
from rig import DONE, NEEDS_REVIEW

SAMPLE = rig.SAMPLES / "cong_van_1.jpg"
FILTERS = {"master": {"/DCTDecode"}, "access": {"/JPXDecode"}, "compact": {"/DCTDecode", "/CCITTFaxDecode"}}


def filters_of(pdf):
    """The filters, as QPDF says: of images, of all streams."""
    said = rig.tool("qpdf", "--json=2", pdf, "-")
    images, others = set(), set()
    for entry in json.loads(said)["qpdf"][1].values():
        head = entry.get("stream", {}).get("dict", {})
        used = head.get("/Filter", [])
        (images if head.get("/Subtype") == "/Image" else others).update([used] if isinstance(used, str) else used)
    return images, images | others


def apart(one, two):
    """Mean distance of two grey pictures of one size where the first is dark, and where it is light."""
    dark = [abs(a - b) for a, b in zip(one[2], two[2]) if a < 128]
    light = [abs(a - b) for a, b in zip(one[2], two[2]) if a > 200]
    return sum(dark) / len(dark), sum(light) / len(light)


def text_of(pdf):
    """Without the times of signing."""
    return re.sub(rb"\d\d:\d\d:\d\d", b"", rig.tool("pdftotext", pdf, "-"))


class Images(rig.Rig):
    def digitized(self, profile):
        """Folder, document and PDF of the sample by a profile, made once."""
        storage = self.shared / profile
        if not storage.exists():
            self.sohoa("digitize", "--into", storage, "--dossier", "ANH", "--image-profile", profile, SAMPLE, code=(DONE, NEEDS_REVIEW))
        folder = storage / "ANH"
        document = rig.read_dossier(folder)["documents"][0]
        return folder, document, folder / "data" / document["pdf"]

    def test_every_profile_is_recorded_signed_and_whole(self):
        """The PDF has the kind of images that dossier.json says."""
        for profile, filters in FILTERS.items():
            with self.subTest(profile):
                folder, document, pdf = self.digitized(profile)
                self.assert_whole(folder)
                self.assert_schema(rig.read_dossier(folder), "dossier.schema.json")
                self.assertEqual([profile], [page["image_profile"] for page in document["pages"]])
                self.assertEqual(filters, filters_of(pdf)[0])
                self.sohoa("verify", folder, code=DONE)
                self.sohoa("verify", pdf, code=DONE)

    def test_no_profile_uses_jbig2(self):
        for profile in FILTERS:
            self.assertNotIn("/JBIG2Decode", filters_of(self.digitized(profile)[2])[1])

    def test_every_profile_shows_the_page(self):
        """An inverted mask is valid PDF/A: only its pixels tell."""
        pictures = {profile: rig.picture(self.digitized(profile)[2], dpi=100) for profile in FILTERS}
        for profile in ("access", "compact"):
            self.assertEqual(pictures["master"][:2], pictures[profile][:2])
            ink, paper = apart(pictures["master"], pictures[profile])
            self.assertLess(ink, 64, profile)
            self.assertLess(paper, 10, profile)

    def test_profiles_with_loss_are_smaller_and_say_the_same(self):
        _, master, whole = self.digitized("master")
        words = [page["words"] for page in master["pages"]]
        for profile in ("access", "compact"):
            _, document, pdf = self.digitized(profile)
            self.assertLess(pdf.stat().st_size, whole.stat().st_size)
            self.assertEqual(words, [page["words"] for page in document["pages"]])
            self.assertEqual(text_of(whole), text_of(pdf))
            self.assertEqual(master["pages"][0]["image_sha256"], document["pages"][0]["image_sha256"])

    def test_only_master_has_the_scanners_file(self):
        """Byte for byte."""
        (kept,) = rig.images_in(self.digitized("master")[2], self.folder / "images")
        self.assertEqual(SAMPLE.read_bytes(), kept.read_bytes())


if __name__ == "__main__":
    rig.main()
