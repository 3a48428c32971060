"""The training loop: CTC, Adam, averaged weights, checkpoints that survive a kill at any moment."""
import copy
import json
import os
import queue
import random
import signal
import time
from pathlib import Path

import numpy as np
import torch

from . import feed, heldout, traineddata
from .alphabet import Alphabet, widen
from .kernels import Ctc
from .network import bordered, from_file

RATE, OUTPUT, WARM_UP, AVERAGE, CLIP = 9e-4, 5, 100, 0.9985, 0.5  # the output layer's weights are large: they learn OUTPUT times faster
EVERY = 5000  # lines between checkpoints
LIKE = {"ỵ": "y", "Ỵ": "Y", "–": "-", "…": ".", "‘": "'", "’": "'", "•": "*", "²": "2", "³": "3", "×": "x", "±": "+"}


def start_model(path):
    """(parts, tree, alphabet, network) of Debian's file with the wider output layer; new rows begin like their likes, less likely."""
    parts = traineddata.split(Path(path).read_bytes())
    tree = traineddata.read_network(parts["lstm"])
    widen(parts, tree)
    alphabet, net = Alphabet(parts, tree.null_code), from_file(tree)
    with torch.no_grad():
        for new, old in LIKE.items():
            to, of = alphabet.code_of[new], alphabet.code_of[old]
            net.output.weight[to] = net.output.weight[of]
            net.output.bias[to] = net.output.bias[of] - 4
    return parts, tree, alphabet, net


def save(path, state):
    new = path.with_suffix(".new")
    with open(new, "wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)


class Pool:
    """Fresh batches as they come; while none is there, each earlier one once more, with noise of its own."""

    KEPT = 150

    def __init__(self, source):
        self.source, self.waiting, self.rng = source, [], random.Random(1)

    def next(self):
        """(chunk or None, batch)"""
        try:
            chunk, batch = self.source.get(timeout=0.01 if len(self.waiting) >= self.KEPT // 2 else 900)
        except queue.Empty:
            return None, [(self.noisy(line), codes) for line, codes in self.waiting.pop(self.rng.randrange(len(self.waiting)))]
        self.waiting = self.waiting[-self.KEPT:] + [batch]
        return chunk, batch

    def noisy(self, line):
        gen = np.random.default_rng(self.rng.randrange(1 << 30))
        noise = gen.standard_normal(line.shape, dtype=np.float32) * self.rng.choice([2, 4, 8])
        return np.clip(line * np.float32(self.rng.uniform(0.9, 1.1)) + noise, -127, 127).astype(np.int8)


class Trainer:
    """Weights are floats; the recurrent layers run in bfloat16 copies of them, twice as fast."""

    def __init__(self, net):
        self.net, self.average = net, copy.deepcopy(net)
        self.fast = copy.deepcopy(net)
        for layer in (self.fast.up, self.fast.right, self.fast.left, self.fast.last, self.fast.output):
            layer.to(torch.bfloat16)
        own = [p for name, p in net.named_parameters() if not name.startswith("output")]
        self.optimiser = torch.optim.Adam([{"params": own, "times": 1}, {"params": list(net.output.parameters()), "times": OUTPUT}],
                                          lr=RATE, betas=(0.9, 0.99))
        self.noise, self.steps = torch.Generator().manual_seed(1), 0

    def step(self, batch, rate):
        """Loss a character."""
        image, lengths = bordered([line for line, _ in batch], self.noise)
        labels = torch.tensor([code for _, codes in batch for code in codes], dtype=torch.int32)
        counts = torch.tensor([len(codes) for _, codes in batch], dtype=torch.int32)
        with torch.no_grad():
            for fast, own in zip(self.fast.parameters(), self.net.parameters()):
                fast.copy_(own)
                fast.grad = None
        losses = Ctc.apply(self.fast(image, lengths).float(), lengths.int(), labels, counts, self.null)
        loss = losses.clamp(min=0).sum() / len(labels)
        loss.backward()
        for fast, own in zip(self.fast.parameters(), self.net.parameters()):
            own.grad = fast.grad.float()
        norm = torch.nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        if not torch.isfinite(norm):
            return float("nan")
        self.steps += 1
        for group in self.optimiser.param_groups:
            group["lr"] = group["times"] * rate * min(1.0, self.steps / WARM_UP)
        self.optimiser.step()
        keep = min(AVERAGE, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mean, own in zip(self.average.parameters(), self.net.parameters()):
                mean.lerp_(own, 1 - keep)
        return float(loss.detach())

    def state(self):
        return {"net": self.net.state_dict(), "average": self.average.state_dict(), "optimiser": self.optimiser.state_dict(),
                "noise": self.noise.get_state(), "steps": self.steps}

    def restore(self, state):
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.noise.set_state(state["noise"])
        self.steps = state["steps"]


def run(work, start, options, until, anneal=0, stop_at=None):
    """Trains until so many lines were seen in all; with `anneal` the last so many lines are learnt ever slower, into a checkpoint of
    its own ("annealed"), so that plain training can go on from "last". `stop_at`: seconds since 1970; slowing down ends by then."""
    work = Path(work)
    work.mkdir(parents=True, exist_ok=True)
    _, _, alphabet, net = start_model(start)
    trainer, lines, chunk, fresh = Trainer(net), 0, 0, 0
    trainer.null = alphabet.null
    last, target = work / "last.pt", work / ("annealed.pt" if anneal else "last.pt")
    if last.exists():
        state = torch.load(last, weights_only=True)
        trainer.restore(state)
        lines, chunk, fresh = state["lines"], state["chunk"], state.get("fresh", state["lines"])
    kept = heldout.load(work, options)
    log = open(work / "log.jsonl", "a", buffering=1)
    begun, until = lines, lines + anneal if anneal else until

    def report(loss):
        log.write(json.dumps({"lines": lines, "fresh": fresh, "loss": round(loss, 5), "cpu": round(time.process_time()), "time": time.strftime("%H:%M:%S", time.gmtime()),
                              "annealed": bool(anneal), "held-out": heldout.rates(trainer.average, alphabet, kept)}) + "\n")

    report(-1)
    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))  # the step is finished and saved
    clock = time.time()

    def progress():
        """Of the slowing down, by lines or by time, whichever is further."""
        return max((lines - begun) / anneal, (time.time() - clock) / (stop_at - clock) if stop_at else 0)

    source, process = feed.start(options, alphabet, chunk)
    try:
        total, count, mark, pool = 0.0, 0, lines, Pool(source)
        while lines < until and not stopping and (stop_at is None or time.time() < stop_at):
            new, batch = pool.next()
            if new is not None:
                chunk, fresh = new, fresh + len(batch)
            rate = RATE * (max(0.01, 1 - progress()) if anneal else 1)
            loss = trainer.step(batch, rate)
            lines += len(batch)
            if loss == loss:
                total, count = total + loss, count + 1
            if lines - mark >= EVERY or lines >= until:
                save(target, {**trainer.state(), "lines": lines, "chunk": chunk, "fresh": fresh})
                report(total / max(1, count))
                total, count, mark = 0.0, 0, lines
        save(target, {**trainer.state(), "lines": lines, "chunk": chunk, "fresh": fresh})
        report(total / max(1, count))
    finally:
        process.kill()  # a stopped process would never end otherwise
