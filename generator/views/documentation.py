"""The documentation of a schema or a WSDL, as docstrings need it."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"(?<=[.!?])\s+(?![a-z])|\n[ \t]*\n")


def parted(text: str) -> tuple[str, str]:
    """A text as what goes on the first line of a docstring, and what goes below it.

    Args:
        text: The text, in paragraphs that blank lines divide.

    Returns:
        Its first sentence, with a full stop, and all the rest; "" where there is none.
    """
    text = text.replace("\r\n", "\n").strip()
    end = _END.search(text)
    first = text if end is None else text[: end.start()]
    rest = "" if end is None else text[end.end() :].strip()
    if first and first[-1] not in ".!?:":
        first += "."
    return first, rest
