"""Texts that fit a pattern (XML Schema Part 2, appendix F)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

_PRINTABLE: Final = [chr(n) for n in range(32, 127)] + ["\u00e9", "\u03b1", "\u4e2d"]
_SPACES: Final = {" ", "\t", "\n", "\r"}
_ESCAPED: Final = {"n": "\n", "r": "\r", "t": "\t"}
_CLASSES: Final[dict[str, Callable[[str], bool]]] = {
    "d": str.isdecimal,
    "s": _SPACES.__contains__,
    "w": lambda c: unicodedata.category(c)[0] not in "PZC",
    "i": lambda c: c.isalpha() or c in "_:",
    "c": lambda c: c.isalnum() or c in "_:.-",
}
_MOST: Final = 1 << 16

Part = Callable[[Random], str]


class Unsupported(ValueError):
    """A pattern that is not understood here."""


@dataclass(slots=True)
class _Parser:
    """Reads one pattern into a maker of texts."""

    text: str
    at: int = 0

    def whole(self) -> Part:
        made = self.choice()
        if self.at < len(self.text):
            raise Unsupported(self.text)
        return made

    def choice(self) -> Part:
        branches = [self.branch()]
        while self.take("|"):
            branches.append(self.branch())
        return lambda random: random.choice(branches)(random)

    def branch(self) -> Part:
        parts: list[Part] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self.piece())
        return lambda random: "".join(part(random) for part in parts)

    def piece(self) -> Part:
        atom = self.atom()
        least, most = self.bounds()
        return lambda random: "".join(
            atom(random) for _ in range(random.randint(least, most))
        )

    def bounds(self) -> tuple[int, int]:
        if self.take("?"):
            return 0, 1
        if self.take("*"):
            return 0, 3
        if self.take("+"):
            return 1, 3
        if not self.take("{"):
            return 1, 1
        end = self.text.index("}", self.at)
        least, comma, most = self.text[self.at : end].partition(",")
        self.at = end + 1
        low = int(least or 0)
        high = int(most) if most.strip() else low + (3 if comma else 0)
        if high > _MOST:
            raise Unsupported(self.text)
        return low, min(high, low + 8)

    def atom(self) -> Part:
        if self.take("("):
            self.take("?:")
            inner = self.choice()
            self.expect(")")
            return inner
        char = self.next()
        if char == "[":
            return _one(self.members())
        if char == ".":
            return _one([c for c in _PRINTABLE if c not in "\r\n"])
        if char == "\\":
            return _one(self.escape())
        return lambda random: char

    def members(self) -> list[str]:
        negated = self.take("^")
        found: list[str] = []
        taken: set[str] = set()
        while not self.take("]"):
            if self.text.startswith("-[", self.at):
                self.at += 2
                taken = set(self.members())
                self.expect("]")
                break
            found += self.member()
        if negated:
            found = [c for c in _PRINTABLE if c not in found]
        return [c for c in found if c not in taken]

    def member(self) -> list[str]:
        char = self.next()
        if char == "\\":
            several = self.escape()
            if len(several) != 1:
                return several
            char = several[0]
        rest = self.text[self.at : self.at + 2]
        if rest[:1] != "-" or rest in ("-]", "-[") or len(rest) < 2:
            return [char]
        self.at += 1
        end = self.next()
        end = self.escape()[0] if end == "\\" else end
        return [chr(n) for n in range(ord(char), min(ord(end), ord(char) + 300) + 1)]

    def escape(self) -> list[str]:
        char = self.next()
        if char in "pP":
            self.expect("{")
            end = self.text.index("}", self.at)
            name, self.at = self.text[self.at : end], end + 1
            return [c for c in _PRINTABLE if _is(name, c) == (char == "p")]
        test = _CLASSES.get(char.lower())
        if test is not None:
            return [c for c in _PRINTABLE if bool(test(c)) == char.islower()]
        return [_ESCAPED.get(char, char)]

    def next(self) -> str:
        if self.at >= len(self.text):
            raise Unsupported(self.text)
        self.at += 1
        return self.text[self.at - 1]

    def take(self, wanted: str) -> bool:
        there = self.text.startswith(wanted, self.at)
        self.at += len(wanted) if there else 0
        return there

    def expect(self, wanted: str) -> None:
        if not self.take(wanted):
            raise Unsupported(self.text)


def _one(members: list[str]) -> Part:
    if not members:
        raise Unsupported("a class without members")
    return lambda random: random.choice(members)


def _is(name: str, char: str) -> bool:
    """Whether a character is in a category or a block."""
    if name == "IsBasicLatin":
        return char < "\x80"
    if name.startswith("Is"):
        return char >= "\x80"
    return unicodedata.category(char).startswith(name)


def maker(pattern: str) -> Part:
    """What makes texts that fit a pattern.

    Raises:
        Unsupported: It is not understood.
    """
    try:
        return _Parser(pattern).whole()
    except (ValueError, RecursionError) as error:
        raise Unsupported(pattern) from error
