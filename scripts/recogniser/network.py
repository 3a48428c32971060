"""Tesseract's network of `vie` in PyTorch: [1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192 O1c1].

Weights come from and go to the int8 matrices of a .traineddata. Inputs are int8 / 127. Outside the line Tesseract puts
random values, not zeros: so does `bordered`, and what fills a batch's shorter lines.
"""
import numpy as np
import torch
from torch import nn

from .kernels import Front
from .traineddata import quantised

HEIGHT = 36
GATES = [1, 2, 0, 3]  # the file has candidate, input, forget, output; PyTorch wants input, forget, candidate, output


class Recogniser(nn.Module):
    def __init__(self, codes):
        super().__init__()
        self.front = nn.Parameter(torch.zeros(10, 16))
        self.up = nn.LSTM(16, 48)
        self.right = nn.LSTM(48, 96)
        self.left = nn.LSTM(96, 96)
        self.last = nn.LSTM(96, 192)
        self.output = nn.Linear(192, codes)

    def forward(self, image, lengths):
        """image from `bordered`, lengths in steps (int64): logits, steps x batch x codes."""
        h = Front.apply(image, self.front)
        rows, steps, batch, _ = h.shape
        h = h.view(rows, steps * batch, 16).to(self.up.weight_ih_l0.dtype)
        # Pieces whose states stay in the cache: three times as fast.
        h = torch.cat([self.up(piece.contiguous())[1][0][0] for piece in h.split(384, dim=1)]).view(steps, batch, 48)
        h, _ = self.right(h)
        place = torch.arange(steps)[:, None]
        turned = torch.where(place < lengths[None], lengths[None] - 1 - place, place)[..., None].expand(-1, -1, 96)
        h, _ = self.left(h.gather(0, turned))
        h, _ = self.last(h.gather(0, turned))
        return self.output(h)


def bordered(lines, generator):
    """int8 lines (36 x width) of a batch as one float image with random values around and behind them; lengths in steps."""
    width = max(line.shape[1] for line in lines)
    width += -width % 3
    image = torch.rand(len(lines), HEIGHT + 2, width + 2, generator=generator) * 2 - 1
    for i, line in enumerate(lines):
        image[i, 1:1 + HEIGHT, 1:1 + line.shape[1]] = torch.from_numpy(line).float() / 127
    return image, torch.tensor([line.shape[1] // 3 for line in lines])


def layers(tree):
    """The layers with weights in the order of the spec."""
    found = [node for node in tree.root.walk() if node.matrices]
    kinds = [node.type for node in found]
    if kinds != ["Tanh", "SummLSTM", "LSTM", "LSTM", "LSTM", "Softmax"]:
        raise SystemExit(f"train-recogniser: a network of other layers: {kinds}")
    return found


def from_file(tree):
    """The network with a file's weights as floats."""
    front, *lstms, softmax = layers(tree)
    net = Recogniser(softmax.outputs)
    tensor = lambda array: torch.from_numpy(np.ascontiguousarray(array, np.float32))  # noqa: E731
    with torch.no_grad():
        weights = front.matrices[0].floats()  # taps run down each column first
        net.front[:9] = tensor(weights[:, :9].reshape(16, 3, 3).transpose(2, 1, 0).reshape(9, 16))
        net.front[9] = tensor(weights[:, 9])
        for node, lstm in zip(lstms, (net.up, net.right, net.left, net.last)):
            inputs = lstm.input_size
            stacked = np.concatenate([node.matrices[g].floats() for g in GATES])
            lstm.weight_ih_l0.copy_(tensor(stacked[:, :inputs]))
            lstm.weight_hh_l0.copy_(tensor(stacked[:, inputs:-1]))
            lstm.bias_ih_l0.copy_(tensor(stacked[:, -1]))
            lstm.bias_hh_l0.zero_()
        weights = softmax.matrices[0].floats()
        net.output.weight.copy_(tensor(weights[:, :-1]))
        net.output.bias.copy_(tensor(weights[:, -1]))
    return net


def to_file(net, tree):
    """Puts the network's weights into the file's matrices as int8, a scale a row."""
    front, *lstms, softmax = layers(tree)
    array = lambda tensor: tensor.detach().float().numpy().astype(np.float64)  # noqa: E731
    weights = array(net.front)
    front.matrices[0] = quantised(np.concatenate([weights[:9].reshape(3, 3, 16).transpose(2, 1, 0).reshape(16, 9),
                                                  weights[9:].T], axis=1))
    for node, lstm in zip(lstms, (net.up, net.right, net.left, net.last)):
        stacked = np.concatenate([array(lstm.weight_ih_l0), array(lstm.weight_hh_l0),
                                  array(lstm.bias_ih_l0 + lstm.bias_hh_l0)[:, None]], axis=1)
        parts = np.split(stacked, 4)
        node.matrices = [quantised(parts[GATES.index(g)]) for g in range(4)]
    softmax.matrices[0] = quantised(np.concatenate([array(net.output.weight), array(net.output.bias)[:, None]], axis=1))
