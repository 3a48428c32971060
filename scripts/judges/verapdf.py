"""PDF/A-2u by veraPDF."""
import re
import xml.etree.ElementTree as ElementTree

from .court import Unable, altered, last_words, run, tool

NAME, KIND = "veraPDF 2u", "pdf"


def judge(files, court):
    jar = tool("cli-1.30.2.jar")
    done = run("java", "-jar", jar, "--flavour", "0", "--defaultflavour", "2u", "--format", "xml", "--maxfailuresdisplayed", "1", "--nonpdfext",
               *files, timeout=120 + 30 * len(files))
    try:
        report = ElementTree.fromstring(done.stdout[done.stdout.index("<?xml"):])
    except (ValueError, ElementTree.ParseError):
        raise Unable(f"veraPDF gave no report: {last_words(done)}") from None
    said = {}
    for job in report.iter("job"):
        said[job.findtext("item/name")] = list(complaints(job))
    return {file: said.get(str(file), ["veraPDF did not speak of it"]) for file in files}


def complaints(job):
    verdict = job.find("validationReport")
    if verdict is None:
        yield job.findtext("taskException/exceptionMessage") or "not parsed"
        return
    if verdict.get("isCompliant") == "true":
        return
    for rule in verdict.iter("rule"):
        yield f"clause {rule.get('clause')}-{rule.get('testNumber')}: {rule.findtext('description')}"
    yield verdict.get("statement") or "not compliant"


def broken(file, folder):
    yield "no file identifier", altered(file, folder, "no file identifier",
                                        lambda data: re.sub(rb"/ID(?=\s*\[)", b"/IX", data)), {}
    yield "no XMP", altered(file, folder, "no XMP",
                            lambda data: re.sub(rb"/Metadata(?=\s+\d+\s+\d+\s+R)", b"/Metadatx", data)), {}
