"""Writes values that hold qualified names, and declares the prefixes in them.

They are declared where they are used: whoever takes the element out of the message
takes them along.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from .attributes import attribute
from .qnames import Declared, in_scope
from .simple import written
from .writing import check, leaf

T = TypeVar("T")

_FIRST: Final = "q"


def scoped_leaf(tag: str, write: Callable[[T], str], value: T) -> str:
    """An element that holds names."""
    declared = Declared(_FIRST)
    made = leaf(tag, in_scope(declared, write), value)
    return f"<{tag}{_said(tag, declared)}{made[len(tag) + 1 :]}"


def scoped_text(write: Callable[[T], str], value: T) -> str:
    """What follows the attributes in an element that has some, but for the end tag."""
    declared = Declared(_FIRST)
    text = written(in_scope(declared, write), value)
    return f"{_said('text()', declared)}>{text}"


def scoped_attribute(
    wire: str, write: Callable[[T], str], value: T | None, prefix: str
) -> str:
    """An attribute that holds names.

    Args:
        wire: Its name.
        write: Writes the value.
        value: The value.
        prefix: A prefix that nothing else in the start tag declares.
    """
    declared = Declared(prefix)
    made = attribute(wire, in_scope(declared, write), value)
    return f"{_said(wire, declared)}{made}"


def _said(tag: str, declared: Declared) -> str:
    said = str(declared)
    check(tag, said)
    return said
