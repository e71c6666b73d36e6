"""The files of a fetched folder: the documents, and the lock of their origins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final

from .. import literal
from .address import Address
from .closure import Fetched
from .documents import rewritten
from .filenames import names

LOCK: Final = "fetched.toml"

_HEADER: Final = "# Written by `python -m generator fetch`; do not edit."


def files(fetched: Iterable[Fetched]) -> dict[PurePosixPath, bytes]:
    """The files of a folder, the WSDL first, the lock last.

    Args:
        fetched: Every address with its document; the WSDL first.

    Raises:
        Refused: A document cannot be rewritten.
    """
    fetched = list(fetched)
    documents = list(dict.fromkeys(item.document for item in fetched))
    called = dict(zip(documents, names(documents), strict=True))
    targets = {item.address: called[item.document] for item in fetched}
    made = {PurePosixPath(called[d]): rewritten(d, targets) for d in documents}
    lock = [_HEADER, *(line for item in fetched for line in _entry(item, targets))]
    lock += ["", "[files]", *_hashes(made)]
    return {**made, PurePosixPath(LOCK): ("\n".join(lock) + "\n").encode()}


def _entry(item: Fetched, targets: Mapping[Address, str]) -> list[str]:
    return [
        "",
        "[[documents]]",
        f"file = {literal.toml(targets[item.address])}",
        f"url = {literal.toml(item.address.shown)}",
        f"final = {literal.toml(item.final.shown)}",
        f'sha256 = "{item.document.sha256}"',
        f"bytes = {len(item.document.content)}",
    ]


def _hashes(made: Mapping[PurePosixPath, bytes]) -> list[str]:
    return [
        f'{literal.toml(str(path))} = "{hashlib.sha256(made[path]).hexdigest()}"'
        for path in sorted(made)
    ]
