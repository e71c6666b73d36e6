"""Reads the content models of schemas, with the groups that they refer to put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from xsdata.models import xsd

from ..model import QName
from ..xml import XSD
from .components import Components, is_qualified, resolve
from .content_models import Order
from .particles import EMPTY, UNBOUNDED, ElementUse, GroupUse, Particle, WildcardUse

_SCHEMA: Final = QName(XSD, "schema")
"""A schema as data, as .NET sends one before each DataSet."""

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
