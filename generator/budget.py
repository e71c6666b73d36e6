"""What a run may use: how long it may last, and how much memory it may take.

The limits on documents (`source`, `guard`) say what is wrong and where. These two hold
whatever those did not foresee.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from types import FrameType
from typing import Final

from .errors import Refused

SECONDS: Final = 600
"""How long a run may last."""
MEBIBYTES: Final = 4096
"""How much memory a run may take."""


_LONGEST: Final = 10**8
"""Seconds that a timer takes, and more than anybody waits."""


class _Late(BaseException):
    """The time is up; no `except Exception` on the way may take it for its own."""


@contextmanager
def limited(
    file: PurePath, seconds: int = SECONDS, mebibytes: int = MEBIBYTES
) -> Iterator[None]:
    """Refuse a file that takes more time, memory or depth than a run has.

    Time is kept in the main thread of a POSIX system, memory where the system can hold
    a process to it; elsewhere the other limits have to do.

    Args:
        file: What to blame.
        seconds: How long the block may last.
        mebibytes: How much memory the process may have.

    Raises:
        Refused: It takes more.
    """
    try:
        with _memory(min(mebibytes << 20, sys.maxsize)), _time(seconds):
            yield
    except _Late as error:
        reason = f"takes more than {seconds} seconds; --max-seconds allows more"
        raise Refused(reason, file=file, line=1) from error
    except MemoryError as error:
        reason = f"needs more than {mebibytes} MiB of memory; --max-memory allows more"
        raise Refused(reason, file=file, line=1) from error
    except RecursionError as error:
        reason = "is too deep: too many things lie in one another"
        raise Refused(reason, file=file, line=1) from error


@contextmanager
def _time(seconds: int) -> Iterator[None]:
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or not hasattr(signal, "setitimer"):
        yield
        return

    def late(_: int, __: FrameType | None) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, late)
    # Once more each second: an error in a destructor is lost.
    signal.setitimer(signal.ITIMER_REAL, min(seconds, _LONGEST), 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(size: int) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    tighter = soft != resource.RLIM_INFINITY and soft <= size
    with suppress(ValueError, OSError):  # macOS takes none
        if not tighter:
            resource.setrlimit(resource.RLIMIT_AS, (size, hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
