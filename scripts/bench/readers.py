"""The readers that are measured. Each is started once for all pages of a run, so that none pays for starting often.

A reader gives {page id: text} and a Cost. A page it could not read has the text "".
"""
import json
import os
import shutil
import subprocess
from pathlib import Path

from .process import Cost, run

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / "build/bench/venv/bin"


def by_name(pages):
    """File names tell pages apart."""
    return {page["path"].name: page["id"] for page in pages}


def settings(folder):
    """A settings file with a throw-away authority, made at the first call."""
    file = folder / "sohoa.toml"
    if not file.exists():
        keys = folder / "authority"
        subprocess.run([ROOT / "scripts/make-authority", keys], check=True, capture_output=True)
        file.write_text(f'[sign]\nclerk_key = "{keys}/clerk.p12"\nclerk_password_file = "{keys}/clerk.password"\n'
                        f'agency_key = "{keys}/agency.p12"\nagency_password_file = "{keys}/agency.password"\n'
                        f'[trust]\nroots = ["{keys}/root.pem"]\n')
    return file


def sohoa_read(sohoa, pages, folder, workers=1):
    """`sohoa read`: (texts, cost, {id: what its JSON says of the page})."""
    out = folder / f"read-{workers}.json"
    cost = run([sohoa, "read", "--settings", settings(folder), "--format", "json", "--workers", workers,
                *(page["path"] for page in pages)], out)
    names, said = by_name(pages), {}
    for line in out.read_text().splitlines():
        if line.startswith("{"):
            page = json.loads(line)
            said[names.get(page.get("file", "").split("#")[0])] = page
    texts = {page["id"]: "\n".join(" ".join(word["text"] for word in line["words"]) for line in said[page["id"]]["lines"])
             if page["id"] in said else "" for page in pages}
    return texts, cost, said


def sohoa_digitize(sohoa, pages, folder, workers=1, watch=False):
    """`sohoa digitize`, every file a document with its PDF/A and two signatures: (texts of the PDFs, cost)."""
    storage = folder / f"storage-{workers}"
    shutil.rmtree(storage, ignore_errors=True)
    cost = run([sohoa, "digitize", "--settings", settings(folder), "--into", storage, "--dossier", "BENCH", "--workers", workers,
                *(page["path"] for page in pages)], folder / f"digitize-{workers}.out", watch)
    texts = {page["id"]: "" for page in pages}
    published = storage / "BENCH/data"
    if (published / "dossier.json").exists():
        names = by_name(pages)
        for document in json.loads((published / "dossier.json").read_text())["documents"]:
            for number, page in enumerate(document["pages"], 1):
                identity = names.get(Path(page["origin"].split("#")[0]).name)
                if identity and document.get("pdf"):
                    texts[identity] = pdf_text(published / document["pdf"], number)
    return texts, cost


def pdf_text(pdf, page):
    made = subprocess.run(["pdftotext", "-f", str(page), "-l", str(page), pdf, "-"], capture_output=True)
    return made.stdout.decode(errors="replace").replace("\f", "")


def pages_of(text, count):
    """Text with a form feed after each page, as `count` texts."""
    parts = text.split("\f")
    return (parts + [""] * count)[:count]


def tesseract_version():
    if not shutil.which("tesseract"):
        return None
    return subprocess.run(["tesseract", "--version"], capture_output=True, text=True).stdout.split("\n")[0].split()[-1]


def tesseract(pages, folder):
    """`tesseract LIST - -l vie`, page segmentation 3, one thread."""
    names, out = folder / "tesseract.list", folder / "tesseract.txt"
    names.write_text("".join(f"{page['path']}\n" for page in pages))
    one = {"OMP_THREAD_LIMIT": "1"}
    cost = run(["tesseract", names, "-", "-l", "vie"], out, environment=one)
    text = out.read_text(errors="replace")
    if cost.code == 0 and text.count("\f") == len(pages):
        return dict(zip((page["id"] for page in pages), pages_of(text, len(pages)))), cost
    texts, cost = {}, Cost()  # one page it cannot open ends the whole run: page by page then
    for page in pages:
        single = run(["tesseract", page["path"], "-", "-l", "vie"], out, environment=one)
        texts[page["id"]] = out.read_text(errors="replace").replace("\f", "")
        cost = Cost(cost.cpu + single.cpu, cost.wall + single.wall, max(cost.rss, single.rss), 0, max(cost.code, single.code))
    return texts, cost


def ocrmypdf_version():
    if not (VENV / "ocrmypdf").exists():
        return None
    return subprocess.run([VENV / "ocrmypdf", "--version"], capture_output=True, text=True).stdout.strip()


def ocrmypdf(pages, folder, dpi):
    """`ocrmypdf` on one PDF of the pages, made by img2pdf (not counted): (texts of its sidecar, of its PDF, cost)."""
    images, made, sidecar = folder / "images.pdf", folder / "ocrmypdf.pdf", folder / "ocrmypdf.txt"
    subprocess.run([VENV / "img2pdf", "--imgsize", f"{dpi}dpix{dpi}dpi", "-o", images, *(page["path"] for page in pages)],
                   check=True, capture_output=True)
    sidecar.unlink(missing_ok=True)
    cost = run([VENV / "ocrmypdf", "-l", "vie", "--deskew", "--rotate-pages", "--output-type", "pdfa", "--jobs", "1",
                "--sidecar", sidecar, images, made], folder / "ocrmypdf.out",
               environment={"PATH": f"{VENV}{os.pathsep}{os.environ['PATH']}"})
    said = pages_of(sidecar.read_text(errors="replace"), len(pages)) if sidecar.exists() else [""] * len(pages)
    ids = [page["id"] for page in pages]
    return dict(zip(ids, said)), {identity: pdf_text(made, number) if made.exists() else "" for number, identity in enumerate(ids, 1)}, cost
