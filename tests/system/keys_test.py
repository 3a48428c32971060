"""Keys in files, in a token and behind a signing service sign alike, and what fails loses no job and shows no PIN (R52, R53)."""
import json
import os
import re
import signal
import subprocess
from pathlib import Path

import rig
from rig import DONE, RETRY, SETUP, tool

PIN = "73519264"


class Keys(rig.Rig):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.module = rig.BUILD / "token/scripted_token.so"
        cls.authority = cls.shared / "authority"
        tokens = cls.shared / "tokens"
        tokens.mkdir()
        (cls.shared / "softhsm2.conf").write_text(f"directories.tokendir = {tokens}\n")
        os.environ["SOFTHSM2_CONF"] = str(cls.shared / "softhsm2.conf")
        tool("softhsm2-util", "--init-token", "--free", "--label", "Sohoa", "--so-pin", "55512345", "--pin", PIN)
        for number, role in enumerate(("clerk", "agency"), 1):
            cls.put_into_token(role, f"0{number}")
        (cls.shared / "pin").write_text(PIN + "\n")
        (cls.shared / "page.tif").write_bytes(rig.tiff([rig.numbered(rig.short_page(), 1)]))

    @classmethod
    def put_into_token(cls, role, number):
        key, der, chain = cls.shared / "key", cls.shared / "der", cls.authority / f"{role}-chain.pem"
        opened = ("-in", cls.authority / f"{role}.p12", "-passin", f"file:{cls.authority / role}.password")
        key.write_bytes(tool("openssl", "pkcs12", *opened, "-nocerts", "-nodes"))
        tool("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", key, "-out", f"{key}8")
        tool("softhsm2-util", "--import", f"{key}8", "--token", "Sohoa", "--label", role, "--id", number, "--pin", PIN)
        tool("openssl", "x509", "-in", cls.authority / f"{role}.pem", "-outform", "DER", "-out", der)
        tool("pkcs11-tool", "--module", "/usr/lib/softhsm/libsofthsm2.so", "--token-label", "Sohoa", "--login", "--pin", PIN,
             "--write-object", der, "--type", "cert", "--label", role, "--id", number)  # fmt: skip
        chain.write_bytes((cls.authority / f"{role}.pem").read_bytes() + (cls.authority / "issuing.pem").read_bytes())

    def setUp(self):
        super().setUp()
        os.environ["SCRIPTED_TOKEN"] = str(self.folder)
        self.settings = self.folder / "sohoa.toml"
        self.token_settings()

    def write_settings(self, keys, more=""):
        lines = "".join(
            f'{role}_key = "{key}"\n' + (f'{role}_password_file = "{secret}"\n' if secret else "") for role, (key, secret) in keys.items()
        )
        self.settings.write_text(f'[trust]\nroots = ["{self.root}"]\n[sign]\n{lines}{more}')

    def token_settings(self, pin="pin", more=""):
        pin = self.shared / pin if ":" not in pin else pin
        self.write_settings(
            {role: (f"pkcs11:token=Sohoa;object={role}?module-path={self.module}", pin) for role in ("clerk", "agency")},
            "".join(f'{role}_certificate = "{self.authority}/{role}-chain.pem"\n' for role in ("clerk", "agency")) + more,
        )

    def order(self, failure):
        (self.folder / failure).touch()

    def calls(self):
        file = self.folder / "calls"
        return [line.split()[0] for line in file.read_text().splitlines()] if file.exists() else []

    def serve(self, role, *words, authority=None):
        keys = authority or self.authority
        server = subprocess.Popen(
            [rig.PROJECT / "tests/support/remote_signer.py", keys / f"{role}.p12", keys / f"{role}.password", *words],
            stdout=subprocess.PIPE,
        )

        def end():
            server.kill()
            server.communicate()

        self.addCleanup(end)
        return server, server.stdout.readline().decode().strip()

    def remote_settings(self):
        bearer = self.folder / "bearer"
        bearer.write_text(PIN)
        servers, keys = [], {}
        for role in ("clerk", "agency"):
            server, address = self.serve(role, bearer)
            servers.append(server)
            keys[role] = (address, bearer)
        self.write_settings(keys, "key_seconds = 20\n")
        return servers

    def published(self, code):
        """Digitizes the page; what `verify` says of its PDF, but for times and hashes."""
        self.digitize("--dossier", code, self.shared / "page.tif")
        run = self.sohoa("verify", "--json", self.storage / code, code=DONE)
        (document,) = json.loads(run.text)["documents"]
        return [
            {key: value for key, value in signature.items() if key != "time"}
            for signature in document["signatures"]
        ]

    def test_the_three_kinds_of_keys_verify_identically(self):
        by_token = self.published("TOKEN")
        self.assertEqual(["login", "login", "sign", "sign"], sorted(self.calls()))
        self.remote_settings()
        by_service = self.published("SERVICE")
        self.write_settings({role: (self.authority / f"{role}.p12", self.authority / f"{role}.password") for role in ("clerk", "agency")})
        by_file = self.published("FILE")
        self.assertEqual(2, len(by_file))
        self.assertEqual(by_file, by_token)
        self.assertEqual(by_file, by_service)

    def test_a_signature_has_the_attributes_of_pades_and_no_signing_time(self):
        self.published("TOKEN")
        (pdf,) = (self.storage / "TOKEN/data/pdf").iterdir()
        data = pdf.read_bytes()
        values = [match.end() for match in re.finditer(rb"/Contents <(?=3082)", data)]
        self.assertEqual(2, len(values))
        for at in values:
            der = bytes.fromhex(data[at : data.index(b">", at)].decode())
            (self.folder / "cms").write_bytes(der)
            told = tool("openssl", "asn1parse", "-inform", "DER", "-in", self.folder / "cms").decode()
            self.assertEqual(0, told.count(":signingTime"))
            for name in (":contentType", ":messageDigest", ":id-smime-aa-signingCertificateV2"):
                self.assertEqual(1, told.count(name), name)

    def test_rsa_keys_sign_in_both_paddings_by_a_service(self):
        keys = self.folder / "rsa"
        tool(rig.PROJECT / "scripts/make-authority", "--rsa", keys)
        addresses = {role: (self.serve(role, authority=keys)[1], None) for role in ("clerk", "agency")}
        for padding in ("pkcs1", "pss"):
            self.write_settings(addresses, f'rsa_padding = "{padding}"\n')
            self.settings.write_text(self.settings.read_text().replace(str(self.authority), str(keys)))
            self.assertEqual(2, len(self.published(padding)))

    def assert_goes_on(self, code="JOB"):
        """The same command again finishes the dossier from what was kept."""
        self.assert_nothing_published()
        kept = rig.spooled(self.storage, code)
        self.assertEqual(1, len(kept))
        self.digitize("--dossier", code, self.shared / "page.tif")
        self.assert_whole(self.storage / code)
        self.sohoa("verify", self.storage / code, code=DONE)

    def failing(self, code, **how):
        run = self.digitize("--dossier", "JOB", self.shared / "page.tif", code=code, **how)
        self.assertNotIn(PIN, run.text + run.err)
        return run

    def test_a_token_that_crashes_hangs_or_is_removed_loses_no_job(self):
        self.token_settings(more="key_seconds = 2\n")
        for failure in ("crash_sign", "hang_sign", "removed_sign", "wrong_sign"):
            with self.subTest(failure):
                self.order(failure)
                run = self.failing(SETUP)
                self.assertIn("key_unusable" if failure == "wrong_sign" else "token_failed", run.text)
                self.assert_nothing_published()
        self.assert_goes_on()

    def test_a_helper_killed_while_it_signs_loses_no_job_and_shows_no_pin(self):
        self.order("hang_sign")
        process = self.start("digitize --json", "--into", self.storage, "--dossier", "JOB", self.shared / "page.tif")
        self.assertTrue(rig.wait_until(lambda: "sign" in self.calls(), 60))
        ours = [process.pid, *rig.descendants(process.pid)]
        told = {pid: (Path(f"/proc/{pid}/cmdline").read_bytes(), Path(f"/proc/{pid}/environ").read_bytes()) for pid in ours}
        helpers = [pid for pid, (words, _) in told.items() if b"worker\0token\0" in words]
        self.assertEqual(2, len(helpers))
        for pid, (words, environment) in told.items():
            self.assertNotIn(PIN.encode(), words + environment)
        for pid in (process.pid, *helpers):
            self.assertRegex(Path(f"/proc/{pid}/limits").read_text(), r"Max core file size +0 +0 ")
        for pid in helpers:
            os.kill(pid, signal.SIGKILL)
        out, err = process.communicate(timeout=60)
        self.assertEqual(SETUP, process.returncode, err)
        self.assertIn(b"token_failed", out)
        self.assertNotIn(PIN.encode(), out + err)
        self.assert_goes_on()
        for path in self.storage.rglob("*"):
            if path.is_file():
                self.assertNotIn(PIN.encode(), path.read_bytes(), path)

    def test_a_wrong_pin_is_tried_once(self):
        (self.folder / "wrong").write_text("11112222")
        self.token_settings(str(self.folder / "wrong"))
        run = self.failing(SETUP)
        self.assertIn("tried once only", run.text + run.err)
        self.assertNotIn("11112222", run.text + run.err)
        self.assertEqual(["login"], self.calls())
        doctor = self.sohoa("doctor", "--json", code=SETUP)
        self.assertIn("tried once only", doctor.text)
        self.assertEqual(["login", "login"], self.calls())

    def test_doctor_says_where_keys_are(self):
        self.assertIn("trong thiết bị", self.sohoa("doctor").text)
        self.assertEqual(["login", "login"], self.calls())

    def test_a_pin_comes_by_descriptor_or_credential(self):
        self.token_settings("credential:sohoa.pin")
        (self.folder / "sohoa.pin").write_text(PIN)
        self.assertIn("trong thiết bị", self.sohoa("doctor", env={"CREDENTIALS_DIRECTORY": str(self.folder)}).text)
        self.assertIn("CREDENTIALS_DIRECTORY", self.sohoa("doctor").text)
        ends = [os.pipe(), os.pipe()]
        for _, write in ends:
            os.write(write, PIN.encode() + b"\n")
            os.close(write)
        self.write_settings(
            {
                role: (f"pkcs11:token=Sohoa;object={role}?module-path={self.module}", f"fd:{read}")
                for role, (read, _) in zip(("clerk", "agency"), ends)
            },
            "".join(f'{role}_certificate = "{self.authority}/{role}-chain.pem"\n' for role in ("clerk", "agency")),
        )
        done = subprocess.run(self.arguments("doctor"), capture_output=True, pass_fds=[read for read, _ in ends])
        self.assertIn("trong thiết bị", done.stdout.decode())
        for read, _ in ends:
            os.close(read)

    def test_a_service_that_goes_away_loses_no_job(self):
        clerk, _ = self.remote_settings()
        settings = self.settings.read_text()
        self.settings.write_text(settings + "".join(f'{role}_certificate = "{self.authority}/{role}-chain.pem"\n' for role in ("clerk", "agency")))
        clerk.kill()
        clerk.wait()
        run = self.failing(RETRY)
        self.assertIn("service_unreachable", run.text)
        self.remote_settings()
        self.assert_goes_on()


if __name__ == "__main__":
    rig.main()
