"""Qualified names as values (XML Schema Part 2, 3.2.18).

A name is a namespace and a local name; the prefix that a text has for the namespace
means what it means where the text stands. So such a text is read `at` an element, and
written in a scope that takes note of what has to be declared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

from .characters import (
    collapse,
    escape_attribute,
    shown,
    unreadable,
    unwritable,
)
from .lexical_strings import is_namespace, read_ncname, write_ncname

T = TypeVar("T")
V = TypeVar("V")
N = TypeVar("N", contravariant=True)
Kind = TypeVar("Kind", bound=Enum)

Scope = Mapping[str | None, str]
"""Namespaces by their prefixes; the default namespace has None."""

XML: Final = "http://www.w3.org/XML/1998/namespace"
XMLNS: Final = "http://www.w3.org/2000/xmlns/"
_scope: Final[ContextVar[Scope]] = ContextVar("scope", default=MappingProxyType({}))


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


class Knowing(Protocol[N]):
    """Knows the prefixes in scope of an element: a `Reader`."""

    def scope(self, node: N) -> Scope:
        """The namespaces of the prefixes."""
        ...


class Declared(dict[str | None, str]):
    """A scope that grows by what is written in it.

    Args:
        first: The prefix of the first namespace; others have it with a number.
    """

    def __init__(self, first: str) -> None:
        super().__init__()
        self._first = first

    def prefix(self, namespace: str) -> str:
        """The prefix of a namespace."""
        for prefix, known in self.items():
            if prefix and known == namespace:
                return prefix
        made = f"{self._first}_{len(self) + 1}" if self else self._first
        self[made] = namespace
        return made

    def __str__(self) -> str:
        """The declarations, with a space before each."""
        pairs = self.items()
        return "".join(f' xmlns:{p}="{escape_attribute(uri)}"' for p, uri in pairs)


def in_scope(scope: Scope, call: Callable[[T], V]) -> Callable[[T], V]:
    """Make a reader or a writer for texts in a scope."""

    def there(given: T) -> V:
        token = _scope.set(scope)
        try:
            return call(given)
        finally:
            _scope.reset(token)

    return there


def at(node: N, reader: Knowing[N], read: Callable[[str], T]) -> Callable[[str], T]:
    """Make a reader for texts of an element, or of its attributes."""
    return in_scope(reader.scope(node), read)


def read_qname(text: str) -> QName:
    """Read xs:QName, or a name of a notation."""
    text = collapse(text)
    if " " in text:
        raise unreadable("xs:QName", text)
    prefix, colon, rest = text.rpartition(":")
    namespace = XML if prefix == "xml" else _scope.get().get(prefix or None)
    if colon and (not prefix or namespace is None):
        raise ValueError(f"the prefix of {shown(text)} is not declared")
    return QName(namespace or "", read_ncname(rest))


def write_qname(value: QName) -> str:
    """Write xs:QName, or a name of a notation."""
    if not isinstance(value, QName):
        raise unwritable("xs:QName", "a QName", value)
    local, namespace, scope = write_ncname(value.name), value.namespace, _scope.get()
    if not isinstance(namespace, str):
        raise ValueError(f"expected a str as namespace, found {shown(namespace)}")
    if namespace == XMLNS:
        raise ValueError("no prefix can be declared for the namespace of prefixes")
    if not namespace:
        return local  # an envelope has no default namespace
    if namespace == XML:
        return f"xml:{local}"
    if not is_namespace(namespace):
        raise ValueError(f"no prefix can be declared for {shown(namespace)}")
    if not isinstance(scope, Declared):
        raise ValueError("a qualified name, where no prefix can be declared")
    return f"{scope.prefix(namespace)}:{local}"


def read_name_of(kind: type[Kind]) -> Callable[[str], Kind]:
    """Make the reader of an enumeration of qualified names."""

    def read(text: str) -> Kind:
        found = read_qname(text)
        try:
            return kind(found)
        except ValueError:
            known = ", ".join(str(member.value) for member in list(kind)[:20])
            raise ValueError(f"expected one of {known}, found {found}") from None

    return read


def write_name_of(kind: type[Kind]) -> Callable[[Kind], str]:
    """Make the writer of an enumeration of qualified names."""

    def write(value: Kind) -> str:
        if not isinstance(value, kind):
            raise ValueError(f"expected {kind.__name__}, found {shown(value)}")
        return write_qname(value.value)

    return write
