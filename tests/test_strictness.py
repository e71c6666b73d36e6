"""What libxml2 says is broken is refused, or told of as drift, at its place.

All messages are broken in every place and every way that `corpus.changes` knows, one at
a time. What stays valid is taken, and comes back. `corpus.leniencies` says where we
differ on purpose; each of them is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from generator import wsdl
from generator.runtime.drift import Drift

from .corpus.breaking import Breaker
from .corpus.instances import Instances
from .corpus.leniencies import LENIENCIES, Leniency, leniency
from .corpus.oracle import schemas
from .corpus.samples import Samples, Shape
from .corpus.strictness import Strictness
from .corpus.wild import Wild
from .test_golden import FEATURES, written
from .test_oracle import ENCODED, MKTOWS, Opened, opened_once
from .theirs.messages import Message, messages

__all__ = ["written"]

EVERY: Final = sorted({MKTOWS, *FEATURES} - ENCODED)
MOST: Final = 400
"""So many changes of a body are tried, in one operation or in all of a feature."""


def samples_of(opened: Opened) -> Iterator[Message]:
    """A message of each kind with all that it may hold, and one with some of it."""
    wild = Wild(Instances.of(opened.loaded), strict=True)
    samples = Samples(opened.bindings, opened.name, wild)
    for one in opened.called:
        for shape in (Shape.FULL, Shape.MIXED):
            samples.begin(shape, one.where)
            yield from messages(one, lambda c: samples.of(c.key(opened.bindings)))


def strictness_of(opened: Opened, feature: str) -> Strictness:
    every = schemas(opened.loaded, wsdl.parse(opened.loaded))
    most = max(MOST // len(opened.called), 40)
    return Strictness(Breaker(every, Random(feature)), opened.schemas, most=most)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a feature.

    Attributes:
        count: How many cases there were.
        wrong: Those where we differ, in words.
        used: The leniencies that explain others.
    """

    count: int
    wrong: list[str]
    used: list[Leniency]


@cache
def tried(feature: str, folder: Path) -> Tried:
    """Break the messages of a feature."""
    opened = opened_once(feature, folder)
    strictness = strictness_of(opened, feature)
    made = Tried(0, [], [])
    for message in samples_of(opened):
        for case in strictness.cases(message):
            made = replace(made, count=made.count + 1)
            reason = leniency(case) if case.problem else None
            if reason is not None:
                made.used.append(reason)
            elif case.problem:
                made.wrong.append(str(case))
    return made


@pytest.mark.parametrize("feature", EVERY)
def test_what_is_broken_is_refused_or_told(feature: str, written: Path) -> None:
    found = tried(feature, written)
    assert found.count > 100
    assert not found.wrong, "\n".join(found.wrong[:20])


OURS: Final = [one for one in LENIENCIES if not one.foreign]


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.name)
def test_every_leniency_is_needed(one: Leniency, written: Path) -> None:
    assert any(one in tried(feature, written).used for feature in EVERY)


def problems(written: Path, read: Any) -> set[str]:
    """What is said where messages are read in another way."""
    opened = opened_once("choice", written)
    strictness = strictness_of(opened, "choice")
    found: set[str] = set()
    for message in samples_of(opened):
        wrong = replace(message, read=read(message))
        found |= {case.problem for case in strictness.cases(wrong)}
    return found


def test_who_takes_everything_is_found_out(written: Path) -> None:
    def read(message: Message) -> Any:
        return lambda content, **options: list(message.values)

    assert {"accepted", "lost"} <= problems(written, read)


def test_so_is_who_takes_nothing(written: Path) -> None:
    def read(message: Message) -> Any:
        def refuse(content: bytes, **options: Any) -> Any:
            return message.read(b"<nothing/>")

        return refuse

    assert problems(written, read) == {"elsewhere", "refused"}


def test_and_who_is_told_of_all(written: Path) -> None:
    def read(message: Message) -> Any:
        def tell(content: bytes, on_drift: Any, **options: Any) -> Any:
            on_drift(Drift("brew", "/Envelope/Body", "element", "Body"))
            return message.read(content, **options)

        return tell

    assert problems(written, read) == {"", "elsewhere", "told"}
