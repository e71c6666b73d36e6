"""Writes numbers whose type has a pattern that wants zeros before them.

A number has many texts, and patterns are about texts (XML Schema Part 2, 4.3.4): where
one asks for ten digits, the text of 7 is `0000000007`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def write_padded(
    write: Callable[[T], str], *patterns: tuple[str, ...], least: int, most: int
) -> Callable[[T], str]:
    """Make the writer of such a type: the shortest text that fits the patterns.

    Where none does, it is the shortest text there is: to insist on facets is what
    `check_facets` is for.

    Args:
        write: Writes a number in its shortest form.
        patterns: Patterns that must all fit; each is a choice of expressions.
        least: How many characters a text has that fits.
        most: How many are tried.
    """

    def write_fitting(value: T) -> str:
        text = write(value)
        if _fits(text, patterns):
            return text
        sizes = range(max(least, len(text) + 1), most + 1)
        longer = (text.zfill(size) for size in sizes)
        return next((each for each in longer if _fits(each, patterns)), text)

    return write_fitting


def _fits(text: str, patterns: tuple[tuple[str, ...], ...]) -> bool:
    # Loaded where there is something to write, and not with a package.
    from .patterns import compiled

    return all(
        any(compiled(pattern).matches(text) for pattern in choice)
        for choice in patterns
    )
