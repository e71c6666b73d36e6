"""Import lines: only what is used, in the order that tools agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator


class Imports:
    """Collects what a module uses from where, relative to its package.

    Args:
        folder: The folder of the package that the module lies in, as `operations` or
            `port.operations`; "" is its root.
    """

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self._names: dict[str, set[str]] = defaultdict(set)

    def add(self, home: str, *names: str) -> None:
        """Use names from a module: one of the package, or of the standard library."""
        self._names[home].update(names)

    def join(self, other: Imports) -> None:
        """Use all that another module uses, too."""
        for home, names in other._names.items():
            self.add(home, *names)

    def drop(self, home: str) -> None:
        """Forget a module: it is the one that imports."""
        self._names.pop(home, None)

    def below(self, folder: str) -> dict[str, str]:
        """The names that are used from modules of a folder, and where each lives."""
        return {
            name.partition(" as ")[0]: home
            for home, names in self._names.items()
            if home.startswith(f"{folder}.")
            for name in names
        }

    def names(self, home: str) -> set[str]:
        """The names that are used from a module."""
        return {name.partition(" as ")[0] for name in self._names.get(home, ())}

    def lines(self) -> Iterator[str]:
        """The lines: the standard library first, a blank line, then the package."""
        outside = sorted(h for h in self._names if h in _OUTSIDE)
        inside = sorted(h for h in self._names if h not in _OUTSIDE)
        yield from (self._line(home, home) for home in outside)
        if outside and inside:
            yield ""
        relative = {home: self.relative(home) for home in inside}
        ordered = sorted(inside, key=lambda home: (-_dots(relative[home]), home))
        yield from (self._line(relative[home], home) for home in ordered)

    def relative(self, home: str) -> str:
        """The module as it is named from the folder."""
        here = self._folder.split(".") if self._folder else []
        there = home.split(".")
        same = 0
        while same < min(len(here), len(there) - 1) and here[same] == there[same]:
            same += 1
        return "." * (len(here) - same + 1) + ".".join(there[same:])

    def _line(self, module: str, home: str) -> str:
        names = sorted(self._names[home], key=_imported)
        line = f"from {module} import {', '.join(names)}"
        if len(line) <= 88:
            return line
        return f"from {module} import (\n    " + ",\n    ".join(names) + ",\n)"


def _dots(module: str) -> int:
    return len(module) - len(module.lstrip("."))


_OUTSIDE = frozenset(
    {"collections.abc", "dataclasses", "datetime", "decimal", "enum"}
    | {"functools", "typing"}
)


def order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, as isort has it for `__all__`."""
    bare = name.partition(" ")[0]
    constant = bare.isupper() and len(bare) > 1
    return (0 if constant else 1 if bare[:1].isupper() else 2, bare)


def _imported(name: str) -> tuple[int, str]:
    """The same for imports, where isort does not look at case."""
    rank, bare = order(name)
    return (rank, bare.lower())
