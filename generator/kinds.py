"""Whether a type is of the kind that the place needs which refers to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lxml import etree

from .document import parent
from .references import Reference
from .xml import XSD, children, local

_SIMPLE: Final = frozenset({"attribute", "list", "simpleType", "union"})
"""What is of simple types, or restricts one (Part 1, 3.2.2; Part 2, 4.1.2)."""


def wrong(
    reference: Reference, definition: Callable[[Reference], etree._Element | None]
) -> str:
    """Why a type may not stand where it is referred to, or nothing.

    Args:
        reference: What refers to it.
        definition: What a reference leads to; None of a built-in type.
    """
    holder = _holder(reference)
    if holder not in (*_SIMPLE, "simpleContent", "complexContent"):
        return ""
    node, value = definition(reference), reference.value
    if holder == "complexContent":
        simple = _is_simple(reference, node)
        return f"{value!r} is a simple type, which needs xs:simpleContent" * simple
    if node is None or local(node) == "simpleType":
        return ""
    text = holder == "simpleContent" and _has_text(node)
    return f"{value!r} is a complex type, where a simple one must stand" * (not text)


def _holder(reference: Reference) -> str:
    """What the type is for, where that may not have any type."""
    if reference.attribute == "base":
        return local(parent(reference.node))
    types = reference.attribute in ("type", "itemType", "memberTypes")
    return local(reference.node) if types else ""


def _is_simple(reference: Reference, node: etree._Element | None) -> bool:
    if node is None:
        return reference.name is not None and reference.name.name != "anyType"
    return local(node) == "simpleType"


def _has_text(node: etree._Element) -> bool:
    """Whether a complex type has simple content, or may be restricted to some."""
    simple = next(children(node, XSD, "simpleContent"), None)
    return simple is not None or node.get("mixed", "").strip() in ("true", "1")
