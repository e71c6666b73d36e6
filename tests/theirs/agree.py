"""A value of ours against xsdata's for the same element, field by field.

Fields are told by their names on the wire, so that nothing depends on how either calls
them. XML that is kept as it stands is compared as bytes, which `same` does.
"""

from __future__ import annotations

import dataclasses
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from xsdata.formats.converter import converter
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.models.elements import XmlVar
from xsdata.formats.dataclass.models.generics import AnyElement, DerivedElement
from xsdata.models.datatype import XmlDate, XmlDateTime, XmlTime

from generator.atomics import ATOMICS, STRINGS
from generator.bindings import (
    Atomic,
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    ListOf,
    Opaque,
    Place,
    Reference,
    Type,
    UnionOf,
)

from .disagreement import Disagreement
from .same import XSI, same_value


@dataclass(slots=True)
class Parts:
    """What a value of xsdata's is made of, by the names on the wire."""

    attributes: dict[str, Any] = field(default_factory=dict)
    elements: defaultdict[str, list[Any]] = field(
        default_factory=lambda: defaultdict(list)
    )
    text: Any = None
    open: dict[str, Any] = field(default_factory=dict)


_MOMENTS: Final[dict[type[Any], str]] = {
    XmlDateTime: "date_time",
    XmlDate: "date",
    XmlTime: "time",
}
"""What follows `write_` in our functions for values that xsdata has classes of."""
_XSI: Final = f"{{{XSI}}}"
"""What it has of attributes that say something of the element itself."""


class Agreement:
    """Holds values against xsdata's.

    Args:
        bindings: What the types of ours are.
        context: What xsdata knows of its classes.
        lexical: The module of a package that writes values as texts.
        nil: Its `NIL`.
    """

    def __init__(
        self, bindings: Bindings, context: XmlContext, lexical: Any, nil: Any
    ) -> None:
        self.bindings = bindings
        self.context = context
        self.lexical = lexical
        self.nil = nil
        self.by_name = {
            b.name: b for b in bindings.types.values() if b.kind is Kind.RECORD
        }

    def check(self, key: Key, ours: Any, theirs: Any) -> None:
        """Insist that a message is the same.

        Raises:
            Disagreement: It is not.
        """
        self._value(Reference(key), ours, theirs, "")

    def _value(self, type_: Type, ours: Any, theirs: Any, path: str) -> None:
        while isinstance(theirs, DerivedElement):
            theirs = theirs.value
        binding = None
        if isinstance(type_, Reference):
            binding = self.bindings.types[type_.key]
        if isinstance(type_, Opaque):
            return
        if binding is None:
            self._simple(type_, ours, theirs, path)
        elif binding.kind is Kind.RECORD:
            self._record(self.by_name[type(ours).__name__], ours, theirs, path)
        elif binding.kind is Kind.ARRAY:
            self._array(binding, ours, theirs, path)
        elif binding.kind is Kind.ENUMERATION:
            self._simple(binding.text, ours, theirs, path)

    def _array(self, binding: Binding, ours: Any, theirs: Any, path: str) -> None:
        (inner,) = binding.fields
        found = self._parts(theirs, path)
        if inner.place is Place.WILDCARD:
            return
        items = found.elements.pop(str(inner.wire), [])
        self._all(inner, list(ours), items, f"{path}/{inner.wire.name}")
        self._nothing_more(found, path)

    def _record(self, binding: Binding, ours: Any, theirs: Any, path: str) -> None:
        mine: defaultdict[str, list[tuple[Field, Any]]] = defaultdict(list)
        known = self.bindings.fields(binding.key)
        if any(f.place is Place.WHOLE for f in known):
            return
        self._gather(binding, ours, mine)
        found = self._parts(theirs, path)
        for one in known:
            value = getattr(ours, one.name)
            if one.place is Place.ATTRIBUTE:
                other = found.attributes.pop(str(one.wire), None)
                if value is None and one.default is None and one.fixed is None:
                    none = other is None or other == []
                    _insist(none, f"{path}/@{one.wire.name}", value, other)
                elif value is not None:
                    self._value(one.type, value, other, f"{path}/@{one.wire.name}")
            elif one.place is Place.ATTRIBUTES:
                same = found.open == (value or {})
                _insist(same, f"{path}/@*", value, found.open)
            elif one.place is Place.TEXT:
                self._one(one, value, found.text, path)
        for name, pairs in mine.items():
            if self._is_opaque(pairs[0][0].type):
                continue
            others = found.elements.pop(name, [])
            where = f"{path}/{name.rpartition('}')[2]}"
            if len(pairs) == 1 and not pairs[0][0].repeated:
                other = others[0] if others else None
                _insist(len(others) < 2, where, pairs[0][1], others)
                self._one(*pairs[0], other, where)
            else:
                values = [value for _, value in pairs]
                self._all(pairs[0][0], values, others, where)
        if not any(f.place is Place.WILDCARD or self._is_opaque(f.type) for f in known):
            self._nothing_more(found, path)

    def _is_opaque(self, type_: Type) -> bool:
        """Whether values are XML as it stands, which xsdata may have as anything."""
        if isinstance(type_, Reference):
            return self.bindings.types[type_.key].kind is Kind.OPAQUE
        return isinstance(type_, Opaque)

    def _gather(
        self,
        binding: Binding,
        ours: Any,
        found: defaultdict[str, list[tuple[Field, Any]]],
    ) -> None:
        """What stands in our element, by its name, with groups laid open."""
        for one in self.bindings.fields(binding.key):
            value = getattr(ours, one.name)
            if one.place is Place.GROUP:
                for item in value if one.repeated else [value]:
                    if item is not None:
                        self._gather(self.by_name[type(item).__name__], item, found)
            elif one.place is Place.ELEMENT:
                items = value if one.repeated else [] if value is None else [value]
                if items:
                    found[str(one.wire)] += [(one, item) for item in items]

    def _all(self, of: Field, ours: list[Any], theirs: list[Any], path: str) -> None:
        theirs = [t for t in theirs if t is not None or of.nillable]
        _insist(len(ours) == len(theirs), path, ours, theirs)
        pairs = zip(ours, theirs, strict=True)
        for number, (one, other) in enumerate(pairs, 1):
            self._one(of, one, other, f"{path}[{number}]")

    def _one(self, of: Field, ours: Any, theirs: Any, path: str) -> None:
        """One value, which may be nil, absent, or empty and taken for nil."""
        nothing = ours is None or ours is self.nil
        empty = ours in ("", b"", []) or _is_bare(ours)
        if theirs is None and (nothing or (of.nillable and empty)):
            return
        if nothing and _is_nothing(theirs):
            return
        _insist(not nothing, path, ours, theirs)
        self._value(of.type, ours, theirs, path)

    def _simple(self, type_: Type, ours: Any, theirs: Any, path: str) -> None:
        if dataclasses.is_dataclass(theirs):  # of an element with a simple type
            theirs = self._parts(theirs, path).text
        if isinstance(type_, ListOf):
            theirs = _listed(theirs)
            _insist(len(ours) == len(theirs), path, ours, theirs)
            for one, other in zip(ours, theirs, strict=True):
                self._value(type_.item, one, other, path)
            return
        if type_ == Atomic("swaRef"):
            return
        same = self._is_same(type_, ours, theirs)
        _insist(same, path, ours, theirs)

    def _is_same(self, type_: Type, ours: Any, theirs: Any) -> bool:
        ours = ours.value if isinstance(ours, Enum) else ours
        theirs = theirs.value if isinstance(theirs, Enum) else theirs
        if type(ours) is type(theirs) is str:
            members = type_.members if isinstance(type_, UnionOf) else [type_]
            return any(ours == _collapsed(member, theirs) for member in members)
        if type(ours) is type(theirs):
            return bool(ours == theirs) or (ours != ours and theirs != theirs)
        if theirs is None:
            return bool(ours == "")
        if isinstance(theirs, bytes):
            forms = (theirs.hex().upper(), b64encode(theirs).decode())
            return isinstance(ours, str) and (ours.upper() == forms[0] or ours in forms)
        if isinstance(ours, str):  # of an enumeration whose values are typed there
            text = str(converter.serialize(theirs))
            return text == ours or same_value(ours, text)
        if type(theirs) is str:  # as all values are whose type has a pattern
            return self._reads_as(type_, theirs, ours)
        if isinstance(type_, Atomic) and type_.name != "QName":
            write = getattr(self.lexical, f"write_{ATOMICS[type_.name].lexical}", str)
            read = getattr(type(theirs), "from_string", None) or type(theirs)
            return bool(read(write(ours)) == theirs)
        if type(theirs) in _MOMENTS:  # of a union
            write = getattr(self.lexical, f"write_{_MOMENTS[type(theirs)]}")
            return bool(type(theirs).from_string(write(ours)) == theirs)
        return str(ours) == str(getattr(theirs, "text", theirs))

    def _reads_as(self, type_: Type, text: str, ours: Any) -> bool:
        """Whether a text stands for a value of ours."""
        for member in type_.members if isinstance(type_, UnionOf) else [type_]:
            name = ATOMICS[member.name].lexical if isinstance(member, Atomic) else ""
            read = getattr(self.lexical, f"read_{name}", str)
            try:
                if read(text) == ours:
                    return True
            except ValueError:
                continue
        return False

    def _parts(self, value: Any, path: str) -> Parts:
        if not dataclasses.is_dataclass(value):
            raise Disagreement(f"{path}: xsdata has {value!r}, no record")
        found = Parts()
        for var in self.context.build(type(value)).get_all_vars():
            inner = getattr(value, var.name)
            if var.is_attribute:
                found.attributes[var.qname] = inner
            elif var.is_attributes:
                said = {n: t for n, t in inner.items() if not n.startswith(_XSI)}
                found.open.update(said)
            elif var.is_text:
                found.text = inner
            elif var.is_elements:
                for name, item in _chosen(var, inner):
                    found.elements[name].append(item)
            elif var.is_element and (inner is not None or var.list_element):
                found.elements[var.qname] += _items(var, inner)
        return found

    def _nothing_more(self, found: Parts, path: str) -> None:
        more = {
            name: values
            for name, values in found.elements.items()
            if values not in ([], [None], [[]])
        }
        _insist(not more, path, None, more)


def _items(var: XmlVar, value: Any) -> list[Any]:
    return value if var.list_element else [value]


def _chosen(var: XmlVar, value: Any) -> Iterator[tuple[str, Any]]:
    """The values of a compound field with the names of their elements."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, DerivedElement):
            yield item.qname, item.value
        elif item is not None and not isinstance(item, AnyElement):
            choice = var.find_value_choice(item, dataclasses.is_dataclass(item))
            if choice is None:
                raise Disagreement(f"xsdata cannot tell which element {item!r} is")
            yield choice.qname, item


def _listed(theirs: Any) -> Any:
    """A list, which xsdata has otherwise where it is one of an enumeration."""
    value = theirs.value if isinstance(theirs, Enum) else theirs
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


def _collapsed(type_: Type, theirs: str) -> str:
    """A text without the white space that its type does not mind (Part 2, 4.3.6).

    xsdata leaves all of it in the values of types derived from `xs:string`.
    """
    if not isinstance(type_, Atomic) or type_.name in STRINGS:
        return theirs
    replaced = theirs.translate(dict.fromkeys(map(ord, "\t\n\r"), " "))
    if type_.name == "normalizedString":
        return replaced
    return " ".join(filter(None, replaced.split(" ")))


def _is_bare(value: Any) -> bool:
    """Whether a record has nothing in it."""
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return False
    inner = [getattr(value, f.name) for f in dataclasses.fields(value)]
    return all(part in (None, [], {}, "", b"") for part in inner)


def _is_nothing(theirs: Any) -> bool:
    """Whether xsdata has a record, a list or a text for what is nil, with nothing."""
    return theirs in ("", b"", []) or _is_bare(theirs)


def _insist(same: bool, path: str, ours: Any, theirs: Any) -> None:
    if not same:
        raise Disagreement(f"{path}: ours {ours!r:.200}, theirs {theirs!r:.200}")
