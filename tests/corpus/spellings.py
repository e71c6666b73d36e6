"""Texts of simple types as schemas define them, in every spelling of their values.

Nothing of the catalogue is asked, so that what it has wrong is not wrong here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Final

from lxml import etree

from generator.atomics import ATOMICS
from generator.bindings import Facets
from generator.model import QName
from generator.references import Symbol
from generator.runtime import lexical
from generator.xml import XML, XSD, local, qname

from .texts import candidates

_BOUNDS: Final = {
    "length": "length",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minInclusive": "min_inclusive",
    "minExclusive": "min_exclusive",
    "maxInclusive": "max_inclusive",
    "maxExclusive": "max_exclusive",
    "totalDigits": "total_digits",
    "fractionDigits": "fraction_digits",
}
_LISTS: Final = {"NMTOKENS": "NMTOKEN", "IDREFS": "IDREF", "ENTITIES": "ENTITY"}
_MORE: Final = {
    "boolean": ["true", "false", "1", "0"],
    "decimal": ["+1.50", ".5", "5.", "-0", "007"],
    "double": ["1e3", "-0", "INF", "NaN", "+1.50", "1E-5"],
    "dateTime": ["2024-02-29T24:00:00", "2024-02-29T12:30:00.120-00:00"],
    "date": ["2024-02-29-05:00", "12024-01-01"],
    "time": ["24:00:00", "12:30:00.1200"],
    "hexBinary": ["00ff", "Ab"],
    "base64Binary": ["AP8=", "A P8 =", ""],
    "duration": ["P0Y1DT0.50S", "-P1Y"],
}


class Spellings:
    """Makes texts of simple types.

    Args:
        defined: Every definition of the schemas.
        random: Chooses.

    Attributes:
        prefixes: A prefix for each namespace that names in texts may be in.
    """

    def __init__(
        self, defined: Mapping[Symbol, etree._Element], random: Random
    ) -> None:
        self.defined = defined
        self.random = random
        self.ids = 0
        spaces = sorted({name.namespace for _, name in defined} - {"", XML})
        self.prefixes = {space: f"s{number}" for number, space in enumerate(spaces)}

    def name(self, name: QName) -> str:
        """A qualified name as a text."""
        if not name.namespace:
            return name.name
        prefix = self.prefixes.setdefault(name.namespace, f"s{len(self.prefixes)}")
        return f"{prefix}:{name.name}"

    def of(self, name: QName) -> str:
        """A text of a simple type of a name."""
        node = self.defined.get(("type", name))
        if node is not None:
            return self.inside(node)
        return self._padded(name.name, self._built_in(name.name, Facets()))

    def inside(self, type_: etree._Element) -> str:
        """A text of a simple type, or of what a complex one has as its text."""
        for step in type_.iterchildren(f"{{{XSD}}}*"):
            if local(step) == "list":
                return self._items(step)
            if local(step) == "union":
                return self.random.choice([*self._members(step)])
            if local(step) == "restriction":
                return self._restricted(step)
        return "tea"

    def _items(self, step: etree._Element) -> str:
        item = qname(step, step.get("itemType", "").strip())
        inner = next(step.iterchildren(f"{{{XSD}}}simpleType"), None)
        texts = []
        for _ in range(self.random.choice([0, 1, 2, 3])):
            if inner is not None:
                texts.append(self.inside(inner))
            elif item is not None:
                texts.append(self.of(item))
        return self.random.choice([" ", "\n  "]).join(texts)

    def _members(self, step: etree._Element) -> Iterator[str]:
        for word in step.get("memberTypes", "").split():
            name = qname(step, word)
            if name is not None:
                yield self.of(name)
        for inner in step.iterchildren(f"{{{XSD}}}simpleType"):
            yield self.inside(inner)

    def _restricted(self, step: etree._Element) -> str:
        values = list(step.iterchildren(f"{{{XSD}}}enumeration"))
        if values:
            return self._enumerated(self.random.choice(values), step)
        bounds: dict[str, str] = {}
        patterns: list[tuple[str, ...]] = []
        while True:
            for facet in step.iterchildren(f"{{{XSD}}}*"):
                if local(facet) in _BOUNDS:
                    bounds.setdefault(_BOUNDS[local(facet)], facet.get("value", ""))
            own = [p.get("value", "") for p in step.iterchildren(f"{{{XSD}}}pattern")]
            patterns += [tuple(own)] if own else []
            base = qname(step, step.get("base", "").strip())
            below = None if base is None else self.defined.get(("type", base))
            if base is not None and below is None:
                facets = Facets(bounds=tuple(bounds.items()), patterns=tuple(patterns))
                return self._padded(base.name, self._built_in(base.name, facets))
            if below is None:
                below = next(step.iterchildren(f"{{{XSD}}}simpleType"), None)
            inner = None if below is None else below.find(f"{{{XSD}}}restriction")
            if inner is None or inner.find(f"{{{XSD}}}enumeration") is not None:
                return "tea" if below is None else self.inside(below)
            step = inner

    def _enumerated(self, value: etree._Element, step: etree._Element) -> str:
        """A value of an enumeration; a name is meant in the scope of the schema."""
        text = value.get("value", "")
        if QName(XSD, "QName") not in self._bases(step):
            return text
        name = qname(value, text)
        return text if name is None else self.name(name)

    def _bases(self, step: etree._Element | None) -> Iterator[QName]:
        """What a restriction restricts, from step to step."""
        while step is not None:
            base = qname(step, step.get("base", "").strip())
            if base is not None:
                yield base
            below = None if base is None else self.defined.get(("type", base))
            if below is None:
                below = next(step.iterchildren(f"{{{XSD}}}simpleType"), None)
            step = None if below is None else below.find(f"{{{XSD}}}restriction")

    def _built_in(self, name: str, facets: Facets) -> str:
        if name in _LISTS:
            count = self.random.choice([1, 2])
            return " ".join(self._built_in(_LISTS[name], facets) for _ in range(count))
        if name == "ID":
            self.ids += 1
            return f"id{self.ids}"
        if name not in ATOMICS:
            return "tea"
        if name == "QName":
            spaces = ["", "urn:q", *self.prefixes]
            return self.name(QName(self.random.choice(spaces), "leaf"))
        read = getattr(lexical, f"read_{ATOMICS[name].lexical}", str)
        texts = candidates(name, facets, read, self.random)
        if not facets.bounds and not facets.patterns:
            kind = "double" if name == "float" else name
            texts = [*texts, *_MORE.get(kind, [])]
        return self.random.choice(texts)

    def _padded(self, name: str, text: str) -> str:
        """A text with the white space and the signs that its type does not mind."""
        if name in ("string", "anySimpleType", "normalizedString", "QName"):
            return text
        whole = name in ("int", "long", "integer", "short", "byte")
        if whole and text.isdecimal() and self.random.random() < 0.2:
            text = self.random.choice(["+", "00", "+0"]) + text
        if self.random.random() < 0.15:
            return self.random.choice([" {}", "{}\n", "\t{} "]).format(text)
        return text
