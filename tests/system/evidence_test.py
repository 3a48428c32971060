"""Nothing is signed with a certificate that is not known to be good, and nothing of it reaches the storage folder (R50)."""

import rig
from rig import DONE, NEEDS_REVIEW, RETRY, SETUP


class Evidence(rig.Rig):
    SERVICES = True

    def setUp(self):
        super().setUp()
        self.services.faults()
        self.page = self.folder / "page.tif"
        self.page.write_bytes(rig.tiff([rig.short_page()]))

    def with_settings(self, *changes):
        """The class's settings with texts replaced; in its folder, which relative paths start from."""
        text = self.settings.read_text()
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        self.settings = self.shared / f"{self.folder.name}.toml"
        self.settings.write_text(text)

    def refused(self, code, cause, detail):
        run = self.digitize(self.page, code=code)
        error = run.result
        self.assertEqual(cause, error.get("cause"), run)
        self.assertIn(detail, error.get("detail", ""), run)
        self.assert_nothing_published()
        self.assertEqual([], list(self.storage.rglob("*.pdf")) if self.storage.exists() else [])

    def test_certificates_are_asked_about_once_for_a_batch(self):
        before = self.services.counts()
        pages = [self.folder / f"{number}.tif" for number in range(3)]
        for number, page in enumerate(pages):
            page.write_bytes(rig.tiff([rig.numbered(rig.short_page(), number)]))
        self.digitize(*pages, code=(DONE, NEEDS_REVIEW))
        _, dossier = self.dossier()
        self.assertEqual(3, len(dossier["documents"]))
        after = self.services.counts()
        # Of the clerk, the agency and their issuer, each by the run that signs and by the helper that checks its files.
        self.assertEqual(2 * 2, after["ocsp"] - before.get("ocsp", 0))
        self.assertEqual(2 * 1, after["root.crl"] - before.get("root.crl", 0))

    def test_a_revoked_certificate_signs_nothing(self):
        self.with_settings(("clerk.p12", "revoked.p12"), ("clerk.password", "revoked.password"))
        self.refused(SETUP, "key_unusable", "revoked since")

    def test_a_revoked_agency_signs_nothing_by_responder_or_list(self):
        self.services.faults(revoked={"agency": 0})
        self.refused(SETUP, "key_unusable", "revoked since")
        self.services.faults(revoked={"agency": 0}, ocsp={"status": 500})
        self.refused(SETUP, "key_unusable", "revoked since")

    def test_a_certificate_that_has_ended_signs_nothing(self):
        self.with_settings(("clerk.p12", "expired.p12"), ("clerk.password", "expired.password"))
        self.refused(SETUP, "key_unusable", "expired at")

    def test_without_an_answer_nothing_is_signed_and_later_it_is(self):
        self.services.faults(ocsp={"status": 503}, **{"issuing.crl": {"garbage": True}})
        self.refused(RETRY, "revocation_unknown", "HTTP status 503")
        self.services.faults()
        self.digitize(self.page)
        self.assertEqual(1, len(self.dossiers()))

    def test_a_list_that_has_ended_signs_nothing(self):
        name = self.folder / "ended.crl"
        authority = self.shared / "authority"
        (self.shared / "index").write_text("")
        (self.shared / "list.cnf").write_text(
            f"[ca]\ndefault_ca = l\n[l]\ndatabase = {self.shared}/index\ndefault_md = sha256\n"
        )
        rig.tool(
            "openssl", "ca", "-gencrl", "-config", self.shared / "list.cnf", "-cert", authority / "issuing.pem", "-keyfile",
            authority / "issuing.key", "-crl_lastupdate", "20250101000000Z", "-crl_nextupdate", "20250102000000Z", "-out", name,
        )
        self.with_settings(("online = true", f'revocation_lists = ["authority/root.crl", "{name}"]'))
        self.refused(RETRY, "revocation_unknown", "good until 2025-01-02T00:00:00Z")
        self.with_settings((str(name), "authority/none.crl"))
        self.refused(SETUP, "data_missing", "none.crl")

    def test_real_keys_need_a_way_to_ask(self):
        self.with_settings(("online = true", ""))
        self.refused(SETUP, "settings_invalid", "trust.revocation_lists or trust.online")

    def test_doctor_says_it(self):
        def keys():
            run = self.sohoa("doctor", "--json")
            return next(line for line in run.text.splitlines() if "khóa ký số" in line)

        self.assertIn("chưa bị thu hồi", keys())
        self.services.faults(revoked={"clerk": 0})
        self.assertIn("revoked since", keys())
        self.with_settings(("online = true", ""))
        self.assertIn("trust.online", keys())


if __name__ == "__main__":
    rig.main()
