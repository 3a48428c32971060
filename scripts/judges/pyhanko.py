"""Signatures by pyHanko: intact, trusted, and nothing changed after them but further signatures."""
import json

from .court import ROOT, Unable, altered, flipped, last_words, run, stranger, tool

NAME, KIND = "pyHanko", "pdf"
INSIDE = ROOT / "scripts" / "judges" / "inside_pyhanko.py"  # for the Python that has pyHanko


def judge(files, court):
    if not court.trust:
        raise Unable("--trust ROOT.pem is needed")
    done = run(tool("venv") / "bin" / "python", "-I", INSIDE, "judge", court.trust, court.signatures, *files)
    if done.returncode:
        raise Unable(f"pyHanko gave no verdict: {last_words(done)}")
    said = json.loads(done.stdout)
    return {file: said[str(file)] for file in files}


def broken(file, folder):
    yield "one bit flipped", altered(file, folder, "one bit flipped", flipped), {}
    swapped = folder / "page-replaced.pdf"
    done = run(tool("venv") / "bin" / "python", "-I", INSIDE, "replace-page", file, swapped)
    if done.returncode:
        raise Unable(f"no copy with a replaced page: {last_words(done)}")
    yield "page replaced in an update", swapped, {}
    yield "another root trusted", file, {"trust": stranger(folder)}
