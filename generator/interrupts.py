"""Ctrl-C and its like: what they may break off, and what they may not."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_SIGNALS: Final = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if hasattr(signal, name)
)


@contextmanager
def heard() -> Iterator[None]:
    """Have every request to end raise KeyboardInterrupt, so that all is closed.

    What the process was told to ignore stays ignored.
    """

    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    with _handled(stop, {signal.SIG_DFL, signal.default_int_handler}):
        yield


@contextmanager
def held() -> Iterator[None]:
    """Do something to its end first.

    Raises:
        KeyboardInterrupt: There was a request to end meanwhile.
    """
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)

    with _handled(note, None):
        yield
    if came:
        raise KeyboardInterrupt


@contextmanager
def _handled(
    handler: Callable[[int, FrameType | None], None], instead_of: set[object] | None
) -> Iterator[None]:
    """Handle the signals whose handlers are among some, or are functions at all."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            known = signal.getsignal(number)
            chosen = callable(known) if instead_of is None else known in instead_of
            if chosen and known is not None:
                before[number] = known
    for number in before:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number, known in before.items():
            signal.signal(number, known)
