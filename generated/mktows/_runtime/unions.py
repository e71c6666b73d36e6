"""Unions whose members allow less than their types, which decides on whose a text is.

A text belongs to the first member whose lexical and value space hold it (XML Schema
Part 2, 2.5.1.3). One that is in the space of none is read and written by the first type
that can: to insist on facets is what `check_facets` is for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .characters import unescaped
from .facets import Facets
from .simple import read_union, write_union


def read_narrow_union(
    *members: tuple[Callable[[str], Any], Facets | None],
) -> Callable[[str], Any]:
    """Make the reader of a union.

    Args:
        members: What reads each, and what it allows; None is all of its type.
    """
    read_wide = read_union(*(read for read, _ in members))

    def read_any(text: str) -> Any:
        for read, facets in members:
            if facets is None or facets.problem(text) is None:
                try:
                    return read(text)
                except ValueError:
                    continue
        return read_wide(text)

    return read_any


def write_narrow_union(
    *members: tuple[Callable[[Any], str], Facets | None],
) -> Callable[[Any], str]:
    """Make the writer of a union.

    Args:
        members: What writes each, and what it allows; None is all of its type.
    """
    write_wide = write_union(*(write for write, _ in members))

    def write_any(value: Any) -> str:
        for write, facets in members:
            try:
                text = write(value)
            except ValueError:
                continue
            if facets is None or facets.problem(unescaped(text)) is None:
                return text
        return write_wide(value)

    return write_any
