"""Statements that are too long, each by what it begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .brackets import bracketed, broken, enclosed, split
from .tokens import (
    COMMA,
    DOT,
    FOR,
    OPEN,
    WIDTH,
    Tokens,
    Unknown,
    as_line,
    closed_at,
    delimiters,
    fits,
    last_pair,
    opened_at,
    outside,
    short,
    width,
)

_STRANGE: Final = frozenset(
    ("class", "for", "with", "except", "@", "assert", "del", "not", "lambda", "yield")
)
"""Beginnings of statements that are left to black."""


def statement(tokens: Tokens, depth: int) -> Iterator[str]:
    """The lines of a statement that is too long for one."""
    first = tokens[0]
    if first in _STRANGE:
        raise Unknown
    if first in ("def", "async"):
        return _definition(tokens, depth)
    if first == "from":
        return _imports(tokens, depth)
    if first in ("if", "elif", "while"):
        return _optional(tokens, 1, len(tokens) - 1, depth)
    if first == "return":
        return _optional(tokens, 1, len(tokens), depth)
    for index, token in outside(tokens):
        if token in ("=", "+="):
            return _optional(tokens, index + 1, len(tokens), depth)
    return bracketed(tokens, depth)


def _definition(tokens: Tokens, depth: int) -> Iterator[str]:
    opening = tokens.index("(")
    closing = closed_at(tokens, opening)
    inner = tokens[opening + 1 : closing]
    if not inner:
        raise Unknown
    if not any(token == "," for _, token in outside(inner)):
        inner = [*inner, ","]
    yield short(tokens[: opening + 1], depth)
    yield from enclosed(inner, depth + 1)
    yield short(tokens[closing:], depth)


def _imports(tokens: Tokens, depth: int) -> Iterator[str]:
    start = tokens.index(" import") + 1
    if tokens[start].strip() == "(":
        raise Unknown
    yield short([*tokens[:start], " ("], depth)
    yield from broken([*tokens[start:], ","], depth + 1)
    yield short([")"], depth)


def _optional(tokens: Tokens, start: int, end: int, depth: int) -> Iterator[str]:
    """A statement whose expression may get parentheses around it."""
    head, inner, tail = tokens[:start], tokens[start:end], tokens[end:]
    if _can_omit(inner, depth):
        pair = last_pair(inner)
        if pair is None:
            if len(inner) == 1 and not fits(inner, depth + 1):
                if any(token == ":" for _, token in outside(head)):
                    raise Unknown
                yield as_line(tokens, depth)
                return
        elif _prefers(head, tokens[: start + pair[0] + 1], depth):
            yield from split(tokens, start + pair[0], start + pair[1], depth)
            return
    yield short([*head, " ("], depth)
    yield from enclosed(inner, depth + 1)
    yield short([")", *tail], depth)


def _can_omit(inner: Tokens, depth: int) -> bool:
    """Whether black thinks about breaking an expression without parentheses."""
    found = delimiters(inner)
    if not found:
        return True
    highest = max(priority for _, priority in found)
    if highest in (COMMA, FOR):
        raise Unknown
    if sum(priority == highest for _, priority in found) > 1:
        return False
    if highest == DOT:
        return True
    if inner[0].strip() in OPEN:
        raise Unknown
    last = inner[-1]
    if last == "]":
        raise Unknown
    if last not in (")", "}"):
        return False
    opening = opened_at(inner, len(inner) - 1)
    if opening == len(inner) - 2:
        return False
    others = any(token.strip() in OPEN for token in inner[:opening])
    return others or fits(inner[: opening + 1], depth + 1)


def _prefers(head: Tokens, opened: Tokens, depth: int) -> bool:
    """Whether black breaks in the brackets rather than right after the `=`."""
    if head[-1].strip() != "=" or not any(t.strip() in OPEN for t in head):
        return True
    return width(head, depth) > WIDTH - 2 or fits(opened, depth)
