"""Long lines of Python, broken as black breaks them.

Black spends most of its time on finding out what a line is. The views write few kinds
of lines, so this module breaks just these, by black's own rules: at the delimiters of
the highest priority, else at the last pair of brackets. What it does not know for sure
it leaves to black. The tests hold lines of any shape and width against black itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

WIDTH: Final = 88

_TOKEN: Final = re.compile(
    r'\s*(?:f?"(?:[^"\\]|\\.)*"|[\w.]+|[()\[\]{},:|]|[<>=!+]=|->|.)', re.S
)
_OPEN: Final = frozenset("([{")
_CLOSE: Final = frozenset(")]}")
_WORDS: Final = frozenset(
    ("return", "in", "is", "not", "and", "or", "if", "elif", "else", "while", "await")
)
"""What stands before a bracket without calling it."""
_ODD: Final = re.compile(r'\\"|, ?[)\]}]')
"""What black may write in another way although it fits."""
_STRANGE: Final = frozenset(
    ("class", "for", "with", "except", "@", "assert", "del", "not", "lambda", "yield")
)
"""Beginnings of statements that are left to black."""
_COMMA: Final = 18
_FOR: Final = 20
_TERNARY: Final = 16
_DOT: Final = 1
_PRIORITIES: Final = {
    **{",": _COMMA, "for": _FOR, "if": _TERNARY, "else": _TERNARY},
    **{"or": 14, "and": 14},
    **dict.fromkeys(("is", "in", "==", "!=", "<", ">", "<=", ">="), 10),
    "|": 8,
}
_OPERATORS: Final = frozenset("+-*/%@&^~;`") | {"+=", ":="}

Tokens = Sequence[str]
Found = list[tuple[int, int]]
"""Places of delimiters, each with its priority."""


class Unknown(Exception):
    """Black may see more in a line than this module does."""


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
        brackets -= bare[:1] in _CLOSE and bool(bare)
        inside = brackets > 0
        brackets += bare[-1:] in _OPEN and bool(bare)
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
    tokens = _TOKEN.findall(text)
    _check(tokens)
    if _fits(tokens, depth):
        return [_line(tokens, depth)]
    return [*(_inside if inside else _statement)(tokens, depth)]


def _check(tokens: Tokens) -> None:
    """Insist that no bracket closes after a comma, which would hold it open."""
    for index, token in enumerate(tokens):
        if '\\"' in token:
            raise Unknown  # black prefers the quotes that need fewer escapes
        if token.strip() in _CLOSE and index and tokens[index - 1] == ",":
            opening = _opening(tokens, index)
            inner = tokens[opening + 1 : index]
            alone = len(_delimiters(inner)) == 1
            if not (alone and token == ")" and _is_atom(tokens, opening)):
                raise Unknown


# Statements


def _statement(tokens: Tokens, depth: int) -> Iterator[str]:
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
    for index, token in _outside(tokens):
        if token in ("=", "+="):
            return _optional(tokens, index + 1, len(tokens), depth)
    return _bracketed(tokens, depth)


def _definition(tokens: Tokens, depth: int) -> Iterator[str]:
    opening = tokens.index("(")
    closing = _closing(tokens, opening)
    inner = tokens[opening + 1 : closing]
    if not inner:
        raise Unknown
    if not any(token == "," for _, token in _outside(inner)):
        inner = [*inner, ","]
    yield _short(tokens[: opening + 1], depth)
    yield from _inside(inner, depth + 1)
    yield _short(tokens[closing:], depth)


def _imports(tokens: Tokens, depth: int) -> Iterator[str]:
    start = tokens.index(" import") + 1
    if tokens[start].strip() == "(":
        raise Unknown
    yield _short([*tokens[:start], " ("], depth)
    yield from _broken([*tokens[start:], ","], depth + 1)
    yield _short([")"], depth)


def _optional(tokens: Tokens, start: int, end: int, depth: int) -> Iterator[str]:
    """A statement whose expression may get parentheses around it."""
    head, inner, tail = tokens[:start], tokens[start:end], tokens[end:]
    if _can_omit(inner, depth):
        pair = _last_pair(inner)
        if pair is None:
            if len(inner) == 1 and not _fits(inner, depth + 1):
                if any(token == ":" for _, token in _outside(head)):
                    raise Unknown
                yield _line(tokens, depth)
                return
        elif _prefers(head, tokens[: start + pair[0] + 1], depth):
            yield from _split(tokens, start + pair[0], start + pair[1], depth)
            return
    yield _short([*head, " ("], depth)
    yield from _inside(inner, depth + 1)
    yield _short([")", *tail], depth)


def _can_omit(inner: Tokens, depth: int) -> bool:
    """Whether black thinks about breaking an expression without parentheses."""
    found = _delimiters(inner)
    if not found:
        return True
    highest = max(priority for _, priority in found)
    if highest in (_COMMA, _FOR):
        raise Unknown
    if sum(priority == highest for _, priority in found) > 1:
        return False
    if highest == _DOT:
        return True
    if inner[0].strip() in _OPEN:
        raise Unknown
    last = inner[-1]
    if last == "]":
        raise Unknown
    if last not in (")", "}"):
        return False
    opening = _opening(inner, len(inner) - 1)
    if opening == len(inner) - 2:
        return False
    others = any(token.strip() in _OPEN for token in inner[:opening])
    return others or _fits(inner[: opening + 1], depth + 1)


def _prefers(head: Tokens, opened: Tokens, depth: int) -> bool:
    """Whether black breaks in the brackets rather than right after the `=`."""
    if head[-1].strip() != "=" or not any(t.strip() in _OPEN for t in head):
        return True
    return _length(head, depth) > WIDTH - 2 or _fits(opened, depth)


# What stands between brackets


def _inside(tokens: Tokens, depth: int) -> Iterator[str]:
    """A line between brackets: as it is where it fits, else broken."""
    if _fits(tokens, depth):
        yield _line(tokens, depth)
        return
    bare = tokens[:-1] if tokens[-1] == "," else tokens
    found = _delimiters(bare)
    highest = max((priority for _, priority in found), default=0)
    if highest == _COMMA:
        yield from _broken(tokens, depth)
    elif highest == _TERNARY and (start := _value(bare)):
        space = " " if bare[start].startswith(" ") else ""
        yield _short([*bare[:start], f"{space}("], depth)
        yield from _inside(bare[start:], depth + 1)
        yield _short([")", *tokens[len(bare) :]], depth)
    elif highest == _DOT or _is_pair(bare, found):
        raise Unknown
    elif found:
        yield from _broken(tokens, depth)
    else:
        yield from _bracketed(tokens, depth)


def _is_pair(tokens: Tokens, found: Found) -> bool:
    """Whether it is a pair of a dict, or a parameter, and not of the simplest."""
    pair = any(token == ":" for _, token in _outside(tokens))
    return pair and (bool(found) or len(tokens) > 3)


def _value(tokens: Tokens) -> int:
    """Where what a keyword or a lambda gives begins; 0 where it is neither."""
    if tokens[0].strip() == "lambda":
        return next(i for i, token in enumerate(tokens) if token == ":") + 1
    return 2 if tokens[1:2] == ["="] else 0


def _broken(tokens: Tokens, depth: int) -> Iterator[str]:
    """Lines that end or begin with a delimiter of the highest priority."""
    bare = tokens[:-1] if tokens[-1] == "," else tokens
    found = _delimiters(bare)
    highest = max((priority for _, priority in found), default=_COMMA)
    starts = [place for place, priority in found if priority == highest]
    if highest == _COMMA:
        starts = [place + 1 for place in starts]
    ends = [*starts, len(bare)]
    for start, end in zip([0, *starts], ends, strict=True):
        piece = list(bare[start:end])
        if end == len(bare) and (highest == _COMMA or len(bare) < len(tokens)):
            piece.append(",")
        yield from _inside(piece, depth)


def _bracketed(tokens: Tokens, depth: int) -> Iterator[str]:
    """A line that can only be broken in its last brackets."""
    pair = _last_pair(tokens)
    if pair is None:
        yield _line(tokens, depth)
    else:
        yield from _split(tokens, *pair, depth)


def _split(tokens: Tokens, opening: int, closing: int, depth: int) -> Iterator[str]:
    inner = tokens[opening + 1 : closing]
    found = _delimiters(inner[:-1] if inner[-1] == "," else inner)
    commas = any(priority == _COMMA for _, priority in found)
    yield _short(tokens[: opening + 1], depth)
    if commas and (_is_atom(tokens, opening) or inner[-1] == ","):
        yield from _broken(inner, depth + 1)
    else:
        yield from _inside(inner, depth + 1)
    yield _short(tokens[closing:], depth)


# Tokens


def _last_pair(tokens: Tokens) -> tuple[int, int] | None:
    """The last brackets with something in them, or None where there are none."""
    for closing in range(len(tokens) - 1, -1, -1):
        if tokens[closing].strip() in _CLOSE:
            opening = _opening(tokens, closing)
            if opening < closing - 1:
                return opening, closing
            if any(token.strip() in _CLOSE for token in tokens[:opening]):
                raise Unknown
            return None
    return None


def _delimiters(tokens: Tokens) -> Found:
    """Where an expression may be broken: what stands in no brackets."""
    found: Found = []
    loops = variables = False
    for index, token in _outside(tokens):
        if token in _OPERATORS or token == "lambda":
            if token == "lambda":
                continue
            raise Unknown
        priority = _PRIORITIES.get(token, 0)
        if token.startswith(".") and index and tokens[index - 1].strip() in _CLOSE:
            priority = _DOT
        elif token == "for":
            loops = variables = True
        elif token == "in" and variables:
            priority, variables = 0, False
        elif token == "if" and loops:
            priority = _FOR
        if priority and (index or token == ","):
            found.append((index, priority))
    return found


def _outside(tokens: Tokens) -> Iterator[tuple[int, str]]:
    """The tokens that stand in no brackets, nor among the names of a lambda."""
    depth = 0
    names: list[int] = []
    for index, spaced in enumerate(tokens):
        token = spaced.strip()
        if token in _CLOSE:
            depth -= 1
        if token == ":" and names and names[-1] == depth:
            names.pop()
            depth -= 1
            continue
        if depth == 0:
            yield index, token
        if token in _OPEN:
            depth += 1
        elif token == "lambda":
            depth += 1
            names.append(depth)


def _opening(tokens: Tokens, closing: int) -> int:
    depth = 0
    for index in range(closing, -1, -1):
        token = tokens[index].strip()
        depth += (token in _CLOSE) - (token in _OPEN)
        if not depth:
            return index
    raise Unknown


def _closing(tokens: Tokens, opening: int) -> int:
    depth = 0
    for index in range(opening, len(tokens)):
        token = tokens[index].strip()
        depth += (token in _OPEN) - (token in _CLOSE)
        if not depth:
            return index
    raise Unknown


def _is_atom(tokens: Tokens, opening: int) -> bool:
    """Whether a bracket opens a tuple, a list or a dict, and no call."""
    if tokens[opening].strip() == "{" or not opening:
        return True
    before = tokens[opening - 1].strip()
    called = before[-1].isalnum() or before[-1] in '_)]"'
    return before in _WORDS or not called


def _line(tokens: Tokens, depth: int) -> str:
    return "    " * depth + "".join(tokens).strip()


def _length(tokens: Tokens, depth: int) -> int:
    return 4 * depth + len("".join(tokens).strip())


def _fits(tokens: Tokens, depth: int) -> bool:
    return _length(tokens, depth) <= WIDTH


def _short(tokens: Tokens, depth: int) -> str:
    if not _fits(tokens, depth):
        raise Unknown
    return _line(tokens, depth)
