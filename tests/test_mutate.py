"""The tool that breaks the guards: what it breaks, and that a test notices."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .mutation import reach, targets
from .mutation.changes import mutants
from .mutation.trials import ROOT

GUARD = """
LIMIT = 3
def guard(a: int, b: bool) -> None:
    if a > LIMIT or not b:
        raise ValueError
    for c in range(a):
        print(
            c + 1)
"""


def test_every_kind_of_mistake_is_made_once() -> None:
    made = {mutant.what: mutant.text for mutant in mutants(GUARD) if not mutant.loaded}
    assert "a >= LIMIT" in made["another comparison"]
    assert "a > LIMIT and" in made["and for or"]
    assert "if False:" in made["never so"]
    assert "pass" in made["no raise"]
    assert "c + 2" in made["one more"]
    assert "or bool(b)" in made["no not"]
    assert len(made) == len(list(mutants(GUARD))) - 1 == 6


def test_a_mistake_has_a_place() -> None:
    places = {(m.line, m.within, m.code) for m in mutants(GUARD)}
    assert (2, "", "3") in places
    assert (4, "guard", "not b") in places
    assert (7, "guard", "1") in places


def test_what_is_for_type_checkers_alone_is_left() -> None:
    assert list(mutants("if TYPE_CHECKING:\n    import httpx")) == []


def test_arguments_are_told_apart_by_their_names() -> None:
    made = mutants("parser(entities=True, network=True)")
    assert {m.code for m in made} == {"entities=True", "network=True"}
    made = mutants("OPTIONS = {'entities': True, **MORE, 'network': True}")
    assert {m.code for m in made} == {"'entities': True", "'network': True"}


def test_probes_tell_which_statements_are_run() -> None:
    text = reach.probed("m.py", f'"""Of a guard."""\n{GUARD}')
    met: list[str] = []
    scope: dict[str, Any] = {"print": lambda _: None, "_reached_": met.append}
    exec(compile(text, "m.py", "exec"), scope)
    scope["guard"](1, True)
    assert met == ["m.py:5", "m.py:7", "m.py:8"]
    with pytest.raises(ValueError):
        scope["guard"](4, True)
    assert met[3:] == ["m.py:5", "m.py:6"]


def test_the_quickest_tests_that_get_there_go_first() -> None:
    noted = {
        "tests/test_a.py::slow": reach.Reach(2, False, frozenset({"m.py:1"})),
        "tests/test_a.py::quick": reach.Reach(1, False, frozenset({"m.py:1"})),
        "tests/test_a.py::other": reach.Reach(0, False, frozenset({"m.py:2"})),
        "tests/test_a.py::run": reach.Reach(0, True, frozenset()),
        "tests/test_b.py::quick": reach.Reach(0, False, frozenset({"m.py:1"})),
    }
    found = reach.tests_for(noted, ["tests/test_a.py"], "m.py:1")
    assert [name.partition("::")[2] for name in found] == ["quick", "slow", "run"]
    assert len(reach.tests_for(noted, ["tests/test_a.py"], None)) == 4


TWO_TESTS = """
import subprocess
def test_here(): pass
def test_elsewhere(): subprocess.run(["true"])
"""


@pytest.mark.parametrize("quick", [False, True])
def test_in_a_hurry_no_test_starts_a_process(tmp_path: Path, quick: bool) -> None:
    (tmp_path / "test_two.py").write_text(TWO_TESTS)
    notes = tmp_path / "notes.json"
    script = f"""
import pytest
from pathlib import Path
from tests.mutation.reach import Plugin
pytest.main(["-q", {str(tmp_path)!r}], plugins=[Plugin(Path({str(notes)!r}), {quick})])
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    found = {name.rpartition("::")[2]: r for name, r in reach.read(notes).items()}
    assert found.keys() == ({"test_here"} if quick else {"test_here", "test_elsewhere"})
    assert not found["test_here"].elsewhere
    assert quick or found["test_elsewhere"].elsewhere


def test_all_that_it_names_is_there() -> None:
    for module, tests in targets.TESTS.items():
        assert (ROOT / module).is_file()
        assert all((ROOT / "tests" / name).is_file() for name in tests.split())


def test_what_makes_no_difference_is_still_there() -> None:
    every = targets.equivalents()
    made = {n: list(mutants((ROOT / n).read_text())) for n in {e.module for e in every}}
    for known in every:
        assert any(known.is_(known.module, m) for m in made[known.module]), known
        assert known.reason


def test_a_sample_of_mistakes_is_noticed(tmp_path: Path) -> None:
    words = ["generator/runtime/multipart.py", "--sample", "6", "--seed", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation", *words, "--jobs", "1"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.endswith("6 of 6 tried, 0 survived\n"), done.stdout + done.stderr
    assert done.returncode == 0
