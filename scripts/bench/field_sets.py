"""The forms whose fields are extracted: a folder with the manifest that make-forms writes, or one made here."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def make(count, seed):
    """Documents of unseen words and typefaces, `count` of each kind clean and as many degraded; made once. Gives the folder."""
    folder = ROOT / f"build/bench/forms-{seed}-{count}"
    if (folder / "manifest.json").exists():
        return folder
    entries = []
    for group in ("clean", "degraded"):
        subprocess.run([ROOT / "scripts/make-forms", folder, "--unseen", "--seed", str(seed), "--count", str(count), "--profile", group], check=True)
        entries += json.loads((folder / "manifest.json").read_text())["files"]
        (folder / "manifest.json").unlink()
    (folder / "manifest.json").write_text(json.dumps({"set": "forms-unseen", "seed": seed, "files": entries}, ensure_ascii=False, indent=1) + "\n")
    return folder


def load(folder, kinds=None, groups=None):
    """[{"id", "path", "truth", "profile", "group", "pages"}] in the manifest's order."""
    folder = Path(folder).resolve()
    said = json.loads((folder / "manifest.json").read_text())
    found = []
    for entry in said["files"] if isinstance(said, dict) else said:
        if not entry.get("fields") or kinds and entry["form"] not in kinds:
            continue
        profile = entry.get("profile") or "all"
        group = entry.get("group") or ("clean" if profile == "clean" else "degraded")
        if groups and group not in groups and profile not in groups:
            continue
        truth = json.loads((folder / entry["fields"]).read_text())
        truth["form"] = entry["form"]
        found.append(
            {"id": entry["id"], "path": folder / entry["file"], "truth": truth, "profile": profile, "group": group, "pages": entry.get("pages", 1)}
        )
    if not found:
        raise SystemExit(f"bench-fields: no documents with fields in {folder}")
    return found
