"""The one way for a string of a document to reach Python source.

A literal is ASCII, double-quoted and escaped; a docstring holds no double quote and no
bare backslash. Neither can end early, whatever the string is.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_SPECIAL: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MARKS: Final = frozenset("\\`*_{}[]<>#|!~&")
_PLAIN: Final = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": "'",
        "\u201d": "'",
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00a0": " ",
        '"': "'",
        "\\": "\\\\",
    }
)


def string(value: str) -> str:
    """A string as a Python literal, ASCII only."""
    return '"' + "".join(map(_character, value)) + '"'


def toml(value: str) -> str:
    """A string as a literal of TOML 1.0, ASCII only.

    It has no escapes of two digits, and no surrogates: what of a file's name is no text
    reads as its escape, spelt out.
    """
    return '"' + "".join(map(_toml_character, value)) + '"'


def value(item: object) -> str:
    """Plain data (str, int, bool, None, and dicts and tuples of them) as a literal."""
    if isinstance(item, str):
        return string(item)
    if item is None or isinstance(item, bool | int):
        return repr(item)
    if isinstance(item, Mapping):
        pairs = (f"{value(k)}: {value(v)}" for k, v in item.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(item, Iterable) and not isinstance(item, bytes):
        return tupled([value(i) for i in item])
    raise TypeError(f"{type(item).__name__} is no plain data")


def tupled(items: Sequence[str]) -> str:
    """A tuple of what is source already."""
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def prose(text: str) -> str:
    """A text that may stand in a docstring or a comment: ASCII, on one line."""
    folded = " ".join(text.translate(_PLAIN).split())
    return "".join(c if " " <= c <= "~" else _escape(c) for c in folded)


def markdown(text: str) -> str:
    """A text that may stand in a Markdown file as text, on one line."""
    folded = " ".join(text.split())
    shown = "".join(c if c.isprintable() else " " for c in folded)
    return "".join(f"\\{c}" if c in _MARKS else c for c in shown)


def paragraphs(text: str, width: int) -> list[str]:
    """A text for a docstring, wrapped; blank lines divide its paragraphs."""
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").split("\n\n"):
        if paragraph.strip():
            lines += ["", *wrap(prose(paragraph), width)]
    return lines[1:]


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Wrap a prose line; lines after the first are indented."""
    return textwrap.wrap(
        text,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _character(c: str) -> str:
    return _SPECIAL.get(c) or (c if " " <= c <= "~" else _escape(c))


def _toml_character(c: str) -> str:
    written = _character(c)
    if "\ud800" <= c <= "\udfff":
        return f"\\{written}"
    return f"\\u00{written[2:]}" if written.startswith("\\x") else written


def _escape(c: str) -> str:
    code = ord(c)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
