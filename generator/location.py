"""Where an import leads: to a file below one folder, or nowhere that is opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from .document import Document, refusal
from .errors import Refused

SHOWN: Final = 200
"""Characters of a location that a refusal repeats."""


def is_remote(value: str) -> bool:
    """Whether a location is an address on a network, which nobody opens."""
    return value.lower().startswith(("http:", "https:"))


class Folder:
    """The folder that documents may be read from.

    Args:
        entry: The WSDL, as the user named it.
        root: The folder, as the user named it; that of the WSDL if None.
    """

    def __init__(self, entry: Path, root: Path | None) -> None:
        self.home = entry.parent
        self.root = root
        try:
            self.top = (entry.parent if root is None else root).resolve()
            self.entry = entry.parent.resolve() / entry.name
            self.real_entry = entry.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise Refused(f"cannot be read: {error}", file=entry, line=1) from error
        if root is not None and not self.top.is_dir():
            raise Refused("is not a folder", file=root)
        if not self.entry.is_relative_to(self.top):
            raise Refused(f"is not below the folder {str(root)!r}", file=entry)

    def below(self, place: Path) -> PurePosixPath:
        """A file's path below the folder."""
        return PurePosixPath(place.relative_to(self.top).as_posix())

    def shown(self, place: Path) -> Path:
        """A file as the user would name it, from where the user named the WSDL."""
        return self.home / os.path.relpath(place, self.entry.parent)

    def find(
        self, document: Document, node: etree._Element, value: str, *, optional: bool
    ) -> Path | None:
        """The file that an import names.

        Args:
            document: The document with the import.
            node: The import.
            value: The location.
            optional: Whether the import can do without, where there is no such file.

        Raises:
            Refused: It is not below the folder, or there is none.
        """
        path, value = relative(value), value[:SHOWN]
        if path is None:
            reason = f"{value!r} is not a plain relative path"
            raise refusal(document.file, node, reason)
        try:
            target = (self.top / document.path.parent / path).resolve()
            kind = _kind(target)
        except (OSError, RuntimeError, ValueError):
            raise refusal(document.file, node, f"{value!r} cannot be read") from None
        if target == self.real_entry:
            return self.entry
        if not target.is_relative_to(self.top):
            folder = "of the WSDL" if self.root is None else repr(str(self.root))
            reason = f"{value!r} is outside the folder {folder}"
            hint = "--root DIR allows a wider one"
            raise refusal(document.file, node, f"{reason}; {hint}")
        there = stat.S_ISREG(kind)
        if not there and not optional:
            what = "is no plain file" if kind else "does not exist"
            raise refusal(document.file, node, f"{value!r} {what}")
        return target if there else None


def _kind(target: Path) -> int:
    """What kind of file something is, as `stat` has it; 0 where there is nothing.

    Raises:
        OSError: It cannot be told. (`resolve` says nothing of links in circles, from
            Python 3.13 on.)
    """
    try:
        return target.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def relative(value: str) -> str | None:
    """The path that a location is, or None where it is not a plain relative one.

    Backslashes are understood, and so are escapes, unless they hide what a path is made
    of. A query is part of the file's name: that is how pages are saved.
    """
    try:
        parts = urlsplit(value.replace("\\", "/"))
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    path = unquote(parts.path)
    hides = any(path.count(c) > parts.path.count(c) for c in "./\\")
    if hides or "%" in path or not path.isprintable():
        return None
    return f"{path}?{parts.query}" if parts.query else path
