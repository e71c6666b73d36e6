"""How far a run is, for people who wait for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol, TextIO


class Tell(Protocol):
    """Takes what is being done, how much of it is done, and how much there is."""

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        """Tell it."""


PATIENCE: Final = 0.5
"""Seconds for which nothing is said: most runs are over by then."""
_PAUSE: Final = 0.1


def silent(what: str, done: int = 0, total: int = 0) -> None:
    """Tell nobody."""


@contextmanager
def shown(stream: TextIO | None, quiet: bool = False) -> Iterator[Tell]:
    """Show progress on a terminal while it lasts; anything else stays as it is."""
    terminal = stream if stream is not None and stream.isatty() else None
    if quiet or terminal is None or os.environ.get("TERM") == "dumb":
        yield silent
        return
    line = Line(terminal)
    try:
        yield line
    finally:
        line.clear()


class Line:
    """Tells on one line of a terminal, which is blank again in the end.

    Args:
        stream: The terminal.
        clock: What tells the seconds.
    """

    def __init__(
        self, stream: TextIO, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._next = clock() + PATIENCE
        self._shown = False

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        """Show what is being done, not more often than anybody can read."""
        now = self._clock()
        if now >= self._next:
            self._next = now + _PAUSE
            self._shown = True
            count = f" {done}/{total}" if total else ""
            self._write(f"{what}{count} ...")

    def clear(self) -> None:
        """Blank the line, if there is something on it."""
        if self._shown:
            self._shown = False
            self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r\x1b[K{text}")
        self._stream.flush()
