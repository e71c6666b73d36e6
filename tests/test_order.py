"""Strict order: lxml's schema validation says what is in order, for all goldens."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import etree

from generator import guard, source, wsdl
from generator.generate import bound
from generator.naming import Names

from .corpus.instances import Instances
from .corpus.oracle import Oracle
from .corpus.samples import Endless, Samples, Shape
from .corpus.trips import Called, called
from .corpus.wild import Wild
from .packages import chosen, generated, overlay
from .packed import envelope

GOLDEN = Path(__file__).parent / "golden"
FEATURES = sorted(
    p.parent.name
    for p in GOLDEN.glob("*/service.wsdl")
    # One has no schema of messages, the other does not have all in the envelope.
    if p.parent.name not in ("rpc-encoded", "attachments")
)
SHAPES = (Shape.SMALL, Shape.FULL, Shape.MIXED, Shape.MIXED)


class Tried:
    """The messages of one document, changed and read again."""

    def __init__(self, file: Path, folder: Path, name: str) -> None:
        generated(file, folder / name)
        said = overlay(file)
        loaded = source.load(file)
        guard.check(loaded)
        names = Names(said.words, said.renamed)
        service, bindings = bound(loaded, said, names, chosen(file))
        self.every = list(called(service, said, names, name))
        carriers = [c for one in self.every for c in one.carried]
        self.oracle = Oracle(loaded, wsdl.parse(loaded), carriers, folder / "schemas")
        self.samples = Samples(bindings, name, Wild(Instances.of(loaded)))
        self.bindings = bindings

    def messages(self) -> Iterator[tuple[Called, bytes]]:
        """Answers of every operation."""
        for one in self.every:
            carrier = one.carried.response
            if one.operation.encoding is not None:  # which has no order
                continue
            for number, shape in enumerate(SHAPES if carrier else ()):
                assert carrier is not None
                self.samples.begin(shape, f"{one.where} {number}")
                try:
                    value = self.samples.of(carrier.key(self.bindings))
                except Endless:
                    continue
                packed = one.operation.pack_response(value)
                yield one, envelope(packed)

    def check(self, one: Called, content: bytes) -> str:
        """Read it strictly, and have the oracle look: "same", or what each said."""
        assert one.carried.response is not None
        complaint = self.oracle.complaint(content, one.carried.response, ())
        try:
            one.operation.decode_response(content, strict_order=True)
        except Exception as error:
            return "same" if complaint else f"we refuse what is valid: {error}"
        if complaint is None or complaint.facets:
            return "same"
        return f"we take what is not valid: {complaint.reason}"


def changes(content: bytes, random: Random, most: int) -> Iterator[bytes]:
    """The message with two elements swapped, one moved, doubled or left out."""
    root = etree.fromstring(content)
    body = root[-1]
    parents = [n for n in body.iter() if len(n) and n is not body]
    spots = [(p, n) for p, node in enumerate(parents) for n in range(len(node))]
    for place, number in random.sample(spots, min(most, len(spots))):
        for kind in ("swap", "move", "double", "drop"):
            again = copy.deepcopy(root)
            every = [n for n in again[-1].iter() if len(n) and n is not again[-1]]
            node: Any = every[place]
            child = node[number]
            if kind == "swap" and number + 1 < len(node):
                node.insert(number, node[number + 1])
            elif kind == "move":
                node.insert(random.randrange(len(node)), child)
            elif kind == "double":
                node.insert(number, copy.deepcopy(child))
            elif kind == "drop":
                node.remove(child)
            yield etree.tostring(again)


def disagreements(tried: Tried, most: int) -> Iterator[str]:
    for one, content in tried.messages():
        random = Random(content)
        for changed in [content, *changes(content, random, most)]:
            said = tried.check(one, changed)
            if said != "same":
                yield f"{one.where}: {said}\n{changed.decode()}"


@pytest.mark.parametrize("feature", FEATURES)
def test_what_is_in_order_is_what_the_schema_says(
    feature: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    name = f"order_{feature.replace('-', '_')}"
    file = GOLDEN / feature / "service.wsdl"
    assert list(disagreements(Tried(file, tmp_path, name), 12)) == []
