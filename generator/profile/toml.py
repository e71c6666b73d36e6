"""Reads TOML; where it is none, says on which line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from ..errors import Refused
from ..source import read_text


def parsed(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a file, and its tree.

    Raises:
        Refused: It cannot be read, or is not TOML.
    """
    try:
        text = read_text(path)
    except Refused as refused:
        raise _with_line(refused) from refused
    try:
        return text, tomllib.loads(text)
    except RecursionError as error:
        raise Refused("is nested too deep", file=path, line=1) from error
    except ValueError as error:  # a number with too many digits is no TOMLDecodeError
        raise _not_toml(path, text, str(error)) from error


def _with_line(refused: Refused) -> Refused:
    """The line of the first byte that is not UTF-8."""
    cause = refused.__cause__
    if not isinstance(cause, UnicodeDecodeError):
        return refused
    before = cause.object[: cause.start]
    return Refused(refused.reason, file=refused.file, line=before.count(b"\n") + 1)


def _not_toml(path: Path, text: str, told: str) -> Refused:
    at = re.search(r"\(at line (\d+), column \d+\)$", told)
    digits = re.search(r"[\d_]{4000}", text)
    if text.startswith("\ufeff"):
        told, number = "it begins with a byte order mark", 1
    elif at:
        number = int(at[1])
    elif told.endswith("(at end of document)"):
        number = text.rstrip("\r\n").count("\n") + 1
    else:
        number = text.count("\n", 0, digits.start() if digits else 0) + 1
        told = "a number has too many digits"
    return Refused(f"is not TOML: {told}", file=path, line=number)
