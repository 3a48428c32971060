"""PDF/A by veraPDF, the part and level that the file itself claims; one that claims none is judged as 2u."""
import re
import xml.etree.ElementTree as ElementTree

from .court import Unable, altered, last_words, run, tool
from .mutants import placeholder, with_object

NAME, KIND = "veraPDF", "pdf"


def judge(files, court, any_level=False):
    """With any_level, level B is as good."""
    jar = tool("cli-1.30.2.jar")
    done = run("java", "-jar", jar, "--flavour", "0", "--defaultflavour", "2u", "--format", "xml",
               "--maxfailuresdisplayed", "1", "--nonpdfext", *files, timeout=120 + 30 * len(files))
    try:
        report = ElementTree.fromstring(done.stdout[done.stdout.index("<?xml"):])
    except (ValueError, ElementTree.ParseError):
        raise Unable(f"veraPDF gave no report: {last_words(done)}") from None
    said = {}
    for job in report.iter("job"):
        said[job.findtext("item/name")] = list(complaints(job, any_level))
    return {file: said.get(str(file), ["veraPDF did not speak of it"]) for file in files}


def complaints(job, any_level):
    verdict = job.find("validationReport")
    if verdict is None:
        yield job.findtext("taskException/exceptionMessage") or "not parsed"
        return
    if verdict.get("isCompliant") == "true":
        # A file may claim less than sohoa promises.
        if not re.search(r"PDF/A-[23][uUaA]", verdict.get("profileName", "")) and not any_level:
            yield f"claims less than level U: {verdict.get('profileName')}"
        return
    for rule in verdict.iter("rule"):
        yield f"clause {rule.get('clause')}-{rule.get('testNumber')}: {rule.findtext('description')}"
    yield verdict.get("statement") or "not compliant"


def broken(file, folder):
    yield "no file identifier (6.1.3)", altered(file, folder, "no file identifier",
                                                lambda data: re.sub(rb"/ID(?=\s*\[)", b"/IX", data)), {}
    yield "no XMP (6.6.2.1)", altered(file, folder, "no XMP",
                                      lambda data: re.sub(rb"/Metadata(?=\s+\d+\s+\d+\s+R)", b"/Metadatx", data)), {}
    yield "XMP property of no schema (6.6.2.3.1)", altered(file, folder, "no schema",
                                                           lambda data: data.replace(b"pdf:Producer", b"pdf:Producex")), {}
    yield "signature placeholder (6.4.3)", altered(file, folder, "placeholder", placeholder), {}
    yield "integer beyond 2^31 (6.1.13)", altered(file, folder, "integer", with_object(b"2147483648")), {}
