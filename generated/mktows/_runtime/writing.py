"""What the encoders write with: one element at a time, as text.

An encoder takes the tag to write, prefix and all, and a value, and gives the element.
What it cannot write it refuses with a `MessageError`; each encoder on the way out puts
its own tag before the path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, NoReturn, TypeVar

from .characters import escape, forbidden, shown, unusual
from .errors import MessageError
from .nil import NIL

T = TypeVar("T")

Encoder = Callable[[str, T], str]

DerivedEncoders = Mapping[type[Any], tuple[Callable[..., str], str]]
"""The encoders of classes, and what each says of the type (`xsi:type`), or ""."""


def nil(tag: str, kind: str = "") -> str:
    """An element that is nil (XML Schema Part 1, 2.6.2).

    Args:
        tag: The tag.
        kind: The type that it says to be of, where its own is abstract.
    """
    said = f' xsi:type="{kind}"' if kind else ""
    return f'<{tag}{said} xsi:nil="true"/>'


def no_nil(tag: str, lacking: str) -> NoReturn:
    """Refuse nil where a schema asks for more than that says (Part 1, 3.4.4)."""
    reason = f"a value is required: an element that is nil would lack {lacking}"
    raise MessageError(reason, path=name(tag))


def string(tag: str, value: str) -> str:
    """An element that holds a string."""
    if value.__class__ is not str or unusual(value):
        value = escaped(tag, value)
    return f"<{tag}>{value}</{tag}>"


def escaped(tag: str, value: str) -> str:
    """A string as it stands in an element."""
    if value.__class__ is not str:
        if not isinstance(value, str):
            refuse(tag, value, "a str")
        value = str.__str__(value)
    if not value.isprintable():
        check(tag, value)
    return escape(value)


def leaf(tag: str, write: Callable[[T], str], value: T) -> str:
    """An element that holds a value of a simple type."""
    try:
        text = write(value)
    except ValueError as error:
        if value is None or value is NIL:
            refuse(tag, value, "a value")
        raise MessageError(str(error), path=name(tag)) from None
    if not text.isprintable():
        check(tag, text)
    return f"<{tag}>{text}</{tag}>"


def enumeration(tag: str, kind: type[Enum], value: Enum) -> str:
    """An element that holds a value of an enumeration."""
    if not isinstance(value, kind):
        refuse(tag, value, kind.__name__)
    return f"<{tag}>{escape(value.value)}</{tag}>"


def many(tag: str, encode: Encoder[T], values: list[T]) -> str:
    """One element for each value of a list."""
    if not isinstance(values, (list, tuple)):
        refuse(tag, values, "a list")
    try:
        return "".join([encode(tag, value) for value in values])
    except MessageError:
        for number, value in enumerate(values, 1):
            try:
                encode(tag, value)
            except MessageError as error:
                head, slash, rest = error.path.partition("/")
                numbered = f"{head}[{number}]{slash}{rest}"
                raise MessageError(error.reason, path=numbered) from None
        raise


def check(tag: str, text: str) -> None:
    """Refuse a text that has a character that XML forbids.

    Not needed for what is printable, which can be told much faster.
    """
    bad = forbidden(text)
    if bad is not None:
        reason = f"the character {bad.group()!a} cannot be written in XML"
        raise MessageError(reason, path=name(tag))


def within(tag: str, error: MessageError) -> MessageError:
    """The same error, seen from the element around it."""
    return MessageError(error.reason, path=f"{name(tag)}/{error.path}")


def refuse(tag: str, value: object, expected: str) -> NoReturn:
    """Refuse a value that is not of the type of its element."""
    if value is None:
        raise MessageError("a value is required", path=name(tag))
    if value is NIL:
        raise MessageError("the element is not nillable", path=name(tag))
    found = f"{type(value).__name__} {shown(value)}"
    raise MessageError(f"expected {expected}, found {found}", path=name(tag))


def derived(tag: str, types: DerivedEncoders, value: object) -> str:
    """Encode by the class of the value, where others extend the type of the element."""
    found = types.get(type(value))
    if found is None:
        known = ", ".join(kind.__name__ for kind in types)
        refuse(tag, value, f"one of {known}")
    encode, kind = found
    return encode(tag, value, kind) if kind else encode(tag, value)


def name(tag: str) -> str:
    """A tag without its prefix, and without what follows the name."""
    return tag.partition(" ")[0].rpartition(":")[2]
