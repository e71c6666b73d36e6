"""Simple types: which values a text stands for (XML Schema Part 1, 3.14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from xsdata.models import xsd

from ..atomics import ATOMICS
from ..model import QName
from ..xml import SWA_REF, XSD
from .components import Components, resolve
from .scopes import scope
from .values import Atomic, Facets, Key, ListOf, Reference, Type, UnionOf

_LISTS: Final = {"IDREFS": "IDREF", "NMTOKENS": "NMTOKEN", "ENTITIES": "ENTITY"}
_SPELT: Final = {"anyAtomicType": "anySimpleType", "NOTATION": "QName"}
_SPACES: Final = {"collapse": "token", "replace": "normalizedString"}
_BOUNDS: Final = (
    "length",
    "min_length",
    "max_length",
    "min_inclusive",
    "min_exclusive",
    "max_inclusive",
    "max_exclusive",
    "total_digits",
    "fraction_digits",
)
_WIDER: Final = {
    "token": ("string", "normalizedString"),
    "normalizedString": ("string",),
}

Simple = tuple[Type, Facets]
_ANYTHING: Final[Simple] = (Atomic("anySimpleType"), Facets(base="anySimpleType"))


@dataclass(frozen=True, slots=True)
class Simples:
    """Reads simple types.

    Attributes:
        components: What the schemas define.
        enumeration: Takes note of an enumeration: its key, its definition and the type
            of its texts.
    """

    components: Components
    enumeration: Callable[[Key, xsd.Restriction, Type], None]

    def named(self, name: QName) -> Simple | None:
        """The simple type of that name, or None where it is none."""
        if name.namespace == XSD:
            return _built_in(name.name)
        if name == SWA_REF:
            return Atomic("swaRef"), Facets()
        node = self.components.types.get(name)
        if not isinstance(node, xsd.SimpleType):
            return None
        return self.of(node, Key(name))

    def of(self, node: xsd.SimpleType, key: Key) -> Simple:
        """What a definition means; `key` names it, should it be an enumeration."""
        if node.list is not None:
            inner, name = node.list.simple_type, node.list.item_type
            item, facets = self._inner(node.list, inner, name, key.within("item"))
            return ListOf(apart(item)), Facets(item=facets)
        if node.union is not None:
            return self._union(node.union, key)
        if node.restriction is not None:
            return self.restricted(node.restriction, key)
        return _ANYTHING

    def restricted(self, node: xsd.Restriction, key: Key) -> Simple:
        """A restriction: its base with more facets, or an enumeration."""
        base, facets = self._inner(
            node, node.simple_type, node.base or "", key.within("base")
        )
        return self.narrowed(node, base, facets, key)

    def narrowed(
        self, node: xsd.Restriction, base: Type, facets: Facets, key: Key
    ) -> Simple:
        """The same for a base that is known."""
        facets = _merged(facets, node)
        space = node.white_space and _SPACES.get(node.white_space.value)
        if space and isinstance(base, Atomic) and base.name in _WIDER[space]:
            base = Atomic(space)
            facets = replace(facets, base=space)
        spelt = isinstance(base, UnionOf) and facets.named  # in no one way
        if texts(node.enumerations) and not (spelt or isinstance(base, ListOf)):
            self.enumeration(key, node, base)
            return Reference(key), facets
        return base, facets

    def _union(self, node: xsd.Union, key: Key) -> Simple:
        found: list[tuple[Type, Facets]] = []
        names = (node.member_types or "").split()
        members = [self.named(resolve(node, n)) for n in names]
        members += [
            self.of(inner, key.within(f"member{number}"))
            for number, inner in enumerate(node.simple_types, 1)
        ]
        facets = []
        for type_, said in filter(None, members):
            found += _flat(apart(type_), said)
            facets.append(said)
        if not found:
            return _ANYTHING
        distinct = tuple(dict.fromkeys(found))
        types, allowed = zip(*distinct, strict=True)
        union = types[0] if len({*types}) == 1 else UnionOf(types, allowed)
        return union, Facets(members=tuple(facets))

    def _inner(
        self,
        node: xsd.List | xsd.Restriction,
        inner: xsd.SimpleType | None,
        name: str,
        key: Key,
    ) -> Simple:
        if inner is not None:
            return self.of(inner, key)
        found = self.named(resolve(node, name)) if name else None
        return found or _ANYTHING


def _built_in(name: str) -> Simple | None:
    if name in ("anyType", "swaRef"):
        return None
    if name in _LISTS:
        item = _LISTS[name]
        bounds = (("min_length", "1"),)
        return ListOf(Atomic(item)), Facets(item=Facets(base=item), bounds=bounds)
    name = _SPELT.get(name, name)
    return (Atomic(name), Facets(base=name)) if name in ATOMICS else None


def apart(type_: Type) -> Type:
    """The type within a list or a union, where no attachment can be referred to."""
    return Atomic("anyURI") if type_ == Atomic("swaRef") else type_


def _flat(type_: Type, facets: Facets) -> Iterator[tuple[Type, Facets]]:
    """A member of a union; of one that is a union itself, the members of that."""
    if not isinstance(type_, UnionOf):
        yield type_, facets
        return
    for member, said in zip(type_.members, type_.facets, strict=True):
        yield member, replace(said, patterns=said.patterns + facets.patterns)


def _merged(facets: Facets, node: xsd.Restriction) -> Facets:
    bounds = dict(facets.bounds)
    for name in _BOUNDS:
        found = getattr(node, name)
        if found is not None and found.value is not None:
            bounds[name] = str(found.value)
    patterns = facets.patterns
    if texts(node.patterns):
        patterns += (texts(node.patterns),)
    values = texts(node.enumerations)
    known = [pair for e in node.enumerations for pair in scope(e, facets, e.value)]
    return replace(
        facets,
        bounds=tuple(bounds.items()),
        patterns=patterns,
        enumeration=values or facets.enumeration,
        scope=tuple(dict.fromkeys(known)) if values else facets.scope,
    )


def texts(nodes: Iterable[xsd.Enumeration | xsd.Pattern]) -> tuple[str, ...]:
    """The values of facets; one without a value says nothing."""
    return tuple(node.value for node in nodes if node.value is not None)
