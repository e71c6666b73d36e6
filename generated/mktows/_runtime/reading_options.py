"""How a message is to be read, beside what the schema says."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from .drift import OnDrift


class ReadingOptions(TypedDict, total=False):
    """What `Client` and the `decode_*` methods of `Operation` may be asked for."""

    understands: Collection[str]
    """Header blocks that whoever calls looks after, by their names in Clark's notation:
    they may say `mustUnderstand` though the operation does not declare them."""

    content_type: str
    """The media type that came with the message: it tells one of several parts from an
    envelope alone, which it is taken for where nothing is said."""

    check_facets: bool
    """Whether values are held against the facets of their types: lengths, patterns,
    ranges, digits."""

    on_drift: OnDrift | None
    """Is told of each element and attribute that the schema does not know."""

    strict_order: bool
    """Whether elements must follow one another as the schema has them."""
