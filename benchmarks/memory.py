"""Reads once, and prints the peak of memory: arguments NAME FOLDER FILE.

It is the memory of the whole process as Linux counts it, for what lxml takes is in no
statistics of Python's.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pathlib import Path


def main(name: str, folder: Path, file: Path) -> None:
    """Print in MiB what reading takes beside what there was before."""
    read = import_module(f"benchmarks.peers.{name}").reader(folder)
    content = file.read_bytes()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # sets the peak to what there is
    before = _memory("VmRSS")
    kept = read(content)
    after = _memory("VmHWM")
    assert kept is not None
    sys.stdout.write(f"{(after - before) / 1024}\n")


def _memory(which: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{which}:")[1].split()[0])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
