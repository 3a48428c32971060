"""ALTO 4.4 by its schema, with xmllint; nothing is fetched: a catalogue says where the imports are."""
import re
from xml.sax.saxutils import quoteattr

from .court import Unable, altered, last_words, run

NAME, KIND = "ALTO 4.4 XSD", "alto"
XLINK = ("http://www.loc.gov/standards/xlink/xlink.xsd", "https://www.loc.gov/standards/xlink/xlink.xsd",
         "http://www.w3.org/1999/xlink.xsd", "https://www.w3.org/1999/xlink.xsd")


def catalogue(court):
    path = court.scratch / "catalogue.xml"
    place = quoteattr((court.schemas / "xlink.xsd").resolve().as_uri())
    entries = "".join(f"<system systemId={quoteattr(name)} uri={place}/><uri name={quoteattr(name)} uri={place}/>"
                      for name in (*XLINK, *imported(court.schemas / "alto-4-4.xsd")))
    path.write_text('<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">' + entries + "</catalog>\n")
    return path


def imported(schema):
    return re.findall(r'schemaLocation="(https?://[^"]*xlink[^"]*)"', schema.read_text(encoding="utf-8"))


def judge(files, court):
    for name in ("alto-4-4.xsd", "xlink.xsd"):
        if not (court.schemas / name).is_file():
            raise Unable(f"{court.schemas / name} is not there")
    environment = {"XML_CATALOG_FILES": str(catalogue(court))}
    said = {}
    for file in files:
        done = run("xmllint", "--nonet", "--noout", "--schema", court.schemas / "alto-4-4.xsd", file, env=environment)
        if done.returncode in (5, 127):
            raise Unable(f"the schema does not compile: {last_words(done)}")
        lines = [line[-300:] for line in done.stderr.splitlines() if "error" in line]
        said[file] = [] if done.returncode == 0 else (lines[:3] or [last_words(done)])
    return said


def broken(file, folder):
    yield "page without ID", altered(file, folder, "page without ID",
                                     lambda data: re.sub(rb'(<(?:\w+:)?Page\b[^>]*?)\sID="[^"]*"', rb"\1", data, count=1)), {}
    yield "element of no schema", altered(file, folder, "element of no schema",
                                          lambda data: re.sub(rb"(</(?:\w+:)?Layout>)", rb"<Invented/>\1", data, count=1)), {}
    yield "width that is no number", altered(file, folder, "width that is no number",
                                             lambda data: re.sub(rb'(<(?:\w+:)?Page\b[^>]*?\sWIDTH=")[^"]*', rb"\1wide", data, count=1)), {}
    yield "no layout", altered(file, folder, "no layout",
                               lambda data: re.sub(rb"<(?:\w+:)?Layout>.*</(?:\w+:)?Layout>", b"", data, flags=re.S)), {}
