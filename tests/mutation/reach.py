"""Which tests get to which statements of which modules, and how long they take.

The tests run once with a probe before each statement of the modules, put into the copy
of the project; a plugin of pytest notes what they tell. What a fixture gets to counts
for every test that has it. What tests do in other processes is not seen: such tests
count for all statements.
"""

from __future__ import annotations

import ast
import builtins
import json
import sys
import time
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

_PROBE: Final = "_reached_"
_SILENT: Final = f"__import__('builtins').__dict__.setdefault({_PROBE!r}, id)"
"""What stands in a module so that it also runs where nobody listens."""
_ELSEWHERE: Final = frozenset({"subprocess.Popen", "os.fork", "os.posix_spawn"})
_FUNCTION: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


def probed(module: str, text: str) -> str:
    """A module with a probe before each statement of its functions."""
    tree = ast.parse(text)
    for function in [n for n in ast.walk(tree) if isinstance(n, _FUNCTION)]:
        for node in [n for n in ast.walk(function) if not isinstance(n, ast.ClassDef)]:
            for name in ("body", "orelse", "finalbody"):
                body = getattr(node, name, None)
                if isinstance(body, list) and not hasattr(node, f"{_PROBE}{name}"):
                    setattr(node, f"{_PROBE}{name}", True)
                    body[:] = [n for s in body for n in (_probe(module, s), s)]
    first = [isinstance(n, ast.ImportFrom | ast.Expr) for n in tree.body].index(False)
    future = [n for n in tree.body if getattr(n, "module", "") == "__future__"]
    start = tree.body.index(future[0]) + 1 if future else min(first, 1)
    tree.body.insert(start, ast.parse(_SILENT).body[0])
    return ast.unparse(ast.fix_missing_locations(tree))


def _probe(module: str, node: ast.stmt) -> ast.stmt:
    return ast.parse(f"{_PROBE}({f'{module}:{node.lineno}'!r})").body[0]


@dataclass(frozen=True, slots=True)
class Reach:
    """What was noted of one test.

    Attributes:
        seconds: How long it takes.
        elsewhere: Whether it starts other processes.
        places: The statements that it gets to, as `module:line`.
    """

    seconds: float
    elsewhere: bool
    places: frozenset[str]


@dataclass(eq=False)
class Plugin:
    """Notes what each test gets to.

    Args:
        place: The file that the notes go to.
        quick: Whether no test may start a process: who would is not noted.
    """

    place: Path
    quick: bool = False
    _fixtures: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _noted: dict[str, Any] = field(default_factory=dict[str, Any])
    _failed: set[str] = field(default_factory=set[str])
    _now: set[str] = field(default_factory=set[str])
    _started: int = 0
    _testing: bool = False

    def __post_init__(self) -> None:
        sys.addaudithook(self._hear)
        self._listen(set())

    def _hear(self, event: str, _: object) -> None:
        if event in _ELSEWHERE:
            self._started += 1
            if self.quick and self._testing:
                raise PermissionError("no processes in a hurry")

    def _listen(self, now: set[str]) -> None:
        self._now = now
        setattr(builtins, _PROBE, now.add)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        before, found = self._now, self._fixtures[fixturedef.argname]
        self._listen(found)
        try:
            return (yield)
        finally:
            self._listen(before)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        started, begin = self._started, time.monotonic()
        self._listen(set())
        self._testing = True
        try:
            return (yield)
        finally:
            self._testing = False
            names: list[str] = getattr(item, "fixturenames", [])
            places = self._now.union(*(self._fixtures[n] for n in names))
            elsewhere = self._started > started
            seconds = time.monotonic() - begin
            self._noted[item.nodeid] = [seconds, elsewhere, sorted(places)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed or report.skipped:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        noted = {n: v for n, v in self._noted.items() if n not in self._failed}
        self.place.write_text(json.dumps(noted))


def read(place: Path) -> dict[str, Reach]:
    """What was noted, by the names of the tests."""
    return {
        name: Reach(seconds, elsewhere, frozenset(places))
        for name, (seconds, elsewhere, places) in json.loads(place.read_text()).items()
    }


def tests_for(
    noted: Mapping[str, Reach], files: Iterable[str], place: str | None
) -> Sequence[str]:
    """The tests of some files that may notice a change, the quickest first.

    Args:
        noted: What is known of all tests.
        files: The files.
        place: The statement, as `module:line`; None where it runs as the module loads.
    """
    met = [
        name
        for name, reach in noted.items()
        if name.startswith(tuple(files))
        and (place is None or reach.elsewhere or place in reach.places)
    ]
    return sorted(met, key=lambda n: (noted[n].elsewhere, noted[n].seconds))
