"""Pictures of lines read by asterocr on one thread, in the words of tests/tools/recognise_lines. Runs in its own venv.

    asterocr_lines.py [--repeat N] LIST

The network, its alphabet and its greedy decoding are the package's; pictures are prepared as its own AsterPredictor
does it (pixels / 255, a little paper at both ends, long lines stretched by up to a quarter), which reads better than
AsterOCR.predict(). Where that would be wider than the 1,024 pixels the network can take, a line is stretched less, and
one too wide even so is read in two halves, cut at the lightest column near its middle.
"""
import argparse
import json
import time
from pathlib import Path

import asterocr
import numpy as np
import onnxruntime
from asterocr.vocab import default_vocab
from PIL import Image

HEIGHT, WIDEST = 32, 1024


def opened():
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = Path(asterocr.__file__).parent / "assets/asternet.onnx"
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def stretch(width, height):
    aspect = width / height
    return min(1.25, 1.0 + (aspect - 3.0) * 0.02) if aspect > 3.0 else 1.0


def halves(picture):
    """The picture in two, cut where a column in the middle third is lightest."""
    ink = np.asarray(picture.convert("L"), np.float32).mean(axis=0)
    ink = np.convolve(ink, np.ones(9) / 9, "same")
    third = len(ink) // 3
    cut = third + int(ink[third:2 * third].argmax())
    return picture.crop((0, 0, cut, picture.height)), picture.crop((cut, 0, picture.width, picture.height))


def prepared(picture):
    """The network's input, or None if the line is too wide for it."""
    edges = np.asarray(picture)[:, [0, -1], :].mean(axis=(0, 1))
    padded = Image.new("RGB", (picture.width + 4, picture.height), tuple(int(value) for value in edges))
    padded.paste(picture, (2, 0))
    natural = HEIGHT / padded.height * padded.width
    width = max(16, int(min(natural * stretch(*padded.size), max(natural, WIDEST))))
    width = (width + 3) // 4 * 4
    if width > WIDEST:
        return None
    resized = padded.resize((width, HEIGHT), Image.Resampling.BILINEAR)
    return np.asarray(resized, np.float32).transpose(2, 0, 1)[np.newaxis] / 255.0


def decoded(steps):
    """[(character, confidence)]: the best path, a character as sure as its surest step."""
    characters, last = [], -1
    for best, log in zip(steps.argmax(-1), steps.max(-1)):
        sure = float(np.exp(log))
        if best == last and best != default_vocab.blank_idx:
            characters[-1][1] = max(characters[-1][1], sure)
        elif best != default_vocab.blank_idx:
            characters.append([default_vocab.idx2char.get(int(best), ""), sure])
        last = best
    return characters


def read(session, picture):
    tensor = prepared(picture)
    if tensor is None:
        left, right = (read(session, half) for half in halves(picture))
        return left + [[" ", 1.0]] + right
    return decoded(session.run(None, {session.get_inputs()[0].name: tensor})[0][:, 0, :])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("list", type=Path)
    options = parser.parse_args()
    files = options.list.read_text().splitlines()
    pictures = [Image.open(file).convert("RGB") for file in files]
    session, least = opened(), float("inf")
    for _ in range(options.repeat):
        start = time.process_time()
        readings = [read(session, picture) for picture in pictures]
        least = min(least, time.process_time() - start)
    for file, reading in zip(files, readings):
        print(json.dumps({"file": file, "text": "".join(letter for letter, _ in reading), "characters": [letter for letter, _ in reading],
                          "confidence": [round(sure, 4) for _, sure in reading]}, ensure_ascii=False))
    print(json.dumps({"engine": "asterocr 1.0.2", "lines": len(files), "cpu_seconds": least,
                      "pixels": sum(picture.width * picture.height for picture in pictures)}))


if __name__ == "__main__":
    main()
