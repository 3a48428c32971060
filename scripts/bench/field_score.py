"""Counting what an extractor found against the truth of forms: right, wrong, missing, and wrong though it was sure.

A truth is {"form", "fields", "handwritten", "unscored"}; what was found is {"kind", "fields": {key: {"value", "review"}}}.
A value is sure if its review is empty. What is compared is normalised: Unicode NFC, one kind of dash, quote and space, and
the tone mark where the new spelling has it (hòa = hoà).
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict

UNKNOWN = "khong_ro"
CODED = ("qr", "mrz", "barcode")  # what a machine printed for a machine
SIGNS = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "“”„«»"), '"'),
    **dict.fromkeys(map(ord, "‘’‚"), "'"),
    0x2026: "...",
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF)),
}
TONES = "\u0300\u0301\u0303\u0309\u0323"
# An open syllable in oa, oe, uy carries its mark on the first vowel in one spelling, on the second in the other.
SECOND = re.compile(f"(?<![qQ])([oOuU])([aAeEyY])([{TONES}])(?![\\w{TONES}])")


def normal(value):
    """A value as it is compared."""
    text = value if isinstance(value, str) else json.dumps(value or "", ensure_ascii=False)
    pairs = unicodedata.normalize("NFD", text.translate(SIGNS))
    moved = SECOND.sub(lambda found: found[1] + found[3] + found[2] if (found[1] + found[2]).lower() in ("oa", "oe", "uy") else found[0], pairs)
    return " ".join(unicodedata.normalize("NFC", moved).split())


def empty(value):
    return normal(value) in ("", '""', "[]")


def count():
    return Counter(dict.fromkeys(("n", "exact", "wrong", "missing", "sure", "sure_wrong", "given", "extra", "swapped", "by_hand", "guessed"), 0))


def judged_keys(truths):
    """{form: keys that some document of the set has}: of others nothing can be said."""
    known = defaultdict(set)
    for truth in truths:
        known[truth["form"]] |= {*truth["fields"], *truth.get("handwritten", [])}
    return known


def document(truth, found, known):
    """({key: count}, [silent errors as (key, truth, value)], number of values nothing can be said about)."""
    counts, silent, unjudged = defaultdict(count), [], 0
    fields, skipped = truth["fields"], set(truth.get("unscored", []))
    for key, right in fields.items():
        if key not in skipped:
            one(counts[key], key, right, found["fields"].get(key, {}), fields, silent)
    for key, said in found["fields"].items():
        if key in fields or key in skipped or empty(said.get("value")):
            continue
        sure = not said.get("review")
        if key in truth.get("handwritten", []):
            counts[key]["by_hand"] += 1
            counts[key]["guessed"] += sure
        elif truth["form"] == UNKNOWN or key in known:
            counts[key].update(extra=1, given=1, sure=sure, sure_wrong=sure)
        else:
            unjudged += 1
            continue
        if sure:
            silent.append((key, "(by hand)" if key in truth.get("handwritten", []) else "", said["value"]))
    return counts, silent, unjudged


def one(tally, key, right, said, fields, silent):
    value = said.get("value")
    tally["n"] += 1
    if empty(value):
        tally["missing"] += 1
        return
    sure, exact = not said.get("review"), normal(value) == normal(right)
    tally.update(given=1, exact=exact, wrong=not exact, sure=sure, sure_wrong=sure and not exact)
    if not exact:
        tally["swapped"] += any(normal(other) == normal(value) for name, other in fields.items() if name != key)
        if sure:
            silent.append((key, right, value))


def rates(tally):
    """Shares of a count; None where there is nothing to divide by."""

    def share(part, whole):
        return part / whole if whole else None

    return {
        **tally,
        "precision": share(tally["exact"], tally["given"]),
        "recall": share(tally["exact"], tally["n"]),
        "coverage": share(tally["sure"] - tally["extra"] if tally["sure"] > tally["extra"] else 0, tally["n"]),
        "silent": share(tally["sure_wrong"] + tally["guessed"], tally["sure"] + tally["guessed"]),
    }


def total(tallies):
    whole = count()
    for tally in tallies:
        whole.update(tally)
    return whole


def measure(entries, found):
    """All figures of one extractor. entries: [{"id", "truth", "profile", "group"}]; found: {id: what was found}."""
    known = judged_keys(entry["truth"] for entry in entries)
    by = {
        "field": defaultdict(count),
        "kind": defaultdict(count),
        "profile": defaultdict(count),
        "group": defaultdict(count),
        "coded": defaultdict(count),
    }
    confusion, silent, unjudged, kinds_right = defaultdict(Counter), [], 0, Counter()
    for entry in entries:
        truth, said = entry["truth"], found.get(entry["id"]) or {"kind": "", "fields": {}}
        form, kind = truth["form"], said["kind"] or UNKNOWN
        confusion[form][kind] += 1
        for group in ("all", entry["group"], entry["profile"]):
            kinds_right.update({(group, "documents"): 1, (group, "right"): form == kind})
        counts, errors, more = document(truth, said, known[form])
        unjudged += more
        silent += [{"id": entry["id"], "form": form, "kind": kind, "key": key, "truth": right, "value": value} for key, right, value in errors]
        for key, tally in counts.items():
            by["field"][f"{form}.{key}"].update(tally)
            if key in CODED:
                by["coded"][key].update(tally)
            for name, value in (("kind", form), ("profile", entry["profile"]), ("group", entry["group"])):
                by[name][value].update(tally)
    whole = total(by["kind"].values())
    classes = {
        group: {
            "documents": kinds_right[group, "documents"],
            "right": kinds_right[group, "right"],
            "accuracy": kinds_right[group, "right"] / kinds_right[group, "documents"],
        }
        for group, name in list(kinds_right)
        if name == "documents"
    }
    return {
        "total": rates(whole),
        **{name: {key: rates(tally) for key, tally in sorted(tallies.items())} for name, tallies in by.items()},
        "classification": classes,
        "confusion": {form: dict(row) for form, row in sorted(confusion.items())},
        "silent": silent,
        "unjudged": unjudged,
    }


def selftest():
    assert normal("Hoà  Bình – “thuỷ”") == normal('Hòa Bình - "thủy"') and normal("quý") != normal("qúy") and normal("hoàn") == "hoàn"
    assert normal(["a", "b"]) == '["a", "b"]' and empty("") and empty([]) and empty(None) and not empty(["a"])
    truth = {
        "form": "x",
        "fields": {"ho_ten": "An", "cha": "Ba", "so": "1", "ngay": "2026-01-02", "kho": "a"},
        "handwritten": ["tay"],
        "unscored": ["kho"],
    }
    said = {
        "kind": "x",
        "fields": {
            "ho_ten": {"value": "An", "review": []},
            "cha": {"value": "An", "review": []},
            "so": {"value": "2", "review": ["low"]},
            "kho": {"value": "b", "review": []},
            "tay": {"value": "7", "review": []},
            "thua": {"value": "8", "review": []},
            "la": {"value": "9", "review": []},
        },
    }
    other = {"form": "x", "fields": {"thua": "4"}}
    result = measure(
        [
            {"id": "1", "truth": truth, "profile": "p", "group": "g"},
            {"id": "2", "truth": other, "profile": "p", "group": "g"},
            {"id": "3", "truth": {"form": UNKNOWN, "fields": {}}, "profile": "p", "group": "g"},
        ],
        {"1": said, "2": {"kind": "y", "fields": {}}, "3": {"kind": "x", "fields": {"so": {"value": "5", "review": []}}}},
    )
    whole = result["total"]
    assert (whole["n"], whole["exact"], whole["wrong"], whole["missing"], whole["swapped"]) == (5, 1, 2, 2, 1), whole
    assert (whole["extra"], whole["sure"], whole["sure_wrong"], whole["guessed"]) == (2, 4, 3, 1) and result["unjudged"] == 1, whole
    assert whole["silent"] == 4 / 5 and whole["recall"] == 1 / 5 and whole["precision"] == 1 / 5
    assert [(error["id"], error["key"]) for error in result["silent"]] == [("1", "cha"), ("1", "tay"), ("1", "thua"), ("3", "so")]
    assert result["confusion"] == {UNKNOWN: {"x": 1}, "x": {"x": 1, "y": 1}} and result["classification"]["all"]["right"] == 1
