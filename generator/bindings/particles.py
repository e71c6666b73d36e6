"""Content models: what a complex type holds, with groups and bases put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from xsdata.models import xsd

from ..model import QName
from ..xml import XSD
from . import content_models
from .components import Components, is_qualified, resolve
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

_SCHEMA: Final = QName(XSD, "schema")
"""A schema as data, as .NET sends one before each DataSet."""

EMPTY: Final = GroupUse(order=Order.SEQUENCE, items=())

_Holder = xsd.ComplexType | xsd.Extension | xsd.Restriction | xsd.Group
_Model = xsd.Sequence | xsd.Choice | xsd.All


@dataclass(slots=True)
class Contents:
    """Reads content models.

    Attributes:
        components: What the schemas define.
    """

    components: Components
    _open: list[QName] = field(default_factory=list)

    def of(self, holder: _Holder, home: str) -> GroupUse:
        """The content model below a type, an extension, a restriction or a group.

        Args:
            holder: What has the model group.
            home: The target namespace of its schema.
        """
        for model in (holder.sequence, holder.choice, holder.all):
            if model is not None:
                return self._group(model, home)
        if not isinstance(holder, xsd.Group) and holder.group is not None:
            return self._referred(holder.group)
        return EMPTY

    def _group(self, model: _Model, home: str) -> GroupUse:
        order = Order(type(model).__name__.lower())
        nodes: list[xsd.Element | xsd.Group | xsd.Any | _Model] = [
            *model.elements,
            *model.any,
            *model.groups,
        ]
        if not isinstance(model, xsd.All):
            nodes += [*model.choices, *model.sequences]
        nodes.sort(key=lambda node: node.index)
        items = [p for node in nodes for p in self._particle(node, home)]
        least, most = _bounds(model)
        return GroupUse(order=order, items=tuple(items), least=least, most=most)

    def _particle(
        self, node: xsd.Element | xsd.Group | xsd.Any | _Model, home: str
    ) -> Iterator[Particle]:
        least, most = _bounds(node)
        if most == 0 or (isinstance(node, xsd.Any) and not node.namespace):
            return  # a wildcard of no namespaces holds nothing
        if isinstance(node, xsd.Element):
            yield self._element(node, home)
        elif isinstance(node, xsd.Any):
            yield WildcardUse(
                namespaces=node.namespace,
                home=home,
                least=least,
                most=most,
                help=node.display_help or "",
            )
        elif isinstance(node, xsd.Group):
            yield self._referred(node)
        else:
            yield self._group(node, home)

    def _referred(self, node: xsd.Group) -> GroupUse:
        name = resolve(node, node.ref)
        least, most = _bounds(node)
        found = self.components.groups.get(name)
        if found is None or name in self._open:  # guard has refused both
            return EMPTY
        self._open.append(name)
        inner = self.of(found, name.namespace)
        self._open.pop()
        if (least, most) == (1, 1):
            return inner
        if (inner.least, inner.most) == (1, 1):
            return replace(inner, least=least, most=most)
        return GroupUse(order=Order.SEQUENCE, items=(inner,), least=least, most=most)

    def _element(self, node: xsd.Element, home: str) -> Particle:
        least, most = _bounds(node)
        if not node.ref:
            space = home if is_qualified(node) else ""
            name = QName(node.target_namespace or space, node.name or "")
            return ElementUse(name=name, node=node, home=home, least=least, most=most)
        name = resolve(node, node.ref)
        if name == _SCHEMA:
            data = xsd.Element(name=name.name)  # of no type: it is kept as it stands
            return ElementUse(
                name=name, node=data, home=XSD, least=least, most=most, is_global=True
            )
        head = self.components.elements.get(name)
        members = [
            ElementUse(
                name=n,
                node=self.components.elements[n],
                home=n.namespace,
                is_global=True,
            )
            for n in (name, *self.components.substitutes.get(name, ()))
            if n in self.components.elements
            and not self.components.elements[n].abstract
        ]
        if head is None or not members:
            return GroupUse(order=Order.CHOICE, items=(), least=least, most=most)
        if len(members) == 1:
            return replace(members[0], least=least, most=most)
        return GroupUse(
            order=Order.CHOICE, items=tuple(members), least=least, most=most
        )


def _bounds(
    node: xsd.Element | xsd.Group | xsd.Any | _Model,
) -> tuple[int, int]:
    return int(node.min_occurs), min(int(node.max_occurs), UNBOUNDED)


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
