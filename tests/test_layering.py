"""Modules only look down the line, and each knows only what is its own."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[1] / "generator"
MODULES = sorted(p for p in GENERATOR.rglob("*.py") if "runtime" not in p.parts)
RUNTIME = sorted((GENERATOR / "runtime").glob("*.py"))

LINE = [
    ("errors", "model"),
    ("atomics", "literal", "naming", "xml"),
    ("source",),
    ("guard",),
    ("wsdl", "profile"),
    ("bindings",),
    ("views",),
    ("render", "lock"),
    ("generate",),
    ("output",),
    ("cli",),
    ("__main__",),
]
RANK = {name: rank for rank, names in enumerate(LINE) for name in names}
ONLY = {
    "xsdata": {"bindings"},
    "jinja2": {"render"},
    "black": {"render"},
    "tomllib": {"profile", "output"},
}
FILES = re.compile(
    r"\.(open|read_text|read_bytes|write_text|write_bytes|mkdir|rename|unlink)\(|(?<!\w)open\("
)


def part(path: Path) -> str:
    return path.relative_to(GENERATOR).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[int, str]]:
    """What a module imports: the dots before it, and the name."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [a.name for a in node.names] if not module else [module]
            found += [(node.level, name) for name in names]
        elif isinstance(node, ast.Import):
            found += [(0, alias.name) for alias in node.names]
    return found


@pytest.mark.parametrize(
    "path", MODULES, ids=lambda p: p.relative_to(GENERATOR).as_posix()
)
def test_a_module_only_looks_down_the_line(path: Path) -> None:
    here = part(path)
    depth = len(path.relative_to(GENERATOR).parts)
    if here == "__init__":
        assert imports(path) == []
        return
    for level, name in imports(path):
        top = name.partition(".")[0]
        if level == depth:
            other = top
            assert RANK[other] < RANK[here], f"{here} imports {other}"
        elif level == 0:
            assert top not in ONLY or here in ONLY[top], f"{here} imports {top}"


@pytest.mark.parametrize(
    "path", MODULES, ids=lambda p: p.relative_to(GENERATOR).as_posix()
)
def test_only_source_and_output_touch_files(path: Path) -> None:
    if part(path) in ("source", "output"):
        return
    lines = [line for line in path.read_text().splitlines() if FILES.search(line)]
    # The runtime is part of the generator itself: `generate` copies it as a resource.
    assert [line for line in lines if "item.read_text" not in line] == []


@pytest.mark.parametrize("path", RUNTIME, ids=lambda p: p.name)
def test_the_runtime_stands_alone(path: Path) -> None:
    for level, name in imports(path):
        top = name.partition(".")[0]
        known = top in sys.stdlib_module_names or top == "httpx"
        assert level == 1 or known, f"{path.name} imports {name}"


def test_the_generator_knows_no_service() -> None:
    for path in [*GENERATOR.rglob("*.py"), *GENERATOR.rglob("*.jinja")]:
        assert not re.search("mktows|marketo", path.read_text(), re.IGNORECASE), path
