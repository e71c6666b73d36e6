"""Elements with text and attributes whose text has a default or a fixed value.

Like elements of simple types, they have it where they are empty (XML Schema Part 1,
3.3.4, Element Locally Valid, 5).
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

from .characters import escape, shown
from .errors import MessageError
from .reading import Node, Reader
from .simple import content
from .writing import name

T = TypeVar("T")


def defaulted_content(
    node: Any,
    reader: Reader,
    decode: Callable[[Node, Reader], T],
    default: str,
    nillable: bool = False,
) -> T:
    """The value of an element that has a default text."""
    if not node.text and not len(node) and not reader.is_nil(node):
        node.text = default
    return content(node, reader, decode, nillable)


def fixed_content(
    node: Node,
    reader: Reader,
    decode: Callable[[Node, Reader], T],
    fixed: str,
    nillable: bool = False,
) -> T:
    """The value of an element whose text is fixed."""
    found = defaulted_content(node, reader, decode, fixed, nillable)
    if reader.is_nil(node):
        return found
    only: Any = deepcopy(node)  # with its attributes, and what it is read by
    only.text = fixed
    if decode(only, reader) != found:
        reason = f"the value is fixed to {shown(fixed)}, found {shown(node.text or '')}"
        raise reader.error(reason, node)
    return found


def write_fixed_content(
    tag: str,
    value: T,
    encode: Callable[[str, T], str],
    field: str,
    read: Callable[[str], object],
    fixed: str,
) -> str:
    """An element with attributes whose text is fixed; `field` has the text.

    It is written as the schema has it, as it is without attributes.
    """
    written = encode(tag, value)
    if getattr(value, field) != read(fixed):
        found = shown(getattr(value, field))
        reason = f"the value is fixed to {shown(fixed)}, found {found}"
        raise MessageError(reason, path=name(tag))
    start, _, _ = written.partition(">")  # in a value it is an entity
    return f"{start}>{escape(fixed)}</{tag}>"
