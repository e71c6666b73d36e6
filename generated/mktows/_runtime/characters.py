"""Characters of XML text: white space, escaping, and text in error messages."""

import re
from functools import cache
from typing import Final

WHITE_SPACE: Final = " \t\n\r"

_FORBIDDEN: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_REPLACE: Final = str.maketrans("\t\n\r", "   ")
_RUNS: Final = re.compile("[ \t\n\r]+")
_NOT_COLLAPSED: Final = re.compile("[\t\n\r]|  |\\A | \\Z")
_SHOWN: Final = 60

unusual: Final = re.compile(r"[^ -%'-;=?-~]").search
"""Find the first character that may have to be escaped, or cannot be written.

Takes a text; None is the answer where it may stand in an element as it is.
"""


@cache
def _forbidden() -> re.Pattern[str]:
    # Takes longer to compile than all others here, and most messages do not need it.
    return re.compile(_FORBIDDEN)


def forbidden(text: str) -> re.Match[str] | None:
    """Find the first character XML 1.0 (section 2.2) allows nowhere in a document."""
    return _forbidden().search(text)


def escape(text: str) -> str:
    """Escape a text so that it can stand in element content.

    Args:
        text: Any text of characters that XML allows.

    Returns:
        The text with `&`, `<` and `>` as entities, and the carriage return as a
        character reference since a parser turns a bare one into a line feed
        (XML 1.0, 2.4 and 2.11).
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "\r" in text:
        text = text.replace("\r", "&#13;")
    return text


def unescaped(text: str) -> str:
    """Give the text that `escape` has escaped."""
    for entity, char in (("&gt;", ">"), ("&lt;", "<"), ("&#13;", "\r"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


def escape_attribute(text: str) -> str:
    """Escape a text so that it can stand in an attribute within double quotes.

    Args:
        text: Any text of characters that XML allows.

    Returns:
        The text as for element content, with the double quote as an entity and
        tab and line feed as character references, which attribute-value
        normalization would turn into spaces (XML 1.0, 3.3.3).
    """
    text = escape(text)
    if '"' in text:
        text = text.replace('"', "&quot;")
    if "\t" in text:
        text = text.replace("\t", "&#9;")
    if "\n" in text:
        text = text.replace("\n", "&#10;")
    return text


def replace(text: str) -> str:
    """Give the text with each tab and line end as a space (Part 2, 4.3.6)."""
    return text.translate(_REPLACE)


def is_collapsed(text: str) -> bool:
    """Tell whether collapsing white space would leave the text as it is."""
    return _NOT_COLLAPSED.search(text) is None


def is_blank(text: str | None) -> bool:
    """Tell whether there is nothing but the white space of XML (section 2.3)."""
    return not text or not text.strip(WHITE_SPACE)


def collapse(text: str) -> str:
    """Give the text with runs of white space as one space, none at its ends.

    White space is that of XML only: a no-break space stays (Part 2, 4.3.6).
    """
    if _NOT_COLLAPSED.search(text) is None:
        return text
    return _RUNS.sub(" ", text).strip(" ")


def shown(value: object) -> str:
    """Give a short ASCII form of any value, for an error message."""
    if isinstance(value, str):
        cut = len(value) > _SHOWN
        return ascii(value[:_SHOWN]) + ("..." if cut else "")
    try:
        text = ascii(value)
    except ValueError:  # an int too long for Python to write out
        return "a very long number"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def unreadable(name: str, text: str) -> ValueError:
    """Make the error for a text that is no literal of the named type."""
    return ValueError(f"expected {name}, found {shown(text)}")


def unwritable(name: str, wanted: str, value: object) -> ValueError:
    """Make the error for a Python value that the named type does not take."""
    kind = type(value).__name__
    return ValueError(f"expected {wanted} for {name}, found {kind} {shown(value)}")
