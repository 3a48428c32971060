"""File structure by `qpdf --check`; a warning is a complaint too."""
import re

from .court import altered, run

NAME, KIND = "qpdf --check", "pdf"


def judge(files, court):
    said = {}
    for file in files:
        done = run("qpdf", "--check", file)
        lines = [line for line in (done.stderr + done.stdout).splitlines() if "WARNING" in line or "rror" in line]
        said[file] = [] if done.returncode == 0 else (lines[:3] or [f"exit code {done.returncode}"])
    return said


def broken(file, folder):
    yield "cut off", altered(file, folder, "cut off", lambda data: data[:len(data) * 3 // 5]), {}
    yield "table elsewhere", altered(file, folder, "table elsewhere", table_elsewhere), {}
    yield "stream length wrong", altered(file, folder, "length wrong", length_wrong), {}
    yield "object under another number", altered(file, folder, "object renamed", object_renamed), {}


def table_elsewhere(data):
    found = list(re.finditer(rb"startxref\s+(\d+)", data))[-1]
    place = str(int(found.group(1)) - 9).encode().rjust(len(found.group(1)), b"0")
    return data[:found.start(1)] + place + data[found.end(1):]


def length_wrong(data):
    found = re.search(rb"/Length (\d+)", data)
    shorter = str(int(found.group(1)) - 2).encode().rjust(len(found.group(1)), b"0")
    return data[:found.start(1)] + shorter + data[found.end(1):]


def object_renamed(data):
    return data.replace(b"\n2 0 obj", b"\n7 0 obj", 1)
