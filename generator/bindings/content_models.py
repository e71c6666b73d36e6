"""What stands together in an element: as fields, and as the schema has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..model import QName


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A field in a content model.

    Attributes:
        field: The field's name.
        least: How many values there must be.
        most: How many there may be, or None without a bound.
        turn: How many stand together, at least and at most, where that allows less
            than these two say: `(a{2,4})*` allows no single `a`.
    """

    field: str
    least: int = 1
    most: int | None = 1
    turn: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model group that stands at most once.

    Attributes:
        choice: Whether just one of its items stands, rather than all.
        items: What it is made of.
        required: Whether it must stand.
    """

    choice: bool = False
    items: tuple[Leaf | Model, ...] = ()
    required: bool = True

    def leaves(self) -> Iterator[Leaf]:
        """The fields in order."""
        for item in self.items:
            if isinstance(item, Leaf):
                yield item
            else:
                yield from item.leaves()

    @property
    def plain(self) -> bool:
        """Whether each field's own flags say all that there is to say."""
        return not self.choice and self.required and all(map(_is_plain, self.items))


def _is_plain(item: Leaf | Model) -> bool:
    if isinstance(item, Model):
        return item.plain
    if item.least > 1 or item.turn is not None:
        return False
    return item.most is None or item.most <= 1


class Order(Enum):
    """How the particles of a model group follow one another (Part 1, 3.8)."""

    SEQUENCE = "sequence"
    CHOICE = "choice"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Particle:
    """An element or a wildcard in a content model as the schema has it.

    Attributes:
        wire: The element's name on the wire; of a wildcard, its schema's namespace.
        least: How often it must stand.
        most: How often it may, or None without a bound.
        namespaces: What a wildcard allows, or "".
    """

    wire: QName
    least: int = 1
    most: int | None = 1
    namespaces: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A model group as the schema has it.

    Attributes:
        order: How its items follow one another.
        items: What it is made of.
        least: How often it must stand.
        most: How often it may, or None without a bound.
    """

    order: Order = Order.SEQUENCE
    items: tuple[Particle | Group, ...] = ()
    least: int = 1
    most: int | None = 1


NO_FIELDS: Final = Model()
NO_PARTICLES: Final = Group()
