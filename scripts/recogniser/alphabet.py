"""The characters a .traineddata can say and their codes in the network; how to give it more of them.

unicharset: first line the count, then a line a character, its first token the character (NULL is the space).
recoder: for each, int8 "self-normalised", int32 length, int32 codes; here always one code each.
"""
import struct
import unicodedata

ADDED = "ỵỴ–…‘’•²³×±"  # printed by Vietnamese offices, unknown to `vie`
FOLDED = {"Ð": "Đ", "ð": "đ", "\u00a0": " ", "―": "—", "‒": "–", "‐": "-", "‑": "-", "−": "-", "´": "'"}


class Alphabet:
    def __init__(self, parts, null_code):
        lines = parts["lstm-unicharset"].decode().split("\n")[1:]
        self.characters = [" " if line.startswith("NULL ") else line.split(" ")[0] for line in lines if line]
        self.null, self.codes = null_code, read_recoder(parts["lstm-recoder"])
        self.code_of, self.character_of = {}, {}
        for character, code in zip(self.characters, self.codes):
            if code != null_code:
                self.code_of[character] = code
                self.character_of[code] = character

    def encode(self, text):
        """Codes of a text. Raises KeyError at a character it lacks."""
        return [self.code_of[FOLDED.get(c, c)] for c in unicodedata.normalize("NFC", text)]

    def can(self, text):
        """Whether each character is known."""
        return all(FOLDED.get(c, c) in self.code_of for c in unicodedata.normalize("NFC", text))

    def decode(self, codes):
        """The text of the best code of each step."""
        kept = [code for i, code in enumerate(codes) if code != self.null and (i == 0 or code != codes[i - 1])]
        return "".join(FOLDED.get(c, c) for c in map(self.character_of.__getitem__, kept))


def read_recoder(data):
    count, = struct.unpack_from("<I", data)
    codes, at = [], 4
    for _ in range(count):
        _, length, code = struct.unpack_from("<bii", data, at)
        if length != 1:
            raise SystemExit("train-recogniser: only recoders of one code a character can be read")
        codes.append(code)
        at += 9
    return codes


def properties(character, number):
    """A line of the unicharset: properties in hex, ranges of place and size, script, other case, direction, mirror, normal form."""
    kind = unicodedata.category(character)
    bits = 5 if kind == "Lu" else 3 if kind == "Ll" else 8 if kind == "Nd" else 0x10 if kind[0] in "PS" else 0
    script = "Latin" if kind[0] == "L" else "Common"
    direction = 0 if kind[0] == "L" else 10
    return f"{character} {bits:x} 0,255,0,255,0,0,0,0,0,0 {script} {number} {direction} {number} {character}"


def widen(parts, network, added=ADDED):
    """Appends characters to unicharset and recoder and rows to the output layer, in place. Rows are zero until trained."""
    import numpy as np

    known = Alphabet(parts, network.null_code)
    fresh = [c for c in added if c not in known.code_of]
    lines = parts["lstm-unicharset"].decode().rstrip("\n").split("\n")
    first = len(lines) - 1
    cased = {c: first + i for i, c in enumerate(fresh)}
    for i, character in enumerate(fresh):
        line = properties(character, first + i).split(" ")
        line[4] = str(cased.get(character.swapcase(), first + i)) if len(character.swapcase()) == 1 else line[4]
        lines.append(" ".join(line))
    lines[0] = str(len(lines) - 1)
    parts["lstm-unicharset"] = ("\n".join(lines) + "\n").encode()
    code = max(known.codes) + 1
    recoder = bytearray(parts["lstm-recoder"]) + b"".join(struct.pack("<bii", 1, 1, code + i) for i in range(len(fresh)))
    struct.pack_into("<I", recoder, 0, len(lines) - 1)
    parts["lstm-recoder"] = bytes(recoder)
    *_, softmax = (node for node in network.root.walk() if node.matrices)
    matrix = softmax.matrices[0]
    rows, columns = matrix.weights.shape
    grown = len(fresh) * columns
    matrix.weights = np.concatenate([matrix.weights, np.zeros((len(fresh), columns), np.int8)])
    matrix.scales = np.concatenate([matrix.scales[:rows], np.full(len(fresh), 0.01)])
    matrix.weights[rows:, -1] = -127  # as good as never said
    matrix.scales[rows:] = 1.0
    for node in network.root.walk():
        if node is softmax or node is network.root:
            node.outputs += len(fresh)
            node.weight_count += grown
    return fresh
