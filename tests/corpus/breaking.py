"""Breaks an element in one place; what comes out is mostly not as its schema says.

Nothing of the catalogue is asked: a change knows no more than the XML that it changes
and the names of the types that the schemas define.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from generator.model import QName
from generator.references import Symbol, definitions
from generator.synthesis import NAMESPACE
from generator.xml import XSD

from .changes import AROUND, CHANGES, ELSEWHERE, OFTEN, Place, children

_START: Final = re.compile("<[^ />]+")
_BUILT_IN: Final = ("string", "int", "anyType", "date")


@dataclass(frozen=True, slots=True)
class Broken:
    """An element that was broken in one place.

    Attributes:
        what: How; a name in `CHANGES`.
        said: What was put there, for people.
        root: The whole.
        place: Where, as the number of the element among all in it: what was changed,
            or what that stood in where it is not the same element any more.
    """

    what: str
    said: str
    root: etree._Element
    place: int


class Breaker:
    """Breaks elements.

    Args:
        schemas: All schemas.
        random: Chooses.
    """

    def __init__(self, schemas: Iterable[etree._Element], random: Random) -> None:
        symbols: Iterable[Symbol] = (s for n in schemas for s, _ in definitions(n))
        known = {name for space, name in symbols if space == "type"}
        known = {name for name in known if name.namespace != NAMESPACE}
        self.types = [
            *sorted(known, key=str),
            *(QName(XSD, name) for name in _BUILT_IN),
        ]
        self.types.append(QName(ELSEWHERE, "Tea"))
        self.random = random

    def every(self, root: etree._Element, times: int, most: int) -> Iterator[Broken]:
        """The element broken in every place and every way, one at a time.

        Args:
            root: The element; it is left as it is.
            times: In how many ways each text, attribute and type is replaced.
            most: How many are made at most; which of them is a matter of chance.
        """
        text = self._declaring(root)
        root = etree.fromstring(text)
        spots = [
            (number, what)
            for number in _places(root)
            for what in CHANGES
            for _ in range(times if what in OFTEN else 1)
        ]
        if len(spots) > most:
            spots = self.random.sample(spots, most)
        for number, what in spots:
            broken = self._broken(etree.fromstring(text), number, what)
            if broken is not None:
                yield broken

    def _broken(self, root: etree._Element, number: int, what: str) -> Broken | None:
        node = children(root)[number]
        around = node.getparent()
        said = CHANGES[what](Place(node, self.types, self.random))
        if said is None:
            return None
        where = around if what in AROUND and around is not None else node
        return Broken(what, said, root, children(root).index(where))

    def _declaring(self, node: etree._Element) -> str:
        """An element as text, with a prefix declared for each namespace of types.

        Every copy is made of the text, since lxml drops declarations of what it copies.
        """
        spaces = sorted({name.namespace for name in self.types} - {""})
        scope = (f" xmlns:b{n}={quoteattr(space)}" for n, space in enumerate(spaces))
        text = etree.tostring(node, encoding="unicode", with_tail=False)
        start = _START.match(text)
        assert start is not None
        return start[0] + "".join(scope) + text[start.end() :]


def _places(root: etree._Element) -> Iterator[int]:
    """The elements to break, by their numbers: one of those that are alike."""
    seen: set[tuple[object, ...]] = set()
    for number, node in enumerate(children(root)):
        way = (outer.tag for outer in node.iterancestors())
        held = tuple(sorted({str(child.tag) for child in node}))
        like = (node.tag, *way, held, tuple(sorted(map(str, node.attrib))))
        if like not in seen:
            seen.add(like)
            yield number
