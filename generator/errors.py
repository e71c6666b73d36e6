"""What the generator refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final


class Refused(Exception):
    """The input cannot be turned into a package, or the package cannot be written.

    Attributes:
        reason: What is wrong, in one line, with the remedy where there is one.
        file: The file that is at fault, as the user would name it.
        line: The line in that file, counted from 1.
    """

    def __init__(
        self,
        reason: str,
        *,
        file: PurePath | str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.file = file
        self.line = line

    def within(self, file: PurePath | str) -> Refused:
        """The same refusal, placed in a file where it has no place of its own."""
        return self if self.file else Refused(self.reason, file=file, line=1)

    def __str__(self) -> str:
        """`FILE:LINE: reason`, with what is known of the place, on one line."""
        place = "" if self.file is None else f"{self.file}:"
        if self.file is not None and self.line is not None:
            place = f"{self.file}:{self.line}:"
        return printable(f"{place} {_short(self.reason)}".strip())


_MOST: Final = 1000
"""Characters of a reason that are shown: what a document says may be far longer."""


def _short(text: str) -> str:
    """A text without its middle, where it is too long: a remedy stands at the end."""
    if len(text) <= _MOST:
        return text
    return f"{text[: _MOST // 2]} ... {text[-_MOST // 2 :]}"


def printable(text: str) -> str:
    """A text on one line: what cannot be printed stands there as its escape."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


class DeclaresType(Refused):
    """A document has a document type declaration, which nobody reads."""


HINTS: Final = 5
"""How many of many mistakes of one kind are told what may have been meant.

Finding that takes long among thousands of names.
"""
_LONGEST: Final = 100


def near(name: str, known: Iterable[str]) -> str:
    """What may have been meant, to end a reason with: `; did you mean 'x'?`, or "".

    Names that differ in their case only are alike; long ones are like none.
    """
    if len(name) > _LONGEST:
        return ""
    folded = {n.casefold(): n for n in sorted(known) if len(n) <= _LONGEST}
    found = get_close_matches(name.casefold(), folded, 1)
    return f"; did you mean {folded[found[0]]!r}?" if found else ""
