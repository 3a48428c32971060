"""Bags (RFC 8493) by the Library of Congress's bagit."""
import shutil

from .court import last_words, run, tool

NAME, KIND = "bagit", "bag"


def judge(files, court):
    said = {}
    for bag in files:
        done = run(tool("venv") / "bin" / "python", "-m", "bagit", "--validate", bag)
        said[bag] = [] if done.returncode == 0 else [last_words(done)]
    return said


def broken(bag, folder):
    for what, spoil in (("payload byte changed", change), ("payload file added", add), ("payload file removed", remove),
                        ("no bag declaration", undeclare)):
        copy = folder / what.replace(" ", "-")
        shutil.copytree(bag, copy)
        spoil(copy / "data")
        yield what, copy, {}


def change(data):
    file = data / "dossier.json"
    content = file.read_bytes()
    file.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])


def add(data):
    (data / "stray.txt").write_text("in no manifest\n")


def remove(data):
    (data / "dossier.json").unlink()


def undeclare(data):
    (data.parent / "bagit.txt").unlink()
