"""Small passes over the parsed schemas, one question each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xsdata.models import xsd
from xsdata.models.mixins import ElementBase

from ..model import QName
from .components import resolve, step_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """Who uses which type.

    Attributes:
        derived: The complex types that extend or restrict each type directly, in the
            order of the schemas.
        folded: The global element that a complex type is folded into, by the type.
    """

    derived: Mapping[QName, list[QName]]
    folded: Mapping[QName, QName]


def uses(schemas: Iterable[xsd.Schema]) -> Uses:
    """Find what derives from what, and which types only type one global element.

    Element `leafGrade` of type `LeafGrade` would become two classes, one of
    them numbered; where nothing else uses the type, the two are one.
    """
    derived: dict[QName, list[QName]] = defaultdict(list)
    users: dict[QName, list[QName | None]] = defaultdict(list)
    complex_types: set[QName] = set()
    for schema in schemas:
        home = schema.target_namespace or ""
        for type_ in schema.complex_types:
            name = QName(home, type_.name or "")
            complex_types.add(name)
            base = base_of(type_)
            if base is not None:
                derived[base].append(name)
        top = {id(e): QName(home, e.name or "") for e in schema.elements}
        for node in walk(schema):
            if isinstance(node, xsd.Element) and node.type:
                users[resolve(node, node.type)].append(top.get(id(node)))
    apart = {*derived, *(name for names in derived.values() for name in names)}
    folded = {
        name: by[0]
        for name, by in users.items()
        if name in complex_types - apart and len(by) == 1 and by[0] is not None
    }
    return Uses(derived=derived, folded=folded)


def walk(node: ElementBase) -> Iterator[ElementBase]:
    """Everything below a node of a schema, in no order that matters."""
    queue = [node]
    while queue:
        for child in queue.pop().children():
            yield child
            queue.append(child)


def base_of(node: xsd.ComplexType) -> QName | None:
    """The type that a complex type extends or restricts by name, or None."""
    step = step_of(node)
    return resolve(step, step.base) if step and step.base else None


def declared(
    schemas: Iterable[xsd.Schema], folded: Mapping[QName, QName]
) -> dict[str, tuple[str, ...]]:
    """The parts of every type that the schemas have, used or not, by wire name."""
    found: dict[str, tuple[str, ...]] = {}
    for schema in schemas:
        home = schema.target_namespace or ""
        nodes: list[xsd.SimpleType | xsd.ComplexType | xsd.Element] = [
            *schema.simple_types,
            *schema.complex_types,
            *schema.elements,
        ]
        for node in nodes:
            name = QName(home, node.name or "")
            element = None if isinstance(node, xsd.Element) else folded.get(name)
            labels = [name.name] if element is None else [name.name, element.name]
            for label in labels:
                found[label] = (*found.get(label, ()), *_parts(node))
    return found


def _parts(node: ElementBase) -> Iterator[str]:
    parts = [
        n
        for n in walk(node)
        if isinstance(n, xsd.Element | xsd.Attribute | xsd.Enumeration)
    ]
    for part in sorted(parts, key=lambda part: part.index):
        if isinstance(part, xsd.Enumeration):
            yield part.value
        else:
            yield part.name or (part.ref or "").rpartition(":")[2]
