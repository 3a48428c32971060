"""What all judges share: where the tools are, how they are run, and what they may be told."""
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "build" / "judges"


class Unable(Exception):
    """No judgement is possible: a tool, a schema or a file is missing, or there is nothing to break."""


@dataclass(frozen=True)
class Court:
    trust: Path | None    # the root certificate, PEM
    lists: tuple          # revocation lists of the authorities, DER
    signatures: int | None  # how many every PDF must have, document time-stamps apart; None: at least one
    schemas: Path         # folder of alto-4-4.xsd and xlink.xsd
    scratch: Path         # a folder of this run, removed afterwards


def run(*command, timeout=600, **options):
    """Run a command, capturing its output as text; C locale, so that messages can be read."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **options.pop("env", {})}
    try:
        return subprocess.run([str(word) for word in command], text=True, errors="replace", capture_output=True,
                              timeout=timeout, env=environment, **options)
    except FileNotFoundError:
        raise Unable(f"{command[0]} is not installed: run scripts/setup-judges") from None
    except subprocess.TimeoutExpired:
        raise Unable(f"{Path(str(command[0])).name} took more than {timeout} s") from None


def tool(name):
    path = TOOLS / name
    if not path.exists():
        raise Unable(f"{path.relative_to(ROOT)} is not there: run scripts/setup-judges")
    return path


def last_words(done):
    text = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return text[-1][:300] if text else f"exit code {done.returncode} without a word"


def altered(file, folder, name, change):
    """A copy of a file whose bytes went through `change`; a change that changes nothing is no test."""
    before = file.read_bytes()
    after = change(before)
    if after == before:
        raise Unable(f"{file.name} could not be broken: {name}")
    path = folder / f"{name.replace(' ', '-')}{file.suffix}"
    path.write_bytes(after)
    return path


def flipped(data):
    """One bit flipped in the middle of what the first signature covers."""
    import re
    found = re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)", data)
    if not found:
        raise Unable("no /ByteRange: the file is not signed")
    place = int(found.group(1)) // 2
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]


def stranger(folder):
    """A root certificate that signed nothing."""
    path = folder / "stranger.pem"
    if not path.exists():
        done = run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                   "-keyout", folder / "stranger.key", "-out", path, "-days", "3", "-subj", "/CN=Stranger")
        if done.returncode:
            raise Unable(f"openssl made no certificate: {last_words(done)}")
    return path
