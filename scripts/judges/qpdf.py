"""File structure by `qpdf --check`; a warning is a complaint too."""
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
