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
from pyhanko.sign.validation import (DocumentSecurityStore, SignatureCoverageLevel, validate_pdf_signature,
                                      validate_pdf_timestamp)
from pyhanko_certvalidator import ValidationContext

HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def complaints(file, root, count):
    with open(file, "rb") as stream:
        reader = PdfFileReader(stream)
        regular, stamps = reader.embedded_regular_signatures, reader.embedded_timestamp_signatures
        if count not in ("any", str(len(regular))) or (count == "any" and not regular):
            yield f"{len(regular)} signatures instead of {count}"
        trust = {"trust_roots": [root], "allow_fetching": False}
        if "/DSS" in reader.root:  # B-LT: what proves it is in the file
            context = DocumentSecurityStore.read_dss(reader).as_validation_context({**trust, "revocation_mode": "hard-fail"})
        else:
            context = ValidationContext(**trust, revocation_mode="soft-fail")
        last = reader.embedded_signatures[-1] if reader.embedded_signatures else None
        for signature in regular:
            status = validate_pdf_signature(signature, context, ts_validation_context=context)
            stamped = status.timestamp_validity
            if stamped is not None and not (stamped.intact and stamped.valid and stamped.trusted):
                yield f"{signature.field_name}: its time-stamp is not good ({stamped.summary()})"
            yield from common_complaints(signature, status, signature is last)
        for stamp in stamps:
            yield from common_complaints(stamp, validate_pdf_timestamp(stamp, context), stamp is last)


def common_complaints(signature, status, is_last):
    name = signature.field_name
    if not (status.intact and status.valid):
        yield f"{name}: not intact ({status.summary()})"
    if not status.trusted:
        yield f"{name}: not trusted ({status.summary()})"
    if status.modification_level not in HARMLESS:
        yield f"{name}: changed afterwards ({status.modification_level})"
    wanted = SignatureCoverageLevel.ENTIRE_FILE if is_last else SignatureCoverageLevel.ENTIRE_REVISION
    # A B-LT file ends with its validation data, which no signature covers.
    if is_last and status.modification_level == ModificationLevel.LTA_UPDATES:
        wanted = SignatureCoverageLevel.ENTIRE_REVISION
    if status.coverage.value < wanted.value:
        yield f"{name}: covers {status.coverage.name} only"


def judge(root, count, *files):
    logging.disable(logging.CRITICAL)
    trusted, said = load_cert_from_pemder(root), {}
    for file in files:
        said[file] = []
        try:
            said[file] += complaints(file, trusted, count)
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
