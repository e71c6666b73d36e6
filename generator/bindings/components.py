"""The components of all schemas by name (XML Schema Part 1, section 2.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from xsdata.models import xsd
from xsdata.models.enums import FormType
from xsdata.models.mixins import ElementBase

from ..model import QName
from ..xml import XML, XSD

Known = TypeVar("Known", bound=ElementBase)
Defined = TypeVar("Defined", bound=ElementBase)

ANY_TYPE: Final = QName(XSD, "anyType")


@dataclass(slots=True)
class Components:
    """What the schemas define at their top level, by kind and by name.

    Attributes:
        types: Simple and complex types, which share one symbol space.
        elements: Global elements.
        attributes: Global attributes.
        groups: Model groups.
        attribute_groups: Attribute groups.
        substitutes: The members of each substitution group, directly or not, in the
            order of the schemas.
    """

    types: dict[QName, xsd.SimpleType | xsd.ComplexType] = field(default_factory=dict)
    elements: dict[QName, xsd.Element] = field(default_factory=dict)
    attributes: dict[QName, xsd.Attribute] = field(default_factory=dict)
    groups: dict[QName, xsd.Group] = field(default_factory=dict)
    attribute_groups: dict[QName, xsd.AttributeGroup] = field(default_factory=dict)
    substitutes: dict[QName, list[QName]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(cls, schemas: Iterable[xsd.Schema]) -> Components:
        """Collect the components of schemas; the first of a name counts."""
        found = cls()
        for schema in schemas:
            home = schema.target_namespace or ""
            _collect(found.types, home, schema.simple_types)
            _collect(found.types, home, schema.complex_types)
            _collect(found.elements, home, schema.elements)
            _collect(found.attributes, home, schema.attributes)
            _collect(found.groups, home, schema.groups)
            _collect(found.attribute_groups, home, schema.attribute_groups)
        found._find_substitutes()
        return found

    def _find_substitutes(self) -> None:
        heads = {
            name: [resolve(node, h) for h in node.substitutions]
            for name, node in self.elements.items()
        }
        for name in self.elements:
            queue, seen = list(heads[name]), {name}
            while queue:
                head = queue.pop()
                if head not in seen:
                    seen.add(head)
                    self.substitutes[head].append(name)
                    queue += heads.get(head, [])


def _collect(
    into: dict[QName, Known | Defined], home: str, nodes: Iterable[Defined]
) -> None:
    for node in sorted(nodes, key=lambda node: node.index):
        into.setdefault(QName(home, getattr(node, "name", None) or ""), node)


def resolve(node: ElementBase, text: str) -> QName:
    """The name that a QName in an attribute of a schema means, where it stands."""
    prefix, _, local = text.strip().rpartition(":")
    if prefix == "xml":
        return QName(XML, local)
    # xsdata has the default namespace under None or "".
    namespace = node.ns_map.get(prefix) if prefix else default_namespace(node)
    return QName(namespace or "", local)


def step_of(node: xsd.ComplexType) -> xsd.Extension | xsd.Restriction | None:
    """What a complex type does to its base, or None where it has none."""
    content = node.complex_content or node.simple_content
    return None if content is None else content.extension or content.restriction


def default_namespace(node: ElementBase) -> str:
    """The namespace of names without a prefix."""
    return next((uri for prefix, uri in node.ns_map.items() if not prefix), "")


def is_qualified(node: xsd.Element | xsd.Attribute) -> bool:
    """Whether a local element or attribute is in its schema's target namespace."""
    return node.form == FormType.QUALIFIED
