"""Signatures by the European Commission's DSS: passed by its default policy, and nothing changed after them."""
from .court import Unable, last_words, run, tool
from .mutants import signed_wrongly

NAME, KIND = "EU DSS", "pdf"
# All that DSS holds against a sound B or T signature when no list of revocations is at hand.
REVOCATION = ("BBB_XCV_SUB_ANS", "BBB_XCV_IRDPFC_ANS", "BBB_XCV_IARDPFC_ANS")


def judge(files, court):
    if not court.trust:
        raise Unable("--trust ROOT.pem is needed")
    home = tool("dss")
    commands = court.scratch / "dss-commands"
    commands.write_text("".join([f"root {court.trust}\n", *(f"crl {path}\n" for path in court.lists),
                                 *(f"pdf {file}\n" for file in files)]), encoding="utf-8")
    done = run("java", "-cp", f"{home / 'classes'}:{home / 'lib'}/*", "Verdicts", commands, timeout=120 + 10 * len(files))
    if done.returncode:
        raise Unable(f"EU DSS gave no verdict: {last_words(done)}")
    lines = {}
    for line in done.stdout.splitlines():
        name, *words = line.split("\t")
        lines.setdefault(name, []).append(words)
    return {file: list(complaints(lines.get(str(file), []), court)) for file in files}


def complaints(lines, court):
    regular = [words for words in lines if words[1] not in ("", "DOCUMENT-TIMESTAMP")]
    if court.signatures not in (None, len(regular)) or (court.signatures is None and not regular):
        yield f"{len(regular)} signatures instead of {court.signatures}"
    if not lines:
        yield "EU DSS did not speak of it"
    for field, level, indication, reason, changes, errors in lines:
        if indication == "NONE":
            if court.signatures != 0 or errors != "no signature":
                yield errors
            continue
        archival = level.endswith(("-LT", "-LTA"))
        only_revocation = not court.lists and not archival and indication == "INDETERMINATE" and all(
            error.startswith(REVOCATION) for error in errors.split("; "))
        if indication not in ("TOTAL_PASSED", "PASSED") and not only_revocation:
            yield f"{field}: {level} {indication} {reason} ({errors[:300]})"
        if changes:
            yield f"{field}: changed afterwards ({changes})"


def broken(file, folder):
    yield from signed_wrongly(file, folder)
