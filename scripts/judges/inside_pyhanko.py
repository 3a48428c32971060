"""Runs in the environment that has pyHanko, isolated (-I): this folder has a pyhanko.py of its own.

judge ROOT.pem COUNT FILE...   JSON: {file: [complaints]}; nothing is fetched
replace-page FROM TO           a copy in which an incremental update gives the first page other content
"""
import json
import logging
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def complaints(file, root, count):
    with open(file, "rb") as stream:
        signatures = PdfFileReader(stream).embedded_signatures
        if len(signatures) != count:
            yield f"{len(signatures)} signatures instead of {count}"
        for number, signature in enumerate(signatures):
            name = signature.field_name
            context = ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="soft-fail")
            status = validate_pdf_signature(signature, context)
            if not (status.intact and status.valid):
                yield f"{name}: not intact ({status.summary()})"
            if not status.trusted:
                yield f"{name}: not trusted ({status.summary()})"
            if status.modification_level not in HARMLESS:
                yield f"{name}: changed afterwards ({status.modification_level})"
            wanted = SignatureCoverageLevel.ENTIRE_FILE if number == len(signatures) - 1 \
                else SignatureCoverageLevel.ENTIRE_REVISION
            if status.coverage.value < wanted.value:
                yield f"{name}: covers {status.coverage.name} only"


def judge(root, count, *files):
    logging.disable(logging.CRITICAL)
    trusted, said = load_cert_from_pemder(root), {}
    for file in files:
        said[file] = []
        try:
            said[file] += complaints(file, trusted, int(count))
        except Exception as trouble:  # whatever pyHanko throws at a file is its complaint about it
            said[file].append(f"{type(trouble).__name__}: {str(trouble)[:200]}")
    print(json.dumps(said))


def replace_page(source, target):
    with open(source, "rb") as stream, open(target, "wb") as out:
        writer = IncrementalPdfFileWriter(stream)
        page, _ = writer.find_page_for_modification(0)
        page = page.get_object()
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 1 rg 9 9 500 500 re f"))
        writer.update_container(page)
        writer.write(out)


{"judge": judge, "replace-page": replace_page}[sys.argv[1]](*sys.argv[2:])
