"""Readers and writers of simple types that are made of others.

Like the functions of `lexical`, a reader takes a text and a writer gives one that is
escaped; both raise `ValueError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from functools import cache
from itertools import islice
from typing import Any, Final, TypeVar

from .characters import collapse, escape, shown
from .errors import MessageError
from .reading import Node, Reader
from .writing import check

T = TypeVar("T")
Kind = TypeVar("Kind", bound=Enum)

_LISTED: Final = 20
"""So many values of an enumeration an error lists at most."""


def read_list(read: Callable[[str], T]) -> Callable[[str], list[T]]:
    """Make the reader of a list (XML Schema Part 2, 2.5.1.2)."""

    def read_items(text: str) -> list[T]:
        return [read(item) for item in collapse(text).split(" ") if item]

    return read_items


def write_list(write: Callable[[T], str]) -> Callable[[list[T]], str]:
    """Make the writer of a list; no item may hold white space."""

    def write_items(values: list[T]) -> str:
        if not isinstance(values, list | tuple):
            raise ValueError(f"expected a list, found {shown(values)}")
        items = [write(value) for value in values]
        for item in items:
            if not item or collapse(item) != item or " " in item:
                raise ValueError(f"{shown(item)} cannot be an item of a list")
        return " ".join(items)

    return write_items


def read_union(*reads: Callable[[str], Any]) -> Callable[[str], Any]:
    """Make the reader of a union: the first type that fits (Part 2, 2.5.1.3)."""

    def read_any(text: str) -> Any:
        reasons: list[str] = []
        for read in reads:
            try:
                return read(text)
            except ValueError as error:
                reasons.append(str(error))
        raise ValueError("; ".join(dict.fromkeys(reasons)))

    return read_any


def write_union(*writes: Callable[[Any], str]) -> Callable[[Any], str]:
    """Make the writer of a union: the first type that takes the value."""

    def write_any(value: Any) -> str:
        reasons: list[str] = []
        for write in writes:
            try:
                return write(value)
            except ValueError as error:
                reasons.append(str(error))
        raise ValueError("; ".join(dict.fromkeys(reasons)))

    return write_any


def read_enumeration(kind: type[Kind]) -> Callable[[str], Kind]:
    """Make the reader of an enumeration of texts as they stand."""
    members = {str(member.value): member for member in kind}

    def read(text: str) -> Kind:
        try:
            return members[text]
        except KeyError:
            raise _none_of(members, text) from None

    return read


def read_collapsed(kind: type[Kind]) -> Callable[[str], Kind]:
    """Make the reader of an enumeration that ignores white space around a text."""
    members = {collapse(member.value): member for member in kind}

    def read(text: str) -> Kind:
        try:
            return members[collapse(text)]
        except KeyError:
            raise _none_of(members, text) from None

    return read


def _none_of(texts: Iterable[str], found: str) -> ValueError:
    """The error for a text that is none of those that an enumeration has."""
    first = [*map(shown, islice(texts, _LISTED + 1))]
    if len(first) > _LISTED:
        first[_LISTED] = "others"
    return ValueError(f"expected one of {', '.join(first)}, found {shown(found)}")


def read_member(kind: type[Kind], read: Callable[[str], Any]) -> Callable[[str], Kind]:
    """Make the reader of an enumeration whose values may be written in several ways.

    An enumeration is one of values, and not of texts (Part 2, 4.3.5): where there is
    `1`, `+01` is the same.

    Args:
        kind: The enumeration.
        read: The reader of the type that it restricts.
    """
    read_text = read_collapsed(kind)

    @cache
    def known() -> dict[Any, Kind]:
        values: dict[Any, Kind] = {}
        for member in kind:
            with suppress(ValueError):  # else it can be met as a text only
                values.setdefault(read(member.value), member)
        return values

    def read_any(text: str) -> Kind:
        try:
            return read_text(text)
        except ValueError as error:
            found = known().get(read(text))
            if found is None:
                raise error from None
            return found

    return read_any


def read_one_of(read: Callable[[str], T], texts: tuple[str, ...]) -> Callable[[str], T]:
    """Make the reader of a type with a few values only."""
    known: list[T] = []
    for text in texts:
        with suppress(ValueError):  # no text is of such a value
            known.append(read(text))

    def read_known(found: str) -> T:
        value = read(found)
        if value not in known:
            raise _none_of(texts, found)
        return value

    return read_known


def write_enumeration(kind: type[Kind]) -> Callable[[Kind], str]:
    """Make the writer of an enumeration."""

    def write(value: Kind) -> str:
        if not isinstance(value, kind):
            raise ValueError(f"expected {kind.__name__}, found {shown(value)}")
        return escape(str(value.value))

    return write


def read_fixed(
    read: Callable[[str], T], text: str, known: Callable[[str], T] | None = None
) -> Callable[[str], T]:
    """Make the reader of a type with one value only.

    Args:
        read: Reads what stands in a message.
        text: The value as the schema has it.
        known: Reads that, if prefixes in it mean what they mean in the schema.
    """
    only = (known or read)(text)

    def read_only(found: str) -> T:
        value = read(found)
        if value != only:
            reason = f"the value is fixed to {shown(text)}, found {shown(found)}"
            raise ValueError(reason)
        return value

    return read_only


def write_fixed(
    write: Callable[[T], str], read: Callable[[str], T], text: str, named: bool = False
) -> Callable[[T], str]:
    """Make the writer of a type with one value only.

    It is written as the schema has it, since some compare texts and not values
    (libxml2).

    Args:
        write: Writes values of the type.
        read: Reads what the schema says.
        text: The value as the schema has it.
        named: Whether it has prefixes, which may mean something else in a message.
    """
    only = read(text)
    spelt = escape(text)

    def write_only(value: T) -> str:
        written = write(value)
        if value != only:
            raise ValueError(
                f"the value is fixed to {shown(text)}, found {shown(value)}"
            )
        return written if named else spelt

    return write_only


def defaulted(
    node: Node,
    reader: Reader,
    read: Callable[[str], T],
    default: str,
    nillable: bool,
    known: Callable[[str], T] | None = None,
) -> T:
    """An element that has its default value where it is empty (Part 1, 3.3.1).

    Args:
        node: The element.
        reader: Makes the errors.
        read: Reads what stands in it.
        default: The default as the schema has it.
        nillable: Whether it may be nil.
        known: Reads the default, if prefixes in it mean what they mean in the schema.
    """
    if not node.text and not len(node) and not reader.is_nil(node):
        return (known or read)(default)
    return reader.required(node, read, nillable)


def content(
    node: Node,
    reader: Reader,
    decode: Callable[[Node, Reader], T],
    nillable: bool = False,
) -> T:
    """The value of an element with a complex type that holds text, or anything."""
    if reader.is_nil(node) and not len(node) and not node.text:
        nothing: T = reader.nothing(node, nillable)
        return nothing
    return decode(node, reader)


def text(node: Node, reader: Reader, read: Callable[[str], T]) -> T:
    """The text of an element that also has attributes."""
    found = reader.text(node)
    try:
        return read(found)
    except ValueError as error:
        raise reader.error(str(error), node) from None


def written(write: Callable[[T], str], value: T) -> str:
    """The same for writing."""
    try:
        text = write(value)
    except ValueError as error:
        reason = "a value is required" if value is None else str(error)
        raise MessageError(reason, path="text()") from None
    if not text.isprintable():
        check("text()", text)
    return text
