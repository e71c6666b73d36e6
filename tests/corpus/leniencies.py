"""Where we are not as libxml2 is on purpose, and why: only there may we differ."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from generator.runtime.characters import WHITE_SPACE
from generator.runtime.reading import XSI_NIL, XSI_TYPE
from generator.xml import XSD

from .changes import children
from .oracle import alone
from .strictness import Case


@dataclass(frozen=True, slots=True)
class Leniency:
    """Something that we do otherwise than libxml2.

    Attributes:
        name: What.
        reason: Why.
        problem: How it comes out; see `Case.problem`.
        holds: Whether a case is one.
        foreign: Whether only documents of others show it: those with keys, which random
            values would not keep to.
    """

    name: str
    reason: str
    problem: str
    holds: Callable[[Case], bool]
    foreign: bool = False


def leniency(case: Case) -> Leniency | None:
    """The first that explains a case."""
    every = (one for one in LENIENCIES if one.problem == case.problem)
    return next((one for one in every if one.holds(case)), None)


def _said(case: Case, *names: str) -> bool:
    """Whether libxml2 says one of some things."""
    said = case.complaint.reason.partition(":")[0] if case.complaint else ""
    return said.removeprefix("SCHEMAV_") in names


def _is_about_value(case: Case) -> bool:
    """Whether libxml2 says that a text is none of its type."""
    assert case.complaint is not None
    found = case.complaint.facets or _said(case, "CVC_DATATYPE_VALID_1_2_1")
    return found and "attribute" not in case.complaint.reason


def _is_blank(node: etree._Element) -> bool:
    return not len(node) and not (node.text or "").strip(WHITE_SPACE)


def _is_nil(node: etree._Element) -> bool:
    return node.get(XSI_NIL, "").strip(WHITE_SPACE) in ("true", "1")


def _is_kept(case: Case) -> bool:
    """Whether the element that is complained of is kept as it stands."""
    every = children(case.root)
    copies = children(alone(case.root, case.carrier, case.oracle.names))
    path = copies[0].getroottree().getpath
    assert case.complaint is not None
    paths = zip(every, map(path, copies), strict=True)
    wanted = next((node for node, at in paths if at == case.complaint.path), None)
    if wanted is None:
        return False
    content = _content(wanted)
    return any(content in map(_content, children(kept)) for kept in _kept(case.values))


def _kept(value: Any) -> Iterator[etree._Element]:
    """The XML in a value."""
    if type(value).__name__ == "Xml":
        yield value.element()
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _kept(item)
    elif dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            yield from _kept(getattr(value, one.name))


def _content(node: etree._Element) -> tuple[Any, ...]:
    """An element without its prefixes, and without comments."""
    inside = [(_content(child), child.tail) for child in node.iterchildren("*")]
    return node.tag, sorted(node.attrib.items()), node.text, inside


def _is_simple(case: Case) -> bool:
    """Whether the element has a simple type: libxml2 says so of an odd attribute."""

    def change(node: etree._Element) -> None:
        node.attrib.pop(XSI_TYPE, "")
        node.set("odd", "7")

    return "CVC_TYPE_3_1_1" in _changed(case, change)


def _is_encoded(case: Case) -> bool:
    """Whether its type is one of SOAP's encoding: it has attributes like these."""

    def change(node: etree._Element) -> None:
        node.attrib.clear()
        node.set("id", "i7")
        node.set("href", "#i7")

    return not _changed(case, change)


def _is_valid_trimmed(case: Case) -> bool:
    """Whether it is valid without white space around the text and the attributes."""

    def change(node: etree._Element) -> None:
        node.text = (node.text or "").strip(WHITE_SPACE)
        for name, text in node.attrib.items():
            node.set(name, str(text).strip(WHITE_SPACE))

    return not _changed(case, change)


def _changed(case: Case, change: Callable[[etree._Element], None]) -> str:
    """What libxml2 says when the place is changed once more."""
    root = alone(case.root, case.carrier, case.oracle.names)
    change(children(root)[case.broken.place])
    root.tag = case.root.tag
    said = case.oracle.of(root, case.carrier)
    return "" if said is None else said.reason


def _is_as_fixed(case: Case) -> bool:
    """Whether the text is another one of the fixed value."""
    assert case.complaint is not None
    *_, fixed, _ = case.complaint.reason.split("'")
    text = (case.node.text or "").strip(WHITE_SPACE)
    try:
        return text == fixed or float(text) == float(fixed)
    except ValueError:
        return {text, fixed} == {"true", "1"}


def _is_about_id(case: Case) -> bool:
    assert case.complaint is not None
    return case.complaint.reason.endswith("'xs:ID'.")


def _path(case: Case) -> str:
    return getattr(case.error, "path", "")


def _error(case: Case, *starts: str) -> bool:
    return getattr(case.error, "reason", "").startswith(starts)


LENIENCIES: Final = (
    Leniency(
        "empty",
        "an empty element for an optional value that is no string counts as absent",
        "accepted",
        lambda c: _is_blank(c.node) and _is_about_value(c),
    ),
    Leniency(
        "kept",
        "XML that is kept as it stands is not held against its schema, as the facets in"
        " it are not",
        "accepted",
        _is_kept,
    ),
    Leniency(
        "not nil",
        "an element that says that it is not nil says nothing that is not so",
        "accepted",
        lambda c: c.broken.what == "nil is false" and _said(c, "CVC_ELT_3_1"),
    ),
    Leniency(
        "nil",
        "nothing is read of an element that is nil, so it need not say of which of the"
        " types of an abstract one it is, nor have the attributes that these demand",
        "accepted",
        lambda c: _is_nil(c.node) and _said(c, "CVC_TYPE_2", "CVC_COMPLEX_TYPE_4"),
    ),
    Leniency(
        "simple type",
        "a text is held against the type that its element is declared with, whatever"
        " simple type is said by `xsi:type`",
        "accepted",
        lambda c: XSI_TYPE in c.node.attrib and (_is_simple(c) or _is_encoded(c)),
    ),
    Leniency(
        "spaces alone",
        "white space is nothing, also in an element that must be empty (Part 1, 3.4.4:"
        " only element content may have it), since many indent",
        "accepted",
        lambda c: _is_blank(c.node) and _said(c, "CVC_COMPLEX_TYPE_2_1"),
    ),
    Leniency(
        "nil with attributes",
        "they are valid (Part 1, 2.6.2), and `NIL` has no place for them",
        "told",
        lambda c: _is_nil(c.node) and all("/@" in d.path for d in c.drift),
    ),
    Leniency(
        "encoded attributes",
        "a type of SOAP's encoding is read as the one of XML Schema that it extends by"
        " attributes, which are not kept",
        "told",
        lambda c: all("/@" in d.path for d in c.drift) and _is_encoded(c),
    ),
    Leniency(
        "identity",
        "neither keys nor references, nor that an xs:ID stands once, are looked at",
        "accepted",
        lambda c: _said(c, "CVC_IDC") or _is_about_id(c),
        foreign=True,
    ),
    Leniency(
        "libxml2: spaces",
        "it takes white space around no date (Part 2, 4.3.6)",
        "accepted",
        lambda c: _said(c, "CVC_DATATYPE_VALID_1_2_1") and _is_valid_trimmed(c),
    ),
    Leniency(
        "libxml2: fixed",
        "it compares texts and not values with one that is fixed (Part 1, 3.3.4)",
        "accepted",
        lambda c: _said(c, "CVC_ELT_5_2_2_2_2") and _is_as_fixed(c),
    ),
    Leniency(
        "libxml2: names",
        "it has the names of XML 1.0 before its fifth edition",
        "accepted",
        lambda c: c.node.text == "\u0661\u0662",
    ),
    Leniency(
        "libxml2: base64",
        "it passes over characters that base64 has not (Part 2, 3.2.16)",
        "refused",
        lambda c: _error(c, "expected xs:base64Binary"),
    ),
    Leniency(
        "libxml2: fixed uses",
        "it does not look at what the use of a global attribute fixes (Part 1, 3.5.4)",
        "refused",
        lambda c: _error(c, "the value is fixed to") and "/@" in _path(c),
    ),
    Leniency(
        "libxml2: durations",
        "it takes a point without digits behind it (Part 2, 3.2.6.1)",
        "refused",
        lambda c: _error(c, "expected xs:duration") and ".S" in (c.node.text or ""),
    ),
    Leniency(
        "libxml2: lists",
        "it takes no item for a list of a built-in type (Part 2, 3.3.6)",
        "refused",
        lambda c: _error(c, "expected at least 1 item") and _is_blank(c.node),
    ),
    Leniency(
        "parts",
        "what travels beside the envelope is the business of no schema",
        "refused",
        lambda c: _error(c, "there is no part", "'' is no reference", "'"),
    ),
    Leniency(
        "schemas as data",
        "the oracle has no schema of schemas, and lets anything stand there",
        "refused",
        lambda c: any(f"{{{XSD}}}" in str(n.tag) for n in children(c.node)),
    ),
    Leniency(
        "schemas as data, told",
        "the same",
        "told",
        lambda c: any(f"{{{XSD}}}" in str(n.tag) for n in children(c.node)),
    ),
)
