"""Ways to break a signed PDF that more than one judge must see."""
import re

from .court import ROOT, Unable, altered, flipped, last_words, run, stranger, tool

INSIDE = ROOT / "scripts" / "judges" / "inside_pyhanko.py"  # for the Python that has pyHanko


def signed_wrongly(file, folder):
    """What every judge of signatures must reject."""
    yield "one bit of a page flipped", altered(file, folder, "bit flipped", flipped), {}
    yield "signature value flipped", altered(file, folder, "value flipped", value_flipped), {}
    yield "ByteRange shortened", altered(file, folder, "range shortened", range_shortened), {}
    yield "page replaced in an update", page_replaced(file, folder), {}
    yield "another root trusted", file, {"trust": stranger(folder), "lists": ()}


def contents(data):
    """Where the hex digits of the first signature's /Contents begin and end."""
    # The gap of the ByteRange is the string with its brackets.
    found = re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)", data)
    if not found:
        raise Unable("no /ByteRange: the file is not signed")
    return int(found.group(1)) + 1, int(found.group(2)) - 1


def parts(message, begin, end):
    """Where the values within a DER value begin and end: (tag, begin of the content, end)."""
    while begin < end:
        tag, size, begin = message[begin], message[begin + 1], begin + 2
        if size & 0x80:
            count = size & 0x7f
            size, begin = int.from_bytes(message[begin:begin + count], "big"), begin + count
        yield tag, begin, begin + size
        begin += size


def value_flipped(data):
    """One bit of the signature value: the OCTET STRING of the SignerInfo, in the last SET of the SignedData."""
    begin, end = contents(data)
    message = bytes.fromhex(data[begin:end].decode())
    place = next(parts(message, 0, len(message)))
    for tag in (0xA0, 0x30, 0x31, 0x30, 0x04):
        place = [part for part in parts(message, place[1], place[2]) if part[0] == tag][-1]
    last = begin + 2 * place[2] - 1
    return data[:last] + (b"%X" % (int(data[last:last + 1], 16) ^ 1)) + data[last + 1:]


def first_revision(file, folder):
    """The file as its first signature covers it."""
    found = re.search(rb"/ByteRange\s*\[\s*0\s+\d+\s+(\d+)\s+(\d+)", file.read_bytes())
    if not found:
        raise Unable("no /ByteRange: the file is not signed")
    path = folder / f"first-{file.name}"
    path.write_bytes(file.read_bytes()[:int(found.group(1)) + int(found.group(2))])
    return path


def range_shortened(data):
    found = re.search(rb"/ByteRange\s*\[\s*0\s+\d+\s+\d+\s+(\d+)", data)
    if not found:
        raise Unable("no /ByteRange: the file is not signed")
    shorter = str(int(found.group(1)) - 1).encode().ljust(len(found.group(1)))
    return data[:found.start(1)] + shorter + data[found.end(1):]


def placeholder(data):
    """The signature as it was before it was made: zeros."""
    begin, end = contents(data)
    return data[:begin] + b"0" * (end - begin) + data[end:]


def page_replaced(file, folder):
    swapped = folder / "page-replaced.pdf"
    done = run(tool("venv") / "bin" / "python", "-I", INSIDE, "replace-page", file, swapped)
    if done.returncode:
        raise Unable(f"no copy with a replaced page: {last_words(done)}")
    return swapped


def with_object(text):
    """An update that adds an object which nothing refers to; for files with a classic cross-reference table."""
    def change(data):
        trailers = list(re.finditer(rb"trailer\s*(<<.*?>>)\s*startxref\s+(\d+)", data, re.S))
        if not trailers:
            raise Unable("no classic trailer")
        trailer, start = trailers[-1].group(1), trailers[-1].group(2)
        size = int(re.search(rb"/Size\s+(\d+)", trailer).group(1))
        trailer = re.sub(rb"/Size\s+\d+", b"/Size %d" % (size + 1), re.sub(rb"/Prev\s+\d+", b"", trailer))
        data += b"" if data.endswith(b"\n") else b"\n"
        place = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (size, text)
        table = len(data)
        data += b"xref\n%d 1\n%010d 00000 n \ntrailer\n%s /Prev %s >>\n" % (size, place, trailer[:-2], start)
        return data + b"startxref\n%d\n%%%%EOF\n" % table
    return change
