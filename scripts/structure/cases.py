"""Cases of our own making, each named as veraPDF names its corpus: clause, test, verdict, letter.

Where a name says fail, the document breaks that test and, as far as that can be, no other; where it says pass, it
comes near to breaking it.
"""
import re

from .document import SCHEMA, Document

CASES = []


def put(name, make):
    CASES.append((name, make))


def D():
    return Document()


def swap(old, new, count=1):
    """A change of the finished file's bytes, of the same length."""
    assert len(old) == len(new), (old, new)

    def change(data):
        assert old in data, old
        return data.replace(old, new, count)
    return change


def part3(document):
    document.stream("xmp", "<pdfaid:part>2<", "<pdfaid:part>3<")
    return document


def level_b(document):
    return document.stream("xmp", "conformance>U<", "conformance>B<")


def without_devices(document):
    """Only ICC based colours, and no output intent."""
    return (document.sub("catalog", "[@intent]", "[]").sub("image", "/DeviceGray", "@space")
            .sub("image", "Width 2 /Height 2", "Width 1 /Height 1")
            .stream("content", "1 0 0 rg 10 10 20 20 re f", "").stream("content", "BT", "/C0 cs BT")
            .stream("form", "0 g 1 1 5 5 re f", ""))


# 6.1 file structure
put("6-1-2-t01-pass-a", lambda: D())
put("6-1-2-t01-fail-a", lambda: D().file(swap(b"%PDF-1.7", b"%PDF-1.8")))
put("6-1-2-t02-fail-a", lambda: D().file(swap(b"%\xe2\xe3\xcf\xd3", b"%\xe2\xe3\xcfA")))
put("6-1-3-t01-fail-a", lambda: D().file(lambda data: re.sub(rb"/ID(?= \[)", b"/IX", data)))
put("6-1-3-t03-pass-a", lambda: D().file(lambda data: data[:-1] + b"\r\n"))
put("6-1-3-t03-fail-a", lambda: D().file(lambda data: data + b"more\n"))
put("6-1-3-t03-fail-b", lambda: D().file(lambda data: data + b"\n\n"))
put("6-1-4-t02-pass-a", lambda: D().file(swap(b"xref\n0 ", b"xref\r0 ")))
put("6-1-4-t02-fail-a", lambda: D().file(swap(b"xref\n0 ", b"xref 0 ")))
put("6-1-6-t01-fail-a", lambda: D().more("page", "/X <ABC>"))
put("6-1-6-t01-pass-a", lambda: D().more("page", "/X <AB C D>"))
put("6-1-6-t02-fail-a", lambda: D().more("page", "/X <AGBC>"))
put("6-1-6-t01-fail-b", lambda: D().draw("BT /F0 9 Tf 9 9 Td <0024002> Tj ET\n"))
put("6-1-7-1-t01-fail-a", lambda: D().file(lambda data: re.sub(rb"(/BBox[^\n]*/Length )16", rb"\g<1>15", data)))
put("6-1-7-1-t01-fail-b", lambda: D().file(lambda data: re.sub(rb"(/BBox[^\n]*/Length )16", rb"\g<1>14", data)))
put("6-1-7-1-t02-fail-a", lambda: D().file(swap(b"stream\n0 g 1 1 5 5 re f", b"stream\r0 g 1 1 5 5 re f")))
put("6-1-7-1-t01-fail-c", lambda: D().file(lambda data: re.sub(rb"(/BBox[^\n]*/Length )16", rb"\g<1>17", data)))
put("6-1-7-1-t03-fail-a", lambda: D().more("form", "/F (elsewhere)"))
put("6-1-7-1-t03-fail-b", lambda: D().more("form", "/FFilter /FlateDecode"))
put("6-1-7-2-t01-fail-a", lambda: D().add("old", "/Filter /LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"))
put("6-1-7-2-t01-pass-a", lambda: D().add("old", "/Filter [/ASCIIHexDecode /ASCIIHexDecode]", b"3030>"))
put("6-1-7-2-t01-pass-b", lambda: D().add("old", "/Filter /Crypt /DecodeParms << /Name /Identity >>", b"00"))
put("6-1-8-t01-fail-a", lambda: D().sub("latin", "/BaseFont /LiberationSerif", "/BaseFont /Liberation#ff#fe"))
put("6-1-9-t01-fail-a", lambda: D().file(swap(b"2 0 obj\n", b"2 0 obj ")))
put("6-1-9-t01-fail-b", lambda: D().file(swap(b"\nendobj\n3 0 obj", b" endobj\n3 0 obj")))
put("6-1-9-t01-fail-c", lambda: D().file(swap(b"endobj\n3 0 obj", b"endobj 3 0 obj")))
put("6-1-9-t01-pass-a", lambda: D().file(swap(b"2 0 obj\n", b"2 0 obj\r")))
put("6-1-10-t01-fail-a", lambda: D().draw(
    b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID \x80\x0b\x60\x50\x22\x0c\x0c\x85\x01\nEI Q\n"))
put("6-1-10-t01-pass-a", lambda: D().draw("q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 80>\nEI Q\n"))
put("6-1-12-t01-fail-a", lambda: D().more("catalog", "/Perms << /UR4 << >> >>"))
put("6-1-13-t01-fail-a", lambda: D().more("page", "/X 2147483648"))
put("6-1-13-t01-pass-a", lambda: D().more("page", "/X [2147483647 -2147483648]"))
put("6-1-13-t01-fail-b", lambda: D().more("page", "/X -2147483649"))
put("6-1-13-t03-fail-a", lambda: D().more("page", f"/X ({'x' * 32768})"))
put("6-1-13-t03-pass-a", lambda: D().more("page", f"/X ({'x' * 32767})"))
put("6-1-13-t04-fail-a", lambda: D().more("page", f"/X /{'n' * 128}"))
put("6-1-13-t04-pass-a", lambda: D().more("page", f"/X /{'n' * 127}"))
put("6-1-13-t05-fail-a", lambda: D().more("page", "/X 0." + "0" * 39 + "1"))
put("6-1-13-t08-fail-a", lambda: D().draw("q " * 29 + "Q " * 29))
put("6-1-13-t08-pass-a", lambda: D().draw("q " * 28 + "Q " * 28))
put("6-1-13-t11-fail-a", lambda: D().sub("page", "200 200", "200 2"))
put("6-1-13-t11-fail-b", lambda: D().sub("page", "200 200", "14401 200"))
put("6-1-13-t11-pass-a", lambda: D().sub("page", "200 200", "14400 200"))

# 6.2.2 to 6.2.6: operators, colour, graphics state
put("6-2-2-t01-fail-a", lambda: D().draw("1 2 xyz\n"))
put("6-2-2-t01-fail-b", lambda: D().draw("BX 1 2 xyz EX\n"))
put("6-2-2-t01-pass-a", lambda: D().draw("/Span BMC EMC 0 i 1 w\n"))
put("6-2-2-t02-fail-a", lambda: D().sub("form", "/Resources << >>", "").stream("form", "0 g", "/G0 gs 0 g"))
put("6-2-2-t02-fail-b", lambda: D().sub("page", "/Resources @resources", "").more("pages", "/Resources @resources"))
put("6-2-2-t02-pass-a", lambda: D().sub("form", "/Resources << >>", ""))
put("6-2-3-t01-fail-a", lambda: D().stream("icc", b"mntrRGB ", b"linkRGB "))
put("6-2-3-t01-fail-b", lambda: D().stream("icc", b"mntrRGB ", b"mntrLab "))
put("6-2-3-t02-fail-a", lambda: D().add("icc2", "/N 3", D().objects["icc"][1]).sub("catalog", "[@intent]", "[@intent @intent2]")
    .add("intent2", "/Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (x) /DestOutputProfile @icc2", None))
put("6-2-3-t02-pass-a", lambda: D().sub("catalog", "[@intent]", "[@intent @intent2]")
    .add("intent2", "/Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (x) /DestOutputProfile @icc", None))
put("6-2-3-t03-fail-a", lambda: D().sub("catalog", "[@intent]", "[@intent @intent2]")
    .add("intent2", "/Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (x) /DestOutputProfileRef << >>", None))
put("6-2-4-2-t01-fail-a", lambda: D().add("icc2", "/N 3", D().objects["icc"][1].replace(b"mntrRGB ", b"abstRGB ", 1))
    .sub("space", "@icc", "@icc2"))
put("6-2-4-2-t01-pass-a", lambda: D().add("icc2", "/N 3", D().objects["icc"][1].replace(b"mntrRGB ", b"scnrRGB ", 1))
    .sub("space", "@icc", "@icc2"))
put("6-2-4-3-t02-fail-a", lambda: D().sub("catalog", "[@intent]", "[]"))
put("6-2-4-3-t03-fail-a", lambda: D().draw("0 0 0 1 k 1 1 2 2 re f\n"))
put("6-2-4-3-t03-fail-b", lambda: D().draw("0 0 0 1 K 1 1 m 2 2 l S\n"))
put("6-2-4-3-t03-fail-c", lambda: D().draw("/DeviceCMYK cs 0 0 0 1 scn 1 1 2 2 re f\n"))
put("6-2-4-3-t03-fail-d", lambda: D().sub("image", "/DeviceGray", "/DeviceCMYK").sub("image", "Width 2 /Height 2", "Width 1 /Height 1"))
put("6-2-4-3-t03-fail-e", lambda: D().sub("image", "/DeviceGray", "[/Indexed /DeviceCMYK 0 <00000000>]"))
put("6-2-4-3-t03-fail-f", lambda: D().more("resources", "/Shading << /S0 << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 9 9]"
    " /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0 0 1] >> >> >>").draw("/S0 sh\n"))
put("6-2-4-3-t03-fail-g", lambda: D().more("form", "/Group << /S /Transparency /CS /DeviceCMYK >>"))
put("6-2-4-3-t03-pass-a", lambda: D().add("unused", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceCMYK", b"0000"))
put("6-2-4-3-t03-pass-b", lambda: D().sub("resources", "/C0 @space", "/C0 @space /DefaultCMYK [/CalGray << /WhitePoint [1 1 1] >>]"))
put("6-2-4-3-t03-fail-h", lambda: D().draw("0 0 0 1 k\n"))
put("6-2-4-3-t03-fail-i", lambda: D().draw("/DeviceCMYK cs\n"))
put("6-2-4-3-t03-fail-j", lambda: D().draw("0 0 0 1 K\n"))
put("6-2-4-3-t03-fail-k", lambda: D().sub("resources", "/C0 @space", "/C0 @space /C1 [/Indexed /DeviceCMYK 0 <00000000>]").draw("/C1 cs 0 sc\n"))
put("6-2-4-3-t04-pass-b", lambda: without_devices(D()).draw("1 1 2 2 re f\n"))
put("6-2-4-3-t04-fail-b", lambda: without_devices(D()).draw("1 1 m 2 2 l S\n"))
put("6-2-4-3-t04-pass-c", lambda: without_devices(D()).draw("BT /F0 9 Tf <0024> Tj ET\n"))
put("6-2-4-3-t04-pass-a", lambda: without_devices(D()).draw("BT /F0 9 Tf 3 Tr <0024> Tj ET\n"))
put("6-2-4-3-t04-fail-a", lambda: D().sub("catalog", "[@intent]", "[]").sub("image", "/DeviceGray", "@space")
    .stream("content", "1 0 0 rg 10 10 20 20 re f", "").stream("form", "0 g ", "").sub("image", "Width 2 /Height 2", "Width 1 /Height 1"))
TINT = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 1] /C1 [0 0 1] >>"
OTHER = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 1] /C1 [1 0 1] >>"
put("6-2-4-4-t01-fail-a", lambda: D().sub("resources", "/C0 @space", f"/C0 @space /N [/DeviceN [/Seal] /DeviceRGB {TINT}]")
    .draw("/N cs 1 scn 1 1 2 2 re f\n"))
put("6-2-4-4-t01-pass-a", lambda: D().sub("resources", "/C0 @space", f"/C0 @space /N [/DeviceN [/Seal] /DeviceRGB {TINT}"
    f" << /Colorants << /Seal [/Separation /Seal /DeviceRGB {TINT}] >> >>]").draw("/N cs 1 scn 1 1 2 2 re f\n"))
put("6-2-4-4-t02-fail-a", lambda: D().sub("resources", "/C0 @space", f"/C0 @space /N [/Separation /Seal /DeviceRGB {TINT}]"
    f" /M [/Separation /Seal /DeviceRGB {OTHER}]").draw("/N cs 1 scn 1 1 2 2 re f /M cs 1 scn 1 1 2 2 re f\n"))
put("6-2-4-4-t02-pass-a", lambda: D().sub("resources", "/C0 @space", f"/C0 @space /N [/Separation /Seal /DeviceRGB {TINT}]"
    f" /M [/Separation /Seal /DeviceRGB {TINT}]").draw("/N cs 1 scn 1 1 2 2 re f /M cs 1 scn 1 1 2 2 re f\n"))
put("6-2-5-t01-fail-a", lambda: D().more("state", "/TR /Identity"))
put("6-2-5-t02-fail-a", lambda: D().more("state", "/TR2 /Identity"))
put("6-2-5-t02-pass-a", lambda: D().more("state", "/TR2 /Default"))
put("6-2-5-t03-fail-a", lambda: D().more("state", "/HTP [0 0]"))
HALFTONE = "/HT << /Type /Halftone /HalftoneType {} /Frequency 60 /Angle 45 /SpotFunction /Round {} >>"
put("6-2-5-t04-fail-a", lambda: D().more("state", HALFTONE.format(3, "")))
put("6-2-5-t04-pass-a", lambda: D().more("state", HALFTONE.format(1, "")))
put("6-2-5-t05-fail-a", lambda: D().more("state", HALFTONE.format(1, "/HalftoneName (x)")))
put("6-2-5-t06-fail-a", lambda: D().more("state", HALFTONE.format(1, "/TransferFunction /Identity")))
put("6-2-5-t01-pass-a", lambda: D().add("unused", "/Type /ExtGState /TR /Identity", None))
put("6-2-6-t01-fail-a", lambda: D().draw("/Loud ri\n"))
put("6-2-6-t01-pass-a", lambda: D().draw("/Perceptual ri\n"))
put("6-2-6-t01-fail-b", lambda: D().more("state", "/RI /Loud"))
put("6-2-6-t01-fail-c", lambda: D().more("image", "/Intent /Loud"))

# 6.2.8 to 6.2.10: images, XObjects, transparency
put("6-2-8-t01-fail-a", lambda: D().more("image", "/Alternates []"))
put("6-2-8-t02-fail-a", lambda: D().more("image", "/OPI << >>"))
put("6-2-8-t03-fail-a", lambda: D().more("image", "/Interpolate true"))
put("6-2-8-t03-pass-a", lambda: D().more("image", "/Interpolate false"))
put("6-2-8-t03-fail-b", lambda: D().draw("q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /I true ID x\nEI Q\n"))
put("6-2-8-t04-fail-a", lambda: D().sub("image", "BitsPerComponent 8", "BitsPerComponent 3"))
put("6-2-8-t05-pass-c", lambda: D().sub("image", "BitsPerComponent 8 /ColorSpace /DeviceGray", "BitsPerComponent 2 /ImageMask true"))
put("6-2-8-t05-fail-a", lambda: D().more("image", "/Mask @mask").add("mask", "/Type /XObject /Subtype /Image /ImageMask true /Width 2"
    " /Height 2 /BitsPerComponent 2", b"\x00\x00"))
put("6-2-8-t05-pass-b", lambda: D().more("image", "/Mask @mask").add("mask", "/Type /XObject /Subtype /Image /ImageMask true /Width 2"
    " /Height 2 /BitsPerComponent 1", b"\x00\x00"))
put("6-2-8-t05-pass-a", lambda: D().sub("image", "BitsPerComponent 8 /ColorSpace /DeviceGray", "BitsPerComponent 1 /ImageMask true"))
put("6-2-9-t01-fail-a", lambda: D().more("form", "/Subtype2 /PS"))
put("6-2-9-t01-fail-b", lambda: D().more("form", "/OPI << >>"))
put("6-2-9-t02-fail-a", lambda: D().more("form", "/Ref << >>"))
put("6-2-9-t03-fail-a", lambda: D().add("ps", "/Type /XObject /Subtype /PS", b"{}").sub("resources", "/Fm0", "/P0 @ps /Fm0").draw("/P0 Do\n"))
put("6-2-10-t01-fail-a", lambda: D().sub("state", "/BM /Normal", "/BM /Wild"))
put("6-2-10-t01-fail-b", lambda: D().sub("state", "/BM /Normal", "/BM [/Wild /Normal]"))
put("6-2-10-t01-pass-a", lambda: D().sub("state", "/BM /Normal", "/BM /Multiply"))
put("6-2-10-t02-fail-a", lambda: without_devices(D()).sub("state", "/CA 1", "/ca .5"))
put("6-2-10-t02-pass-a", lambda: without_devices(D()))
put("6-2-10-t02-pass-b", lambda: without_devices(D()).sub("state", "/CA 1", "/ca .5").more("page", "/Group << /S /Transparency /CS @space >>"))

# 6.2.11: fonts
put("6-2-11-2-t01-fail-a", lambda: D().sub("latin", "/Type /Font ", ""))
put("6-2-11-2-t03-fail-a", lambda: D().sub("latin", "/BaseFont /LiberationSerif", ""))
put("6-2-11-2-t04-fail-a", lambda: D().sub("latin", "/FirstChar 65", ""))
put("6-2-11-2-t05-fail-a", lambda: D().sub("latin", "/LastChar 66", ""))
put("6-2-11-2-t06-fail-a", lambda: D().sub("latin", "/LastChar 66", "/LastChar 67"))
put("6-2-11-3-2-t01-fail-a", lambda: D().sub("cid", "/CIDToGIDMap /Identity", ""))
put("6-2-11-3-3-t01-fail-a", lambda: D().sub("font", "/Identity-H", "/Own-H"))
put("6-2-11-4-1-t01-fail-a", lambda: D().sub("descriptor", "/FontFile2 @program", ""))
put("6-2-11-4-1-t01-pass-a", lambda: D().sub("descriptor", "/FontFile2 @program", "").stream("content", "BT", "BT 3 Tr"))
put("6-2-11-4-1-t01-fail-b", lambda: D().add("helvetica", "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding", None)
    .sub("resources", "/F1 @latin", "/F1 @latin /F2 @helvetica").draw("BT /F2 9 Tf (x) Tj ET\n"))
put("6-2-11-4-1-t01-pass-b", lambda: D().add("helvetica", "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding", None)
    .sub("resources", "/F1 @latin", "/F1 @latin /F2 @helvetica").draw("BT /F2 9 Tf 3 Tr (x) Tj ET\n"))
put("6-2-11-4-1-t02-fail-a", lambda: D().stream("content", "<00240025>", "<0024FF00>").stream("unicode", "<0025>", "<FF00>"))
put("6-2-11-5-t01-fail-a", lambda: D().sub("cid", "[722 667]", "[722 670]"))
put("6-2-11-5-t01-pass-a", lambda: D().sub("cid", "[722 667]", "[722 667.9]"))
put("6-2-11-5-t01-fail-b", lambda: D().sub("latin", "[722 667]", "[722 600]"))
put("6-2-11-5-t01-pass-b", lambda: D().sub("cid", "[722 667]", "[722 670]").stream("content", "BT", "BT 3 Tr"))
put("6-2-11-5-t01-fail-c", lambda: D().sub("cid", "/W [36 [722 667]]", ""))
put("6-2-11-5-t01-pass-c", lambda: D().sub("cid", "/W [36 [722 667]]", "/W [36 36 722 37 37 667]"))
put("6-2-11-6-t02-fail-a", lambda: D().sub("latin", "/Encoding /WinAnsiEncoding", "/Encoding /StandardEncoding"))
put("6-2-11-6-t02-fail-b", lambda: D().sub("latin", "/Encoding /WinAnsiEncoding", ""))
put("6-2-11-6-t02-pass-a", lambda: D().sub("latin", "/WinAnsiEncoding", "<< /BaseEncoding /WinAnsiEncoding /Differences [66 /B] >>"))
put("6-2-11-6-t03-fail-a", lambda: D().sub("descriptor", "/Flags 32", "/Flags 4"))
put("6-2-11-7-2-t01-fail-a", lambda: D().sub("font", "/ToUnicode @unicode", ""))
put("6-2-11-7-2-t01-fail-b", lambda: D().stream("unicode", "2 beginbfchar <0024> <0041> <0025> <0042>", "1 beginbfchar <0024> <0041>"))
put("6-2-11-7-2-t01-pass-e", lambda: D().stream("unicode", "2 beginbfchar <0024> <0041> <0025> <0042> endbfchar", "1 beginbfrange <0024> <0025> <00FF> endbfrange"))
put("6-2-11-7-2-t01-fail-d", lambda: ranged("<0000> <FFFF> <0000>", "<01240025>"))
put("6-2-11-7-2-t01-fail-e", lambda: ranged("<0001> <0200> <0041>", "<01020025>"))
put("6-2-11-7-2-t01-fail-f", lambda: ranged("<00F0> <0200> <0041>", "<010000F0>"))
put("6-2-11-7-2-t01-pass-d", lambda: ranged("<0000> <FFFF> <0000>", "<00240025>"))
put("6-2-11-7-2-t01-pass-f", lambda: ranged("<0000> <FFFF> <0041>", "<002400C5>"))
put("6-2-11-7-2-t01-pass-a", lambda: D().stream("unicode", "2 beginbfchar <0024> <0041> <0025> <0042> endbfchar", "1 beginbfrange <0024> <0025> <0041> endbfrange"))
put("6-2-11-7-2-t01-pass-b", lambda: level_b(D().sub("font", "/ToUnicode @unicode", "")))
put("6-2-11-7-2-t01-pass-c", lambda: D().stream("unicode", "2 beginbfchar <0024> <0041> <0025> <0042> endbfchar", "1 beginbfrange <0024> <0025> [<0041> <0042>] endbfrange"))
put("6-2-11-7-2-t02-fail-a", lambda: D().stream("unicode", "<0042>", "<FEFF>"))
put("6-2-11-7-2-t02-fail-b", lambda: D().stream("unicode", "<0042>", "<0000>"))
put("6-2-11-8-t01-fail-a", lambda: D().stream("content", "<00240025>", "<00240000>").stream("unicode", "<0025>", "<0000>").sub("cid", "/W [", "/W [0 [778] "))
put("6-2-11-8-t01-fail-b", lambda: D().stream("content", "<00240025>", "<00240000>").stream("unicode", "<0025>", "<0000>").stream("content", "BT", "BT 3 Tr"))



def ranged(values, codes):
    """Invisible text whose meaning is one range."""
    document = D().stream("unicode", "2 beginbfchar <0024> <0041> <0025> <0042> endbfchar", f"1 beginbfrange {values} endbfrange")
    return document.stream("content", "BT /F0", "BT 3 Tr /F0").stream("content", "<00240025>", codes)


# 6.3 to 6.5: annotations, forms, actions
SQUARE = "/Type /Annot /Subtype /Square /Rect [1 1 9 9] /F 4 /AP << /N @look >>"


def annotated(text, **more):
    document = D().more("page", "/Annots [@note]").add("note", text, None)
    document.add("look", "/Type /XObject /Subtype /Form /BBox [0 0 8 8] /Resources << >>", b"1 1 5 5 re f")
    for name, extra in more.items():
        document.more(name, extra)
    return document


put("6-3-1-t01-pass-a", lambda: annotated(SQUARE))
put("6-3-1-t01-fail-a", lambda: annotated(SQUARE.replace("Square", "Movie")))
put("6-3-1-t01-fail-b", lambda: annotated(SQUARE.replace("Square", "Screen")))
put("6-3-2-t01-fail-a", lambda: annotated(SQUARE.replace("/F 4", "")))
put("6-3-2-t02-fail-a", lambda: annotated(SQUARE.replace("/F 4", "/F 0")))
put("6-3-2-t02-fail-b", lambda: annotated(SQUARE.replace("/F 4", "/F 6")))
put("6-3-2-t02-fail-c", lambda: annotated(SQUARE.replace("/F 4", "/F 260")))
put("6-3-2-t02-pass-a", lambda: annotated(SQUARE.replace("/F 4", "/F 132")))
put("6-3-3-t01-fail-a", lambda: annotated(SQUARE.replace("/AP << /N @look >>", "")))
put("6-3-3-t01-pass-a", lambda: annotated(SQUARE.replace("/AP << /N @look >>", "").replace("1 1 9 9", "0 0 0 0")))
put("6-3-3-t01-pass-b", lambda: annotated(SQUARE.replace("/AP << /N @look >>", "").replace("Square", "Link")))
put("6-3-3-t02-fail-a", lambda: annotated(SQUARE.replace("/N @look", "/N @look /D @look")))
put("6-3-3-t04-fail-a", lambda: annotated(SQUARE.replace("/N @look", "/N << /On @look >>")))
FIELD = "/Type /Annot /Subtype /Widget /FT /Tx /T (t) /Rect [1 1 9 9] /F 4 /AP << /N @look >>"
FORM = "/AcroForm << /Fields [@note] >>"
put("6-3-3-t03-fail-a", lambda: annotated(FIELD.replace("/Tx", "/Btn"), catalog=FORM))
put("6-3-3-t03-pass-a", lambda: annotated(FIELD.replace("/Tx", "/Btn").replace("/N @look", "/N << /On @look >>"), catalog=FORM))
put("6-4-1-t01-pass-a", lambda: annotated(FIELD, catalog=FORM))
put("6-4-1-t01-fail-a", lambda: annotated(FIELD + " /A << /S /URI /URI (x) >>", catalog=FORM))
put("6-4-1-t02-fail-a", lambda: annotated(SQUARE, catalog="/AcroForm << /Fields [<< /FT /Tx /T (u) /AA << >> >>] >>"))
put("6-4-1-t03-fail-a", lambda: annotated(FIELD, catalog=FORM.replace("<<", "<< /NeedAppearances true")))
put("6-4-1-t03-pass-a", lambda: annotated(FIELD, catalog=FORM.replace("<<", "<< /NeedAppearances false")))
put("6-4-2-t01-fail-a", lambda: annotated(FIELD, catalog=FORM.replace("<<", "<< /XFA []")))
put("6-4-2-t02-fail-a", lambda: D().more("catalog", "/NeedsRendering true"))
SIGNED = "/FT /Sig /V << /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Contents <{}> /ByteRange [0 1 2 3] >>"
put("6-4-3-t01-fail-a", lambda: annotated(FIELD.replace("/FT /Tx", SIGNED.format("00" * 64)), catalog=FORM))
put("6-4-3-t01-pass-a", lambda: annotated(FIELD.replace("/FT /Tx", "/FT /Sig"), catalog=FORM))
LINK = SQUARE.replace("Square", "Link")
put("6-5-1-t01-pass-a", lambda: annotated(LINK + " /A << /S /URI /URI (x) >>"))
put("6-5-1-t01-fail-a", lambda: annotated(LINK + " /A << /S /JavaScript /JS (x) >>"))
put("6-5-1-t01-fail-b", lambda: D().more("catalog", "/OpenAction << /S /Launch /F (x) >>"))
put("6-5-1-t01-fail-c", lambda: annotated(LINK + " /A << /S /URI /URI (x) /Next << /S /ResetForm >> >>"))
put("6-5-1-t01-fail-d", lambda: D().more("catalog", "/Outlines @lines").add("lines", "/First @line /Last @line /Count 1", None)
    .add("line", "/Parent @lines /Title (x) /A << /S /Sound >>", None))
put("6-5-1-t01-pass-b", lambda: D().more("catalog", "/OpenAction [@page /Fit]"))
put("6-5-1-t02-fail-a", lambda: annotated(LINK + " /A << /S /Named /N /Print >>"))
put("6-5-1-t02-pass-a", lambda: annotated(LINK + " /A << /S /Named /N /NextPage >>"))
put("6-5-2-t01-fail-a", lambda: D().more("catalog", "/AA << >>"))
put("6-5-2-t02-fail-a", lambda: D().more("page", "/AA << >>"))

# 6.6: metadata
put("6-6-2-1-t01-fail-a", lambda: D().sub("catalog", "/Metadata @xmp", ""))
put("6-6-2-1-t02-fail-a", lambda: D().stream("xmp", 'zkc9d"?>', 'zkc9d" bytes="1234"?>'))
put("6-6-2-1-t03-fail-a", lambda: D().stream("xmp", 'zkc9d"?>', 'zkc9d" encoding="UTF-8"?>'))
put("6-6-2-1-t04-fail-a", lambda: D().stream("xmp", "</rdf:RDF>", "</rdf:RDX>"))
put("6-6-2-1-t05-fail-a", lambda: utf16(D()))
put("6-6-2-3-1-t01-fail-a", lambda: D().xmp('<own:mark xmlns:own="https://example.org/own/">yes</own:mark>'))
put("6-6-2-3-1-t01-fail-b", lambda: D().xmp("<dc:invented>x</dc:invented>"))
put("6-6-2-3-1-t01-fail-c", lambda: D().xmp("<pdf:Trapped>False</pdf:Trapped>"))
put("6-6-2-3-1-t01-fail-d", lambda: D().xmp("<xmpMM:OriginalDocumentID>uuid:1</xmpMM:OriginalDocumentID>"))
put("6-6-2-3-1-t01-fail-e", lambda: D().stream("xmp", 'rdf:about=""', 'rdf:about="" own:mark="yes" xmlns:own="https://example.org/own/"'))
put("6-6-2-3-1-t01-pass-a", lambda: D().xmp(SCHEMA))
put("6-6-2-3-1-t01-pass-b", lambda: D().stream("xmp", 'rdf:about=""', 'rdf:about="" xmp:CreatorTool="x"'))
put("6-6-2-3-1-t01-pass-c", lambda: D().xmp("<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:InstanceID>uuid:2</xmpMM:InstanceID>"
    "<dc:creator><rdf:Seq><rdf:li>a</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>"
    "<xmp:MetadataDate>2026-01-02</xmp:MetadataDate>"))
put("6-6-2-3-1-t02-fail-a", lambda: D().xmp("<dc:creator>a</dc:creator>"))
put("6-6-2-3-1-t02-fail-b", lambda: D().xmp("<xmp:ModifyDate>yesterday</xmp:ModifyDate>"))
put("6-6-2-3-1-t02-fail-c", lambda: D().xmp("<dc:rights>all</dc:rights>"))
put("6-6-2-3-1-t02-fail-d", lambda: D().xmp("<xmp:CreatorTool><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag></xmp:CreatorTool>"))
put("6-6-2-3-1-t02-fail-e", lambda: D().xmp(SCHEMA.replace(">Text<", ">Integer<")))
put("6-6-2-3-1-t02-fail-f", lambda: D().xmp(SCHEMA.replace(">Text<", ">seq Text<")))
put("6-6-2-3-2-t01-fail-a", lambda: D().xmp(SCHEMA.replace("</pdfaSchema:prefix>", "</pdfaSchema:prefix><pdfaSchema:more>x</pdfaSchema:more>")))
put("6-6-2-3-3-t01-fail-a", lambda: D().xmp(SCHEMA.replace("<rdf:Bag><rdf:li rdf:parse", "<rdf:Seq><rdf:li rdf:parse", 1).replace("</rdf:Bag></pdfaE", "</rdf:Seq></pdfaE")))
put("6-6-2-3-3-t01-fail-b", lambda: D().xmp(SCHEMA.replace("pdfaExtension", "ext")))
put("6-6-2-3-3-t02-fail-a", lambda: D().xmp(SCHEMA.replace("<pdfaSchema:schema>Own</pdfaSchema:schema>", "")))
put("6-6-2-3-3-t04-fail-a", lambda: D().xmp(SCHEMA.replace("<pdfaSchema:prefix>own</pdfaSchema:prefix>", "")))
put("6-6-2-3-3-t07-fail-a", lambda: D().xmp(SCHEMA.replace("<pdfaProperty:name>mark</pdfaProperty:name>", "")))
put("6-6-2-3-3-t08-fail-a", lambda: D().xmp(SCHEMA.replace(">Text<", ">Invented<")))
put("6-6-2-3-3-t09-fail-a", lambda: D().xmp(SCHEMA.replace(">external<", ">outside<")))
put("6-6-2-3-3-t10-fail-a", lambda: D().xmp(SCHEMA.replace("<pdfaProperty:description>a mark</pdfaProperty:description>", "")))
put("6-6-4-t01-fail-a", lambda: D().stream("xmp", "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>", ""))
put("6-6-4-t02-fail-a", lambda: D().stream("xmp", "part>2<", "part>7<"))
put("6-6-4-t03-fail-a", lambda: D().stream("xmp", "conformance>U<", "conformance>V<"))
put("6-6-4-t04-fail-a", lambda: other_prefix())
put("6-6-4-t03-pass-a", lambda: level_b(D()))

# 6.8 to 6.11
FILE = "/Type /Filespec /F (a.json) /UF (a.json) /AFRelationship /Data /EF << /F @stream >>"


def attached(text=FILE, stream="/Type /EmbeddedFile /Subtype /application#2Fjson", af=True):
    document = part3(D()).more("catalog", "/Names << /EmbeddedFiles << /Names [(a.json) @file] >> >>" + (" /AF [@file]" if af else ""))
    return document.add("file", text, None).add("stream", stream, b"{}")


put("6-8-t01-pass-a", lambda: attached())
put("6-8-t01-fail-a", lambda: attached(stream="/Type /EmbeddedFile"))
put("6-8-t01-fail-b", lambda: attached(stream="/Type /EmbeddedFile /Subtype /json"))
put("6-8-t02-fail-a", lambda: attached(FILE.replace("/UF (a.json)", "")))
put("6-8-t03-fail-a", lambda: attached(FILE.replace("/AFRelationship /Data", "")))
put("6-8-t04-fail-a", lambda: attached(af=False))
put("6-8-t05-fail-a", lambda: attached().stream("xmp", "part>3<", "part>2<"))
GROUP = "/OCProperties << /OCGs [@group] /D << /Name (all) /Order [@group] >> >>"


def layered(text=GROUP):
    return D().more("catalog", text).add("group", "/Type /OCG /Name (seal)", None)


put("6-9-t01-pass-a", lambda: layered())
put("6-9-t01-fail-a", lambda: layered(GROUP.replace("/Name (all)", "")))
put("6-9-t01-fail-b", lambda: layered(GROUP.replace("/Name (all)", "/Name ()")))
put("6-9-t02-fail-a", lambda: layered(GROUP.replace("/D <<", "/Configs [<< /Name (all) >>] /D <<")))
put("6-9-t02-pass-a", lambda: layered(GROUP.replace("/D <<", "/Configs [<< /Name (some) >>] /D <<")))
put("6-9-t03-fail-a", lambda: layered(GROUP.replace("/Order [@group]", "/Order []")))
put("6-9-t03-pass-a", lambda: layered(GROUP.replace("/Order [@group]", "/Order [[@group]]")))
put("6-9-t03-pass-b", lambda: layered(GROUP.replace("/Order [@group]", "")))
put("6-9-t04-fail-a", lambda: layered(GROUP.replace("/Order", "/AS [] /Order")))
put("6-10-t01-fail-a", lambda: D().more("catalog", "/Names << /AlternatePresentations << >> >>"))
put("6-10-t02-fail-a", lambda: D().more("page", "/PresSteps << >>"))
put("6-11-t01-fail-a", lambda: D().more("catalog", "/Requirements []"))


def utf16(document):
    document.objects["xmp"][1] = document.objects["xmp"][1].decode().encode("utf-16")
    return document


def other_prefix():
    document = D()
    document.objects["xmp"][1] = document.objects["xmp"][1].replace(b"pdfaid", b"pdfa")
    return document


def write_cases(folder):
    """All cases as files; their paths."""
    paths = []
    for name, make in CASES:
        path = folder / f"sohoa {name}.pdf"
        path.write_bytes(make().render())
        paths.append(path)
    return paths
