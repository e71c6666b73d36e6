"""Large documents: work that grows with the document, and modules that do not."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path, PurePosixPath
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import accounting, synthetic
from generator import profile, render, source
from generator.bindings import Key
from generator.bindings.arrays import _firsts
from generator.errors import Refused
from generator.generate import generate
from generator.model import QName

from .bombs import knot
from .test_golden import files

Files = Mapping[PurePosixPath, str]


def generated(folder: Path, text: str) -> Files:
    folder.mkdir(exist_ok=True)
    (folder / "stock.wsdl").write_text(text)
    return generate(
        source.load(folder / "stock.wsdl"), profile.Profile(), "stock"
    ).files


def calls(folder: Path, text: str, within: str = "") -> int:
    """How many calls it takes to generate from a document.

    Args:
        folder: Where to put it.
        text: The document.
        within: What the file of the caller is called, in part.
    """
    count = 0

    def seen(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += within in frame.f_code.co_filename

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        generated(folder, text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("make", [synthetic.wsdl, accounting.wsdl])
def test_work_grows_with_the_document(
    tmp_path: Path, make: Callable[[int], str]
) -> None:
    calls(tmp_path, make(10))  # what is done once: templates, classes of xsdata
    few, more = calls(tmp_path, make(25)), calls(tmp_path, make(100))
    assert more < 4.2 * few


def test_what_operations_share_is_looked_at_once(tmp_path: Path) -> None:
    """The more operations, the more types they share: each must not look at all."""
    few = calls(tmp_path, chain(20, ring=True, operations=20), "/bindings/")
    more = calls(tmp_path, chain(80, ring=True, operations=80), "/bindings/")
    assert more < 4.2 * few


def test_types_that_hold_one_another_take_time_as_their_document(
    tmp_path: Path,
) -> None:
    few = knot(tmp_path / "few", 15).read_text()
    more = knot(tmp_path / "more", 60).read_text()
    calls(tmp_path, few, "/views/")  # what is done once
    elements = 60**2 / 15**2
    count = calls(tmp_path, few, "/views/")
    assert calls(tmp_path, more, "/views/") < 1.1 * elements * count


class Counted(dict[Key, Key]):
    """What leads where, and how often somebody asked."""

    asked = 0

    def get(self, key: Key, default: object = None) -> Any:
        self.asked += 1
        return super().get(key, default)


def key(number: int) -> Key:
    return Key(QName("urn:tea", str(number)))


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), max_size=8), st.sets(st.integers(0, 7)))
def test_of_arrays_without_an_end_the_first_is_a_record(
    inner: list[int], encoded: set[int]
) -> None:
    """What `_firsts` says at once is what becomes of one after the other."""
    leads = {key(n): key(to) for n, to in enumerate(inner) if to < len(inner)}
    ranked = [key(n) for n in range(len(inner)) if n not in encoded]
    rank = {one: number for number, one in enumerate(ranked)}
    records: set[Key] = set()
    for start in rank:
        way = {start}
        at = leads.get(start)
        while at is not None and at not in way and at not in records:
            way.add(at)
            at = leads.get(at)
        if at in way:
            records.add(start)
    found = _firsts(leads, rank)
    assert {k for k, first in found.items() if rank.get(k) == first} == records


@pytest.mark.parametrize("last", [-1, 0, 500, 999])
def test_arrays_of_arrays_are_followed_once(last: int) -> None:
    leads = Counted({key(n): key(n + 1) for n in range(1000)})
    if last >= 0:
        leads[key(1000)] = key(last)
    rank = {key(n): n for n in range(1001)}
    found = _firsts(leads, rank)
    assert leads.asked < 3000
    assert found[key(0)] == min(last, 0)


def test_types_are_proved_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one tree they take a hundred times the memory of their text."""
    seen: list[int] = []
    real = render._compile

    def count(path: PurePosixPath, text: str, above: int) -> None:
        if path.parts[0] == "types" and path.name != "__init__.py":
            seen.append(len(text))
        real(path, text, above)

    monkeypatch.setattr(render, "_compile", count)
    made = generated(tmp_path, chain(60, ring=True))
    longest = max(len(text) for path, text in made.items() if path.parts[0] == "types")
    assert max(seen) < longest / 10
    text = "a: int = 1\n\n\nclass B:\n    c: int\n\n\nclass D:\n    import e\n"
    with pytest.raises(Refused, match=r"types/a\.py:9 came out with more"):
        render._prove(PurePosixPath("types/a.py"), text)
    with pytest.raises(Refused, match=r"types/a\.py:9 came out wrong"):
        render._prove(PurePosixPath("types/a.py"), text.replace("import e", "import "))


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


def chain(types: int, ring: bool = False, operations: int = 2) -> str:
    """Operations that share many types, each of which holds the next.

    Args:
        types: How many.
        ring: Whether the last holds the first, so that all need one another.
        operations: How many.
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
    text = synthetic.wsdl(operations).replace("</xs:schema>", f"{more}</xs:schema>")
    return text.replace('type="s:Audit"', 'type="s:Part1"')


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
