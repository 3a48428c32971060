"""Whether a word's confidence is what it says: of words with 0.9, nine in ten should be right."""
from collections import Counter

from .score import plain

BINS = 10


def judged(page, said):
    """[(confidence, right)] of the words a reader's JSON names on a page.

    With boxes, a word is right if the truth has the same word where it lies (handwriting is not judged); without, if the
    page has it often enough.
    """
    words = [word for line in said["lines"] for word in line["words"]]
    if page["boxes"] is None:
        left = Counter(plain(page["truth"]).split())
        result = []
        for word in words:
            text = plain(word["text"])
            result.append((word["confidence"], left[text] > 0))
            left[text] -= left[text] > 0
        return result
    verdicts = [(word["confidence"], right(word, page["boxes"])) for word in words]
    return [(confidence, verdict) for confidence, verdict in verdicts if verdict is not None]


def right(word, truth):
    """Whether a truth word says the same where the word was read; None on handwriting."""
    x, y, w, h = word["box"]
    there = [text for text, (left, top, far, bottom) in truth
             if overlap(x, x + w, left, far) > 0.5 * min(w, far - left) and overlap(y, y + h, top, bottom) > 0.4 * min(h, bottom - top)]
    if None in there:
        return None
    return any(plain(text) == plain(word["text"]) for text in there)


def overlap(a, b, c, d):
    return min(b, d) - max(a, c)


def diagram(pairs):
    """Bins with mean confidence, share right and count, and the mean gap between the two over all words (ECE)."""
    bins = []
    for number in range(BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == number]
        if inside:
            bins.append({"confidence": sum(pair[0] for pair in inside) / len(inside),
                         "right": sum(pair[1] for pair in inside) / len(inside), "words": len(inside)})
    total = sum(each["words"] for each in bins)
    gap = sum(abs(each["confidence"] - each["right"]) * each["words"] for each in bins) / total if total else 0.0
    return {"bins": bins, "words": total, "expected_calibration_error": gap}
