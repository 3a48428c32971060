"""Tesseract's .traineddata container and the LSTM network inside it: read to objects, written back byte for byte.

A Node is one layer or container of layers; a Matrix holds int8 weights (rows of outputs, last column the bias) and a
scale a row: weight = int8 x scale for inputs of -1 to 1.
"""
import struct
from dataclasses import dataclass, field

import numpy as np

ENTRIES = ("config unicharset unicharambigs inttemp pffmtable normproto punc-dawg word-dawg number-dawg freq-dawg "
           "fixed-length-dawgs cube-unicharset cube-word-dawg shapetable bigram-dawg unambig-dawg params-model lstm "
           "lstm-punc-dawg lstm-word-dawg lstm-number-dawg lstm-unicharset lstm-recoder version").split()
CONTAINERS = {"Series", "Parallel", "Replicated", "ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM", "RTLReversed", "TTBReversed",
              "XYTranspose"}
LAYER_RATES = 64  # flag of a container that stores a learning rate for each child
ADAM_INT8 = 128 | 4 | 1  # mode byte of an int8 matrix


def split(data):
    """{entry: bytes} of a container."""
    count, = struct.unpack_from("<I", data)
    offsets = struct.unpack_from(f"<{count}q", data, 4)
    present = [(offset, ENTRIES[i]) for i, offset in enumerate(offsets) if offset >= 0]
    ends = [offset for offset, _ in present[1:]] + [len(data)]
    return {name: data[offset:end] for (offset, name), end in zip(present, ends)}


def join(parts):
    """The container's bytes."""
    offset, table, body = 4 + 8 * len(ENTRIES), [], b""
    for name in ENTRIES:
        table.append(offset + len(body) if name in parts else -1)
        body += parts.get(name, b"")
    return struct.pack(f"<I{len(ENTRIES)}q", len(ENTRIES), *table) + body


@dataclass
class Matrix:
    weights: np.ndarray  # int8 (outputs, inputs + 1)
    scales: np.ndarray  # float64, at least one a row: some files pad them
    mode: int = ADAM_INT8
    empty: int = 0

    def floats(self):
        return self.weights.astype(np.float64) * self.scales[:len(self.weights), None]


@dataclass
class Node:
    type: str
    training: int
    backprop: int
    flags: int
    inputs: int
    outputs: int
    weight_count: int
    name: str
    extra: list = field(default_factory=list)  # int32 parameters of the type
    children: list = field(default_factory=list)
    rates: list = None
    matrices: list = field(default_factory=list)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Network:
    root: Node
    spec: str
    training_flags: int
    iteration: int
    sample_iteration: int
    null_code: int
    optimiser: bytes  # Adam's beta, learning rate, momentum: kept as they are


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    def string(self):
        size = self.take("I")
        text = self.data[self.at:self.at + size].decode()
        self.at += size
        return text

    def array(self, kind, count):
        values = np.frombuffer(self.data, kind, count, self.at).copy()
        self.at += values.nbytes
        return values


def read_matrix(reader):
    mode = reader.take("B")
    if not mode & 1 or not mode & 128:
        raise SystemExit("train-recogniser: only int8 matrices can be read")
    rows, columns, empty = reader.take("IIb")
    weights = reader.array(np.int8, rows * columns).reshape(rows, columns)
    return Matrix(weights, reader.array(np.float64, reader.take("I")), mode, empty)


EXTRA = {"Input": 5, "Convolve": 2, "Maxpool": 2, "Reconfig": 2, "LSTM": 1, "SummLSTM": 1}
WEIGHTED = {"Tanh", "Softmax", "SoftmaxNoCTC", "Logistic", "Relu", "Linear", "PosClip", "SymClip"}


def read_node(reader):
    if reader.take("b") != 0:
        raise SystemExit("train-recogniser: a network of another version")
    kind = reader.string()
    node = Node(kind, *reader.take("bbiiii"), reader.string())
    if kind in CONTAINERS:
        node.children = [read_node(reader) for _ in range(reader.take("I"))]
        if node.flags & LAYER_RATES:
            node.rates = list(reader.array(np.float32, reader.take("I")))
    elif kind in EXTRA:
        node.extra = [reader.take("i") for _ in range(EXTRA[kind])]
        if "LSTM" in kind:
            node.matrices = [read_matrix(reader) for _ in range(4)]
    elif kind in WEIGHTED:
        node.matrices = [read_matrix(reader)]
    else:
        raise SystemExit(f"train-recogniser: unknown layer {kind}")
    return node


def read_network(data):
    reader = Reader(data)
    root = read_node(reader)
    network = Network(root, reader.string(), *reader.take("iiii"), reader.data[reader.at:])
    if len(network.optimiser) != 12:
        raise SystemExit("train-recogniser: the network does not end where it should")
    return network


def string(text):
    raw = text.encode()
    return struct.pack("<I", len(raw)) + raw


def write_matrix(matrix):
    rows, columns = matrix.weights.shape
    return (struct.pack("<BIIb", matrix.mode, rows, columns, matrix.empty) + matrix.weights.tobytes()
            + struct.pack("<I", len(matrix.scales)) + matrix.scales.astype("<f8").tobytes())


def write_node(node):
    out = (b"\0" + string(node.type) + struct.pack("<bbiiii", node.training, node.backprop, node.flags, node.inputs,
                                                   node.outputs, node.weight_count) + string(node.name))
    if node.type in CONTAINERS:
        out += struct.pack("<I", len(node.children)) + b"".join(map(write_node, node.children))
        if node.flags & LAYER_RATES:
            out += struct.pack(f"<I{len(node.rates)}f", len(node.rates), *node.rates)
        return out
    return out + struct.pack(f"<{len(node.extra)}i", *node.extra) + b"".join(map(write_matrix, node.matrices))


def write_network(network):
    return (write_node(network.root) + string(network.spec)
            + struct.pack("<iiii", network.training_flags, network.iteration, network.sample_iteration, network.null_code)
            + network.optimiser)


def quantised(floats, mode=ADAM_INT8):
    """int8 rows and scales of a float matrix: the largest of a row becomes 127."""
    largest = np.abs(floats).max(axis=1)
    scales = np.where(largest > 0, largest / 127, 1.0)
    weights = np.clip(np.round(floats / scales[:, None]), -127, 127).astype(np.int8)
    return Matrix(weights, scales, mode)
