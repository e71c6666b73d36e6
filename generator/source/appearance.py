"""What a file is that is no XML, by its first bytes; and which encodings are read."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from ..errors import Refused

_PACKED: Final = {
    b"\x1f\x8b": "is packed (gzip); unpack it",
    b"PK\x03\x04": "is packed (zip); unpack it",
    b"%PDF-": "is a PDF, not a WSDL",
    b"{": "is JSON, not a WSDL",
    b"[": "is JSON, not a WSDL",
}
_HTML: Final = re.compile(rb"<!doctype\s+html\b", re.IGNORECASE)
_READ: Final = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|utf-?32(?:le|be)?|(?:us-)?ascii|iso-?8859-?[0-9]{1,2}"
    r"|latin-?1|(?:windows-|cp)125[0-9]|koi8-[ru]|big5|gb(?:2312|k|18030)"
    r"|euc-(?:jp|kr)|shift[_-]jis|iso-10646-ucs-[24]",
    re.IGNORECASE,
)
"""Encodings in which what begins an element is the byte or the character `<`."""


def check(file: PurePath | str, content: bytes) -> None:
    """Refuse what is no XML.

    Args:
        file: What to call it in a refusal.
        content: Its bytes.

    Raises:
        Refused: It is something else, which is named.
    """
    bare = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, what in _PACKED.items():
        if bare.startswith(start):
            raise Refused(what, file=file, line=1)
    if _HTML.match(bare):
        reason = "is an HTML page, not a WSDL; was it fetched without logging in?"
        raise Refused(reason, file=file, line=1)


def check_encoding(file: PurePath | str, name: str | None) -> None:
    """Refuse an encoding in which a document says more than its bytes show.

    Args:
        file: What to call it in a refusal.
        name: The encoding that the parser took the document to be in.

    Raises:
        Refused: It is none of those that are read.
    """
    if name is not None and not _READ.fullmatch(name):
        reason = f"is in the encoding {name!r}, which is not read; save it as UTF-8"
        raise Refused(reason, file=file, line=1)
