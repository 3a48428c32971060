"""The engines that are measured on the same pictures of lines, each on one thread.

An engine gives {file: {characters, confidence}} and its summary: CPU seconds of recognition alone, its model loaded and
the pictures in memory. Confidence is made a probability: our engine and libtesseract say 1 + 0.05 ln p of the share p that
the network gives the character (libtesseract about so: what is not in its dictionary it doubts more).
"""
import json
import math
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ASTEROCR = ROOT / "build/bench/asterocr/bin/python"
ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


@dataclass
class Engine:
    name: str
    what: str        # for the legend
    command: list    # without the list of lines
    logarithms: bool = True  # confidence is 1 + 0.05 ln p, not p


def engines(tool, debian, ours):
    """All there are, in the order of the tables."""
    program = ROOT / "scripts/bench/asterocr_lines.py"
    return [Engine("sohoa", "our engine, our weights", [tool, "network", ours]),
            Engine("sohoa, vie", "our engine, Debian's weights", [tool, "network", debian]),
            Engine("tesseract, ours", "libtesseract, our weights", [tool, "tesseract", ours]),
            Engine("tesseract", "libtesseract, Debian's weights", [tool, "tesseract", debian]),
            Engine("asterocr", "asterocr 1.0.2, ONNX", [ASTEROCR, "-B", program], logarithms=False)]


def missing(engine):
    """Why it cannot be measured, or None."""
    program, *arguments = engine.command
    if not Path(program).exists():
        return f"{program} is missing (scripts/setup-bench)" if program == ASTEROCR else f"{program} is missing (scripts/build release)"
    for argument in arguments:
        if isinstance(argument, Path) and not argument.exists():
            return f"{argument} is missing"
    return None


def read(engine, files, folder, repeat):
    """({file: said}, summary). Throws CalledProcessError with what the engine said on its standard error."""
    listed = folder / "lines.list"
    listed.write_text("".join(f"{file}\n" for file in files))
    done = subprocess.run([*map(str, engine.command), "--repeat", str(repeat), str(listed)], capture_output=True, check=True,
                          env={**os.environ, **ONE_THREAD})
    *lines, summary = map(json.loads, done.stdout.splitlines())
    if engine.logarithms:
        for line in lines:
            line["confidence"] = [math.exp((sure - 1) / 0.05) for sure in line["confidence"]]
    return {line["file"]: line for line in lines}, summary
