"""Is what training rests on true? The file is written back byte for byte; the kernels agree with PyTorch's own; the float network
reads what libtesseract reads; and the wider output layer changes nothing before it is trained."""
import re
import tempfile
from pathlib import Path

import torch

from . import score, traineddata
from .alphabet import Alphabet
from .generate import Generator
from .kernels import Ctc, Front
from .network import bordered, from_file, to_file
from .prepare import prepared
from .tesseract import Tesseract
from .train import start_model


def same(what, found, expected, most):
    difference = float(((found - expected).abs().max() / expected.abs().max()).detach())
    print(f"{what}: largest difference {difference:.1e}" + ("" if difference < most else "  WRONG"))
    return difference < most


def front():
    image, weights = torch.rand(4, 38, 92) * 2 - 1, torch.randn(10, 16).requires_grad_()
    twin = weights.detach().clone().requires_grad_()
    ours = Front.apply(image, weights)
    folded = torch.nn.functional.conv2d(image[:, None], twin[:9].t().reshape(16, 1, 3, 3), twin[9])
    theirs = torch.tanh(torch.nn.functional.max_pool2d(folded, 3)).permute(2, 3, 0, 1)
    slope = torch.randn_like(ours)
    (ours * slope).sum().backward()
    (theirs * slope).sum().backward()
    return same("front", ours, theirs, 1e-5) & same("front, gradient", weights.grad, twin.grad, 1e-4)


def ctc():
    logits = torch.randn(60, 5, 90) * 3
    counts, lengths = torch.tensor([0, 1, 7, 13, 19]), torch.randint(45, 61, (5,))  # no text is a text too
    labels = torch.randint(0, 89, (int(counts.sum()),))
    one, two = logits.clone().requires_grad_(), logits.clone().requires_grad_()
    ours = Ctc.apply(one, lengths.int(), labels.int(), counts.int(), 89)
    theirs = torch.nn.functional.ctc_loss(torch.log_softmax(two, -1), labels, lengths, counts, blank=89, reduction="none")
    ours.sum().backward()
    theirs.sum().backward()
    return same("ctc", ours, theirs, 1e-5) & same("ctc, gradient", one.grad, two.grad, 1e-3)


def readers(start, options, count):
    """Shares of lines whose text equals that of libtesseract with Debian's file: (float network, widened file). The float network is held
    to lines that libtesseract reads right: on lines too small or bad to read, rounding decides, and says nothing of the weights."""
    parts = traineddata.split(Path(start).read_bytes())
    tree = traineddata.read_network(parts["lstm"])
    alphabet, net = Alphabet(parts, tree.null_code), from_file(tree)
    bare = {name: data for name, data in parts.items() if "dawg" not in name}
    wide, wide_tree, _, wide_net = start_model(start)
    to_file(wide_net, wide_tree)
    wide = {name: data for name, data in wide.items() if "dawg" not in name} | {"lstm": traineddata.write_network(wide_tree)}
    generator, noise, equal, unchanged = Generator(options["seed"], options["resources"], options["fonts"]), torch.Generator().manual_seed(1), 0, 0
    right, lines = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for name, some in (("bare", bare), ("wide", wide)):
            (Path(folder) / f"{name}.traineddata").write_bytes(traineddata.join(some))
        oracle, wider = (Tesseract(folder, name) for name in ("bare", "wide"))
        for reader in (oracle, wider):
            reader.set("tessedit_do_invert", "0")
        while right < count:
            picture, truth = generator.line("clean")[2:]
            text = oracle.read(picture)
            unchanged += wider.read(picture) == text
            lines += 1
            if score.normal(text) != score.normal(truth):
                continue
            right += 1
            with torch.no_grad():
                logits = net(*bordered([prepared(picture)], noise))
            ours = re.sub(r"\s+", " ", alphabet.decode(logits[:, 0].argmax(-1).tolist())).strip()
            equal += ours == text.replace("Ð", "Đ")
    return equal / count, unchanged / lines


def run(start, options, count=100):
    data = Path(start).read_bytes()
    parts = traineddata.split(data)
    whole = traineddata.join(parts) == data and traineddata.write_network(traineddata.read_network(parts["lstm"])) == parts["lstm"]
    print("written back byte for byte:", whole)
    fine = whole & front() & ctc()
    equal, unchanged = readers(start, options, count)
    print(f"float network, best path, reads as libtesseract does: {100 * equal:.1f} % of {count} lines that it reads right (int8 rounding and the beam make up the rest)")
    print(f"the wider file reads as before: {100 * unchanged:.1f} %")
    if not fine or equal < 0.85 or unchanged < 0.98:
        raise SystemExit("train-recogniser: the check failed")
