"""The attributes of a complex type, with attribute groups and references put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xsdata.models import xsd
from xsdata.models.enums import UseType

from ..model import QName
from ..naming import Names
from .catalogue import Atomic, Facets, Field, Key, Place
from .components import Components, is_qualified, resolve
from .simple import Simple, Simples

Holder = xsd.ComplexType | xsd.Extension | xsd.Restriction | xsd.AttributeGroup


@dataclass(frozen=True, slots=True)
class Attributes:
    """Reads attributes.

    Attributes:
        components: What the schemas define.
        simples: Reads their types.
        names: The spelling rules.
    """

    components: Components
    simples: Simples
    names: Names

    def of(self, holder: Holder, home: str, owner: Key) -> Iterator[Field]:
        """The fields of the attributes of a type.

        Args:
            holder: What has the attributes.
            home: The target namespace of its schema.
            owner: The key of the type.
        """
        seen: set[QName] = set()
        is_open = False
        for found in self._expanded(holder, home, ()):
            if isinstance(found, xsd.AnyAttribute):
                is_open = True
                continue
            field = self._field(*found, owner)
            if field.wire not in seen:
                seen.add(field.wire)
                yield field
        if is_open:
            yield Field(
                name="any_attributes",
                wire=QName("", ""),
                place=Place.ATTRIBUTES,
                type=Atomic("string"),
                required=False,
                repeated=False,
                nillable=False,
            )

    def _expanded(
        self, holder: Holder, home: str, within: tuple[QName, ...]
    ) -> Iterator[tuple[xsd.Attribute, str] | xsd.AnyAttribute]:
        nodes: list[xsd.Attribute | xsd.AttributeGroup] = [
            *holder.attributes,
            *holder.attribute_groups,
        ]
        for node in sorted(nodes, key=lambda node: node.index):
            if isinstance(node, xsd.Attribute):
                if node.use != UseType.PROHIBITED:
                    yield node, home
                continue
            name = resolve(node, node.ref)
            group = self.components.attribute_groups.get(name)
            if group is not None and name not in within:
                yield from self._expanded(group, name.namespace, (*within, name))
        any_attribute = getattr(holder, "any_attribute", None)
        if any_attribute is not None:
            yield any_attribute

    def _field(self, node: xsd.Attribute, home: str, owner: Key) -> Field:
        declared = node
        if node.ref:
            wire = resolve(node, node.ref)
            declared = self.components.attributes.get(wire, node)
        else:
            space = home if is_qualified(node) else ""
            wire = QName(node.target_namespace or space, node.name or "")
        type_, facets = self._type(declared, owner.within(wire.name))
        return Field(
            name=self.names.field(wire.name),
            wire=wire,
            place=Place.ATTRIBUTE,
            type=type_,
            required=node.use == UseType.REQUIRED,
            repeated=False,
            nillable=False,
            help=node.display_help or declared.display_help or "",
            default=node.default if node.default is not None else declared.default,
            fixed=node.fixed if node.fixed is not None else declared.fixed,
            facets=facets,
        )

    def _type(self, node: xsd.Attribute, key: Key) -> Simple:
        if node.simple_type is not None:
            return self.simples.of(node.simple_type, key)
        found = self.simples.named(resolve(node, node.type)) if node.type else None
        return found or (Atomic("anySimpleType"), Facets(base="anySimpleType"))
