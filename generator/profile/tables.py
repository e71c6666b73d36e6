"""Tables, lists and texts of a TOML file, each refused on its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from keyword import iskeyword
from pathlib import Path
from typing import Any, Final

from ..errors import Refused, near
from .places import line

_IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_KINDS: Final = {str: "a text", bool: "true or false", list: "a list", dict: "a table"}


@dataclass(frozen=True, slots=True)
class Tables:
    """Reads values of the kinds that a profile has.

    What every method gets after the value is the path to it, for its line.

    Attributes:
        file: The TOML file.
        text: Its text.
    """

    file: Path
    text: str

    def refuse(self, reason: str, *path: str | int) -> Refused:
        """A refusal that names the line where an entry stands."""
        return Refused(reason, file=self.file, line=line(self.text, *path))

    def kind(self, value: Any, kind: type, *path: str | int) -> Any:
        """A value of a kind; a text is not empty."""
        *_, holder, last = ("", *path)
        what = f"an item of {holder!r}" if isinstance(last, int) else repr(last)
        if type(value) is not kind:
            raise self.refuse(f"{what} is not {_KINDS[kind]}", *path)
        if not isinstance(value, str):
            return value
        if not value.strip():
            raise self.refuse(f"{what} is empty", *path)
        return value.strip()

    def table(
        self, tree: Any, allowed: Mapping[str, type], *path: str | int
    ) -> dict[str, Any]:
        """A table whose entries are all known and of their kinds."""
        if path:
            self.kind(tree, dict, *path)
        for key in tree:
            if key not in allowed:
                reason = f"there is no entry {key!r} here{near(key, allowed)}"
                raise self.refuse(reason, *path, key)
        return {k: self.kind(v, allowed[k], *path, k) for k, v in tree.items()}

    def texts(self, tree: dict[str, Any], *path: str | int) -> dict[str, str]:
        """A table of texts."""
        return {k: self.kind(v, str, *path, k) for k, v in tree.items()}

    def items(self, values: list[Any], *path: str | int) -> tuple[str, ...]:
        """A list of texts, no two alike."""
        found: dict[str, None] = {}
        for number, value in enumerate(values):
            item = self.kind(value, str, *path, number)
            if item in found:
                raise self.refuse(f"{item!r} is there twice", *path, number)
            found[item] = None
        return tuple(found)

    def chosen(self, value: str, known: tuple[str, ...], *path: str | int) -> str:
        """One of a few texts."""
        if value not in known:
            reason = f"{path[-1]} is one of {', '.join(known)}, not {value!r}"
            raise self.refuse(reason, *path)
        return value

    def identifier(self, name: str, *path: str | int) -> str:
        """A name that Python takes."""
        if not _IDENTIFIER.fullmatch(name) or iskeyword(name):
            raise self.refuse(f"{name!r} is not a name that Python takes", *path)
        return name
