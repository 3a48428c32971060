"""Lines kept for judging: typefaces and seeds that training never sees, so many of each condition."""
import pickle
import re
from pathlib import Path

import torch

from . import score
from .damage import CONDITIONS
from .generate import Generator
from .network import bordered
from .prepare import prepared

EACH, SEED = 36, 777_000_777


def load(work, options):
    """[(condition, kind, int8 line, text)], made once."""
    path = Path(work) / "heldout.pickle"
    if not path.exists():
        generator, lines = Generator(SEED, options["resources"], options["fonts"], held_out=True), []
        for name in CONDITIONS:
            while sum(line[0] == name for line in lines) < EACH:
                _, kind, picture, text = generator.line(name)
                line = prepared(picture)
                if line is not None and line.shape[1] < 2400:
                    lines.append((name, kind, line, text))
        path.with_suffix(".new").write_bytes(pickle.dumps(lines))
        path.with_suffix(".new").rename(path)
    return pickle.loads(path.read_bytes())


@torch.no_grad()
def read(net, alphabet, lines, batch=24):
    """The best-path text of each line."""
    order = sorted(range(len(lines)), key=lambda i: lines[i].shape[1])
    noise, texts = torch.Generator().manual_seed(5), [""] * len(lines)
    for start in range(0, len(order), batch):
        some = order[start:start + batch]
        image, lengths = bordered([lines[i] for i in some], noise)
        best = net(image, lengths).argmax(-1)
        for column, i in enumerate(some):
            texts[i] = re.sub(r"\s+", " ", alphabet.decode(best[:lengths[column], column].tolist())).strip()
    return texts


def rates(net, alphabet, lines):
    """Character error in % by condition."""
    tally = score.Tally()
    for (name, _, _, truth), text in zip(lines, read(net, alphabet, [line[2] for line in lines])):
        tally.add(name, truth, text)
    return tally.rates()
