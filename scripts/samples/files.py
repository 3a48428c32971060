"""Scans as files, the way scanners write them."""
import io

from PIL import Image


def jpeg(image, dpi, quality):
    out = io.BytesIO()
    Image.fromarray(image).save(out, "JPEG", quality=quality, dpi=(dpi, dpi), subsampling=2, optimize=True)
    return out.getvalue()


def png(image, dpi):
    out = io.BytesIO()
    Image.fromarray(image & 0xF8).save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


def settled(tiff):
    """The TIFF with the byte behind each page's odd last strip set to 0: libtiff writes there what memory held."""
    data = bytearray(tiff)
    with Image.open(io.BytesIO(tiff)) as pages:
        for number in range(pages.n_frames):
            pages.seek(number)
            end = pages.tag_v2[273][-1] + pages.tag_v2[279][-1]
            if end % 2 and end < len(data):
                data[end] = 0
    return bytes(data)


def tiff_g4(images, dpi):
    out = io.BytesIO()
    pages = [Image.fromarray(image).convert("1", dither=Image.Dither.NONE) for image in images]
    pages[0].save(out, "TIFF", compression="group4", dpi=(dpi, dpi), save_all=True, append_images=pages[1:])
    return settled(out.getvalue())


def pdf(jpegs, dpi):
    """A scanner's PDF: each page is one JPEG, full page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None]
    kids = []
    for data in jpegs:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            space = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
        box = f"{width * 72 / dpi:.2f} 0 0 {height * 72 / dpi:.2f} 0 0"
        first = len(objects) + 1
        kids.append(f"{first} 0 R")
        content = f"q {box} cm /Im0 Do Q".encode()
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width * 72 / dpi:.2f} {height * 72 / dpi:.2f}] "
            f"/Resources << /XObject << /Im0 {first + 2} 0 R >> >> /Contents {first + 1} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace {space} "
            f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"]
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
