"""Large documents: work that grows with the document, and modules that do not."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path, PurePosixPath
from types import FrameType

from benchmarks.synthetic import wsdl
from generator import profile, source
from generator.generate import generate

from .test_golden import files

Files = Mapping[PurePosixPath, str]


def generated(folder: Path, text: str) -> Files:
    folder.mkdir(exist_ok=True)
    (folder / "stock.wsdl").write_text(text)
    return generate(
        source.load(folder / "stock.wsdl"), profile.Profile(), "stock"
    ).files


def calls(folder: Path, operations: int) -> int:
    """How many calls it takes to generate that many operations."""
    count = 0

    def seen(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        generated(folder, wsdl(operations))
    finally:
        sys.setprofile(before)
    return count


def test_work_grows_with_the_document(tmp_path: Path) -> None:
    calls(tmp_path, 10)  # what is done once: templates, classes of xsdata
    ten, forty = calls(tmp_path, 40), calls(tmp_path, 160)
    assert forty < 4.2 * ten


def imports(made: Files, folder: str) -> dict[str, set[str]]:
    """Which modules of a folder each of its modules imports."""
    found: dict[str, set[str]] = {}
    for path, text in made.items():
        if path.parts[0] == folder and path.name != "__init__.py":
            found[path.stem] = {
                node.module or ""
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.ImportFrom) and node.level == 1
            } - {"", "namespaces", "encoding"}
    return found


def chain(types: int, ring: bool = False) -> str:
    """Two operations that share many types, each of which holds the next.

    Args:
        types: How many.
        ring: Whether the last holds the first, so that all need one another.
    """

    def next_to(number: int) -> str:
        after = number % types + 1 if ring else number + 1
        least = ' minOccurs="0"' if ring else ""
        return f'<xs:element name="next" type="s:Part{after}"{least}/>'

    more = "".join(
        f'<xs:complexType name="Part{n}"><xs:sequence>'
        + "".join(f'<xs:element name="f{i}" type="xs:string"/>' for i in range(20))
        + (next_to(n) if ring or n < types else "")
        + "</xs:sequence></xs:complexType>"
        for n in range(1, types + 1)
    )
    text = wsdl(2).replace("</xs:schema>", f"{more}</xs:schema>")
    return text.replace('type="s:Audit"', 'type="s:Part1"', 1)


def test_what_many_operations_share_is_divided(tmp_path: Path) -> None:
    made = generated(tmp_path, chain(100))
    for folder in ("types", "codecs"):
        needed = imports(made, folder)
        assert len(needed) > 5
        list(TopologicalSorter(needed).static_order())  # raises where there is a circle
    longest = max(text.count("\n") for path, text in made.items())
    assert longest < 6000


RING = """
import sys
from stock.codecs.part1 import decode_part1, encode_part1
def shelves():
    return len([name for name in sys.modules if name.startswith("stock.codecs.part1")])
assert shelves() == 1
from lxml import etree
from stock import types
from stock._runtime.reading import Reader
fields = {f"f{n}": f"{n} < 20" for n in range(20)}
part = types.Part1(**fields)
for number in range(60, 0, -1):
    part = getattr(types, f"Part{number}")(**fields, next=part)
wire = encode_part1("part", part)
assert shelves() > 5
scope = '<part xmlns:ns1="urn:stock"'
node = etree.fromstring(wire.replace("<part", scope, 1))
assert decode_part1(node, Reader()) == part
"""
"""Writes and reads a value that goes once through all the modules, and back."""


def test_types_that_all_need_one_another_are_divided_too(tmp_path: Path) -> None:
    made = generated(tmp_path, chain(60, ring=True))
    codecs = [text for path, text in made.items() if path.parts[0] == "codecs"]
    assert max(text.count("\n") for text in codecs) < 5000
    for path, text in made.items():
        place = tmp_path / "stock" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    command = [sys.executable, "-c", RING]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert not done.returncode, done.stderr
    for module in (tmp_path / "stock" / "codecs").glob("part1*.py"):
        command[-1] = f"import stock.codecs.{module.stem}"  # each can be the first
        subprocess.run(command, cwd=tmp_path, check=True)


def test_what_only_extends_a_base_does_not_need_its_kin() -> None:
    made = files("one-base")
    codecs, types = imports(made, "codecs"), imports(made, "types")
    for module in ("change", "renaming", "add_tea"):
        assert codecs[module] == set()
        assert types[module] <= {"named", "request"}
    chosen = made[PurePosixPath("codecs/any_named.py")]
    assert '"{urn:tea}Change": decode_change' in chosen
