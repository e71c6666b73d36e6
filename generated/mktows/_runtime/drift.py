"""What answers hold beyond the schema, for whoever asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from types import MappingProxyType
from typing import Final, Literal

_NUMBER: Final = re.compile(r"\[[0-9]+\]")


@dataclass(frozen=True, slots=True)
class Drift:
    """Something in a message that the schema does not know, and that was passed over.

    Attributes:
        operation: The name of the operation.
        path: Where it stands, as `/Envelope/Body/successGetLead/result/newField`, or
            `.../result/@new` of an attribute.
        kind: What it is.
        name: Its name in Clark's notation, `{namespace}name`.
    """

    operation: str
    path: str
    kind: Literal["element", "attribute"]
    name: str

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.operation}: {self.path} ({self.kind} {self.name})"


OnDrift = Callable[[Drift], object]
"""Is told of each."""


class DriftReport:
    """Collects drift: pass one as `on_drift`, to one client or to several.

    What differs only in the numbers of a path counts as one.

    Args:
        most: How many different ones are kept; more are only counted.
    """

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._found: dict[Drift, int] = {}
        self._left_out = 0
        self._lock = Lock()

    def __call__(self, drift: Drift) -> None:
        """Take one in."""
        one = replace(drift, path=_NUMBER.sub("", drift.path))
        with self._lock:
            if one in self._found or len(self._found) < self._most:
                self._found[one] = self._found.get(one, 0) + 1
            else:
                self._left_out += 1

    @property
    def found(self) -> Mapping[Drift, int]:
        """How often each was met, in the order in which they first were."""
        with self._lock:
            return MappingProxyType(dict(self._found))

    @property
    def left_out(self) -> int:
        """How many were met when the report was full."""
        return self._left_out

    def __iter__(self) -> Iterator[Drift]:
        """The different ones."""
        return iter(self.found)

    def __len__(self) -> int:
        """How many different ones there are."""
        return len(self._found)

    def __str__(self) -> str:
        """A line for each, for people."""
        lines = [
            f"{drift}, {'once' if times == 1 else f'{times} times'}"
            for drift, times in self.found.items()
        ]
        if self._left_out:
            lines.append(f"and {self._left_out} more")
        return "\n".join(lines)
