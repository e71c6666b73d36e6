"""xsdata's classes to the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xsdata.codegen.models import Attr, Class
from xsdata.models.enums import Tag

from ..atomics import ATOMICS
from ..errors import Refused
from ..model import QName
from ..naming import Names, unique
from ..source import Source, refusal
from ..xml import XSD
from . import passes, schemas
from .catalogue import (
    Atomic,
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    Member,
    Place,
    Reference,
    Type,
)


def bind(source: Source, names: Names, roots: Iterable[QName]) -> Bindings:
    """Bind the schemas of a source.

    Args:
        source: The WSDL and its import closure, as `guard.check` left it.
        names: The spelling rules of the package.
        roots: The global elements that its messages use.

    Returns:
        The catalogue of the types that the roots reach, in the order of the schemas.

    Raises:
        Refused: A type needs what the generator cannot express yet.
    """
    mapped, folded = passes.fold(schemas.parse(source))
    elements = {qname(e): Key(qname(t)) for e, t in passes.aliases(mapped).items()}
    order = {c.ref: number for number, c in enumerate(mapped)}
    declared = _declared(mapped, folded)
    container = schemas.process(mapped)
    classes = [
        c for c in container if qname(c.qname) not in elements or c.tag != Tag.ELEMENT
    ]
    classes.sort(key=lambda c: order.get(c.ref, len(order)))
    binder = _Binder(source, names, classes, folded)
    elements |= {
        b.element: b.key for b in binder.types.values() if b.element is not None
    }
    whole = Bindings(types=binder.types, elements=elements, declared=declared)
    reached = _reached(whole, roots)
    _check_inherited(source, reached)
    return reached


def qname(clark: str) -> QName:
    """`{namespace}name` as a `QName`."""
    namespace, _, name = clark.rpartition("}")
    return QName(namespace.removeprefix("{"), name)


def _check_inherited(source: Source, whole: Bindings) -> None:
    """Refuse a record that has an element again that its base has."""
    for binding in whole.types.values():
        wires = [field.wire for field in whole.fields(binding.key)]
        if len(set(wires)) != len(wires):
            reason = f"type {binding.key.name.name!r}: restriction is not supported yet"
            raise Refused(reason, file=source.entry.file)


def _reached(whole: Bindings, roots: Iterable[QName]) -> Bindings:
    """The catalogue of what a service uses."""
    found: set[Key] = set()
    for root in roots:
        found |= whole.reach(whole.elements[root])
    types = {key: b for key, b in whole.types.items() if key in found}
    elements = {e: key for e, key in whole.elements.items() if key in found}
    return Bindings(types=types, elements=elements, declared=whole.declared)


def _declared(
    classes: Iterable[Class], folded: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """The parts of every type that the schemas have, used or not, by wire name."""
    found: dict[str, tuple[str, ...]] = {}
    for c in classes:
        parts = [
            (a.default or "") if a.is_enumeration else a.local_name for a in c.attrs
        ]
        for name in filter(None, (c.name, qname(folded.get(c.qname, "")).name)):
            found[name] = (*found.get(name, ()), *parts)
    return found


class _Binder:
    """Turns classes into bindings; knows which class is which key."""

    def __init__(
        self,
        source: Source,
        names: Names,
        classes: list[Class],
        folded: dict[str, str],
    ) -> None:
        self.source = source
        self.names = names
        self.folded = folded
        self.keys = {c.ref: Key(qname(c.qname), c.tag == Tag.ELEMENT) for c in classes}
        self.arrays = passes.arrays(classes)
        spelt = unique(names.type(c.name) for c in classes)
        bindings = [
            self.binding(c, name) for c, name in zip(classes, spelt, strict=True)
        ]
        self.types = dict(_with_derived({b.key: b for b in bindings}))

    def binding(self, c: Class, name: str) -> Binding:
        key = self.keys[c.ref]
        if c.is_enumeration:
            return Binding(
                key=key,
                name=name,
                kind=Kind.ENUMERATION,
                members=self.members(c),
                help=c.help or "",
            )
        if len(c.extensions) > 1 or c.mixed:
            raise self.unsupported(c, "mixed content or several bases")
        base = self.keys[c.extensions[0].type.reference] if c.extensions else None
        return Binding(
            key=key,
            name=name,
            kind=Kind.ARRAY if c.qname in self.arrays else Kind.RECORD,
            element=key.name if key.element else None,
            folded=self.folded.get(c.qname, "").rpartition("}")[2],
            base=base,
            abstract=c.abstract,
            fields=tuple(self.fields(c)),
            help=c.help or "",
        )

    def members(self, c: Class) -> tuple[Member, ...]:
        values = [attr.default or "" for attr in c.attrs]
        spelt = unique(self.names.constant(value) for value in values)
        return tuple(
            Member(name=n, value=v) for n, v in zip(spelt, values, strict=True)
        )

    def fields(self, c: Class) -> Iterator[Field]:
        spelt = unique(self.names.field(attr.local_name) for attr in c.attrs)
        for attr, name in zip(c.attrs, spelt, strict=True):
            if attr.tag != Tag.ELEMENT or not _is_plain(attr, c):
                raise self.unsupported(c, f"{attr.tag} {attr.local_name!r}")
            yield Field(
                name=name,
                wire=QName(attr.namespace or "", attr.local_name),
                place=Place.ELEMENT,
                type=self.type(c, attr),
                required=attr.restrictions.min_occurs != 0,
                repeated=attr.is_list,
                nillable=attr.is_nillable,
                help=attr.help or "",
            )

    def type(self, c: Class, attr: Attr) -> Type:
        used = attr.types[0]
        if used.native:
            if used.name not in ATOMICS:
                raise self.unsupported(c, f"xs:{used.name} of {attr.local_name!r}")
            return Atomic(used.name)
        key = self.keys.get(used.reference)
        if key is None:
            raise self.unsupported(c, f"the type of {attr.local_name!r}")
        return Reference(key)

    def unsupported(self, c: Class, what: str) -> Refused:
        reason = f"type {c.name!r}: {what} is not supported yet"
        for document in self.source.documents:
            for node in document.root.iter(f"{{{XSD}}}*"):
                if node.get("name") == c.name:
                    return refusal(document.file, node, reason)
        return Refused(reason, file=self.source.entry.file)


def _is_plain(attr: Attr, c: Class) -> bool:
    """Whether an element is of one type, and does not repeat together with others."""
    if len(attr.types) != 1 or attr.choices or attr.is_tokens or attr.substitution:
        return False
    repeats = any(most > 1 for _, _, _, most in attr.restrictions.path)
    names = [a.qname for a in c.attrs]
    return names.count(attr.qname) == 1 and not (repeats and len(names) > 1)


def _with_derived(types: dict[Key, Binding]) -> Iterator[tuple[Key, Binding]]:
    """Give each record the records that extend it, in the order of the schemas."""
    derived: dict[Key, list[Key]] = {key: [] for key in types}
    for key, binding in types.items():
        base = binding.base
        while base is not None:
            derived[base].append(key)
            base = types[base].base
    for key, binding in types.items():
        yield key, replace(binding, derived=tuple(derived[key]))
