"""Has files and folders on the disk, so that they outlive a loss of power."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from .. import interrupts

_AT_ONCE: Final = 16
"""How many files are brought to the disk at once."""


def sync_all(paths: Iterable[Path]) -> None:
    """Have many files on the disk, which takes several at once in little more time.

    A request to end waits until that is done: raised within what keeps threads, it
    would be lost, or leave the threads waiting for ever.
    """
    with interrupts.held():
        _sync_together(paths)


def _sync_together(paths: Iterable[Path]) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(sync, paths):
            pass  # and raise what went wrong


def sync(path: Path) -> None:
    """Have a file or a folder on the disk, where the system can say so."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
