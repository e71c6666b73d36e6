"""Checks which fields of a record stand together, where that is not free.

A content model says more than which fields are required: of a choice just one item
stands, an optional group stands whole or not at all, and lists have bounds (XML Schema
Part 1, 3.8 and 3.9).
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

from .errors import MessageError
from .reading import Node, Reader, local
from .writing import name

Turn = tuple[int, int | None]
"""How many elements stand together, at least and at most, where groups repeat."""


def _miscounted(
    wire: str, count: int, least: int, most: int | None, turn: Turn | None
) -> str:
    """What is wrong with how often an element stands, or ""."""
    if count < least:
        if least == 1:
            return f"the required element {wire} is missing"
        return f"{wire} must stand {least} times at least, found {count}"
    if most is not None and count > most:
        return f"{wire} may stand {most} times at most, found {count}"
    if turn is not None and count:
        fewest, many = turn
        turns = 1 if many is None else -(-count // many)
        if count < turns * fewest:
            each = f"{fewest}" if many == fewest else f"{fewest} to {many or 'more'}"
            return f"{wire} stands in groups of {each}, which {count} is no number of"
    return ""


@dataclass(frozen=True, slots=True)
class One:
    """A field.

    Attributes:
        field: Its name.
        wire: The name of its element.
        least: How many elements there must be.
        most: How many there may be, or None.
        whole: Whether a list is the value of one element, as an array is.
        turn: How many stand together, where that forbids some numbers between.
    """

    field: str
    wire: str
    least: int = 1
    most: int | None = 1
    whole: bool = False
    turn: Turn | None = None

    def there(self, value: object) -> int:
        """How many elements a record has for it."""
        if isinstance(value, _Nilled):
            return self.there(value.record) or int(self.wire in value.nils)
        found = getattr(value, self.field)
        if found is None:
            return 0
        if self.whole or not isinstance(found, list | tuple):
            return 1
        return len(found)

    def problem(self, value: object) -> str:
        """What is wrong with the field, or ""."""
        count = self.there(value)
        return _miscounted(self.wire, count, self.least, self.most, self.turn)


@dataclass(frozen=True, slots=True)
class ArrayItems:
    """The items of an array: the value is the list itself.

    Attributes:
        wire: The name of their elements.
        least: How many there must be.
        most: How many there may be, or None.
        turn: How many stand together, where that forbids some numbers between.
    """

    wire: str
    least: int = 1
    most: int | None = 1
    turn: Turn | None = None

    def problem(self, value: object) -> str:
        """What is wrong with the number of items, or ""."""
        items = value.record if isinstance(value, _Nilled) else value
        assert isinstance(items, Sized)
        return _miscounted(self.wire, len(items), self.least, self.most, self.turn)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items that all stand, unless the whole is optional and none does."""

    items: tuple[One | Sequence | Choice, ...]
    required: bool = True

    def there(self, value: object) -> int:
        """How many elements a record has for it."""
        return sum([item.there(value) for item in self.items])

    def problem(self, value: object) -> str:
        """What is wrong with the group, or ""."""
        if not self.required and not self.there(value):
            return ""
        return next(filter(None, [i.problem(value) for i in self.items]), "")


@dataclass(frozen=True, slots=True)
class Choice:
    """Items of which one stands."""

    items: tuple[One | Sequence | Choice, ...]
    required: bool = True

    def there(self, value: object) -> int:
        """How many elements a record has for it."""
        return sum([item.there(value) for item in self.items])

    def problem(self, value: object) -> str:
        """What is wrong with the choice, or ""."""
        chosen = [item for item in self.items if item.there(value)]
        if len(chosen) > 1:
            found = ", ".join(_first(item, value) for item in chosen)
            return f"only one of these may stand: {found}"
        if chosen:
            return chosen[0].problem(value)
        if not self.required or any(not item.problem(value) for item in self.items):
            return ""
        known = ", ".join(_names(self))
        return f"one of these is required: {known}"


Item = One | Sequence | Choice


def conform(tag: str, value: object, model: Item | ArrayItems) -> None:
    """Refuse to write a value whose parts do not stand together."""
    problem = model.problem(value)
    if problem:
        raise MessageError(problem, path=name(tag))


def conforming(
    node: Node, reader: Reader, value: object, model: Item | ArrayItems
) -> None:
    """Refuse a value that was read, whose parts do not stand together."""
    problem = model.problem(value)
    if problem and reader.nil is None:
        nils = frozenset(local(child.tag) for child in node if reader.is_nil(child))
        problem = model.problem(_Nilled(value, nils)) if nils else problem
    if problem:
        raise reader.error(problem, node)


@dataclass(frozen=True, slots=True)
class _Nilled:
    """A record, with the elements that are nil: they stand, and read as None."""

    record: object
    nils: frozenset[str]


def absent(tag: str, value: object, *fields: str) -> None:
    """Refuse fields that a restriction takes away from its base."""
    for field in fields:
        if getattr(value, field) not in (None, [], {}):
            kind = type(value).__name__
            raise MessageError(f"{kind} does not allow {field}", path=name(tag))


def _first(item: Item, value: object) -> str:
    if isinstance(item, One):
        return item.wire
    return next(_first(i, value) for i in item.items if i.there(value))


def _names(item: Item) -> list[str]:
    if isinstance(item, One):
        return [item.wire]
    return [name for inner in item.items for name in _names(inner)]
