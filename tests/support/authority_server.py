#!/usr/bin/env python3
"""A test authority with its services, on a free port of 127.0.0.1: time-stamps, OCSP, lists, issuers' certificates.

    authority_server.py DIR     makes DIR/authority (scripts/make-authority --services) and prints its address

    POST /tsa   POST /ocsp   GET /root.crl   GET /issuing.crl   GET /issuing.cer   GET /root.cer

Steered by lines on stdin, each answered by a line on stdout; it ends with stdin.
    counts      {"tsa": 2, "ocsp": 1, …}: requests so far
    at_once     {"tsa": 1, …}: the most requests that were open at once
    {…}         what goes wrong from now on, instead of what was said before:
                "revoked": {"clerk": 0}   names of certificates in DIR/authority, and in how many seconds they are revoked
                "unknown": ["clerk"]    the responder does not know them
                "tsa", "ocsp", "issuing.crl", …: an object for one service, with any of
                    "delay": seconds, or a list of them taken in turn     "fail_every": n, each n-th request gets 503
                    "status": HTTP status of every answer                 "garbage": true, an answer of no meaning
                    "empty": true, an answer of no bytes                  "user": "name:password", HTTP Basic demanded
                for tsa also "wrong_nonce": true, "wrong_imprint": true, "refuse": true, "ess": "sha1", "digest": "sha512",
                    "signer": "tsa-short"
"""
import base64
import datetime
import http.server
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def openssl(*words, **how):
    return subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, **how).stdout


class Authority:
    """The folder made by scripts/make-authority, and what its services answer."""

    def __init__(self, folder, address):
        self.folder = folder / "authority"
        self.work = folder / "server"
        self.work.mkdir()
        subprocess.run(
            [PROJECT / "scripts/make-authority", "--services", address, self.folder], check=True, capture_output=True
        )
        self.serials = {}
        for file in self.folder.glob("*.pem"):
            if file.stem not in ("root", "issuing"):
                self.serials[file.stem] = openssl("x509", "-in", file, "-noout", "-serial").decode().strip().split("=")[1]
        (self.work / "serial").write_text("01\n")
        self.lock = threading.Lock()
        self.counts, self.open, self.at_once = {}, {}, {}
        self.faults = {}
        self.begin = self.time(0)
        self.apply({})

    def time(self, seconds):
        then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
        return then.strftime("%y%m%d%H%M%SZ")

    def apply(self, faults):
        with self.lock:
            self.faults = faults
            since = {name: self.time(seconds) for name, seconds in faults.get("revoked", {}).items()}
            since["revoked"] = self.begin
            lines = []
            for name, serial in self.serials.items():
                if name in faults.get("unknown", []):
                    continue
                state = f"R\t491231235959Z\t{since[name]}" if name in since else "V\t491231235959Z\t"
                lines.append(f"{state}\t{serial}\tunknown\t/CN={name}\n")
            (self.work / "index").write_text("".join(lines))
            for name in ("root", "issuing"):
                self.make_list(name)

    def make_list(self, name):
        (self.work / "empty").write_text("")
        (self.work / "number").write_text(f"{time.time_ns():016X}\n")
        index = self.work / ("index" if name == "issuing" else "empty")
        settings = self.work / "list.cnf"
        settings.write_text(
            f"[ca]\ndefault_ca = list\n[list]\ndatabase = {index}\ndefault_md = sha256\ncrlnumber = {self.work}/number\n"
        )
        openssl(
            "ca", "-gencrl", "-config", settings, "-cert", self.folder / f"{name}.pem",
            "-keyfile", self.folder / f"{name}.key", "-crlhours", 2, "-out", self.work / "list.pem",
        )  # fmt: skip
        openssl("crl", "-in", self.work / "list.pem", "-outform", "DER", "-out", self.work / f"{name}.crl")

    def certificate(self, name):
        return openssl("x509", "-in", self.folder / f"{name}.pem", "-outform", "DER")

    def ocsp(self, question):
        with tempfile.TemporaryDirectory(dir=self.work) as folder, self.lock:
            asked, answer = Path(folder) / "asked", Path(folder) / "answer"
            asked.write_bytes(question)
            openssl(
                "ocsp", "-index", self.work / "index", "-CA", self.folder / "issuing.pem",
                "-rsigner", self.folder / "ocsp.pem", "-rkey", self.folder / "ocsp.key", "-reqin", asked,
                "-respout", answer, "-nmin", 30,
            )  # fmt: skip
            return answer.read_bytes()

    def time_stamp(self, question, fault):
        with tempfile.TemporaryDirectory(dir=self.work) as folder, self.lock:
            asked, answer, settings = (Path(folder) / name for name in ("asked", "answer", "tsa.cnf"))
            asked.write_bytes(question)
            if fault.get("wrong_nonce") or fault.get("wrong_imprint"):
                text = openssl("ts", "-query", "-in", asked, "-text").decode()
                digits = "".join(line.split("-", 1)[1][:50] for line in text.splitlines() if line.startswith("    00"))
                digest = "".join(c for c in digits if c in "0123456789abcdef")
                if fault.get("wrong_imprint"):
                    digest = digest[2:] + digest[:2]
                openssl("ts", "-query", "-digest", digest, "-sha256", "-cert", "-out", asked)
            signer = fault.get("signer", "tsa")
            digests = "sha384" if fault.get("refuse") else "sha256, sha384, sha512"
            settings.write_text(
                f"""[tsa]
default_tsa = t
[t]
serial = {self.work}/serial
signer_cert = {self.folder}/{signer}.pem
certs = {self.folder}/issuing.pem
signer_key = {self.folder}/{signer}.key
signer_digest = {fault.get("digest", "sha256")}
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = {fault.get("ess", "sha256")}
"""
            )
            openssl("ts", "-reply", "-config", settings, "-queryfile", asked, "-out", answer)
            return answer.read_bytes()


class Handler(http.server.BaseHTTPRequestHandler):
    authority = None

    def log_message(self, *_):
        pass

    def answer(self, method):
        name, authority = self.path.strip("/"), self.authority
        with authority.lock:
            authority.open[name] = authority.open.get(name, 0) + 1
            authority.at_once[name] = max(authority.at_once.get(name, 0), authority.open[name])
        try:
            self.answer_one(method, name)
        finally:
            with authority.lock:
                authority.open[name] -= 1

    def answer_one(self, method, name):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        authority = self.authority
        with authority.lock:
            number = authority.counts[name] = authority.counts.get(name, 0) + 1
            fault = dict(authority.faults.get(name, {}))
        delay = fault.get("delay", 0)
        time.sleep(delay[(number - 1) % len(delay)] if isinstance(delay, list) else delay)
        status, kind, out = 200, "application/octet-stream", b""
        expected = "Basic " + base64.b64encode(fault.get("user", "").encode()).decode()
        if "user" in fault and self.headers.get("Authorization") != expected:
            status = 401
        elif "status" in fault or ("fail_every" in fault and number % fault["fail_every"] == 0):
            status = fault.get("status", 503)
        elif fault.get("garbage"):
            out = b"<html>Welcome to the network of this hotel</html>"
        elif fault.get("empty"):
            pass
        elif (method, name) == ("POST", "tsa"):
            kind, out = "application/timestamp-reply", authority.time_stamp(body, fault)
        elif (method, name) == ("POST", "ocsp"):
            kind, out = "application/ocsp-response", authority.ocsp(body)
        elif (method, name) in (("GET", "root.crl"), ("GET", "issuing.crl")):
            kind, out = "application/pkix-crl", (authority.work / name).read_bytes()
        elif (method, name) in (("GET", "root.cer"), ("GET", "issuing.cer")):
            kind, out = "application/pkix-cert", authority.certificate(name.split(".")[0])
        else:
            status = 404
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(out)))
            self.end_headers()
            self.wfile.write(out)
        except OSError:
            pass  # who asked has gone

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    address = f"http://127.0.0.1:{server.server_address[1]}"
    authority = Handler.authority = Authority(Path(sys.argv[1]).resolve(), address)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(address, flush=True)
    for line in sys.stdin:
        if line.strip() in ("counts", "at_once"):
            with authority.lock:
                print(json.dumps(getattr(authority, line.strip())), flush=True)
        else:
            authority.apply(json.loads(line))
            print("ok", flush=True)


if __name__ == "__main__":
    main()
