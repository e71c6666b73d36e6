"""Reads a WSDL and everything that it imports, from below one folder only.

Nothing here follows an address: no network, no entities, no DTD, no file outside the
folder (after resolving links). The folder is that of the WSDL, or the one that the user
names. Where a document needs a well-known schema that is not there, ours is read.
"""

from ..document import Document, Source, refusal
from .closure import LOCATIONS, MAX_DOCUMENTS, MAX_ELEMENTS, load
from .files import MAX_BYTES, read_text
from .parsing import parse

__all__ = [
    "LOCATIONS",
    "MAX_BYTES",
    "MAX_DOCUMENTS",
    "MAX_ELEMENTS",
    "Document",
    "Source",
    "load",
    "parse",
    "read_text",
    "refusal",
]
