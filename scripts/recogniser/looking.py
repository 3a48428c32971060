"""Pictures for a person: what the generator makes, and what is read worst."""
import cv2
import numpy as np

from . import heldout, score
from .damage import CONDITIONS
from .generate import Generator

WIDTH = 1300


def samples(picture, checkpoint, start, work, options, each=3):
    generator, rows = Generator(options["seed"], options["resources"], options["fonts"]), []
    for name in CONDITIONS:
        for _ in range(each):
            _, kind, image, text = generator.line(name)
            print(f"{name} | {kind} | {text}")
            image = cv2.resize(image, (max(8, image.shape[1] * 40 // image.shape[0]), 40), interpolation=cv2.INTER_AREA)[:, :WIDTH]
            rows.append(np.pad(image, ((0, 4), (0, WIDTH - image.shape[1])), constant_values=120))
    cv2.imwrite(picture, np.vstack(rows))


def worst(picture, checkpoint, start, work, options, most=40):
    import torch

    from .train import start_model

    _, _, alphabet, net = start_model(start)
    net.load_state_dict(torch.load(checkpoint, weights_only=True)["average"])
    lines = heldout.load(work, options)
    texts = heldout.read(net, alphabet, [line[2] for line in lines])
    found = sorted(zip([score.errors(line[3], text)[0] for line, text in zip(lines, texts)], range(len(lines))), reverse=True)[:most]
    rows = []
    for edits, i in found:
        name, kind, line, truth = lines[i]
        print(f"{edits} {name} | {kind}\n   {truth}\n   {texts[i]}")
        image = (line[:, :WIDTH].astype(int) + 128).astype(np.uint8)
        rows.append(np.pad(image, ((0, 6), (0, WIDTH - image.shape[1])), constant_values=120))
    cv2.imwrite(picture, np.vstack(rows))


def curve(picture, log, conditions=("all", "office", "bilevel", "fax", "seal", "pen", "noisy")):
    """The training log as a picture: held-out error by lines seen; dots are what slowing down made of it."""
    import json

    logged = [json.loads(line) for line in open(log)]
    points = [p for p in logged if not p["annealed"]]
    slowed = [p for p, after in zip(logged, [*logged[1:], {"annealed": False}]) if p["annealed"] and not after["annealed"]]
    width, height, left, foot = 900, 520, 60, 40
    most_x, most_y = max(p["lines"] for p in logged) or 1, max(max(p["held-out"][c] for c in conditions) for p in points)
    sheet = np.full((height, width, 3), 255, np.uint8)
    at = lambda lines, error: (int(left + (width - left - 150) * lines / most_x), int(height - foot - (height - foot - 20) * error / most_y))  # noqa: E731
    for error in range(int(most_y) + 1):
        cv2.line(sheet, at(0, error), at(most_x, error), (225, 225, 225), 1)
        cv2.putText(sheet, f"{error} %", (8, at(0, error)[1] + 4), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (60, 60, 60), 1, cv2.LINE_AA)
    for fifth in range(6):
        cv2.putText(sheet, f"{most_x * fifth // 5000} k", (at(most_x * fifth / 5, 0)[0] - 12, height - 14), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (60, 60, 60), 1, cv2.LINE_AA)
    for i, condition in enumerate(conditions):
        colour = tuple(int(v) for v in cv2.cvtColor(np.uint8([[[i * 180 // len(conditions), 200, 180]]]), cv2.COLOR_HSV2BGR)[0, 0])
        line = np.array([at(p["lines"], p["held-out"][condition]) for p in sorted(points, key=lambda p: p["lines"])], np.int32)
        for p in slowed:
            cv2.circle(sheet, at(p["lines"], p["held-out"][condition]), 3, (0, 0, 0) if condition == "all" else colour, -1, cv2.LINE_AA)
        cv2.polylines(sheet, [line], False, (0, 0, 0) if condition == "all" else colour, 2 if condition == "all" else 1, cv2.LINE_AA)
        cv2.putText(sheet, condition, (width - 140, line[-1][1] + 4), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (0, 0, 0) if condition == "all" else colour, 1, cv2.LINE_AA)
    cv2.imwrite(picture, sheet)
