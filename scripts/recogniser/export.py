"""A checkpoint written as a .traineddata that stock libtesseract runs, with Debian's dictionary, and as float weights."""
from pathlib import Path

import numpy as np
import torch

from . import traineddata
from .network import to_file
from .train import start_model

NAME = "vie_sohoa"


def write(checkpoint, start, folder):
    """Writes NAME.traineddata and NAME.float.npz; gives (parts, tree, alphabet, network) as they are in the file."""
    parts, tree, alphabet, net = start_model(start)
    state = torch.load(checkpoint, weights_only=True)
    net.load_state_dict(state["average"])
    to_file(net, tree)
    tree.iteration, tree.sample_iteration = state["steps"], state["lines"]
    parts["lstm"] = traineddata.write_network(tree)
    parts["version"] = parts["version"].replace(b"synth20170629", b"sohoa%07d" % min(state["lines"], 9999999))
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    put(folder / f"{NAME}.traineddata", traineddata.join(parts))
    with open(folder / f"{NAME}.float.npz.new", "wb") as file:
        np.savez_compressed(file, **{name: value.numpy() for name, value in net.state_dict().items()})
    (folder / f"{NAME}.float.npz.new").rename(folder / f"{NAME}.float.npz")
    return alphabet, net, state["lines"]


def put(path, data):
    new = path.with_suffix(".new")
    new.write_bytes(data)
    new.rename(path)
