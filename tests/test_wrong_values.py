"""Wrong values are refused at their place, or what is written is valid after all.

Every part of a message's value is replaced, one at a time, by what it may not be: by
what `corpus.wrong_values` has, by more or fewer items, by the other branch of a choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from lxml import etree

from generator.views import Carrier

from .corpus.instances import Instances
from .corpus.oracle import held
from .corpus.samples import Samples, Shape
from .corpus.wild import Wild
from .corpus.wrong_values import Spoiler, Wrong
from .test_golden import written
from .test_oracle import Opened, opened_once
from .test_strictness import EVERY
from .theirs.messages import Message, messages

__all__ = ["written"]

SHAPES: Final = (Shape.FULL, Shape.MIXED, Shape.MIXED, Shape.SMALL)
_ALONE: Final = (
    r"[0-9]{19}.* of the atomic type 'xs:(duration|g)",  # which do not end
    "has no corresponding namespace declaration",  # of a default
    "of the atomic type 'xs:ID'",  # which stands twice
)
"""What libxml2 alone says."""
_NUMBER: Final = re.compile(r"\[\d+\]")


def spoilt(opened: Opened) -> Iterator[tuple[Message, list[Any], Wrong]]:
    """Messages of every kind, each with values of which one part is wrong."""
    wild = Wild(Instances.of(opened.loaded), strict=True)
    samples = Samples(opened.bindings, opened.name, wild)
    times = 6 if len(opened.called) < 5 else 2
    for one in opened.called:
        made: list[Message] = []
        for number, shape in enumerate(SHAPES):
            samples.begin(shape, f"{one.where} {number}")
            made += messages(one, lambda c: samples.of(c.key(opened.bindings)))
        every = [message.values for message in made]
        spoiler = Spoiler(every, samples.nil, Random(one.where))
        for message in made[: len(made) // len(SHAPES)]:
            for number, value in enumerate(message.values):
                for wrong in spoiler.every(value, times):
                    values = [*message.values]
                    values[number] = wrong.value
                    yield message, values, wrong


@pytest.mark.parametrize("feature", EVERY)
def test_what_is_wrong_is_refused_or_right(feature: str, written: Path) -> None:
    opened = opened_once(feature, written)
    counts = {"refused": 0, "right": 0}
    for message, values, wrong in spoilt(opened):
        # A fault is not ours to write: nobody checks its facets.
        checked = {} if " fault " in message.where else {"check_facets": True}
        try:
            message.write(message.values, **checked)
        except Exception:  # a sample that its facets do not allow
            continue
        try:
            content = message.write(values, **checked)
        except Exception as error:
            assert type(error).__name__ == "MessageError", (wrong, error)
            assert leads_to(error.path, wrong.steps), (wrong, error)  # type: ignore[attr-defined]
            counts["refused"] += 1
        else:
            said = complaint(opened, content, message.carriers)
            assert not said or excused(said, bool(checked)), (wrong, said, content)
            counts["right"] += 1
    assert counts["refused"], counts


def leads_to(path: str, steps: Sequence[str]) -> bool:
    """Whether a path leads through the elements around what is wrong."""
    words = [_NUMBER.sub("", word).lstrip("@") for word in path.split("/")]
    rest = iter(words)
    return all(step in rest for step in steps)


def complaint(opened: Opened, content: bytes, carriers: Sequence[Carrier]) -> str:
    """What libxml2 says of a message, or ""."""
    nodes = held(etree.fromstring(content), carriers[-1])
    if len(nodes) != len(carriers):
        return f"{len(nodes)} elements for {len(carriers)}"
    every = map(opened.schemas.of, nodes, carriers)
    return next((said.reason for said in every if said is not None), "")


def excused(said: str, checked: bool) -> bool:
    """Whether libxml2 alone minds, or nobody was asked to look at facets."""
    facet = re.match("SCHEMAV_CVC_[A-Z]+_VALID", said) and "DATATYPE" not in said
    return bool(facet and not checked) or any(re.search(a, said) for a in _ALONE)


def test_a_path_is_followed_by_its_elements() -> None:
    path = "/Envelope/Body/brew/leaf[2]/@lot"
    assert leads_to(path, ["leaf"])
    assert leads_to(path, ["brew", "lot"])
    assert not leads_to(path, ["lot", "leaf"])
    assert not leads_to(path, ["tea"])
