"""What documents and schemas say of types and fields, as docstrings have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .. import literal
from ..bindings import Bindings, Field, Kind, Model, Reference
from . import facets, together

WIDTH: Final = 84
"""Characters of a line in a docstring of a class."""

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


def described(field: Field, about: str, bindings: Bindings) -> str:
    """All that is to be said of a field, or "".

    Args:
        field: The field.
        about: What somebody wrote of it.
        bindings: The catalogue.
    """
    said = " ".join(filter(None, _said(field, bindings)))
    about = about.strip()
    if said and about and about[-1] not in ".!?:":
        about += "."
    return f"{about} {said}".strip()


def _said(field: Field, bindings: Bindings) -> Iterator[str]:
    """What the schema says of the values of a field."""
    yield constant(field)
    yield facets.said(field.facets)
    if isinstance(field.type, Reference) and not field.repeated:
        array = bindings.types[field.type.key]
        if array.kind is Kind.ARRAY:
            yield from together.counted(array.content)
            yield from facets.each(described(array.fields[0], "", bindings))


def rules(model: Model) -> Iterator[str]:
    """What a docstring says of fields that stand together."""
    for sentence in together.said(model):
        yield from ("", *literal.wrap(literal.prose(sentence), WIDTH))


def constant(field: Field) -> str:
    """What the schema says of a value that is not given."""
    if field.fixed is not None:
        return f"Always `{facets.plain(field.fixed, field.scope)}`, if it is there."
    if field.default is not None:
        text = facets.plain(field.default, field.scope)
        return f"Counts as `{text}` where it is left out."
    return ""


def argument(name: str, text: str, width: int) -> list[str]:
    """One entry of an `Args:` or an `Attributes:` section."""
    lines = literal.wrap(f"{name}: {literal.prose(text)}", width - 4, "    ")
    return [f"    {line}" for line in lines]
