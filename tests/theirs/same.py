"""Two elements that say the same: one that we wrote, and one that xsdata wrote.

They must be the same in C14N, up to what is undone here:

- prefixes, and where they are declared; also those in `xsi:type` and in what looks
  like a qualified name;
- the nil rule: xsdata writes `xsi:nil` for what is not there, where that is optional
  and nillable, and for what is there and empty;
- defaults: xsdata writes attributes that are not there with their default;
- numbers, moments and hexadecimal bytes in another lexical form of the same value, also
  in lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lxml import etree
from xsdata.models.datatype import XmlDate, XmlDateTime, XmlTime

from generator.bindings import Bindings, Key
from generator.xml import XSD

from ..corpus.instances import declared
from .disagreement import Disagreement

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
NIL: Final = f"{{{XSI}}}nil"
_QUALIFIED: Final = re.compile(r"(?<!\S)([^\s:]+):([^\s:]+)(?!\S)")
_HEX: Final = re.compile(r"([0-9a-fA-F]{2})+")
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Rules:
    """What xsdata may write in its own way.

    Attributes:
        nillable: The elements that may be nil.
        defaults: The attributes with a default, by their local names, and the default.
    """

    nillable: frozenset[str]
    defaults: frozenset[tuple[str, str]]

    @classmethod
    def of(
        cls,
        bindings: Bindings,
        key: Key,
        defaults: frozenset[tuple[str, str]],
        roots: frozenset[str],
    ) -> Rules:
        """Those for values of a type, and for roots of messages that may be nil."""
        fields = [f for k in bindings.reach(key) for f in bindings.types[k].fields]
        inside = {str(f.wire) for f in fields if f.nillable}
        return cls(frozenset(inside | roots), defaults)

    def insist(self, ours: etree._Element, theirs: etree._Element) -> None:
        """Insist that both say the same.

        Raises:
            Disagreement: They do not.
        """
        left, right = _alone(ours), _alone(theirs)
        self._reconcile(left, right)
        one, other = canonical(left), canonical(right)
        if one == other:
            return
        pairs = enumerate(zip(one, other, strict=False))
        at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
        start = max(0, at - 80)
        texts = (one[start : at + 80], other[start : at + 80])
        raise Disagreement("ours {!r}, theirs {!r}".format(*texts))

    def reconciled(
        self, ours: etree._Element, theirs: etree._Element
    ) -> etree._Element:
        """What xsdata wrote, without what it writes in its own way."""
        right = _alone(theirs)
        self._reconcile(_alone(ours), right)
        return right

    def _reconcile(self, ours: etree._Element, theirs: etree._Element) -> None:
        empty = not len(ours) and not ours.text
        may_be_nil = theirs.tag in self.nillable and NIL not in ours.attrib
        if empty and may_be_nil and _is_nil(theirs):
            del theirs.attrib[NIL]
        for name in [*map(str, theirs.attrib)]:
            text = theirs.get(name, "")
            if name not in ours.attrib and self._is_default(name, text):
                del theirs.attrib[name]
            elif same_value(ours.get(name), text):
                theirs.set(name, ours.get(name, ""))
        if same_value(ours.text, theirs.text):
            theirs.text = ours.text
        for one, other in self._pairs(ours, theirs):
            self._reconcile(one, other)

    def _is_default(self, name: str, text: str) -> bool:
        return (etree.QName(name).localname, text) in self.defaults

    def _pairs(
        self, ours: etree._Element, theirs: etree._Element
    ) -> Iterator[tuple[etree._Element, etree._Element]]:
        """Their children with ours, without those that are nil for nothing."""
        left = list(ours)
        for other in list(theirs):
            if left and left[0].tag == other.tag:
                yield left.pop(0), other
            elif _is_nil(other) and other.tag in self.nillable:
                theirs.remove(other)
            elif left:
                yield left.pop(0), other


def defaults(schemas: Iterable[etree._Element]) -> frozenset[tuple[str, str]]:
    """The attributes of schemas that have a default, by their local names, and it.

    Those of types that a wildcard allows are among them, and in no catalogue.
    """
    found = (node for schema in schemas for node in schema.iter(f"{{{XSD}}}attribute"))
    return frozenset(
        (node.get("name") or node.get("ref", "").rpartition(":")[2], said)
        for node in found
        for said in (node.get("default"), node.get("fixed"))
        if said is not None
    )


def nillable(schemas: Iterable[etree._Element]) -> frozenset[str]:
    """The global elements of schemas that may be nil, by their names."""
    return frozenset(
        str(declared(node, "element"))
        for schema in schemas
        for node in schema.iterchildren(f"{{{XSD}}}element")
        if node.get("nillable") in ("true", "1")
    )


def canonical(node: etree._Element) -> bytes:
    """C14N with prefixes of our own; those in values are spelt out."""
    tags = {_absolute(each.tag) for each in node.iter(etree.Element)}
    spaces = sorted({etree.QName(tag).namespace or "" for tag in tags})
    scope = {f"n{number}": space for number, space in enumerate(spaces) if space}
    made = etree.Element(_absolute(node.tag), nsmap=scope)
    _fill(made, node)
    return etree.tostring(made, method="c14n", exclusive=True)


def _fill(made: etree._Element, node: etree._Element) -> None:
    for name in map(str, node.attrib):
        made.set(_absolute(name), _spelt(node.get(name, ""), node))
    made.text = None if node.text is None else _spelt(node.text, node)
    made.tail = node.tail
    for child in node.iterchildren(etree.Element):
        _fill(etree.SubElement(made, _absolute(child.tag)), child)


def _absolute(name: str) -> str:
    """A name whose namespace is absolute, since C14N does without others."""
    space, brace, rest = name.rpartition("}")
    return name if not brace or ":" in space else f"{{relative:{space[1:]}}}{rest}"


def _spelt(text: str, node: etree._Element) -> str:
    """A text, with the namespace for each prefix of qualified names in it."""

    def spelt(match: re.Match[str]) -> str:
        space = node.nsmap.get(match.group(1))
        return f"{{{space}}}{match.group(2)}" if space else match.group()

    return _QUALIFIED.sub(spelt, text)


def _alone(node: etree._Element) -> etree._Element:
    copy = deepcopy(node)
    copy.tail = None
    return copy


def _is_nil(node: etree._Element) -> bool:
    return node.get(NIL) in ("true", "1") and not len(node) and not node.text


def same_value(ours: str | None, theirs: str | None) -> bool:
    """Whether two texts are different forms of one number or one moment."""
    if ours is None or theirs is None or ours == theirs:
        return False
    pairs = [*zip(ours.split(" "), theirs.split(" "), strict=False)]
    if len(pairs) > 1 and ours.count(" ") == theirs.count(" "):
        return all(a == b or same_value(a, b) for a, b in pairs)
    if _HEX.fullmatch(ours) and ours.upper() == theirs:
        return True
    if _NUMBER.fullmatch(ours) and _NUMBER.fullmatch(theirs):
        return Decimal(ours) == Decimal(theirs)
    for kind in (XmlDateTime, XmlDate, XmlTime):
        try:
            return bool(kind.from_string(ours) == kind.from_string(theirs))
        except ValueError:
            continue
    return False
