"""Signatures by poppler's pdfsig with NSS: each valid and trusted, the last one over the whole file."""
import re
import tempfile

from .court import Unable, altered, last_words, run
from .mutants import first_revision, signed_wrongly

NAME, KIND = "pdfsig", "pdf"


def database(court):
    """An NSS database in which only the root is trusted."""
    folder = tempfile.mkdtemp(prefix="nss-", dir=court.scratch)
    for command in (("-N", "--empty-password"), ("-A", "-n", "root", "-t", "CT,C,C", "-i", court.trust)):
        done = run("certutil", command[0], "-d", f"sql:{folder}", *command[1:])
        if done.returncode:
            raise Unable(f"certutil: {last_words(done)}")
    return folder


def judge(files, court):
    if not court.trust:
        raise Unable("--trust ROOT.pem is needed")
    nss = database(court)
    return {file: list(complaints(run("pdfsig", "-nssdir", f"sql:{nss}", "-no-ocsp", file), court, archival(file)))
            for file in files}


def archival(file):
    """Whether it ends with validation data (B-LT), which no signature covers: pyHanko and EU DSS look at that."""
    data = file.read_bytes()
    ends = [sum(map(int, found.groups())) for found in re.finditer(rb"/ByteRange\s*\[\s*0\s+\d+\s+(\d+)\s+(\d+)", data)]
    return bool(ends) and b"/DSS" in data[max(ends):]


def complaints(done, court, ends_with_evidence):
    blocks = re.split(r"^Signature #", done.stdout, flags=re.M)[1:]
    # Document time-stamps (ETSI.RFC3161) are beyond pdfsig.
    regular = [block for block in blocks if not re.search(r"Signature Type: (unknown|ETSI\.RFC3161)", block)]
    if court.signatures not in (None, len(regular)) or (court.signatures is None and not regular):
        yield f"{len(regular)} signatures instead of {court.signatures}"
    if not regular:
        return
    for number, block in enumerate(regular, 1):
        for subject, good in (("Signature", "Signature is Valid."), ("Certificate", "Certificate is Trusted.")):
            found = re.search(rf"{subject} Validation: (.*)", block)
            if not found or found.group(1).strip() != good:
                yield f"signature {number}: {found.group(1).strip() if found else f'no word on its {subject.lower()}'}"
    covered = ends_with_evidence or blocks[-1] is not regular[-1] or "Total document signed" in blocks[-1]
    if not covered:
        yield "the last signature does not cover the whole file"


def broken(file, folder):
    # Later time-stamps and validation data hide from pdfsig what came after them.
    first = first_revision(file, folder)
    appended = altered(first, folder, "bytes appended", lambda data: data + b"% after the end\n%%EOF\n")
    for what, path, overrides in (*signed_wrongly(first, folder), ("bytes appended", appended, {})):
        yield what, path, {**overrides, "signatures": 1}
