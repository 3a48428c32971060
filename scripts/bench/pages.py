"""The pages that are read: a folder of pictures with NAME.gt.txt beside them, with or without a manifest.json."""
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff"}


def make(folder, count, seed, profiles):
    """Pages of unseen words and typefaces, `count` in all spread evenly over the profiles."""
    import sys
    sys.path.insert(0, str(ROOT / "scripts"))
    from pages.profiles import PROFILES
    chosen = profiles or list(PROFILES)
    each = max(1, -(-count // len(chosen)))
    parts = []
    for number, profile in enumerate(chosen):
        dpi = "mixed" if each > 1 else ("200", "300")[number % 2]
        subprocess.run([ROOT / "scripts/make-pages", folder, "--unseen", "--seed", str(seed), "--count", str(each), "--profile", profile, "--dpi", dpi],
                       check=True, capture_output=True)
        parts += json.loads((folder / "manifest.json").read_text())["files"]
    (folder / "manifest.json").write_text(json.dumps({"set": "unseen", "seed": seed, "files": parts}, ensure_ascii=False, indent=1))


def load(folder, count=None):
    """Pages in order: {id, path, truth, profile, dpi, turn or None, skew or None, boxes or None, boxes_file
    or None}; if `count` is fewer, so many from all over the set."""
    folder = Path(folder).resolve()
    manifest = folder / "manifest.json"
    if manifest.exists():
        entries = json.loads(manifest.read_text())
        entries = entries["files"] if isinstance(entries, dict) else entries
    else:
        entries = [{"id": path.stem, "file": path.name, "truth": path.stem + ".gt.txt", "boxes": path.stem + ".boxes.json"} for path in sorted(folder.iterdir())
                   if path.suffix.lower() in PICTURES and path.with_suffix("").with_suffix(".gt.txt").exists()]
    found = [page(folder, entry) for entry in entries if entry.get("truth")]
    if not found:
        raise SystemExit(f"bench-read: no pictures with .gt.txt in {folder}")
    if count and count < len(found):
        every = len(found) // count
        found = [found[number * len(found) // count + number % every] for number in range(count)]
    return found


def page(folder, entry):
    path = folder / entry["file"]
    turn = entry.get("turn")
    if turn is None and "turned_clockwise" in entry:
        turn = (360 - entry["turned_clockwise"]) % 360
    boxes = folder / entry["boxes"] if entry.get("boxes") else None
    return {"id": entry["id"], "path": path, "truth": (folder / entry["truth"]).read_text(), "dpi": entry.get("dpi") or resolution(path),
            "profile": entry.get("profile") or entry.get("kind") or "all", "kind": entry.get("kind"), "turn": turn,
            "skew": entry.get("skew"), "boxes": words(boxes), "boxes_file": boxes if boxes and boxes.exists() else None}


def resolution(path):
    """What the file says, else 200."""
    from PIL import Image
    with Image.open(path) as picture:
        return round(float(picture.info.get("dpi", (200, 200))[0])) or 200


def words(boxes):
    """[(text, None if by hand, [left, top, right, bottom])] in pixels of the picture, or None if the boxes are in another frame."""
    if boxes is None or not boxes.exists():
        return None
    said = json.loads(boxes.read_text())
    return [(None if word.get("hand") else word["t"], word["b"]) for word in said["words"]] if "matrix" in said and "width" in said else None
