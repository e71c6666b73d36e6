"""Attributes: written into a start tag, read from an element."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from .characters import escape_attribute, shown
from .errors import MessageError, ProtocolError
from .lexical_strings import is_namespace, read_ncname
from .opaque import allows
from .qnames import XML, XMLNS, Scope, at, in_scope
from .reading import XSI_ATTRIBUTES, Node, Reader, local, path
from .writing import check, name

T = TypeVar("T")


def attribute(wire: str, write: Callable[[T], str], value: T | None) -> str:
    """An attribute that must be there, with the space before it."""
    if value is None:
        raise MessageError("a value is required", path=f"@{name(wire)}")
    try:
        text = write(value)
    except ValueError as error:
        raise MessageError(str(error), path=f"@{name(wire)}") from None
    if not text.isprintable():
        check(f"@{name(wire)}", text)
    # Writers escape for the content of an element.
    if '"' in text:
        text = text.replace('"', "&quot;")
    if "\t" in text or "\n" in text:
        text = text.replace("\t", "&#9;").replace("\n", "&#10;")
    return f' {wire}="{text}"'


@dataclass(frozen=True, slots=True)
class AnyAttribute:
    """Attributes that the schema leaves open (XML Schema Part 1, 3.10).

    Attributes:
        namespaces: Which namespaces it allows, as in `xs:anyAttribute`.
        home: The target namespace of its schema.
        declared: What reads the values of global attributes, by their names.
        strict: Whether only these may stand.
    """

    namespaces: str
    home: str
    declared: Mapping[str, Callable[[str], object]] = field(default_factory=dict)
    strict: bool = False

    def allows(self, clark: str) -> bool:
        """Whether an attribute of a name may stand."""
        if self.strict and clark not in self.declared:
            return False
        return allows(self.namespaces, self.home, clark)

    def problem(self, clark: str, value: str, scope: Scope) -> str:
        """Why an attribute may not stand, or ""; `scope` has the prefixes in it."""
        if not allows(self.namespaces, self.home, clark):
            spaces = self.namespaces or "no namespace"
            return f"it may not stand here, only attributes of {spaces}"
        read = self.declared.get(clark)
        if read is None:
            return "no global attribute of this name is declared" * self.strict
        try:
            in_scope(scope, read)(value)
        except ValueError as error:
            return str(error)
        return ""


def other_attributes(
    values: Mapping[str, str], known: Iterable[str], wild: AnyAttribute
) -> str:
    """Attributes that the schema leaves open.

    Args:
        values: Their values, by their names in Clark's notation; declarations of
            prefixes in them among these, see `prefixed`.
        known: The names of the attributes that have fields of their own.
        wild: Which others may stand.
    """
    if not isinstance(values, Mapping):
        raise MessageError(f"expected a dict, found {shown(values)}", path="@*")
    out: list[str] = []
    scope: Scope = {}
    if any(str(key).startswith(f"{{{XMLNS}}}") for key in values):
        from .prefixed import declared

        scope = declared(values)
        check("@*", str(scope))
        out.append(str(scope))
    for number, (clark, value) in enumerate(values.items(), 1):
        path = f"@{clark}"
        space, wire = _parted(clark)
        if space == XMLNS:
            continue
        if clark in known or clark in XSI_ATTRIBUTES:
            raise MessageError("it has a field of its own", path=path)
        if not isinstance(value, str):
            raise MessageError(f"expected a str, found {shown(value)}", path=path)
        problem = wild.problem(clark, value, scope)
        if problem:
            raise MessageError(problem, path=path)
        check(path, value)
        if space == XML:
            wire = f"xml:{wire}"
        elif space:
            out.append(f' xmlns:a{number}="{escape_attribute(space)}"')
            wire = f"a{number}:{wire}"
        out.append(f' {wire}="{escape_attribute(value)}"')
    return "".join(out)


def _parted(clark: str) -> tuple[str, str]:
    """The namespace and the local name of a name in Clark's notation."""
    if not isinstance(clark, str):
        raise MessageError(f"expected a name, found {shown(clark)}", path="@*")
    path = f"@{clark}"
    space, brace, wire = clark[1:].rpartition("}") if clark[:1] == "{" else ("", "", "")
    check(path, space)
    try:
        wire = read_ncname(wire if brace else clark)
    except ValueError as error:
        raise MessageError(str(error), path=path) from None
    if space not in ("", XML, XMLNS) and not is_namespace(space):
        reason = f"no prefix can be declared for {shown(space)}"
        raise MessageError(reason, path=path)
    if wire == "xmlns":
        raise MessageError("it declares a prefix and is no attribute", path=path)
    return space, wire


def read_attribute(
    node: Node, reader: Reader, wire: str, text: str, read: Callable[[str], T]
) -> T:
    """The value of an attribute."""
    try:
        return read(text)
    except ValueError as error:
        raise _error(node, reader, wire, str(error)) from None


def read_other_attributes(
    node: Node, reader: Reader, known: Iterable[str], wild: AnyAttribute
) -> dict[str, str]:
    """The attributes that have no fields of their own, but for those of XML Schema.

    Those that may not stand are passed over, as elements are.
    """
    found: dict[str, str] = {}
    for key, value in node.items():
        if key in known or key in XSI_ATTRIBUTES or not wild.allows(key):
            continue
        read = wild.declared.get(key)
        if read is not None:
            read_attribute(node, reader, key, value, at(node, reader, read))
        found[key] = value
    if any(key in wild.declared or ":" in value for key, value in found.items()):
        from .prefixed import with_prefixes

        return with_prefixes(found, reader.scope(node), wild.declared)
    return found


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
