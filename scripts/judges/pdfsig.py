"""Signatures by poppler's pdfsig with NSS: each valid and trusted, the last one over the whole file."""
import re
import tempfile

from .court import Unable, altered, flipped, last_words, run, stranger

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
    return {file: list(complaints(run("pdfsig", "-nssdir", f"sql:{nss}", "-no-ocsp", file), court)) for file in files}


def complaints(done, court):
    blocks = re.split(r"^Signature #", done.stdout, flags=re.M)[1:]
    if len(blocks) != court.signatures:
        yield f"{len(blocks)} signatures instead of {court.signatures}"
        return
    for number, block in enumerate(blocks, 1):
        for subject, good in (("Signature", "Signature is Valid."), ("Certificate", "Certificate is Trusted.")):
            found = re.search(rf"{subject} Validation: (.*)", block)
            if not found or found.group(1).strip() != good:
                yield f"signature {number}: {found.group(1).strip() if found else f'no word on its {subject.lower()}'}"
    if "Total document signed" not in blocks[-1]:
        yield "the last signature does not cover the whole file"


def broken(file, folder):
    yield "one bit flipped", altered(file, folder, "one bit flipped", flipped), {}
    yield "bytes appended", altered(file, folder, "bytes appended", lambda data: data + b"% after the end\n%%EOF\n"), {}
    yield "another root trusted", file, {"trust": stranger(folder)}
