"""The short way to write a value that is as it nearly always is, without a call.

A string that needs no escapes, a number within its type's range, a boolean: their text
is known at once. Any other value is left to the code below it, which alone says what is
wrong.
"""

from __future__ import annotations

from .. import literal
from ..bindings import Atomic, Field, Place
from ..runtime.lexical_numbers import RANGES
from . import values
from .modules import Module


def number_or_boolean(module: Module, field: Field, local: str) -> tuple[str, str]:
    """When the short way fits a field's value, and the element that is then written.

    Args:
        module: Notes what the field's writer imports.
        field: A field that is written by one element.
        local: The name of the value.

    Returns:
        A condition and an expression, as source; "" where there is no such way.
    """
    if field.place is not Place.ELEMENT or not isinstance(field.type, Atomic):
        return "", ""
    write = values.content_writer(module, field)
    start, end = tags(module, field)
    if write == "write_boolean":
        said = f"{{'true' if {local} else 'false'}}"
        return f"type({local}) is bool", f'f"{start}{said}{end}"'
    allowed = RANGES.get(write.removeprefix("write_"))
    if allowed is None:
        return "", ""
    # Its class, too: what is but equal to a number is not written like one.
    test = f"type({local}) is int and {allowed[0]} <= {local} <= {allowed[-1]}"
    return test, f'f"{start}{{{local}}}{end}"'


def tags(module: Module, field: Field) -> tuple[str, str]:
    """The start tag and the end tag of a field, to stand within a literal."""
    tag = module.prefix.tag(field.wire)
    return literal.string(f"<{tag}>")[1:-1], literal.string(f"</{tag}>")[1:-1]
