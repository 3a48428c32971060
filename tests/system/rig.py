"""What every system test needs: a work folder with a trial authority, a virtual scanner, and the program itself.

A test program is run as `python3 FILE BUILD`, BUILD being the build folder with `sohoa` and `vscan` in it.
"""
import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zlib
from pathlib import Path
from struct import pack, unpack

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = PROJECT / "samples"
BUILD = Path(os.environ.get("SOHOA_BUILD_DIR", PROJECT / "build/release")).resolve()

DONE, NEEDS_REVIEW, USAGE, INPUT, DEVICE, SETUP, RETRY, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130


def main():
    """Runs the tests of the calling program; the first argument may be the build folder."""
    global BUILD
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        BUILD = Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)


class AuthorityServer:
    """tests/support/authority_server.py in a folder: a test authority with its services, and what goes wrong there."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [PROJECT / "tests/support/authority_server.py", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.url = self.process.stdout.readline().strip()
        os.environ["no_proxy"] = "127.0.0.1"

    def _ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def faults(self, **faults):
        """Instead of those before."""
        assert self._ask(json.dumps(faults)) == "ok\n"

    def counts(self):
        return json.loads(self._ask("counts"))

    def at_once(self):
        """The most requests that were open at once, by service."""
        return json.loads(self._ask("at_once"))

    def close(self):
        self.process.communicate()


class Run:
    """How one run of the program ended."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def events(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def result(self):
        return self.events[-1]

    @property
    def text(self):
        return self.out.decode()

    def __repr__(self):
        return f"exit code {self.code}\n{self.out.decode(errors='replace')[-2000:]}\n{self.err[-4000:]}"


class Rig(unittest.TestCase):
    """Each test gets a folder of its own; a class shares one authority.

    With SERVICES the authority has them (cls.services: AuthorityServer), and certificates are asked about there.
    """

    SERVICES = False

    @classmethod
    def setUpClass(cls):
        cls._shared = tempfile.TemporaryDirectory(prefix="sohoa-system-")
        shared = cls.shared = Path(cls._shared.name)
        cls.root = shared / "authority/root.pem"
        if cls.SERVICES:
            cls.services = AuthorityServer(shared)
            cls.addClassCleanup(cls.services.close)
            # Where no list lies beside it.
            cls.root = shutil.copy(cls.root, shared)
            sources = "online = true"
        else:
            subprocess.run([PROJECT / "scripts/make-authority", shared / "authority"], check=True, capture_output=True)
            sources = ""
        (shared / "vscan").mkdir()
        cls.settings = shared / "sohoa.toml"
        cls.settings.write_text(
            """
            [scan]
            sane_config = "vscan"
            sane_libraries = "%s"
            stall_seconds = 3
            [sign]
            clerk_key = "authority/clerk.p12"
            clerk_password_file = "authority/clerk.password"
            agency_key = "authority/agency.p12"
            agency_password_file = "authority/agency.password"
            [trust]
            roots = ["%s"]
            %s
            """
            % (BUILD / "vscan", cls.root, sources)
        )

    @classmethod
    def tearDownClass(cls):
        cls._shared.cleanup()

    def setUp(self):
        self.maxDiff = None
        self._folder = tempfile.TemporaryDirectory(prefix="test-", dir=self.shared)
        self.addCleanup(self._folder.cleanup)
        self.folder = Path(self._folder.name)
        self.storage = self.folder / "storage"

    def arguments(self, command, *words):
        return [str(BUILD / "sohoa"), *command.split(), "--settings", str(self.settings), *map(str, words)]

    def sohoa(self, command, *words, code=None, timeout=120, cwd=None, env=None):
        done = subprocess.run(
            self.arguments(command, *words),
            capture_output=True,
            timeout=timeout,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            env=dict(os.environ, **(env or {})),
        )
        run = Run(done.returncode, done.stdout, done.stderr.decode())
        if code is not None:
            self.assertIn(run.code, code if isinstance(code, tuple) else (code,), run)
        return run

    def start(self, command, *words, cwd=None):
        """The program in the background, in a session of its own; killed at the end of the test."""
        process = subprocess.Popen(
            self.arguments(command, *words),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
            start_new_session=True,
        )

        def end():
            if process.poll() is None:
                process.kill()
            process.communicate()

        self.addCleanup(end)
        return process

    def digitize(self, *words, code=(DONE, NEEDS_REVIEW), **how):
        return self.sohoa("digitize", "--json", "--into", self.storage, *words, code=code, **how)

    def scan(self, device, *words, code=(DONE, NEEDS_REVIEW), **how):
        return self.sohoa("scan", "--json", "--into", self.storage, "--device", device, *words, code=code, **how)

    def tray(self, name, *sheets):
        """Fills the feeder `name`: a line of feed.txt a sheet, images by their names in samples/ or as paths."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        lines = []
        for sheet in sheets:
            images, *keys = sheet.split(" ")
            paths = [image if image.startswith("/") else str(SAMPLES / image) for image in images.split("|")]
            lines.append(" ".join(["|".join(paths), *keys]))
        (folder / "feed.txt").write_text("\n".join(lines) + "\n")
        with contextlib.suppress(FileNotFoundError):
            (folder / ".position").unlink()
        config = self.shared / "vscan"
        (config / "dll.conf").write_text("vscan\n")
        (config / "vscan.conf").write_text(f"device {name} {folder}\n")
        return f"vscan:{name}"

    def assert_schema(self, value, name):
        schema = json.loads((PROJECT / "models/schemas" / name).read_text())
        self.assertEqual([], schema_problems(value, schema, schema))
        try:
            import jsonschema
        except ImportError:
            return
        jsonschema.validate(value, schema)

    def dossiers(self):
        """All that a consumer of the watched folder sees."""
        if not self.storage.exists():
            return []
        return sorted(entry for entry in self.storage.iterdir() if not entry.name.startswith("."))

    def dossier(self):
        (folder,) = self.dossiers()
        return folder, read_dossier(folder)

    def assert_nothing_published(self):
        self.assertEqual([], self.dossiers())

    def assert_whole(self, folder):
        self.assertEqual([], bag_problems(folder))

    def assert_all_whole(self):
        for folder in self.dossiers():
            self.assert_whole(folder)


def schema_problems(value, schema, root, path="$"):
    """The part of JSON Schema that the project's schemas use."""
    if "$ref" in schema:
        target = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return schema_problems(value, target, root, path)
    problems = []
    kinds = {
        "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float), "null": type(None),
    }
    wanted = schema.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if wanted and not any(isinstance(value, kinds[kind]) and (kind == "boolean" or value is not True and value is not False) for kind in wanted):
        return [f"{path}: {value!r} is no {wanted}"]
    if "const" in schema and value != schema["const"]:
        problems.append(f"{path}: {value!r} is not {schema['const']!r}")
    if "enum" in schema and value not in schema["enum"]:
        problems.append(f"{path}: {value!r} is none of {schema['enum']}")
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            problems.append(f"{path}: {value!r} is not like {schema['pattern']}")
        if len(value) < schema.get("minLength", 0):
            problems.append(f"{path}: too short")
    if isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        problems.append(f"{path}: {value} is out of range")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            problems.append(f"{path}: {len(value)} items")
        for number, item in enumerate(value):
            problems += schema_problems(item, schema.get("items", {}), root, f"{path}[{number}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        other = schema.get("additionalProperties", True)
        problems += [f"{path}.{key} is missing" for key in schema.get("required", []) if key not in value]
        for key, item in value.items():
            if key not in known and other is False:
                problems.append(f"{path}.{key} is not in the schema")
            problems += schema_problems(item, known.get(key, other if isinstance(other, dict) else {}), root, f"{path}.{key}")
    return problems


def read_dossier(folder):
    return json.loads((folder / "data/dossier.json").read_bytes())


def pages_of(dossier):
    return [page for document in dossier["documents"] for page in document["pages"]]


def reasons_of(dossier):
    return {reason["reason"] for reason in dossier["review"]}


def bag_problems(folder):
    """An independent check of a dossier: both manifests, no file missing or too many, all promised files there."""
    problems = []

    def listed(manifest):
        path = folder / manifest
        if not path.is_file():
            problems.append(f"{manifest} is missing")
            return {}
        return dict(reversed(line.split("  ", 1)) for line in path.read_text().splitlines())

    def check(files, entries):
        for name in sorted(files ^ entries.keys()):
            problems.append(f"{name} is {'missing' if name in entries else 'not listed'}")
        for name in sorted(files & entries.keys()):
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != entries[name]:
                problems.append(f"{name} was changed")

    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    payload = {name for name in files if name.startswith("data/")}
    check(payload, listed("manifest-sha256.txt"))
    check(files - payload - {"tagmanifest-sha256.txt"}, listed("tagmanifest-sha256.txt"))
    if problems:
        return problems
    dossier = read_dossier(folder)
    promised = {name for d in dossier["documents"] for name in (d["pdf"], d["fields"], *d["alto"])}
    promised |= {lost["file"] for lost in dossier["lost"] if lost["file"]} | {"dossier.json", "portal.json"}
    promised |= {page["file"] for page in dossier["left_out"] if "file" in page}
    for name in sorted({f"data/{name}" for name in promised} ^ payload):
        problems.append(f"{name} is listed in dossier.json or present, not both")
    return problems


def spooled(storage, code):
    """Name and hash of every page in the spool that was acknowledged."""
    work = storage / ".sohoa/work" / code
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (sorted(work.iterdir()) if work.exists() else [])
        if re.fullmatch(r"\d{4}-\d{4}\.[a-z]+", path.name)
    }


def tool(*words):
    return subprocess.run(list(map(str, words)), check=True, capture_output=True).stdout


def images_in(pdf, folder):
    """The page images of a PDF as they are stored in it, in page order: JPEG files byte for byte, others as TIFF or PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    tool("pdfimages", "-all", pdf, folder / "image")
    return sorted(folder.iterdir())


def page_count(pdf):
    return int(re.search(rb"^Pages:\s+(\d+)", tool("pdfinfo", pdf), re.M).group(1))


def picture(source, page=1, dpi=200, box=None):
    """Part (x, y, width, height) of a page of a PDF as grey pixels: width, height, bytes."""
    area = ["-x", box[0], "-y", box[1], "-W", box[2], "-H", box[3]] if box else []
    pgm = tool("pdftoppm", "-gray", "-r", dpi, "-f", page, "-l", page, "-singlefile", *area, source)
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", pgm)
    return int(head[1]), int(head[2]), pgm[head.end() :]


def tiff(pages, dpi=200):
    """A TIFF of grey pictures: one Deflate strip a page, classic, little-endian."""
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4
    for width, height, pixels in pages:
        strip = zlib.compress(pixels, 1)
        at = len(out)
        out += strip + b"\0" * (-len(strip) % 2)
        resolution = len(out)
        out += pack("<II", dpi, 1)
        out[link : link + 4] = pack("<I", len(out))
        entries = [
            (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 8), (262, 3, 1), (273, 4, at), (277, 3, 1),
            (278, 4, height), (279, 4, len(strip)), (282, 5, resolution), (283, 5, resolution), (296, 3, 2),
        ]
        out += pack("<H", len(entries)) + b"".join(pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
        link = len(out)
        out += pack("<I", 0)
    return bytes(out)


def numbered(page, number, rim=False):
    """The picture with its number as a row of twelve black or light squares at its lower right: where no edge of paper is
    looked for, or at the very rim, where nothing is taken for text."""
    width, height, pixels = page
    pixels = bytearray(pixels)
    bottom, right, side, step = (30, 30, 15, 25) if rim else (100, 120, 20, 30)
    for bit in range(12):
        grey = b"\0" if number >> bit & 1 else b"\xc0"
        for row in range(height - bottom, height - bottom + side):
            at = row * width + width - right - bit * step
            pixels[at : at + side] = grey * side
    return width, height, bytes(pixels)


def short_page():
    """The head of a decision on a sheet of 210 x 51 mm at 200 dpi: quick to read, and every stage has work."""
    width, height, pixels = picture(SAMPLES / "quyet_dinh_1.pdf", box=(0, 100, 1654, 240))
    return width, height + 160, pixels + b"\xfa" * (width * 160)


def descendants(pid):
    """The processes below one, by /proc."""
    children = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            head, tail = stat.read_text().rsplit(")", 1)
            children.setdefault(int(tail.split()[1]), []).append(int(head.split()[0]))
    found, front = [], [pid]
    while front:
        front = [child for parent in front for child in children.get(parent, [])]
        found += front
    return found


def gone(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    return True


def wait_until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
