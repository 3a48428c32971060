"""Batches of made-up lines from a process of its own. Chunk after chunk, each decided by the seed and its number alone, so that
training goes on where it stopped with lines never seen."""
import multiprocessing
import os
import queue
import signal

CHUNK = 768  # lines sorted by width together
PIXELS, MOST = 30000, 64  # of a batch


def batches_of(lines, rng):
    """[(line, codes)] sorted by width in batches of about equal pixels, in any order."""
    lines.sort(key=lambda item: item[0].shape[1])
    batches, batch = [], []
    for item in lines:
        if batch and (len(batch) == MOST or (len(batch) + 1) * item[0].shape[1] > PIXELS):
            batches.append(batch)
            batch = []
        batch.append(item)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def readable(line, codes):
    """Whether the text fits the line: a step a character and one between equal ones."""
    return len(codes) + sum(a == b for a, b in zip(codes, codes[1:])) <= line.shape[1] // 3


def make(out, options, alphabet, chunk):
    import random

    import cv2
    import numpy as np

    from .generate import Generator
    from .prepare import prepared

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    cv2.setNumThreads(1)
    out.cancel_join_thread()  # nobody may be there to read the rest
    generator = Generator(0, options["resources"], options["fonts"])
    parent = os.getppid()
    while os.getppid() == parent:
        seed = options["seed"] * 1_000_003 + chunk
        generator.rng.seed(seed)
        generator.gen, generator.recent = np.random.default_rng(seed), []
        lines = []
        while len(lines) < CHUNK:
            _, _, picture, text = generator.line()
            line = prepared(picture) if alphabet.can(text) else None
            if line is None or line.shape[1] > 2400:
                continue
            codes = alphabet.encode(text)
            if readable(line, codes):
                lines.append((line, codes))
        batches = batches_of(lines, random.Random(seed))
        for i, batch in enumerate(batches):
            item = (chunk + 1 if i == len(batches) - 1 else chunk, batch)
            while True:
                try:
                    out.put(item, timeout=20)
                    break
                except queue.Full:
                    if os.getppid() != parent:
                        return
        chunk += 1


def start(options, alphabet, chunk):
    """A queue of (chunk to go on with, [(int8 line, codes)])."""
    context = multiprocessing.get_context("spawn")
    out = context.Queue(maxsize=60)
    process = context.Process(target=make, args=(out, options, alphabet, chunk), daemon=True)
    process.start()
    return out, process
