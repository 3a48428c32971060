"""Our structural check of PDF/A gives each case of scripts/structure/cases.py the verdict that its name tells."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

with tempfile.TemporaryDirectory() as folder:
    report = Path(folder) / "report.json"
    done = subprocess.run([ROOT / "scripts" / "check-corpus", "--made", "--build", sys.argv[1], "--json", report],
                          capture_output=True, text=True)
    print(done.stdout, done.stderr, sep="")
    assert done.returncode == 0, "a false alarm, or a crash"
    files = json.loads(report.read_text())["files"]
assert len(files) > 200, len(files)
wrong = [row["file"] for row in files if not row["agrees"] or not row["passes"] and not row["same_test"]]
assert not wrong, wrong
