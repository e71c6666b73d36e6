"""Content models as they are worked on: what a complex type holds, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from xsdata.models import xsd

from ..model import QName
from . import content_models
from .content_models import Order

UNBOUNDED: Final = 1 << 30
"""Stands for `maxOccurs="unbounded"`; what is at least this has no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementUse:
    """An element in a content model.

    Attributes:
        name: Its name on the wire.
        node: The element's declaration, which is global where it is referred to.
        home: The target namespace of the schema that declares it.
        least: How often it must stand there.
        most: How often it may.
        is_global: Whether the declaration is global.
        turn: See `content_models.Leaf`.
    """

    name: QName
    node: xsd.Element
    home: str
    least: int = 1
    most: int = 1
    is_global: bool = False
    turn: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WildcardUse:
    """An `xs:any` in a content model.

    Attributes:
        namespaces: What it allows, as the schema has it.
        home: The target namespace of its schema.
        least: How many elements there must be.
        most: How many there may be.
        help: What the schema says about it.
        turn: See `content_models.Leaf`.
    """

    namespaces: str
    home: str
    least: int = 1
    most: int = 1
    help: str = ""
    turn: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupUse:
    """A sequence, a choice or an all group in a content model."""

    order: Order
    items: tuple[Particle, ...]
    least: int = 1
    most: int = 1


Particle = ElementUse | WildcardUse | GroupUse

EMPTY: Final = GroupUse(order=Order.SEQUENCE, items=())


def turns(group: GroupUse) -> GroupUse:
    """A choice that repeats without end, with one element a turn.

    `(a*|b)*` allows just what `(a|b)*` does; the second is the plainer value.
    """
    if group.order is not Order.CHOICE or group.most < UNBOUNDED:
        return group
    items = [
        item if item.least > 1 else replace(item, least=1, most=1)
        for item in group.items
    ]
    return replace(group, items=tuple(items))


def may_be_empty(particle: Particle) -> bool:
    """Whether no element at all is as good (XML Schema Part 1, 3.9.6)."""
    if particle.least == 0 or not isinstance(particle, GroupUse):
        return particle.least == 0
    inner = [may_be_empty(item) for item in particle.items]
    if particle.order is Order.CHOICE:
        return any(inner) or not inner
    return all(inner)


def leaves(particle: Particle) -> Iterator[ElementUse | WildcardUse]:
    """The elements and wildcards of a content model, in order."""
    if isinstance(particle, GroupUse):
        for item in particle.items:
            yield from leaves(item)
    else:
        yield particle


def joined(first: GroupUse, second: GroupUse) -> GroupUse:
    """The content of a base followed by that of its extension (Part 1, 3.4.2)."""
    if not first.items:
        return second
    if not second.items:
        return first
    return GroupUse(order=Order.SEQUENCE, items=(first, second))


def stated(group: GroupUse) -> content_models.Group:
    """A content model for the catalogue, without groups that say nothing."""
    items: list[content_models.Particle | content_models.Group] = []
    for item in group.items:
        if not isinstance(item, GroupUse):
            items.append(_stated(item))
            continue
        inner = stated(item)
        once = (inner.least, inner.most) == (1, 1)
        if once and (inner.order is group.order or len(inner.items) == 1):
            items += inner.items
        else:
            items.append(inner)
    return content_models.Group(group.order, tuple(items), group.least, _most(group))


def _stated(use: ElementUse | WildcardUse) -> content_models.Particle:
    if isinstance(use, ElementUse):
        return content_models.Particle(use.name, use.least, _most(use))
    home = QName(use.home, "")
    return content_models.Particle(home, use.least, _most(use), use.namespaces)


def _most(particle: Particle) -> int | None:
    return None if particle.most >= UNBOUNDED else particle.most
