"""Texts of the years before Unicode, printed as UTF-8."""
import json
import unicodedata

import rig
from rig import DONE, INPUT, NEEDS_REVIEW

TEXT = "Cộng hòa xã hội chủ nghĩa Việt Nam: Độc lập - Tự do - Hạnh phúc\n"
TCVN3 = b"C\xe9ng h\xdfa x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam: \xa7\xe9c l\xcbp - T\xf9 do - H\xb9nh ph\xf3c\n"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam: Ñoäc laäp - Töï do - Haïnh phuùc\n".encode("cp1252")


def in_cp1258(text):
    """Letters as Windows-1258 has them, then the tone as a character of its own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        out += unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        out += "".join(mark for mark in marks if mark in tones)
    return out.encode("cp1258")


class OldTexts(rig.Rig):
    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def test_the_encoding_is_told_by_the_words(self):
        for name, content in (("tcvn3.txt", TCVN3), ("vni.txt", VNI), ("utf8.txt", TEXT.encode()),
                              ("cp1258.txt", in_cp1258(TEXT)), ("utf16.txt", TEXT.encode("utf-16")),
                              ("shown.txt", TCVN3.decode("cp1252").encode())):
            with self.subTest(name):
                self.assertEqual(TEXT, self.sohoa("text", self.file(name, content), code=DONE).text)

    def test_json_says_the_encoding_and_the_text(self):
        run = self.sohoa("text", "--json", self.file("a.txt", VNI), self.file("b.txt", TCVN3), code=DONE)
        lines = [json.loads(line) for line in run.text.splitlines()]
        self.assertEqual(["vni", "tcvn3"], [line["charset"] for line in lines])
        self.assertEqual([TEXT, TEXT], [line["text"] for line in lines])
        self.assertEqual([0, 0], [line["unread"] for line in lines])

    def test_a_font_of_capitals_is_said_by_the_user(self):
        run = self.sohoa("text", "--from", "tcvn3-capitals", self.file("a.txt", TCVN3), code=DONE)
        self.assertEqual(TEXT.upper(), run.text)

    def test_what_cannot_be_told_is_refused_and_the_rest_is_printed(self):
        french = self.file("fr.txt", "Le président a déjà été reçu à l'hôtel".encode("latin-1"))
        run = self.sohoa("text", french, self.file("a.txt", VNI), code=INPUT)
        self.assertEqual(TEXT, run.text)
        self.assertIn("bảng mã", run.err)
        self.assertIn("charset_unknown", run.err)
        self.sohoa("text", self.folder / "none.txt", code=INPUT)

    def test_bytes_that_say_nothing_are_shown_as_such(self):
        run = self.sohoa("text", "--from", "tcvn3", self.file("a.txt", b"a\xff\x1b[2Jz\n"), code=NEEDS_REVIEW)
        self.assertEqual("a\ufffd\ufffd[2Jz\n", run.text)


if __name__ == "__main__":
    rig.main()
