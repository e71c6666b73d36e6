"""A line of Python as tokens: its brackets, its delimiters, its length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

WIDTH: Final = 88
"""Characters of a line, as black has it."""
OPEN: Final = frozenset("([{")
CLOSE: Final = frozenset(")]}")
_WORDS: Final = frozenset(
    ("return", "in", "is", "not", "and", "or", "if", "elif", "else", "while", "await")
)
"""What stands before a bracket without calling it."""
COMMA: Final = 18
FOR: Final = 20
TERNARY: Final = 16
DOT: Final = 1
"""Priorities of delimiters, as black has them: a line is broken at the highest."""
_PRIORITIES: Final = {
    **{",": COMMA, "for": FOR, "if": TERNARY, "else": TERNARY},
    **{"or": 14, "and": 14},
    **dict.fromkeys(("is", "in", "==", "!=", "<", ">", "<=", ">="), 10),
    "|": 8,
}
_OPERATORS: Final = frozenset("+-*/%@&^~;`") | {"+=", ":="}
_TOKEN: Final = re.compile(
    r'\s*(?:f?"(?:[^"\\]|\\.)*"|[\w.]+|[()\[\]{},:|]|[<>=!+]=|->|.)', re.S
)

Tokens = Sequence[str]
Found = list[tuple[int, int]]
"""Places of delimiters, each with its priority."""


class Unknown(Exception):
    """Black may see more in a line than this module does."""


def tokenized(text: str) -> list[str]:
    """The tokens of a line, each with the space before it."""
    return _TOKEN.findall(text)


def last_pair(tokens: Tokens) -> tuple[int, int] | None:
    """The last brackets with something in them, or None where there are none."""
    for closing in range(len(tokens) - 1, -1, -1):
        if tokens[closing].strip() in CLOSE:
            opening = opened_at(tokens, closing)
            if opening < closing - 1:
                return opening, closing
            if any(token.strip() in CLOSE for token in tokens[:opening]):
                raise Unknown
            return None
    return None


def delimiters(tokens: Tokens) -> Found:
    """Where an expression may be broken: what stands in no brackets."""
    found: Found = []
    loops = variables = False
    for index, token in outside(tokens):
        if token in _OPERATORS or token == "lambda":
            if token == "lambda":
                continue
            raise Unknown
        priority = _PRIORITIES.get(token, 0)
        if token.startswith(".") and index and tokens[index - 1].strip() in CLOSE:
            priority = DOT
        elif token == "for":
            loops = variables = True
        elif token == "in" and variables:
            priority, variables = 0, False
        elif token == "if" and loops:
            priority = FOR
        if priority and (index or token == ","):
            found.append((index, priority))
    return found


def outside(tokens: Tokens) -> Iterator[tuple[int, str]]:
    """The tokens that stand in no brackets, nor among the names of a lambda."""
    depth = 0
    names: list[int] = []
    for index, spaced in enumerate(tokens):
        token = spaced.strip()
        if token in CLOSE:
            depth -= 1
        if token == ":" and names and names[-1] == depth:
            names.pop()
            depth -= 1
            continue
        if depth == 0:
            yield index, token
        if token in OPEN:
            depth += 1
        elif token == "lambda":
            depth += 1
            names.append(depth)


def opened_at(tokens: Tokens, closing: int) -> int:
    """Where the bracket is that one closes."""
    depth = 0
    for index in range(closing, -1, -1):
        token = tokens[index].strip()
        depth += (token in CLOSE) - (token in OPEN)
        if not depth:
            return index
    raise Unknown


def closed_at(tokens: Tokens, opening: int) -> int:
    """Where the bracket is that closes one."""
    depth = 0
    for index in range(opening, len(tokens)):
        token = tokens[index].strip()
        depth += (token in OPEN) - (token in CLOSE)
        if not depth:
            return index
    raise Unknown


def is_atom(tokens: Tokens, opening: int) -> bool:
    """Whether a bracket opens a tuple, a list or a dict, and no call."""
    if tokens[opening].strip() == "{" or not opening:
        return True
    before = tokens[opening - 1].strip()
    called = before[-1].isalnum() or before[-1] in '_)]"'
    return before in _WORDS or not called


def as_line(tokens: Tokens, depth: int) -> str:
    """The text of a line, so deep."""
    return "    " * depth + "".join(tokens).strip()


def width(tokens: Tokens, depth: int) -> int:
    """How many characters it has."""
    return 4 * depth + len("".join(tokens).strip())


def fits(tokens: Tokens, depth: int) -> bool:
    """Whether it is no longer than a line may be."""
    return width(tokens, depth) <= WIDTH


def short(tokens: Tokens, depth: int) -> str:
    """The text of a line that black would not break further."""
    if not fits(tokens, depth):
        raise Unknown
    return as_line(tokens, depth)
