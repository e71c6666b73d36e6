"""The names of files: made from addresses, by rule, and the same each time."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote, urlsplit

from .address import Address
from .documents import Document

MAX_STEM: Final = 60

_SUFFIX: Final = re.compile(r"\.(wsdl|xsd|xml|asmx|svc|php|aspx?|jsp|cgi|do)$", re.I)
_WSDL_QUERY: Final = re.compile(r"(single)?wsdl", re.IGNORECASE)
# Names of devices, which Windows keeps for itself; and our own lock, which would be
# taken for the profile of a WSDL of that name.
_TAKEN: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d|fetched")


def names(documents: Iterable[Document]) -> list[str]:
    """A file name for each document.

    A name is made from the address alone: the last part of the path and the query, in
    lower-case ASCII. Where two would have one name, each gets a hash of its address;
    only the first document, by which the package is called, keeps its name.
    """
    documents = list(documents)
    plain = [_plain(d.address, d.kind) for d in documents]
    often = Counter(plain)
    found: list[str] = []
    for document, name in zip(documents, plain, strict=True):
        if found and often[name] > 1:
            name = _with_hash(document.address, name)
        stem, _, suffix = name.rpartition(".")
        number = 1
        while name in found:  # only what is secret in them tells these addresses apart
            number += 1
            name = f"{stem}-{number}.{suffix}"
        found.append(name)
    return found


def _plain(address: Address, kind: str) -> str:
    parts = urlsplit(address.shown)
    stem = _SUFFIX.sub("", unquote(parts.path.rpartition("/")[2]))
    if parts.query and not _WSDL_QUERY.fullmatch(parts.query):
        stem += f"-{unquote(parts.query)}"
    stem = re.sub(r"[^a-z0-9-]+", "_", stem.lower()).strip("_-")
    stem = stem or ("service" if kind == "wsdl" else "schema")
    if _TAKEN.fullmatch(stem):
        stem += "_"
    name = f"{stem}.{kind}"
    return name if len(stem) <= MAX_STEM else _with_hash(address, name)


def _with_hash(address: Address, name: str) -> str:
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(address.shown.encode()).hexdigest()[:8]
    return f"{stem[: MAX_STEM - len(digest) - 1]}-{digest}.{suffix}"
