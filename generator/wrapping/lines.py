"""The lines of a module that are too long, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from .brackets import enclosed
from .statements import statement
from .tokens import (
    CLOSE,
    OPEN,
    WIDTH,
    Tokens,
    Unknown,
    as_line,
    delimiters,
    fits,
    is_atom,
    opened_at,
    tokenized,
)

_ODD: Final = re.compile(r'\\"|, ?[)\]}]')
"""What black may write in another way although it fits."""


def fitted(text: str, other: Callable[[str, int, bool], Iterable[str]]) -> str:
    """Break the lines of a module that are too long.

    What stands on several lines already is taken to be broken as black would; a
    docstring stays as it is.

    Args:
        text: The module.
        other: What breaks a line that this module does not know; its arguments are
            those of `wrapped`.
    """
    lines: list[str] = []
    brackets = 0
    quoted = False
    for line in text.split("\n"):
        bare = line.lstrip(" ")
        if quoted or bare.startswith('"""'):
            quoted = not bare.endswith('"""') or (bare == '"""' and not quoted)
            lines.append(line)
            continue
        brackets -= bare[:1] in CLOSE and bool(bare)
        inside = brackets > 0
        brackets += bare[-1:] in OPEN and bool(bare)
        if (len(line) <= WIDTH and not _ODD.search(line)) or bare.startswith("#"):
            lines.append(line)
            continue
        depth = (len(line) - len(bare)) // 4
        try:
            lines += wrapped(bare, depth, inside)
        except Unknown:
            lines += other(bare, depth, inside)
    return "\n".join(lines)


def wrapped(text: str, depth: int, inside: bool = False) -> list[str]:
    """Break one logical line, if it is longer than the width.

    Args:
        text: The line, without indentation.
        depth: How deep it is indented.
        inside: Whether it stands between brackets that are open.

    Returns:
        The lines, indented.

    Raises:
        Unknown: It is of no kind that this module knows.
    """
    tokens = tokenized(text)
    _check(tokens)
    if fits(tokens, depth):
        return [as_line(tokens, depth)]
    return [*(enclosed if inside else statement)(tokens, depth)]


def _check(tokens: Tokens) -> None:
    """Insist that no bracket closes after a comma, which would hold it open."""
    for index, token in enumerate(tokens):
        if '\\"' in token:
            raise Unknown  # black prefers the quotes that need fewer escapes
        if token.strip() in CLOSE and index and tokens[index - 1] == ",":
            opening = opened_at(tokens, index)
            inner = tokens[opening + 1 : index]
            alone = len(delimiters(inner)) == 1
            if not (alone and token == ")" and is_atom(tokens, opening)):
                raise Unknown
