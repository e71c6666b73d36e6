"""Which element of XML Schema 1.0 may stand in which, and with what attributes.

Only what would be misread is refused: the order of what stands in an element, and
attributes that nothing reads, are left alone.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from .xml import XSD, children, local

_PARTICLES: Final = "group all choice sequence"
_ATTRIBUTES: Final = "attribute attributeGroup anyAttribute"
_FACETS: Final = (
    "enumeration fractionDigits length maxExclusive maxInclusive maxLength "
    "minExclusive minInclusive minLength pattern totalDigits whiteSpace"
)
FACETS: Final = [
    f"{{{XSD}}}{name}" for name in _FACETS.split() if name != "enumeration"
]
"""The tags of the facets that stand alone; an enumeration is a list of them."""
_INSIDE: Final = {
    "schema": "include import redefine element attribute complexType simpleType group "
    "attributeGroup notation",
    "redefine": "complexType simpleType group attributeGroup",
    "complexType": f"simpleContent complexContent {_PARTICLES} {_ATTRIBUTES}",
    "simpleContent": "restriction extension",
    "complexContent": "restriction extension",
    "extension": f"{_PARTICLES} {_ATTRIBUTES}",
    "restriction": f"{_PARTICLES} {_ATTRIBUTES} simpleType {_FACETS}",
    "sequence": "element group choice sequence any",
    "choice": "element group choice sequence any",
    "all": "element",
    "group": "all choice sequence",
    "attributeGroup": _ATTRIBUTES,
    "element": "simpleType complexType key keyref unique",
    "attribute": "simpleType",
    "simpleType": "restriction list union",
    "list": "simpleType",
    "union": "simpleType",
    "key": "selector field",
    "keyref": "selector field",
    "unique": "selector field",
}
_ALLOWED: Final = {
    name: {*names.split(), "annotation"} for name, names in _INSIDE.items()
} | {
    name: {"annotation"}
    for name in f"any anyAttribute notation selector field {_FACETS}".split()
}
_ONCE: Final = {
    name: names.split()
    for name, names in {
        "attribute": "ref type simpleType",
        "complexContent": "extension restriction",
        "complexType": f"simpleContent complexContent {_PARTICLES}",
        "element": "ref type simpleType complexType",
        "extension": _PARTICLES,
        "group": f"ref {_PARTICLES}",
        "list": "itemType simpleType",
        "restriction": f"simpleType {_PARTICLES}",
        "simpleContent": "extension restriction",
        "simpleType": "restriction list union",
    }.items()
}
"""Elements and attributes of which only one may be there (Part 1, 3.2.3, 3.3.3)."""
_MUST: Final = frozenset(
    {"complexContent", "group", "list", "simpleContent", "simpleType"}
)
"""What must have one of these."""
_WITHIN: Final = {
    "complexContent": {*_PARTICLES.split(), *_ATTRIBUTES.split()},
    "simpleContent": {"simpleType", *_FACETS.split(), *_ATTRIBUTES.split()},
    "simpleType": {"simpleType", *_FACETS.split()},
}
"""What a derivation may have, by what it stands in (Part 1, 3.4.2; Part 2, 4.1.2)."""
_NEWER: Final = frozenset(
    "alternative assert assertion defaultOpenContent explicitTimezone openContent "
    "override".split()
)
"""What XML Schema 1.1 adds."""

_BOOLEAN: Final = frozenset({"true", "false", "1", "0"})
_FORM: Final = frozenset({"qualified", "unqualified"})
_VALUES: Final = {
    "abstract": _BOOLEAN,
    "mixed": _BOOLEAN,
    "nillable": _BOOLEAN,
    "form": _FORM,
    "elementFormDefault": _FORM,
    "attributeFormDefault": _FORM,
    "use": frozenset({"optional", "required", "prohibited"}),
    "processContents": frozenset({"strict", "lax", "skip"}),
}
_NUMBER: Final = re.compile(r"\+?0*[0-9]{1,9}")


def wrong(node: etree._Element, *, top: bool = False) -> str:
    """Why an element of a schema cannot be read as what it says, or nothing.

    Args:
        node: The element.
        top: Whether it stands right in the schema.
    """
    name = local(node)
    return (
        _misplaced(node, name)
        or _misnamed(node, name, top)
        or _misvalued(node)
        or _empty(node, name)
        or _contradictory(node, name)
    )


def _misplaced(node: etree._Element, name: str) -> str:
    allowed = _ALLOWED.get(name, set())
    for child in node.iterchildren("*"):
        inner = local(child)
        namespace = etree.QName(child).namespace
        if namespace != XSD:
            what = f"of namespace {namespace!r}" if namespace else "of no namespace"
            return f"{inner!r} {what} may not stand in xs:{name}"
        if inner in _NEWER:
            return f"xs:{inner} is of XML Schema 1.1; only 1.0 is read"
        if inner not in allowed:
            return f"xs:{inner} may not stand in xs:{name}"
    return ""


def _misnamed(node: etree._Element, name: str, top: bool) -> str:
    if name not in ("element", "attribute", "group", "attributeGroup"):
        return f"this xs:{name} has no name" if top and not node.get("name") else ""
    if top and node.get("ref"):
        return f"this xs:{name} is a declaration, which may not refer to another"
    if top:
        return "" if node.get("name") else f"this xs:{name} has no name"
    if node.get("name") and node.get("ref"):
        return f"xs:{name} has a name and a reference"
    if node.get("name") or node.get("ref"):
        return ""
    return f"xs:{name} has neither a name nor a reference"


def _misvalued(node: etree._Element) -> str:
    for key, values in _VALUES.items():
        value = node.get(key)
        if value is not None and value.strip() not in values:
            reason = f"{key} {value!r} is not one of {', '.join(sorted(values))}"
            is_lower = value.strip().lower() in values
            return f"{reason}: it must be in lower case" if is_lower else reason
    fewest, most = node.get("minOccurs", "1"), node.get("maxOccurs", "1")
    for key, value in (("minOccurs", fewest), ("maxOccurs", most)):
        if key == "maxOccurs" and value.strip() == "unbounded":
            return ""
        if not _NUMBER.fullmatch(value.strip()):
            reason = f"{key} {value!r} is not a number below a thousand million"
            is_word = key == "maxOccurs" and value.strip().lower() == "unbounded"
            return f"{reason}, nor 'unbounded' in lower case" if is_word else reason
    if int(fewest) > int(most):
        return f"minOccurs {fewest} is more than maxOccurs {most}"
    return ""


def _empty(node: etree._Element, name: str) -> str:
    """What says nothing where it must say something.

    A list of no namespaces is a set that holds none (Part 1, 3.10.2).
    """
    for key in ("type", "ref", "itemType"):
        if not node.get(key, key).strip():
            return f"{key} of xs:{name} names nothing"
    if name == "enumeration" and node.get("value") is None:
        return "xs:enumeration has no value"
    if name != "any" or node.get("namespace", "##any").split():
        return ""
    must = int(node.get("minOccurs", "1"))
    return "xs:any must be there and allows no namespace" if must else ""


def _contradictory(node: etree._Element, name: str) -> str:
    """What says two things, of which one would be lost, or builds on nothing."""
    inner = [local(child) for child in children(node, XSD)]
    one_of = _ONCE.get(name, [])
    said = [one for one in (*inner, *map(str, node.attrib)) if one in one_of]
    twice = said if len(said) > 1 else ["anyAttribute"] * inner.count("anyAttribute")
    if len(twice) > 1:
        return f"xs:{name} has {twice[0]} and {twice[1]}; only one of them may be there"
    if not said and name in _MUST:
        return f"xs:{name} has none of {', '.join(one_of)}"
    beside = set(inner) - {"annotation", *said}
    if beside and {"simpleContent", "complexContent"}.intersection(said):
        return f"xs:{min(beside)} may not stand beside xs:{said[0]}"
    if name == "union" and not (node.get("memberTypes", "").split() or beside):
        return "xs:union has no members"
    return (
        _derivation(node, name, inner) if name in ("extension", "restriction") else ""
    )


def _derivation(node: etree._Element, name: str, inner: list[str]) -> str:
    """What a derivation may not say, by what it stands in."""
    owner = node.getparent()
    where = "" if owner is None else local(owner)
    alone = where == "simpleType" and "simpleType" in inner
    if (not node.get("base", "").strip()) is not alone:
        return f"xs:{name} has {'two bases' if alone else 'no base'}"
    wrong = set(inner) - _WITHIN.get(where, set(inner)) - {"annotation"}
    if not wrong:
        return ""
    return f"xs:{min(wrong)} may not stand in xs:{name} of xs:{where}"
