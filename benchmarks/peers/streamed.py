"""The generated package, item by item: no item is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from mktows.operations.get_multiple_leads import GET_MULTIPLE_LEADS_ITEMS

from ..workload import answer

_PIECE: Final = 64 * 1024


def reader(folder: Path) -> Callable[[bytes], int]:
    """What reads an answer."""
    return lambda content: sum(
        1 for _ in GET_MULTIPLE_LEADS_ITEMS.read(_pieces(content))
    )


def tasks(folder: Path) -> dict[str, Any]:
    """The one task."""
    content, read = answer(), reader(folder)
    return {"parse": lambda: read(content)}


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[n : n + _PIECE] for n in range(0, len(content), _PIECE))
