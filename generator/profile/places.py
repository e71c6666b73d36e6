"""Where each entry of a TOML text stands: TOML's reader does not tell.

The text is one that `tomllib` has read, so nothing here proves anything: it only
follows keys, tables and lists, and counts lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final

Place = tuple[str | int, ...]
"""How to get to a value: keys, and the numbers of items in lists, counted from 0."""

_TOKEN: Final = re.compile(
    r'(?P<text>"""(?:\\.|(?!""")[^\\])*"{3,5}'
    r"|'''(?:(?!''').)*'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*')"
    r"|(?P<comment>\#[^\n]*)"
    r"|(?P<space>[ \t\r]+)"
    r"|(?P<mark>[\[\]{},=.\n])"
    r"|(?P<word>[^\s\[\]{},=.\#\"']+)",
    re.DOTALL,
)


def places(text: str) -> dict[Place, int]:
    """The lines of all tables, keys and items of lists.

    Args:
        text: What `tomllib` reads without an error.

    Returns:
        For each path the line on which it is first named, counted from 1.
    """
    return _Places().read(text)


def line(text: str, *path: str | int) -> int:
    """The line where an entry stands, or what holds it where it is not there."""
    found = places(text)
    ends = (path[:end] for end in range(len(path), 0, -1))
    return next((found[end] for end in ends if end in found), 1)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """The kind, the text and the line of everything but space and comments."""
    number = 1
    for match in _TOKEN.finditer(text):
        kind, token = str(match.lastgroup), match.group()
        if kind not in ("space", "comment"):
            yield kind, token, number
        number += token.count("\n")


class _Places:
    """Reads tokens one by one; what is open stands on a stack of its own."""

    def __init__(self) -> None:
        self.found: dict[Place, int] = {}
        self.counts: dict[Place, int] = {}
        self.table: Place = ()
        self.open: list[tuple[Place, int | None]] = []
        self.key: list[str] = []
        self.header = 0
        self.value: Place | None = None

    def read(self, text: str) -> dict[Place, int]:
        for kind, token, line in _tokens(f"{text}\n"):
            if self.header:
                self.in_header(kind, token, line)
            elif self.value is None:
                self.in_key(kind, token, line)
            else:
                self.in_value(token, line)
        return self.found

    def in_header(self, kind: str, token: str, line: int) -> None:
        """Between `[` or `[[` and the end of the line."""
        if token == "\n":
            self.close_header(line)
        elif token == "[":
            self.header += 1
        elif kind in ("text", "word"):
            self.key.append(_name(token))

    def close_header(self, line: int) -> None:
        path: Place = ()
        for key in self.key[:-1]:
            path = self.last((*path, key))
        path = (*path, self.key[-1])
        if self.header > 1:
            self.counts[path] = self.counts.get(path, -1) + 1
            self.note(path, line)
            path = self.last(path)
        self.note(path[:-1], line)
        self.found[path] = line
        self.table, self.key, self.header = path, [], 0

    def last(self, path: Place) -> Place:
        """The last table of a list of tables, where a path leads to one."""
        return (*path, self.counts[path]) if path in self.counts else path

    def note(self, path: Place, line: int) -> None:
        """The line of a path and of what holds it, where they have none yet."""
        for end in range(1, len(path) + 1):
            self.found.setdefault(path[:end], line)

    def in_key(self, kind: str, token: str, line: int) -> None:
        """At the begin of a line, or where a key of an inline table may stand."""
        if kind in ("text", "word"):
            self.key.append(_name(token))
        elif token == "[":
            self.header = 1
        elif token == "=":
            held = self.open[-1][0] if self.open else self.table
            path = (*held, *self.key)
            self.note(path, line)
            self.value, self.key = path, []
        elif token == "}":
            self.leave()

    def in_value(self, token: str, line: int) -> None:
        """After a `=`, or inside a list; ends with a line only if nothing is open."""
        place, number = self.open[-1] if self.open else ((), None)
        if token == "\n":
            if not self.open:
                self.value = None
        elif token in "]}":
            self.leave()
        elif token == ",":
            self.value = None
            if number is not None:
                self.open[-1] = (place, number + 1)
                self.value = (*place, number + 1)
        else:
            self.in_item(token, line)

    def in_item(self, token: str, line: int) -> None:
        assert self.value is not None
        self.found.setdefault(self.value, line)
        if token == "[":
            self.open.append((self.value, 0))
            self.value = (*self.value, 0)
        elif token == "{":
            self.open.append((self.value, None))
            self.value = None

    def leave(self) -> None:
        """Close a list or an inline table: back to the value that it is."""
        self.value = self.open.pop()[0]


def _name(token: str) -> str:
    """A key as it is meant: quoted ones may have escapes."""
    if token[0] in "\"'":
        return str(tomllib.loads(f"key = {token}")["key"])
    return token
