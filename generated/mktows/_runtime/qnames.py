"""Qualified names as values (XML Schema Part 2, 3.2.18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .characters import collapse, escape_attribute, shown
from .errors import MessageError
from .lexical_strings import read_ncname
from .reading import Node, Reader
from .writing import check, name, refuse


@dataclass(frozen=True, slots=True)
class QName:
    """A name in a namespace.

    Attributes:
        namespace: The namespace; "" is none.
        name: The name in it, without a prefix.
    """

    namespace: str
    name: str

    def __str__(self) -> str:
        """The name in Clark's notation."""
        return f"{{{self.namespace}}}{self.name}" if self.namespace else self.name


def read_qname(node: Node, reader: Reader, text: str) -> QName:
    """Read a name, whose prefix means what it means at its element."""
    prefix, colon, rest = collapse(text).rpartition(":")
    namespace = node.nsmap.get(prefix or None)
    if colon and namespace is None:
        raise reader.error(f"the prefix of {shown(text)} is not declared", node)
    try:
        return QName(namespace or "", read_ncname(rest))
    except ValueError as error:
        raise reader.error(str(error), node) from None


def qname(tag: str, value: QName) -> str:
    """An element that holds a qualified name."""
    scope, text = _spelt(tag, name(tag), value, "q")
    return f"<{tag}{scope}>{text}</{tag}>"


def qname_attribute(wire: str, value: QName | None, prefix: str) -> str:
    """An attribute that holds a qualified name, with the declaration of its prefix."""
    scope, text = _spelt(wire, f"@{name(wire)}", value, prefix)
    return f'{scope} {wire}="{text}"'


def qname_text(value: QName) -> tuple[str, str]:
    """What declares the prefix of a name in the text of an element, and the text."""
    return _spelt("", "", value, "q")


def _spelt(tag: str, path: str, value: QName | None, prefix: str) -> tuple[str, str]:
    if not isinstance(value, QName):
        refuse(tag, value, "a QName")
    try:
        local = read_ncname(value.name)
    except ValueError as error:
        raise MessageError(str(error), path=path) from None
    if not value.namespace:
        return "", local  # an envelope has no default namespace
    check(path, value.namespace)
    uri = escape_attribute(value.namespace)
    return f' xmlns:{prefix}="{uri}"', f"{prefix}:{local}"


def read_qname_element(node: Node, reader: Reader, nillable: bool) -> Any:
    """The value of an element that holds a qualified name."""
    text = reader.text(node)
    if not text and reader.is_nil(node):
        return reader.nothing(node, nillable)
    return read_qname(node, reader, text)
