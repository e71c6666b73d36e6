"""`scripts/mutate`: breaks the guards, and names what no test noticed.

It works on copies of the project: nothing here changes.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import reach, trials
from .changes import Mutant, mutants
from .targets import TESTS, equivalents

Place = tuple[str, Mutant]


@dataclass
class Running:
    """A mutant on trial, in a copy of its own."""

    place: Place
    trial: trials.Trial
    before: str


def chosen(modules: Iterable[str], count: int | None, seed: int) -> list[Place]:
    """The mutants to try: all that make a difference, or a sample of them."""
    known = equivalents()
    every = [
        (module, mutant)
        for module in modules
        for mutant in mutants((trials.ROOT / module).read_text())
        if not any(each.is_(module, mutant) for each in known)
    ]
    random.Random(seed).shuffle(every)
    return every[:count]


def files_of(module: str) -> list[str]:
    """The files with the tests of a module."""
    return [f"tests/{name}" for name in TESTS[module].split()]


def noted(
    folder: Path, modules: Sequence[str], *, quick: bool = False
) -> dict[str, reach.Reach]:
    """What each test gets to, from one run of them all, unchanged."""
    place = folder.parent / "reach.json"
    files = list(dict.fromkeys(f for module in modules for f in files_of(module)))
    before = {module: (folder / module).read_text() for module in modules}
    for module, text in before.items():
        trials.put(folder, module, reach.probed(module, text))
    plugin = reach.Plugin(place, quick)
    trials.Trial.start(folder, files, 3600, plugin=plugin).wait()
    for module, text in before.items():
        trials.put(folder, module, text)
    sys.stdout.write(trials.log(folder).rpartition("\n\n")[2])
    if not place.is_file():
        raise SystemExit("the tests did not run to their end")
    return reach.read(place)


def survivors(
    places: Sequence[Place],
    reached: dict[str, reach.Reach],
    folders: list[Path],
    end: float,
) -> Iterator[tuple[Place, bool]]:
    """Try mutants, one in each folder at a time.

    Yields:
        Each that was tried, and whether it survived.
    """
    waiting, running = iter(places), list[tuple[Path, Running]]()
    free = list(folders)
    while True:
        while free and time.monotonic() < end and (place := next(waiting, None)):
            folder = free.pop()
            running.append((folder, _begin(folder, place, reached)))
        if not running:
            return
        time.sleep(0.01)
        for pair in list(running):
            folder, one = pair
            passed = one.trial.passed()
            if passed is not None:
                trials.put(folder, one.place[0], one.before)
                running.remove(pair)
                free.append(folder)
                yield one.place, passed


def _begin(folder: Path, place: Place, reached: dict[str, reach.Reach]) -> Running:
    module, mutant = place
    at = None if mutant.loaded else f"{module}:{mutant.line}"
    tests = reach.tests_for(reached, files_of(module), at)
    seconds = 20 + 4 * sum(reached[name].seconds for name in tests)
    before = (folder / module).read_text()
    trials.put(folder, module, mutant.text)
    return Running(place, trials.Trial.start(folder, tests, seconds), before)


def main() -> int:
    """Break things, and say what no test noticed.

    Returns:
        1 where something survived, else 0.
    """
    parser = argparse.ArgumentParser(prog="scripts/mutate", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="these; else all")
    parser.add_argument("--seconds", type=float, default=3600, help="how long; 3600")
    parser.add_argument("--sample", type=int, help="how many; all that there are")
    parser.add_argument("--seed", type=int, default=0, help="of the order; 0")
    parser.add_argument(
        "--quick", action="store_true", help="without tests that start other processes"
    )
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time; 2")
    given = parser.parse_args()
    unknown = [name for name in given.modules if name not in TESTS]
    if unknown:
        parser.error(f"no tests are named for {unknown[0]}")
    places = chosen(given.modules or TESTS, given.sample, given.seed)
    trials.load_libraries()
    with tempfile.TemporaryDirectory() as name:
        copies = [trials.copied(Path(name) / f"{n}") for n in range(given.jobs)]
        modules = list(dict.fromkeys(module for module, _ in places))
        reached = noted(copies[0], modules, quick=given.quick)
        sys.stdout.write(f"{len(places)} to try with {len(reached)} tests\n")
        trials.no_bytecode()
        end = time.monotonic() + given.seconds
        return _report(survivors(places, reached, copies, end), len(places))


def _report(results: Iterator[tuple[Place, bool]], count: int) -> int:
    tried, survived = Counter[str](), Counter[str]()
    for (module, mutant), passed in results:
        tried[module] += 1
        if passed:
            survived[module] += 1
            place = f"{module}:{mutant.line}: {mutant.within}"
            sys.stdout.write(
                f"{place}: {mutant.what}: {mutant.code}: {mutant.statement}\n"
            )
            sys.stdout.flush()
    for module, number in sorted(tried.items()):
        sys.stdout.write(f"{module}: {survived[module]} of {number} survived\n")
    total = survived.total()
    sys.stdout.write(f"{tried.total()} of {count} tried, {total} survived\n")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
