"""Signatures by pyHanko: intact, trusted, nothing changed after them but further signatures, and of the level that the
file claims: with validation data in it (B-LT) they are trusted by that data alone, hard-fail, nothing fetched; a document
time-stamp (B-LTA) is judged, too."""
import json

from .court import Unable, last_words, run, tool
from .mutants import INSIDE, signed_wrongly

NAME, KIND = "pyHanko", "pdf"


def judge(files, court):
    if not court.trust:
        raise Unable("--trust ROOT.pem is needed")
    count = "any" if court.signatures is None else court.signatures
    done = run(tool("venv") / "bin" / "python", "-I", INSIDE, "judge", court.trust, count, *files)
    if done.returncode:
        raise Unable(f"pyHanko gave no verdict: {last_words(done)}")
    said = json.loads(done.stdout)
    return {file: said[str(file)] for file in files}


def broken(file, folder):
    yield from signed_wrongly(file, folder)
