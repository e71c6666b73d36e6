"""Runs the benchmarks: `scripts/benchmark` sets up what this needs."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from . import children, floors, plot, report, synthetic
from .measure import Times, interleaved

_HERE: Final = Path(__file__).parent
_ABOUT: Final = {
    "small": "Writes one syncLead with three attributes: two headers, 1 KB.",
    "big": "Writes one syncMultipleLeads with 300 leads of ten attributes: 400 KB.",
    "parse": "Reads one getMultipleLeads with 1000 leads of 20 attributes: 2.6 MB.",
}
_ALONE: Final = "Python alone"
_PEERS: Final = ["with_zeep", "with_suds", "with_xsdata", "with_apiroute"]
_OPERATIONS: Final = (10, 100, 1000)
_GENERATION: Final = (
    "Makes a package from a WSDL, formatted and proved: a whole process."
)
_COLD: Final = "Imports, makes a client ready, calls syncLead: a whole process."


def main() -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--without-peers", action="store_true", help="only ours")
    parser.add_argument("--output", type=Path, default=_HERE, help="folder to write")
    options = parser.parse_args()
    names = ["ours", *([] if options.without_peers else _PEERS)]
    with tempfile.TemporaryDirectory() as folder:
        tasks = _measured(names, options.rounds, Path(folder))
    text = report.markdown(tasks, options.rounds)
    (options.output / "results.md").write_text(text)
    (options.output / "results.svg").write_text(plot.svg(tasks))
    sys.stdout.write(text)


def _measured(names: list[str], rounds: int, folder: Path) -> list[report.Task]:
    made: dict[str, dict[str, Any]] = {report.FLOOR: floors.tasks()}
    for name in (*names, "streamed"):
        made[name] = import_module(f"benchmarks.peers.{name}").tasks(folder)
    tasks = []
    for task, about in _ABOUT.items():
        todo = {name: every[task] for name, every in made.items() if task in every}
        times = interleaved(todo, report.FLOOR, rounds)
        peaks = _peaks([*names, "streamed"], folder) if task == "parse" else {}
        tasks.append(report.Task(title=task, about=about, times=times, peaks=peaks))
    tasks.append(_cold_start(names, rounds))
    tasks.append(_generation(min(rounds, 3), folder))
    return tasks


def _generation(rounds: int, folder: Path) -> report.Task:
    sizes = {"mktows": folder / "wsdl" / "mktows.wsdl"}
    shutil.copytree(_HERE.parent / "wsdl", folder / "wsdl")
    for number in _OPERATIONS:
        path = folder / f"made_of_{number}.wsdl"
        path.write_text(synthetic.wsdl(number))
        sizes[f"{number} operations"] = path
    floor = f"{_OPERATIONS[1]} operations"
    times = children.generation(sizes, floor, rounds)
    about, title = _GENERATION, "generation"
    return report.Task(title=title, about=about, times=times, floor=f"those of {floor}")


def _cold_start(names: list[str], rounds: int) -> report.Task:
    every = [*names[:1], "without_http", *names[1:]]
    known = [name for name in every if (_HERE / "starts" / f"{name}.py").exists()]
    times: dict[str, Times] = children.cold(known, rounds)
    return report.Task(title="cold start", about=_COLD, times=times, floor=_ALONE)


def _peaks(names: list[str], folder: Path) -> dict[str, float]:
    if not Path("/proc/self/clear_refs").exists():
        return {}
    return {name: children.peak(name, folder) for name in names}


if __name__ == "__main__":
    main()
