"""The results as a table."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from .measure import Times

FLOOR: Final = "floor"
LABELS: Final = {
    FLOOR: "the floor",
    "nothing": "Python alone",
    "ours": "this package",
    "streamed": "this package, streamed",
    "without_http": "this package, without HTTP",
    "with_zeep": "zeep",
    "with_suds": "suds",
    "with_xsdata": "xsdata's runtime",
    "with_apiroute": "apiroute",
}
_PACKAGES: Final = {
    "with_zeep": "zeep",
    "with_suds": "suds-community",
    "with_xsdata": "xsdata",
    "with_apiroute": "apiroute",
    "lxml": "lxml",
    "httpx": "httpx",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task, and how everybody did.

    Attributes:
        title: What it is called.
        about: What is done.
        times: The times, by contestant.
        peaks: The peak of memory in MiB, by contestant.
        floor: What the times are compared with.
    """

    title: str
    about: str
    times: Mapping[str, Times]
    peaks: Mapping[str, float] = field(default_factory=dict)
    floor: str = "the floor"


def machine() -> list[str]:
    """Where it was measured, and with what."""
    found = []
    for package in _PACKAGES.values():
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    return [
        f"{_processor()}, {os.cpu_count()} processors, {platform.system()}",
        f"Python {sys.version.split()[0]}, {', '.join(found)}",
    ]


def markdown(tasks: list[Task], rounds: int) -> str:
    """The whole report."""
    lines = [
        "# What a call costs",
        "",
        "Made by `scripts/benchmark`; do not edit. CPU time, interleaved in one"
        f" process: the median of {rounds} rounds, and the quartiles of its ratio to"
        " the floor.",
        "",
        *(f"- {line}" for line in machine()),
        "",
        "![The ratios to the floor](results.svg)",
    ]
    for task in tasks:
        lines += ["", f"## {task.title}", "", task.about, "", *_table(task)]
    return "\n".join(lines) + "\n"


def _table(task: Task) -> list[str]:
    peaks = " peak MiB |" if task.peaks else ""
    lines = [f"| | ms | times {task.floor} | quartiles |{peaks}"]
    lines.append("| --- " * lines[0].count("|", 1) + "|")
    for name, times in task.times.items():
        low, high = times.spread
        found = task.peaks.get(name)
        cell = "" if not peaks else " - |" if found is None else f" {found:.1f} |"
        lines.append(
            f"| {label(name)} | {milliseconds(times.typical)} | {times.ratio:.2f}"
            f" | {low:.2f} to {high:.2f} |{cell}"
        )
    return lines


def label(name: str) -> str:
    """What a contestant is called."""
    return LABELS.get(name, name)


def milliseconds(seconds: float) -> str:
    """A time in milliseconds, with three digits that count."""
    return f"{seconds * 1000:.3g}" if seconds < 1 else f"{seconds * 1000:.0f}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.machine()
