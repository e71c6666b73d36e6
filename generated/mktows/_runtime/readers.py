"""Readers as whoever calls asks for them."""

from __future__ import annotations

from typing import Unpack

from .reading import Reader
from .reading_options import ReadingOptions


def reader_for(
    operation: str,
    *,
    keep_nil: bool,
    status: int = 200,
    content: bytes = b"",
    **options: Unpack[ReadingOptions],
) -> Reader:
    """Make the reader of one message.

    Args:
        operation: The name of the operation whose message it is.
        keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.
        status: The HTTP status that came with it.
        content: The message, as it came.
        options: See `ReadingOptions`.
    """
    made = Reader(
        keep_nil=keep_nil,
        status=status,
        content=content,
        understands=options.get("understands", ()),
        content_type=options.get("content_type", ""),
        check_facets=options.get("check_facets", False),
    )
    on_drift, strict = options.get("on_drift"), options.get("strict_order", False)
    if on_drift is not None or strict:
        from .audit import Audit  # seldom wanted, and so not always loaded

        made.audit = Audit(operation, on_drift, strict)
    return made
