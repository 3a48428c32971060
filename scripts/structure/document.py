"""The smallest document that is PDF/A-2u, with visible text, an image and a form: what the cases spoil."""
import re
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROFILE = ROOT / "models" / "icc" / "sRGB.icc"
FONT = ROOT / "models/fonts/LiberationSerif-Regular.ttf"

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Case</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-01-02T03:04:05+07:00</xmp:CreateDate><pdf:Producer>sohoa</pdf:Producer>
<!--more--></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

SCHEMA = """<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Own</pdfaSchema:schema>
<pdfaSchema:namespaceURI>https://example.org/own/</pdfaSchema:namespaceURI><pdfaSchema:prefix>own</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>mark</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>a mark</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas><own:mark xmlns:own="https://example.org/own/">yes</own:mark>"""

TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0024> <0041> <0025> <0042> endbfchar endcmap end end"""


class Document:
    """Objects by name, each (dictionary as text, stream or None); @name in a text becomes a reference."""

    def __init__(self):
        font, (width_a, width_b) = FONT.read_bytes(), (722, 667)
        self.objects = {
            "catalog": ["/Type /Catalog /Pages @pages /Metadata @xmp /OutputIntents [@intent]", None],
            "pages": ["/Type /Pages /Count 1 /Kids [@page]", None],
            "page": ["/Type /Page /Parent @pages /MediaBox [0 0 200 200] /Resources @resources /Contents @content", None],
            "resources": ["/Font << /F0 @font /F1 @latin >> /XObject << /Im0 @image /Fm0 @form >> /ExtGState << /G0 @state >>"
                          " /ColorSpace << /C0 @space >>", None],
            "content": ["", b"q /G0 gs 1 0 0 rg 10 10 20 20 re f /C0 cs 1 0 0 scn 40 10 20 20 re f Q\n"
                            b"q 50 0 0 50 100 100 cm /Im0 Do Q /Fm0 Do\n"
                            b"BT /F0 20 Tf 10 150 Td <00240025> Tj /F1 12 Tf 0 -30 Td (AB) Tj ET\n"],
            "xmp": ["/Type /Metadata /Subtype /XML", XMP.encode()],
            "intent": ["/Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /DestOutputProfile @icc", None],
            "icc": ["/N 3", PROFILE.read_bytes()],
            "image": ["/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray",
                      b"\x00\x80\xc0\xff"],
            "form": ["/Type /XObject /Subtype /Form /BBox [0 0 50 50] /Resources << >>", b"0 g 1 1 5 5 re f"],
            "state": ["/Type /ExtGState /CA 1 /BM /Normal", None],
            "space": ["[/ICCBased @icc]", None],
            "font": ["/Type /Font /Subtype /Type0 /BaseFont /LiberationSerif /Encoding /Identity-H"
                     " /DescendantFonts [@cid] /ToUnicode @unicode", None],
            "cid": ["/Type /Font /Subtype /CIDFontType2 /BaseFont /LiberationSerif /CIDToGIDMap /Identity /DW 1000"
                    f" /W [36 [{width_a} {width_b}]] /FontDescriptor @descriptor"
                    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>", None],
            "latin": ["/Type /Font /Subtype /TrueType /BaseFont /LiberationSerif /Encoding /WinAnsiEncoding /FirstChar 65"
                      f" /LastChar 66 /Widths [{width_a} {width_b}] /FontDescriptor @descriptor", None],
            "descriptor": ["/Type /FontDescriptor /FontName /LiberationSerif /Flags 32 /FontBBox [-543 -303 1277 981]"
                           " /ItalicAngle 0 /Ascent 891 /Descent -216 /CapHeight 655 /StemV 80 /FontFile2 @program", None],
            "program": [f"/Length1 {len(font)}", font],
            "unicode": ["", TO_UNICODE.encode()],
        }
        self.trailer = "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]"
        self.header = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        self.bytes = []       # changes of the finished file

    def add(self, name, text, stream=None):
        self.objects[name] = [text, stream]
        return self

    def sub(self, name, old, new):
        """Change the text of an object."""
        assert old in self.objects[name][0], (name, old)
        self.objects[name][0] = self.objects[name][0].replace(old, new)
        return self

    def stream(self, name, old, new):
        """Change the stream of an object."""
        old, new = (word.encode() if isinstance(word, str) else word for word in (old, new))
        assert old in self.objects[name][1], (name, old)
        self.objects[name][1] = self.objects[name][1].replace(old, new, 1)
        return self

    def draw(self, operators):
        self.objects["content"][1] += operators.encode() if isinstance(operators, str) else operators
        return self

    def more(self, name, text):
        """Append to the text of an object."""
        self.objects[name][0] += " " + text
        return self

    def xmp(self, text):
        return self.stream("xmp", "<!--more-->", text)

    def file(self, change):
        """Change the bytes of the finished file."""
        self.bytes.append(change)
        return self

    def number(self, text):
        numbers = {name: number for number, name in enumerate(self.objects, 1)}
        return re.sub(r"@(\w+)", lambda found: f"{numbers[found.group(1)]} 0 R", text)

    def render(self):
        out, places = self.header, []
        for number, (name, (text, stream)) in enumerate(self.objects.items(), 1):
            places.append(len(out))
            text = self.number(text)
            if stream is None:
                body = text if text.startswith("[") else f"<< {text} >>"
                out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
                continue
            if "/Filter" not in text and name != "xmp" and len(stream) > 1000:
                text, stream = text + " /Filter /FlateDecode", zlib.compress(stream)
            out += f"{number} 0 obj\n<< {text} /Length {len(stream)} >>\nstream\n".encode("latin-1")
            out += stream + b"\nendstream\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        root = self.number("@catalog")
        out += f"trailer\n<< /Size {len(places) + 1} /Root {root} {self.number(self.trailer)} >>\n".encode("latin-1")
        out += f"startxref\n{start}\n%%EOF\n".encode()
        for change in self.bytes:
            out = change(out)
        return out
