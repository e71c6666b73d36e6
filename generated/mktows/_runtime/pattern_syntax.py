"""Reads the regular expressions of XML Schema (Part 2, appendix F).

They are regular in the strict sense: no reference back, no look around, no lazy
quantifier; `^` and `$` are characters like others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .pattern_sets import (
    MULTIPLE,
    Chars,
    among,
    either,
    is_any,
    named,
    other,
    without,
)

_DEEPEST: Final = 50
_SINGLE: Final = {c: c for c in "\\|.-^?*+{}()[]"} | {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class One:
    """A character of a set."""

    chars: Chars


@dataclass(frozen=True, slots=True)
class Row:
    """One thing after the other."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One thing of several."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A thing several times; `most` is None without a bound."""

    item: Item
    least: int
    most: int | None


Item = One | Row | Either | Repeat


def parse(pattern: str) -> Item:
    """Read a pattern.

    Raises:
        ValueError: It is none.
    """
    parser = _Parser(pattern)
    found = parser.choice(0)
    if parser.next:
        raise parser.error("a parenthesis is closed that is not open")
    return found


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    @property
    def next(self) -> str:
        """The next character; "" at the end."""
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        """Go on by one character."""
        found = self.next
        if not found:
            raise self.error("the end comes too early")
        self.at += 1
        return found

    def error(self, reason: str) -> ValueError:
        return ValueError(f"{reason} (at character {self.at + 1})")

    def choice(self, depth: int) -> Item:
        if depth > _DEEPEST:
            raise self.error("the parentheses are nested too deeply")
        branches = [self.branch(depth)]
        while self.next == "|":
            self.take()
            branches.append(self.branch(depth))
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def branch(self, depth: int) -> Item:
        pieces: list[Item] = []
        while self.next and self.next not in "|)":
            atom = self.atom(depth)
            pieces.append(self.quantified(atom))
        return pieces[0] if len(pieces) == 1 else Row(tuple(pieces))

    def atom(self, depth: int) -> Item:
        found = self.take()
        if found == "(":
            inner = self.choice(depth + 1)
            if self.take() != ")":
                raise self.error("a parenthesis is not closed")
            return inner
        if found == "[":
            return One(self.group(depth))
        if found == ".":
            return One(is_any)
        if found == "\\":
            return One(self.escape())
        if found in "?*+{]":
            raise self.error(f"{found!r} stands where a character should")
        return One(among((found, found)))

    def quantified(self, atom: Item) -> Item:
        if self.next not in tuple("?*+{"):
            return atom
        mark = self.take()
        if mark != "{":
            least = int(mark == "+")
            return Repeat(atom, least, 1 if mark == "?" else None)
        least = self.number()
        most: int | None = least
        if self.next == ",":
            self.take()
            most = None if self.next == "}" else self.number()
        if self.take() != "}" or (most is not None and most < least):
            raise self.error("a quantity is not as it should be")
        return Repeat(atom, least, most)

    def number(self) -> int:
        digits = ""
        while self.next and self.next in "0123456789":
            digits += self.take()
        if not 0 < len(digits) < 8:
            raise self.error("a quantity is not as it should be")
        return int(digits)

    # Sets of characters

    def group(self, depth: int) -> Chars:
        """What stands between brackets, the first of which has been taken."""
        if depth > _DEEPEST:
            raise self.error("the brackets are nested too deeply")
        negative = self.next == "^"
        if negative:
            self.take()
        sets: list[Chars] = []
        taken: Chars | None = None
        while self.next != "]":
            if self.pattern.startswith("-[", self.at) and sets:
                self.at += 2
                taken = self.group(depth + 1)
                if self.next != "]":
                    raise self.error("something stands behind a subtraction")
                break
            sets.append(self.member())
        self.take()
        if not sets:
            raise self.error("there is nothing between two brackets")
        chars = other(either(sets)) if negative else either(sets)
        return chars if taken is None else without(chars, taken)

    def member(self) -> Chars:
        """One character of a set, or a range, or a set by name."""
        low = self.take()
        if low == "[":
            raise self.error("'[' stands where a character should")
        if low == "\\":
            if self.next not in _SINGLE:
                return self.escape()
            low = _SINGLE[self.take()]
        following = self.pattern[self.at : self.at + 2]
        if following[:1] != "-" or following[1:] in ("", "]", "["):
            return among((low, low))
        self.take()
        high = self.take()
        if high == "\\":
            high = _SINGLE.get(self.take(), "")
        if high < low:
            raise self.error("a range ends before it begins")
        return among((low, high))

    def escape(self) -> Chars:
        """What follows a backslash."""
        found = self.take()
        if found in _SINGLE:
            char = _SINGLE[found]
            return among((char, char))
        if found in "pP":
            return self.property(found)
        chars = MULTIPLE.get(found.lower())
        if chars is None:
            raise self.error(f"a backslash and {found!r} mean nothing")
        return chars if found.islower() else other(chars)

    def property(self, letter: str) -> Chars:
        end = self.pattern.find("}", self.at)
        if self.next != "{" or end < 0:
            raise self.error("a category has no name")
        name = self.pattern[self.at + 1 : end]
        self.at = end + 1
        chars = named(name)
        if chars is None:
            raise self.error(f"there is no category and no block {name[:40]!r}")
        return chars if letter == "p" else other(chars)
