"""Measures in processes of their own: cold starts, and the memory of reading."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from .measure import Times
from .workload import answer

_ROOT: Final = Path(__file__).parent.parent
_FLOOR: Final = "nothing"


def cold(names: list[str], rounds: int) -> dict[str, Times]:
    """CPU time of whole processes, interleaved.

    Args:
        names: Modules of `benchmarks.starts`.
        rounds: How often each is started, after one start that warms the caches.
    """
    names = [_FLOOR, *names]
    found: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds + 1):
        for name in names:
            seconds = _seconds(f"benchmarks.starts.{name}")
            if number:
                found[name].append(seconds)
    floor = found[_FLOOR]
    return {
        name: Times(
            seconds=tuple(times),
            ratios=tuple(t / f for t, f in zip(times, floor, strict=True)),
        )
        for name, times in found.items()
    }


def generation(sizes: Mapping[str, Path], floor: str, rounds: int) -> dict[str, Times]:
    """CPU time of the command that makes a package.

    Args:
        sizes: WSDLs, by what they are called.
        floor: The one that the others are compared with.
        rounds: How often each is done.
    """
    found: dict[str, list[float]] = {name: [] for name in sizes}
    for number in range(rounds):
        for name, path in sizes.items():
            folder = path.parent / f"made{number}"
            found[name].append(_seconds("generator", str(path), "-o", str(folder)))
    return {
        name: Times(
            seconds=tuple(times),
            ratios=tuple(t / f for t, f in zip(times, found[floor], strict=True)),
        )
        for name, times in found.items()
    }


def peak(name: str, folder: Path) -> float:
    """The memory in MiB that reading takes at most, beside what there was before.

    Args:
        name: A contestant.
        folder: Where generated code lies.
    """
    content = folder / "answer.xml"
    if not content.exists():
        content.write_bytes(answer())
    command = [sys.executable, "-m", "benchmarks.memory"]
    command += [name, str(folder), str(content)]
    done = subprocess.run(
        command, cwd=_ROOT, env=_environment(), check=True, capture_output=True
    )
    return float(done.stdout)


def _seconds(module: str, *arguments: str) -> float:
    command = [sys.executable, "-m", module, *arguments]
    silent = [(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, _environment(), file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{module} failed")
    return usage.ru_utime + usage.ru_stime


def _environment() -> dict[str, str]:
    """Where a process finds its modules, all of them compiled by an earlier one.

    What pip installed is compiled; what lies in a folder may or may not be.
    """
    found = {**os.environ, "PYTHONPATH": str(_ROOT / "generated")}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found | {"PYTHONPYCACHEPREFIX": _compiled()}


@cache
def _compiled() -> str:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    return folder
