"""Changes of one place of an element: what a service may get wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Final

from lxml import etree

from generator.model import QName
from generator.runtime.reading import XSI, XSI_NIL, XSI_TYPE

from .misspelt import TEXTS

ELSEWHERE: Final = "urn:elsewhere"
"""A namespace that no schema has."""
_MANY: Final = 7
"""More than any bound in the goldens."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is changed.

    Attributes:
        node: The element.
        types: Names of types.
        random: Chooses.
    """

    node: etree._Element
    types: Sequence[QName]
    random: Random

    @property
    def root(self) -> etree._Element:
        """The outermost element."""
        return self.node.getroottree().getroot()

    @property
    def stands_in(self) -> bool:
        """Whether there is an element around it."""
        return self.node.getparent() is not None

    def attribute(self) -> str | None:
        """The name of one of its attributes that are not of XML Schema itself."""
        names = [n for n in map(str, self.node.attrib) if f"{{{XSI}}}" not in n]
        return self.random.choice(names) if names else None

    def text(self, old: str) -> str:
        """Another text than one that stands there: one near it, or any."""
        if self.random.random() > 0.3:
            return self.random.choice(TEXTS)
        near = [f"{old} ", f" {old}", f"{old}x", old[:-1], f"{old}{old}", f"-{old}"]
        near += [f"{old}0", f"0{old}", f"{old} {old}", old.swapcase(), f"{old}Z"]
        return self.random.choice(near)


def children(root: etree._Element) -> list[etree._Element]:
    """An element and all elements in it, in document order."""
    return list(root.iter(etree.Element))


def _drop(place: Place) -> str | None:
    around = place.node.getparent()
    if around is None:
        return None
    around.remove(place.node)
    return ""


def _double(place: Place, times: int = 1) -> str | None:
    if not place.stands_in:
        return None
    for _ in range(times):
        place.node.addnext(deepcopy(place.node))
    return ""


def _many(place: Place) -> str | None:
    return _double(place, _MANY)


def _swap(place: Place) -> str | None:
    behind = place.node.getnext()
    if behind is None or behind.tag == place.node.tag:
        return None
    behind.addnext(place.node)
    return str(behind.tag)


def _insert(place: Place, made: etree._Element) -> str:
    made.tail = None
    place.node.insert(place.random.randrange(len(place.node) + 1), made)
    return str(made.tag)


def _known_element(place: Place) -> str | None:
    """A copy of an element that stands elsewhere in the message."""
    return _insert(place, deepcopy(place.random.choice(children(place.root))))


def _new_element(place: Place) -> str | None:
    name = place.random.choice(["odd", f"{{{ELSEWHERE}}}odd"])
    return _insert(place, etree.Element(name))


def _rename(place: Place) -> str | None:
    place.node.tag = f"{place.node.tag}X"
    return ""


def _change_case(place: Place) -> str | None:
    name = etree.QName(place.node)
    place.node.tag = str(QName(name.namespace or "", name.localname.swapcase()))
    return ""


def _call_like_a_neighbour(place: Place) -> str | None:
    around = place.node.getparent()
    others = [] if around is None else [n.tag for n in around]
    others = [tag for tag in others if tag != place.node.tag]
    if not others:
        return None
    place.node.tag = place.random.choice(others)
    return str(place.node.tag)


def _move_elsewhere(place: Place) -> str | None:
    place.node.tag = f"{{{ELSEWHERE}}}{etree.QName(place.node).localname}"
    return ""


def _change_form(place: Place) -> str | None:
    """Qualify the name, or no longer."""
    name, home = etree.QName(place.node), etree.QName(place.root).namespace
    if not name.namespace and not home:
        return None
    space = "" if name.namespace else home or ""
    place.node.tag = str(QName(space, name.localname))
    return ""


def _nil(place: Place) -> str | None:
    _empty(place)
    place.node.set(XSI_NIL, "true")
    return ""


def _nil_alone(place: Place) -> str | None:
    """Without its attributes."""
    place.node.attrib.clear()
    return _nil(place)


def _nil_and_full(place: Place) -> str | None:
    place.node.set(XSI_NIL, "1")
    return ""


def _nil_is_false(place: Place) -> str | None:
    place.node.set(XSI_NIL, "false")
    return ""


def _nil_is_neither(place: Place) -> str | None:
    said = place.random.choice(["", "maybe", "TRUE", "2", "true false"])
    place.node.set(XSI_NIL, said)
    return said


def _nil_no_more(place: Place) -> str | None:
    return str(place.node.attrib.pop(XSI_NIL, "")) or None


def _empty(place: Place) -> str | None:
    for child in list(place.node):
        place.node.remove(child)
    place.node.text = None
    return ""


def _replace_text(place: Place) -> str | None:
    if len(place.node):
        return None
    place.node.text = place.text(place.node.text or "")
    return repr(place.node.text)


def _only_spaces(place: Place) -> str | None:
    _empty(place)
    place.node.text = " \n "
    return ""


def _text_between(place: Place) -> str | None:
    if not len(place.node):
        return None
    said = place.random.choice(["tea", "\u00a0", "7"])
    number = place.random.randrange(len(place.node) + 1)
    if number:
        place.node[number - 1].tail = said
    else:
        place.node.text = said
    return repr(said)


def _comment(place: Place) -> str | None:
    """A comment or an instruction, also within a text: no schema minds."""
    text = place.node.text or ""
    made = place.random.choice([etree.Comment("odd"), etree.PI("odd", "7")])
    made.tail, place.node.text = text[len(text) // 2 :], text[: len(text) // 2]
    place.node.insert(0, made)
    return ""


def _new_attribute(place: Place) -> str | None:
    names = ["odd", "nil", "type", f"{{{ELSEWHERE}}}odd", f"{{{XSI}}}odd"]
    name = place.random.choice(names)
    place.node.set(name, "7")
    return name


def _no_attribute(place: Place) -> str | None:
    names = [name for name in map(str, place.node.attrib) if name != XSI_NIL]
    if not names:
        return None
    name = place.random.choice(names)
    del place.node.attrib[name]
    return name


def _move_attribute(place: Place) -> str | None:
    name, home = place.attribute(), etree.QName(place.root).namespace
    if name is None:
        return None
    local = name.rpartition("}")[2]
    other = local if name != local else str(QName(home or ELSEWHERE, local))
    place.node.set(other, place.node.attrib.pop(name))
    return other


def _replace_attribute(place: Place) -> str | None:
    name = place.attribute()
    if name is None:
        return None
    place.node.set(name, place.text(place.node.get(name, "")))
    return f"{name}={place.node.get(name)!r}"


def _replace_type(place: Place) -> str | None:
    name = place.random.choice(place.types)
    prefixes = {space: prefix for prefix, space in place.root.nsmap.items() if prefix}
    prefix = prefixes.get(name.namespace)
    said = name.name if prefix is None else f"{prefix}:{name.name}"
    said = place.random.choice([said] * 6 + ["undeclared:Tea", "", "a b"])
    place.node.set(XSI_TYPE, said)
    return said


CHANGES: Final[dict[str, Callable[[Place], str | None]]] = {
    "drop": _drop,
    "double": _double,
    "many": _many,
    "swap": _swap,
    "rename": _rename,
    "case": _change_case,
    "neighbour": _call_like_a_neighbour,
    "elsewhere": _move_elsewhere,
    "form": _change_form,
    "known element": _known_element,
    "new element": _new_element,
    "nil": _nil,
    "nil alone": _nil_alone,
    "nil and full": _nil_and_full,
    "nil is false": _nil_is_false,
    "nil is neither": _nil_is_neither,
    "nil no more": _nil_no_more,
    "empty": _empty,
    "spaces": _only_spaces,
    "text": _replace_text,
    "text between": _text_between,
    "comment": _comment,
    "new attribute": _new_attribute,
    "no attribute": _no_attribute,
    "attribute elsewhere": _move_attribute,
    "attribute": _replace_attribute,
    "type": _replace_type,
}
"""The changes; each gives what it put there, for people, or None where it fits not."""
AROUND: Final = frozenset(
    "drop double many swap rename case neighbour elsewhere form".split()
)
"""Those after which the element is not there as it was."""
OFTEN: Final = frozenset(
    ("text", "attribute", "new attribute", "type", "known element")
)
"""Those that have many ways."""
