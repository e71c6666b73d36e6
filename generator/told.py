"""What whoever started a run is told, whatever becomes of it on the way."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from .errors import Refused, printable


def line(text: str) -> None:
    """Say something on one line of the error output; a run never fails for that."""
    if sys.stderr is not None:  # as it is where a process began without one
        with suppress(OSError):
            _put(sys.stderr, f"{printable(text)}\n")


def result(text: str) -> None:
    """Give what was asked for; whoever stops to read has had enough.

    Raises:
        Refused: It cannot be written, as where a disk is full.
    """
    if sys.stdout is None:
        raise Refused("there is no standard output to write to")
    try:
        _put(sys.stdout, text)
    except BrokenPipeError:
        return
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(f"the standard output cannot be written: {reason}") from error


def _put(stream: TextIO, text: str) -> None:
    """Write all of a text, with escapes where the stream has no such characters."""
    encoding = stream.encoding or "ascii"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except OSError:
        # What is left of it must not be tried again as the process ends.
        with suppress(OSError, ValueError), Path(os.devnull).open("w") as nothing:
            os.dup2(nothing.fileno(), stream.fileno())
        raise
