"""The lock of a package: what it was made from and with, and what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import PurePosixPath
from typing import Final

from . import literal
from .profile import Profile
from .source import Source

NAME: Final = "generated.toml"


def text(
    header: str,
    source: Source,
    overlay: Profile,
    options: Mapping[str, str | tuple[str, ...]],
    files: Mapping[PurePosixPath, str],
) -> str:
    """The text of the lock.

    Args:
        header: The line that every generated file begins with.
        source: The WSDL and its import closure.
        overlay: The profile.
        options: What the package was asked to be, by name; empty ones are left out.
        files: The text of every other file of the package.
    """
    documents = [(d.path.as_posix(), d.content) for d in source.documents]
    if overlay.file is not None:
        documents.append((overlay.file.name, overlay.text.encode()))
    documents += [(m.path.as_posix(), m.text.encode()) for m in overlay.modules]
    tools = ("xsdata", "jinja2", "black")
    lines = [
        header,
        "",
        "[options]",
        *(f"{key} = {_value(value)}" for key, value in options.items() if value),
        "",
        "[versions]",
        *(f"{tool} = {literal.toml(metadata.version(tool))}" for tool in tools),
        "",
        "[sources]",
        *_hashes(documents),
        "",
        "[files]",
        *_hashes((path.as_posix(), files[path].encode()) for path in sorted(files)),
    ]
    return "\n".join(lines) + "\n"


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return literal.toml(value)
    return f"[{', '.join(map(literal.toml, value))}]"


def _hashes(items: Iterable[tuple[str, bytes]]) -> list[str]:
    return [
        f'{literal.toml(name)} = "{hashlib.sha256(content).hexdigest()}"'
        for name, content in items
    ]
