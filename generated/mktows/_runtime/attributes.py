"""Attributes: written into a start tag, read from an element."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from .characters import escape_attribute
from .errors import MessageError, ProtocolError
from .lexical_strings import read_ncname
from .reading import XSI, Node, Reader, local, path
from .writing import check, name

T = TypeVar("T")

_XML = "http://www.w3.org/XML/1998/namespace"


def attribute(wire: str, write: Callable[[T], str], value: T) -> str:
    """An attribute, with the space before it."""
    try:
        text = write(value)
    except ValueError as error:
        reason = "a value is required" if value is None else str(error)
        raise MessageError(reason, path=f"@{name(wire)}") from None
    if not text.isprintable():
        check(f"@{name(wire)}", text)
    # Writers escape for the content of an element.
    if '"' in text:
        text = text.replace('"', "&quot;")
    if "\t" in text or "\n" in text:
        text = text.replace("\t", "&#9;").replace("\n", "&#10;")
    return f' {wire}="{text}"'


def other_attributes(values: Mapping[str, str], known: Iterable[str]) -> str:
    """Attributes that the schema leaves open.

    Args:
        values: Their values, by their names in Clark's notation.
        known: The names of the attributes that have fields of their own.
    """
    out: list[str] = []
    for number, (clark, value) in enumerate(values.items(), 1):
        space, wire = clark[1:].rsplit("}", 1) if clark[:1] == "{" else ("", clark)
        if clark in known or space == XSI:
            raise MessageError("it has a field of its own", path=f"@{clark}")
        try:
            wire = read_ncname(wire)
        except ValueError as error:
            raise MessageError(str(error), path=f"@{clark}") from None
        if not isinstance(value, str):
            raise MessageError("expected a str", path=f"@{clark}")
        check(f"@{clark}", value)
        if space == _XML:
            wire = f"xml:{wire}"
        elif space:
            out.append(f' xmlns:a{number}="{escape_attribute(space)}"')
            wire = f"a{number}:{wire}"
        out.append(f' {wire}="{escape_attribute(value)}"')
    return "".join(out)


def read_attribute(
    node: Node, reader: Reader, wire: str, text: str, read: Callable[[str], T]
) -> T:
    """The value of an attribute."""
    try:
        return read(text)
    except ValueError as error:
        raise _error(node, reader, wire, str(error)) from None


def read_other_attributes(node: Node, known: Iterable[str]) -> dict[str, str]:
    """The attributes that have no fields of their own, but for those of XML Schema."""
    return {
        key: value
        for key, value in node.items()
        if key not in known and not key.startswith(f"{{{XSI}}}")
    }


def missing_attribute(node: Node, reader: Reader, wire: str) -> ProtocolError:
    """The error for a required attribute that is not there."""
    return _error(node, reader, wire, "the required attribute is missing")


def _error(node: Node, reader: Reader, wire: str, reason: str) -> ProtocolError:
    return ProtocolError(
        reason,
        path=f"{path(node)}/@{local(wire)}",
        status=reader.status,
        content=reader.content,
    )
