"""The attributes of a complex type, with attribute groups and references put in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from xsdata.models import xsd
from xsdata.models.enums import ProcessType, UseType

from ..model import QName
from ..naming import Names
from .catalogue import Field, OpenAttributes, Place
from .components import Components, is_qualified, resolve
from .scopes import scope
from .simple import Simple, Simples, apart
from .values import Atomic, Facets, Key, ListOf, OneOf, Reference, Type, UnionOf
from .wildcards import allows, common, united

_NAME: Final = Atomic("QName")

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
    _declared: dict[tuple[str, str], tuple[Field, ...]] = dataclasses.field(
        default_factory=dict, init=False, repr=False
    )

    def of(self, holder: Holder, home: str, owner: Key) -> Iterator[Field]:
        """The fields of the attributes of a type.

        Args:
            holder: What has the attributes.
            home: The target namespace of its schema.
            owner: The key of the type.
        """
        seen: set[QName] = set()
        is_open = False
        for node, space in self._expanded(holder, home, ()):
            if isinstance(node, xsd.AnyAttribute):
                is_open = True
                continue
            field = self._field(node, space, self.simples, owner)
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

    def prohibited(self, holder: Holder, home: str) -> set[QName]:
        """The attributes that a restriction takes from its base (Part 1, 3.4.2)."""
        return {
            resolve(node, node.ref) if node.ref else _wire(node, home)
            for node in holder.attributes
            if node.use == UseType.PROHIBITED
        }

    def left_open(
        self, holder: Holder, home: str, base: OpenAttributes | None = None
    ) -> OpenAttributes | None:
        """Which attributes may stand that are not named (Part 1, 3.4.2).

        Args:
            holder: What has the attributes.
            home: The target namespace of its schema.
            base: What an extended type leaves open.
        """
        own: OpenAttributes | None = None
        for node, space in self._expanded(holder, home, ()):
            if isinstance(node, xsd.AnyAttribute):
                found = _open(node, space)
                own = found if own is None else common(own, found)
        if own is None:
            return base
        whole = own if base is None else united(own, base)
        if whole.skip:
            return whole
        spaces = (whole.namespaces, whole.home)
        if spaces not in self._declared:  # many types leave the same open
            self._declared[spaces] = tuple(self._allowed(whole))
        return replace(whole, declared=self._declared[spaces])

    def _allowed(self, said: OpenAttributes) -> Iterator[Field]:
        """The global attributes that may stand, with their types."""
        texts: dict[Key, Type] = {}

        def enumeration(key: Key, node: xsd.Restriction, base: Type) -> None:
            values = tuple(dict.fromkeys(e.value for e in node.enumerations))
            text = _alone(base, texts)
            texts[key] = _NAME if text == _NAME else OneOf(values, text)

        simples = Simples(self.components, enumeration)
        for name, node in self.components.attributes.items():
            if allows(said, name.namespace):
                made = self._field(node, name.namespace, simples, Key(name))
                type_ = _alone(made.type, texts)
                # The values of an enumeration are of the type already.
                facets = replace(made.facets, enumeration=())
                yield replace(made, wire=name, type=type_, help="", facets=facets)

    def _expanded(
        self, holder: Holder, home: str, within: tuple[QName, ...]
    ) -> Iterator[tuple[xsd.Attribute | xsd.AnyAttribute, str]]:
        any_attribute = getattr(holder, "any_attribute", None)
        if any_attribute is not None:  # first: it says how all are processed
            yield any_attribute, home
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

    def _field(
        self, node: xsd.Attribute, home: str, simples: Simples, owner: Key
    ) -> Field:
        declared = node
        if node.ref:
            wire = resolve(node, node.ref)
            declared = self.components.attributes.get(wire, node)
        else:
            wire = _wire(node, home)
        type_, facets = _type(declared, simples, owner.within(wire.name))
        default = node.default if node.default is not None else declared.default
        fixed = node.fixed if node.fixed is not None else declared.fixed
        place = declared if (node.default, node.fixed) == (None, None) else node
        return Field(
            name=self.names.field(wire.name),
            wire=wire,
            place=Place.ATTRIBUTE,
            type=type_,
            required=node.use == UseType.REQUIRED,
            repeated=False,
            nillable=False,
            help=node.display_help or declared.display_help or "",
            default=default,
            fixed=fixed,
            facets=facets,
            scope=scope(place, facets, default, fixed),
        )


def _wire(node: xsd.Attribute, home: str) -> QName:
    """The name of an attribute that is declared where it stands."""
    space = home if is_qualified(node) else ""
    return QName(node.target_namespace or space, node.name or "")


def _type(node: xsd.Attribute, simples: Simples, key: Key) -> Simple:
    if node.simple_type is not None:
        return simples.of(node.simple_type, key)
    found = simples.named(resolve(node, node.type)) if node.type else None
    return found or (Atomic("anySimpleType"), Facets(base="anySimpleType"))


def _open(node: xsd.AnyAttribute, home: str) -> OpenAttributes:
    # xsdata has a plain text where the schema says nothing.
    processed = ProcessType(node.process_contents or ProcessType.STRICT)
    return OpenAttributes(
        namespaces=node.namespace,
        home=home,
        strict=processed is ProcessType.STRICT,
        skip=processed is ProcessType.SKIP,
    )


def _alone(type_: Type, texts: Mapping[Key, Type]) -> Type:
    """The type without enumerations: nobody gives a member of one."""
    if isinstance(type_, Reference):
        return texts[type_.key]
    if isinstance(type_, ListOf):
        return ListOf(_alone(type_.item, texts))
    if isinstance(type_, UnionOf):
        members = tuple(_alone(member, texts) for member in type_.members)
        return UnionOf(members, type_.facets)
    return apart(type_)
