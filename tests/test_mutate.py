"""The tool that breaks the guards: what it breaks, and that a test notices."""

from __future__ import annotations

import shutil
from pathlib import Path

from .mutate import ROOT, TESTS, mutants, survives

GUARD = """
def guard(a: int, b: bool) -> None:
    if a > 3 or not b:
        raise ValueError
"""


def test_every_kind_of_mistake_is_made_once() -> None:
    made = {mutant.what: mutant.text for mutant in mutants(GUARD)}
    assert "a >= 3" in made["another comparison"]
    assert "a > 3 and" in made["and for or"]
    assert "if False:" in made["never so"]
    assert "pass" in made["no raise"]
    assert "a > 4" in made["one more"]
    assert "or bool(b)" in made["no not"]
    assert len(made) == len(list(mutants(GUARD))) == 6


def test_all_that_it_names_is_there() -> None:
    for module, tests in TESTS.items():
        assert (ROOT / module).is_file()
        assert all((ROOT / "tests" / name).is_file() for name in tests.split())


def test_a_guard_that_is_gone_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    kept = shutil.ignore_patterns(".*", "__pycache__", "golden", "envelopes")
    shutil.copytree(ROOT, folder, ignore=kept)
    module = "generator/literal.py"
    text = (ROOT / module).read_text()
    (folder / "tests" / "test_shape.py").write_text("def test_it() -> None: ...\n")
    assert survives(folder, module, text, 120)
    broken = text.replace('"\\\\": "\\\\\\\\", ', "")
    assert broken != text
    assert not survives(folder, module, broken, 120)
    assert (folder / module).read_text() == text
