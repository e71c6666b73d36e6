"""One deadline for a whole HTTP exchange.

A timeout of httpx is for each single read: an answer that comes a byte at a time may
last for ever, and while its headers come nobody else gets to look at the clock. So each
connection that an exchange opens is made to give its reads and writes only the time
that is left (httpcore tells of new connections through the request's `trace`
extension). A connection is used again by other exchanges; whose time counts is
therefore not kept with it, but in a variable of the context that reads.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar, Token
from functools import wraps
from types import TracebackType
from typing import Any, Final, Self

from .errors import TransportError

# A write is over when all is written, in as many steps as the other side likes.
_STEP: Final = 16 * 1024


class Deadline:
    """The end of the time that an exchange may take; counts while it is entered.

    Args:
        seconds: How much time there is from now on.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._token: Token[Deadline | None] | None = None

    def __enter__(self) -> Self:
        self._token = _current.set(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._token is not None:
            _current.reset(self._token)

    def left(self) -> float:
        """The seconds that are left.

        Raises:
            TransportError: There are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def pause(self, seconds: float) -> None:
        """Leave out a time that the other side did not take."""
        self._end += seconds

    def error(self) -> TransportError:
        """The error for an exchange that takes longer."""
        return TransportError(f"no whole answer within {self._seconds:g} seconds")

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Take note of a new connection, and of one that is about to be opened."""
        if event.endswith(".started") and "timeout" in info:
            info["timeout"] = self.left()
        if event.endswith(".complete"):
            limit(info.get("return_value"))


_current: Final[ContextVar[Deadline | None]] = ContextVar("deadline", default=None)


def limit(stream: Any) -> None:
    """Let a connection's reads and writes keep the deadline of whoever uses it.

    Args:
        stream: A network stream of httpcore; anything else is left alone.
    """
    read, write = getattr(stream, "read", None), getattr(stream, "write", None)
    if read is None or write is None or hasattr(read, "__wrapped__"):
        return
    stream.read = _limited_read(read)
    stream.write = _limited_write(write)


def _time(timeout: float | None) -> float | None:
    deadline = _current.get()
    if deadline is None:
        return timeout
    left = deadline.left()
    return left if timeout is None else min(timeout, left)


def _limited_read(read: Callable[..., bytes]) -> Callable[..., bytes]:
    @wraps(read)
    def limited(max_bytes: int, timeout: float | None = None) -> bytes:
        return read(max_bytes, timeout=_time(timeout))

    return limited


def _limited_write(write: Callable[..., None]) -> Callable[..., None]:
    @wraps(write)
    def limited(buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _STEP):
            write(buffer[start : start + _STEP], timeout=_time(timeout))

    return limited
