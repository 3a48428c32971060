#!/usr/bin/env python3
"""A signing service on loopback, as docs/keys.md describes it, for one PKCS#12 file.

  remote_signer.py KEY.p12 PASSWORD_FILE [BEARER_FILE]

Prints its address. Signs with openssl's own tool, so the program is held to somebody else's arithmetic.
"""
import base64
import hashlib
import http.server
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

OPTIONS = {
    "rsa-pkcs1-sha256": ["-pkeyopt", "rsa_padding_mode:pkcs1"],
    "rsa-pss-sha256": ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:32", "-pkeyopt", "rsa_mgf1_md:sha256"],
    "ecdsa-sha256": [],
}


def openssl(*words, **how):
    return subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, **how).stdout


class Signer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bearer = key = None
    certificates = []

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def welcome(self):
        if self.bearer is None or self.headers["Authorization"] == f"Bearer {self.bearer}":
            return True
        self.answer(401, {})
        return False

    def do_GET(self):
        if self.welcome():
            self.answer(200, {"certificates": [base64.b64encode(der).decode() for der in self.certificates]})

    def do_POST(self):
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.welcome():
            return
        digest = base64.b64decode(order["digest"])
        own = hashlib.sha256(self.certificates[0]).hexdigest()
        if order["certificate"] != own or order["algorithm"] not in OPTIONS or len(digest) != 32:
            self.answer(400, {})
            return
        value = openssl("pkeyutl", "-sign", "-inkey", self.key, "-pkeyopt", "digest:sha256", *OPTIONS[order["algorithm"]], input=digest)
        self.answer(200, {"signature": base64.b64encode(value).decode()})

    def log_message(self, *words):
        pass


def main():
    p12, password, *bearer = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        opened = ("pkcs12", "-in", p12, "-passin", f"file:{password}", "-nodes")
        Signer.key = Path(folder) / "key"
        Signer.key.write_bytes(openssl(*opened, "-nocerts"))
        for kind in "-clcerts", "-cacerts":
            pems = openssl(*opened, "-nokeys", kind)
            for body in re.findall(rb"-----BEGIN CERTIFICATE-----(.*?)-----END", pems, re.S):
                Signer.certificates.append(base64.b64decode(body))
        Signer.bearer = Path(bearer[0]).read_text().strip() if bearer else None
        server = http.server.HTTPServer(("127.0.0.1", 0), Signer)
        print(f"http://127.0.0.1:{server.server_port}/sign", flush=True)
        server.serve_forever()


main()
