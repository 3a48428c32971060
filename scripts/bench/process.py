"""Running a program and its children to the end, counting what they took."""
import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Cost:
    cpu: float = 0.0      # seconds, user and system, of the program and all children it waited for
    wall: float = 0.0     # seconds
    rss: int = 0          # bytes, of the largest of its processes
    tree: int = 0         # bytes, proportional share of the whole tree at its peak; 0 if not watched
    code: int = 0         # exit code


def run(command, stdout=None, watch=False, environment=None):
    """Run it with its standard output into a file; its errors go to a file beside. Gives the Cost."""
    stdout = Path(stdout) if stdout else Path(os.devnull)
    errors = stdout.with_name(stdout.name + ".err") if stdout != Path(os.devnull) else stdout
    with open(stdout, "wb") as out, open(errors, "wb") as err:
        start = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=err, stdin=subprocess.DEVNULL,
                                   env={**os.environ, **(environment or {})})
        peak = Peak(process.pid) if watch else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        tree = peak.stop() if peak else 0
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, tree, process.returncode)


class Peak:
    """Watches the memory of a process tree twenty times a second; shared pages are counted once."""

    def __init__(self, pid):
        self.pid, self.most, self.ended = pid, 0, threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()

    def _watch(self):
        while not self.ended.wait(0.05):
            self.most = max(self.most, sum(map(share, tree(self.pid))))

    def stop(self):
        self.ended.set()
        self.thread.join()
        return self.most


def tree(pid):
    """The process and all below it."""
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        try:
            for task in Path(f"/proc/{found[-1]}/task").iterdir():
                left += map(int, (task / "children").read_text().split())
        except (OSError, ValueError):
            pass
    return found


def share(pid):
    """Bytes of memory that are the process's own, with its part of what it shares."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return 0
