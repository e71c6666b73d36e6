"""Broken messages of one operation that are read as they should not be."""

from __future__ import annotations

from collections.abc import Iterator

from ..theirs.messages import Message, messages
from .leniencies import leniency
from .samples import Endless, Samples, Shape
from .strictness import Strictness
from .trips import Called, Failure


def misread(one: Called, samples: Samples, strictness: Strictness) -> Failure | None:
    """The first case where we differ from libxml2 without a reason, or None."""
    for message in _messages(one, samples):
        for case in strictness.cases(message):
            if case.problem and leniency(case) is None:
                return Failure(message.where, "broken", str(case))
    return None


def _messages(one: Called, samples: Samples) -> Iterator[Message]:
    """A message of each kind with all that it may hold, and one with some of it."""
    samples.wild.strict = True
    for shape in (Shape.FULL, Shape.MIXED):
        samples.begin(shape, one.where)
        try:
            yield from messages(one, lambda c: samples.of(c.key(samples.bindings)))
        except Endless:
            continue
        except Exception as error:  # what a sample is refused for, the trips tell
            if type(error).__name__ != "MessageError":
                raise
