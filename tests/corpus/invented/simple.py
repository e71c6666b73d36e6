"""Simple types at random, each with values that it allows."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from lxml import etree

from generator.atomics import ATOMICS
from generator.xml import XSD

from ..texts import plain

_ODD: Final = {"QName", "NOTATION", "ID", "IDREF", "ENTITY", "anySimpleType", "swaRef"}
"""What needs something else in the same document, or holds everything."""
BUILT_IN: Final = {
    name: tuple(text for text in plain(name) if "\n" not in text)
    for name in ("NMTOKENS", *ATOMICS)
    if name not in _ODD
}
"""The built-in types, with some of what each allows (XML Schema Part 2, 3)."""

_TEXTS: Final = ("string", "token", "NCName", "anyURI")
_PATTERNS: Final = {
    "[a-z]{1,5}": ("tea", "x"),
    r"\d{3}-\d{2}": ("123-45",),
    r"\i\c*": ("t-1", "tea"),
    "(a|b)+c?": ("abc", "b"),
}
_BOUNDED: Final = ("decimal", "integer", "int", "short", "double", "unsignedByte")


@dataclass(frozen=True, slots=True)
class Simple:
    """A simple type.

    Attributes:
        name: Its name, with the prefix of its namespace.
        values: Texts that it allows.
        variety: "atomic", "list" or "union".
    """

    name: str
    values: tuple[str, ...]
    variety: str = "atomic"


def built_in(chance: Random) -> Simple:
    """One of the built-in types."""
    name = chance.choice(list(BUILT_IN))
    variety = "list" if name == "NMTOKENS" else "atomic"
    return Simple(f"xs:{name}", BUILT_IN[name], variety)


def made(
    chance: Random, known: list[Simple], name: str
) -> tuple[etree._Element, Simple]:
    """Make a simple type.

    Args:
        chance: What decides.
        known: The named types that it may use.
        name: What it is called.

    Returns:
        Its definition, without a name, and the type.
    """
    node = etree.Element(f"{{{XSD}}}simpleType")
    makers = (_enumeration, _text, _number, _list, _union, _again)
    values, variety = chance.choice(makers)(chance, known, node)
    return node, Simple(name, values, variety)


_Made = tuple[tuple[str, ...], str]


def _restriction(node: etree._Element, base: str, **facets: str | int) -> None:
    below = etree.SubElement(node, f"{{{XSD}}}restriction", base=base)
    for name, value in facets.items():
        etree.SubElement(below, f"{{{XSD}}}{name}", value=str(value))


def _enumeration(chance: Random, known: list[Simple], node: etree._Element) -> _Made:
    every = [k for k in known if k.values]
    base = chance.choice(every) if every and chance.random() < 0.3 else built_in(chance)
    values = chance.sample(base.values, chance.randint(1, len(base.values)))
    below = etree.SubElement(node, f"{{{XSD}}}restriction", base=base.name)
    for value in values:
        etree.SubElement(below, f"{{{XSD}}}enumeration", value=value)
    return tuple(values), base.variety


def _text(chance: Random, known: list[Simple], node: etree._Element) -> _Made:
    name = chance.choice(_TEXTS)
    if chance.random() < 0.5:
        pattern = chance.choice(list(_PATTERNS))
        _restriction(node, f"xs:{name}", pattern=pattern)
        return _PATTERNS[pattern], "atomic"
    values = BUILT_IN[name]
    if chance.random() < 0.3:
        values = ("green tea", "x")
        _restriction(node, "xs:string", whiteSpace="collapse", maxLength=20)
        return values, "atomic"
    least, most = min(map(len, values)), max(map(len, values))
    _restriction(node, f"xs:{name}", minLength=least, maxLength=most)
    return values, "atomic"


def _number(chance: Random, known: list[Simple], node: etree._Element) -> _Made:
    name = chance.choice(_BOUNDED)
    if name == "decimal" and chance.random() < 0.5:
        _restriction(node, "xs:decimal", totalDigits=4, fractionDigits=2)
        return ("1.50", "-0.1"), "atomic"
    low, high = chance.choice((("minInclusive", "maxInclusive"), ("minExclusive", "")))
    bounds = {low: 5, high: 9} if high else {low: 5}
    _restriction(node, f"xs:{name}", **bounds)
    return ("7", "8"), "atomic"


def _list(chance: Random, known: list[Simple], node: etree._Element) -> _Made:
    single = [k for k in known if k.variety == "atomic" and _one_word(k)]
    item = chance.choice(single) if single and chance.random() < 0.5 else None
    if item is None:
        item = built_in(chance)
        while item.variety != "atomic" or not _one_word(item):
            item = built_in(chance)
    etree.SubElement(node, f"{{{XSD}}}list", itemType=item.name)
    return (item.values[0], " ".join(item.values)), "list"


def _one_word(simple: Simple) -> bool:
    return all(value and not set(value) & set(" \t\n") for value in simple.values)


def _union(chance: Random, known: list[Simple], node: etree._Element) -> _Made:
    members = [built_in(chance)]
    if known:
        members += chance.sample(known, min(len(known), chance.randint(1, 2)))
    chance.shuffle(members)
    names = dict.fromkeys(member.name for member in members)
    etree.SubElement(node, f"{{{XSD}}}union", memberTypes=" ".join(names))
    return members[0].values, "union"


def _again(chance: Random, known: list[Simple], node: etree._Element) -> _Made:
    """A restriction that restricts nothing more, of a type made before."""
    base = chance.choice(known) if known else built_in(chance)
    _restriction(node, base.name)
    return base.values, base.variety
