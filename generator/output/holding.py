"""Holds a folder, so that no two runs write into it at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import Refused


@contextmanager
def alone(parent: Path) -> Iterator[None]:
    """Hold a folder, so that no two runs write into it at once.

    It is made if it is not there. After an error it is unmade while it is still held:
    whoever came to hold it meanwhile would else lose it.
    """
    missing = [f for f in (parent, *parent.parents) if not f.exists()]
    handle: int | None = None
    try:
        handle = _held(parent)
        yield
    except _Busy:
        raise  # what is missing no more is the other run's
    except BaseException:
        for made in missing:
            with suppress(OSError):  # somebody else's, by now
                made.rmdir()
        raise
    finally:
        if handle is not None:
            os.close(handle)


class _Busy(Refused):
    """Another run holds the folder."""


def _held(folder: Path) -> int | None:
    """Make a folder and take hold of it; None where the system has no such thing."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: two runs at once are then the user's care
        folder.mkdir(parents=True, exist_ok=True)
        return None
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        # Another run may unmake it before it is held: then it is made again.
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(handle), folder.stat()):
                    return os.dup(handle)  # which holds as well
            except BlockingIOError as error:
                reason = "another run is writing here; wait until it is done"
                raise _Busy(reason, file=folder) from error
            finally:
                os.close(handle)
