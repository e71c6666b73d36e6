"""Breaks the guards, one place at a time, and names what no test noticed.

Run by `scripts/mutate`. It works on a copy of the project: nothing here changes.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_HOSTILE: Final = "test_refused.py test_source.py test_limits.py"
TESTS: Final = {
    "generator/appearance.py": _HOSTILE,
    "generator/guard.py": f"{_HOSTILE} test_bombs.py test_wsdl_files.py",
    "generator/source.py": _HOSTILE,
    "generator/location.py": _HOSTILE,
    "generator/components.py": f"{_HOSTILE} test_bombs.py test_wsdl_files.py",
    "generator/references.py": f"{_HOSTILE} test_wsdl_files.py",
    "generator/budget.py": "test_limits.py test_whole_or_not.py",
    "generator/interrupts.py": "test_limits.py test_whole_or_not.py test_command.py",
    "generator/literal.py": "test_literal.py test_shape.py",
    "generator/naming.py": "test_naming.py test_bombs.py",
    "generator/fetching/address.py": "test_fetch.py",
    "generator/fetching/ranges.py": "test_fetch.py",
    "generator/fetching/sockets.py": "test_fetch.py",
    "generator/fetching/wire.py": "test_fetch.py",
    "generator/fetching/closure.py": "test_fetch.py",
    "generator/fetching/filenames.py": "test_fetch.py",
    "generator/runtime/multipart.py": "test_attachments.py",
    "generator/runtime/unpacking.py": "test_attachments.py",
    "generator/runtime/encoded.py": "test_encoded.py",
}
"""The modules that guard something, and the tests that hold them to it."""

_OTHER: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one thing changed.

    Attributes:
        line: Where.
        what: What was changed.
        text: The module as it is then.
    """

    line: int
    what: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Everything that can be changed in a module, one thing at a time."""
    tree = ast.parse(text)
    for number, node in enumerate(ast.walk(tree)):
        for kind in _kinds(node):
            other = copy.deepcopy(tree)
            changed = list(ast.walk(other))[number]
            _change(changed, kind)
            made = ast.unparse(ast.fix_missing_locations(other))
            yield Mutant(getattr(node, "lineno", 0), kind, made)


def _kinds(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return ("another comparison",) if type(node.ops[0]) in _OTHER else ()
    if isinstance(node, ast.BoolOp):
        return ("and for or" if isinstance(node.op, ast.Or) else "or for and",)
    if isinstance(node, ast.If):
        return ("never so",)
    if isinstance(node, ast.Raise):
        return ("no raise",)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ("one more",)
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ("the other truth",)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ("no not",)
    return ()


def _change(node: ast.AST, kind: str) -> None:
    if isinstance(node, ast.Compare):
        node.ops = [_OTHER[type(node.ops[0])]()]
    elif isinstance(node, ast.BoolOp):
        node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    elif isinstance(node, ast.If):
        node.test = ast.Constant(value=False)
    elif isinstance(node, ast.Raise):
        _become(node, ast.Pass())
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value = not node.value if kind == "the other truth" else node.value + 1
    elif isinstance(node, ast.UnaryOp):
        _become(node, ast.Call(ast.Name("bool", ast.Load()), [node.operand], []))


def _become(node: ast.AST, other: ast.AST) -> None:
    """Make one node of a tree another, in its place."""
    node.__class__ = type(other)
    node.__dict__.update(other.__dict__)


def survives(folder: Path, module: str, mutant: str, seconds: float) -> bool:
    """Whether the tests pass with a module changed; one that hangs was noticed."""
    place = folder / module
    before = place.read_text()
    place.write_text(mutant)
    words = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly"]
    tests = [f"tests/{name}" for name in TESTS[module].split()]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *words, *tests],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder / "generated")},
            capture_output=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return False
    finally:
        place.write_text(before)
    return done.returncode == 0


def main() -> int:
    """Break things for a while.

    Returns:
        1 where something survived, else 0.
    """
    parser = argparse.ArgumentParser(prog="scripts/mutate", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="these; else all")
    parser.add_argument("--seconds", type=float, default=600, help="how long; 600")
    parser.add_argument("--seed", type=int, default=0, help="of the order; 0")
    given = parser.parse_args()
    unknown = [name for name in given.modules if name not in TESTS]
    if unknown:
        parser.error(f"no tests are named for {unknown[0]}")
    every = [
        (module, mutant)
        for module in given.modules or TESTS
        for mutant in mutants((ROOT / module).read_text())
    ]
    random.Random(given.seed).shuffle(every)
    end, tried, survivors = time.monotonic() + given.seconds, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        kept = shutil.ignore_patterns(".*", "__pycache__")
        shutil.copytree(ROOT, folder, ignore=kept, symlinks=True)
        for module, mutant in every:
            if time.monotonic() >= end:
                break
            tried += 1
            if survives(folder, module, mutant.text, 300):
                survivors += 1
                line = f"{module}:{mutant.line}: {mutant.what}: no test noticed\n"
                sys.stdout.write(line)
                sys.stdout.flush()
    sys.stdout.write(f"{tried} of {len(every)} tried, {survivors} survived\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
