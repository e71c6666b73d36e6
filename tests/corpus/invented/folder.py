"""A folder of documents that nobody wrote, and whose schemas are sound."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from ..oracle import NotCompiled, as_it_is, compiled
from .document import document, schemas


def write(folder: Path, number: int, seed: int = 0) -> None:
    """Write documents into a folder.

    Args:
        folder: Where to write them, each called after its own seed.
        number: How many.
        seed: The first seed; one whose schemas libxml2 refuses is passed over.
    """
    found = (
        (own, content) for own in count(seed) if is_sound(content := document(own))
    )
    for (own, content), _ in zip(found, range(number), strict=False):
        (folder / f"invented{own:06}.wsdl").write_bytes(content)


def is_sound(content: bytes) -> bool:
    """Whether libxml2 takes the schemas of a document."""
    with tempfile.TemporaryDirectory() as temporary:
        try:
            compiled(schemas(content), {}, Path(temporary), as_it_is)
        except NotCompiled:
            return False
        return True
