"""What stands between brackets, broken where it is too long."""

from __future__ import annotations

from collections.abc import Iterator

from .tokens import (
    COMMA,
    DOT,
    TERNARY,
    Found,
    Tokens,
    Unknown,
    as_line,
    delimiters,
    fits,
    is_atom,
    last_pair,
    outside,
    short,
)


def enclosed(tokens: Tokens, depth: int) -> Iterator[str]:
    """A line between brackets: as it is where it fits, else broken."""
    if fits(tokens, depth):
        yield as_line(tokens, depth)
        return
    bare = tokens[:-1] if tokens[-1] == "," else tokens
    found = delimiters(bare)
    highest = max((priority for _, priority in found), default=0)
    if highest == COMMA:
        yield from broken(tokens, depth)
    elif highest == TERNARY and (start := _value(bare)):
        space = " " if bare[start].startswith(" ") else ""
        yield short([*bare[:start], f"{space}("], depth)
        yield from enclosed(bare[start:], depth + 1)
        yield short([")", *tokens[len(bare) :]], depth)
    elif highest == DOT or _is_pair(bare, found):
        raise Unknown
    elif found:
        yield from broken(tokens, depth)
    else:
        yield from bracketed(tokens, depth)


def _is_pair(tokens: Tokens, found: Found) -> bool:
    """Whether it is a pair of a dict, or a parameter, and not of the simplest."""
    pair = any(token == ":" for _, token in outside(tokens))
    return pair and (bool(found) or len(tokens) > 3)


def _value(tokens: Tokens) -> int:
    """Where what a keyword or a lambda gives begins; 0 where it is neither."""
    if tokens[0].strip() == "lambda":
        return next(i for i, token in enumerate(tokens) if token == ":") + 1
    return 2 if tokens[1:2] == ["="] else 0


def broken(tokens: Tokens, depth: int) -> Iterator[str]:
    """Lines that end or begin with a delimiter of the highest priority."""
    bare = tokens[:-1] if tokens[-1] == "," else tokens
    found = delimiters(bare)
    highest = max((priority for _, priority in found), default=COMMA)
    starts = [place for place, priority in found if priority == highest]
    if highest == COMMA:
        starts = [place + 1 for place in starts]
    ends = [*starts, len(bare)]
    for start, end in zip([0, *starts], ends, strict=True):
        piece = list(bare[start:end])
        if end == len(bare) and (highest == COMMA or len(bare) < len(tokens)):
            piece.append(",")
        yield from enclosed(piece, depth)


def bracketed(tokens: Tokens, depth: int) -> Iterator[str]:
    """A line that can only be broken in its last brackets."""
    pair = last_pair(tokens)
    if pair is None:
        yield as_line(tokens, depth)
    else:
        yield from split(tokens, *pair, depth)


def split(tokens: Tokens, opening: int, closing: int, depth: int) -> Iterator[str]:
    """A line that is broken in these brackets."""
    inner = tokens[opening + 1 : closing]
    found = delimiters(inner[:-1] if inner[-1] == "," else inner)
    commas = any(priority == COMMA for _, priority in found)
    yield short(tokens[: opening + 1], depth)
    if commas and (is_atom(tokens, opening) or inner[-1] == ","):
        yield from broken(inner, depth + 1)
    else:
        yield from enclosed(inner, depth + 1)
    yield short(tokens[closing:], depth)
