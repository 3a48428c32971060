"""The extractors that are measured. Each gives {document id: {"kind", "fields": {key: {"value", "review"}}}} and its cost."""

import json
import os
import re
import subprocess
from pathlib import Path

from .process import Cost, run

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / "build/bench/extractors/bin/python"


def sohoa(program, entries, work, forms=None):
    """`sohoa fields`: (found, cost, CPU milliseconds of classification and extraction a page or None, files that became several documents)."""
    out = work / "sohoa.json"
    cost = run([program, "fields", "--workers", 1, *(["--forms", forms] if forms else []), *(entry["path"] for entry in entries)], out)
    try:
        documents = json.loads(out.read_text())["documents"]
    except (ValueError, KeyError):
        raise SystemExit(f"bench-fields: {program} fields ended with {cost.code}: {out.with_name(out.name + '.err').read_text()[-800:]}")
    of_file = {}
    for document in documents:
        of_file.setdefault(Path(document["file"]).resolve(), []).append(document)
    found, several, spent, pages = {}, [], 0.0, 0
    for entry in entries:
        parts = of_file.get(entry["path"], [])
        if len(parts) > 1:
            several.append(entry["id"])
        if parts:
            best = max(parts, key=lambda part: (part["kind"] == entry["truth"]["form"], len(part["fields"])))
            found[entry["id"]] = {"kind": best["kind"], "score": best.get("score"), "fields": best["fields"]}
            spent += sum(part.get("cpu_ms", 0) for part in parts)
            pages += entry["pages"]
    return found, cost, spent / pages if spent else None, several


def pictures(entry, work):
    """The document's pages as files that every reader takes."""
    if entry["path"].suffix != ".pdf":
        return [entry["path"]]
    stem = work / entry["id"]
    subprocess.run(["pdftoppm", "-r", "300", "-png", entry["path"], stem], check=True)
    return sorted(work.glob(f"{entry['id']}-*.png"))


def peers(entries, work):
    """invoice2data with templates of our own over Tesseract's text, PassportEye for the machine-readable zone, zxing-cpp for
    codes: ({name: found}, {name: cost})."""
    one = {"OMP_THREAD_LIMIT": "1"}
    jobs, reading = [], Cost()
    for entry in entries:
        text = ""
        files = pictures(entry, work)
        for number, file in enumerate(files):
            out = work / f"{entry['id']}-{number}.txt"
            spent = run(["tesseract", file, "-", "-l", "vie"], out, environment=one)
            reading = Cost(reading.cpu + spent.cpu, reading.wall + spent.wall)
            text += out.read_text(errors="replace").replace("\f", "\n")
        (work / f"{entry['id']}.txt").write_text(text)
        jobs.append(
            {
                "id": entry["id"],
                "text": str(work / f"{entry['id']}.txt"),
                "pictures": [str(file) for file in files],
                "card": entry["truth"]["form"] in ("cccd", "can_cuoc"),
            }
        )
    (work / "jobs.json").write_text(json.dumps(jobs))
    out = work / "peers.json"
    spent = run([PYTHON, ROOT / "scripts/bench/extractors_inside.py", work / "jobs.json", ROOT / "scripts/bench/templates"], out, environment=one)
    if spent.code:
        raise SystemExit(f"bench-fields: the other extractors ended with {spent.code}: {out.with_name(out.name + '.err').read_text()[-800:]}")
    said = json.loads(out.read_text())
    found = {
        name: {
            identity: {"kind": document["kind"], "fields": {key: {"value": value, "review": []} for key, value in document["fields"].items()}}
            for identity, document in documents.items()
        }
        for name, documents in said["found"].items()
    }
    costs = {name: Cost(seconds + (reading.cpu if name == "invoice2data" else 0)) for name, seconds in said["cpu"].items()}
    return found, costs


def known():
    """{name of another extractor: {kind: keys that it can give}}."""
    templates = {file.stem: set(re.findall(r"^  (\w+):", file.read_text(), re.M)) for file in (ROOT / "scripts/bench/templates").glob("*.yml")}
    cards = {kind: {"so_cccd", "ngay_sinh", "gioi_tinh", "mrz"} for kind in ("cccd", "can_cuoc")}
    return {"invoice2data": templates, "passporteye": cards, "zxing-cpp": {"cccd": {"qr"}, "can_cuoc": {"qr"}, "giay_tiep_nhan": {"barcode"}}}


def available():
    return PYTHON.exists()


def versions(program):
    own = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()
    if not available():
        return {"sohoa": own}
    listed = subprocess.run(
        [PYTHON, "-m", "pip", "list", "--format", "json"], capture_output=True, text=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    )
    known = {package["name"].lower(): package["version"] for package in json.loads(listed.stdout or "[]")}
    return {"sohoa": own, **{name: known.get(name) for name in ("invoice2data", "passporteye", "zxing-cpp")}}
