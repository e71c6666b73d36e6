"""Lets two folders change places: in one step where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

from . import disk
from .leftovers import OLD, beside

_EXCHANGE: Final = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_AT_FDCWD: Final = -100


def put(staged: Path, target: Path) -> None:
    """Let two folders change places; after an error each is where it was."""
    made = staged.stat().st_ino
    try:
        if not target.exists():
            staged.rename(target)
        elif not _exchange(staged, target):
            _move_aside(staged, target)
        disk.sync(target.parent)
    except BaseException:
        if target.exists() and target.stat().st_ino == made:
            if not staged.exists():
                target.rename(staged)
            elif not _exchange(staged, target):
                _move_aside(staged, target)
        raise


def _exchange(staged: Path, target: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(staged), os.fsencode(target)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, _EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(a, b, _EXCHANGE)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number))


def _move_aside(staged: Path, target: Path) -> None:
    """The exchange in three renames; a killed run is mended by the next."""
    old = beside(target, OLD)
    try:
        target.rename(old)
        staged.rename(target)
        old.rename(staged)
    except BaseException:
        if not staged.exists():
            target.rename(staged)
        if target.exists():
            old.rmdir()
        else:
            old.rename(target)
        raise
