"""Reads files: plain ones, of a bounded size."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from ..errors import Refused

MAX_BYTES: Final = 64 * 1024 * 1024
"""Bytes that a closure may have, and so each document of it."""


def read_text(path: Path) -> str:
    """Read a profile or a provider's module: UTF-8, of modest size.

    Raises:
        Refused: The file is missing, too large, or not UTF-8.
    """
    try:
        return read_bytes(path, path, MAX_BYTES, MAX_BYTES).decode()
    except UnicodeDecodeError as error:
        raise Refused("is not UTF-8", file=path, line=1) from error


def read_bytes(place: Path, file: Path, left: int, most: int) -> bytes:
    """Read a file.

    Args:
        place: Where it is.
        file: What to call it in a refusal.
        left: How many bytes it may have.
        most: How many it and what was read before it may have.

    Raises:
        Refused: It is missing, no plain file, or too large.
    """
    try:
        with open(place, "rb", opener=_at_once) as stream:
            kind = os.fstat(stream.fileno())
            if not stat.S_ISREG(kind.st_mode):
                raise Refused("is no plain file", file=file, line=1)
            content = b"" if kind.st_size > left else stream.read(left + 1)
    except (OSError, ValueError) as error:
        raise Refused(_unread(error), file=file, line=1) from error
    if max(len(content), kind.st_size) > left:
        what = "is larger" if left == most else "and what it is with are larger"
        reason = f"{what} than {most} bytes; --max-bytes allows more"
        raise Refused(reason, file=file, line=1)
    return content


def _at_once(place: str, flags: int) -> int:
    """Open a file, and wait for no pipe that nobody writes to."""
    return os.open(place, flags | getattr(os, "O_NONBLOCK", 0))


def _unread(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError):
        return "is a folder, not a file"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"
