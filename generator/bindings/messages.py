"""What messages are: records, also where an element's type is none."""

from __future__ import annotations

from dataclasses import replace

from xsdata.models import xsd

from ..errors import Refused
from ..model import QName
from .catalogue import Binding, Kind, Place
from .complex_types import ComplexTypes
from .fields import single
from .particles import EMPTY, ElementUse
from .records import Records
from .scopes import scope
from .types import Types
from .values import Facets, Key, Opaque, Reference, Type


class Messages:
    """Binds messages.

    Args:
        types: Finds their types.
        records: Knows their content models.
        complex_types: Binds their types.
    """

    def __init__(
        self, types: Types, records: Records, complex_types: ComplexTypes
    ) -> None:
        self._types = types
        self._records = records
        self._complex_types = complex_types

    def of_element(self, name: QName) -> Key:
        """The record of a global element; a new one where its type is no record."""
        node = self._types.components.elements.get(name)
        if node is None:
            file = self._types.source.entry.file
            raise Refused(f"element {name} is not defined", file=file)
        use = ElementUse(name=name, node=node, home=name.namespace, is_global=True)
        type_, facets = self._types.of_element(use, Key(name, element=True))
        key = Key(name, element=True, inner=("#message",))
        return self._record(key, type_, facets, node)

    def of_type(self, name: QName) -> Key:
        """The record of a type; a new one where it is no record."""
        type_, facets = self._types.named(name)
        return self._record(Key(name, inner=("#message",)), type_, facets)

    def may_be_nil(self, name: QName) -> bool:
        """Whether a global element is nillable."""
        return self._types.components.elements[name].nillable

    def _record(
        self, key: Key, type_: Type, facets: Facets, node: xsd.Element | None = None
    ) -> Key:
        bound = None
        if isinstance(type_, Reference):
            bound = self._complex_types.bound(type_.key)
        if bound is not None and bound.kind is Kind.RECORD:
            return bound.key
        self._types.made[key] = replace(
            self._around(key, bound, type_, facets, node),
            element=key.name if key.element else None,
        )
        return key

    def _around(
        self,
        key: Key,
        bound: Binding | None,
        type_: Type,
        facets: Facets,
        node: xsd.Element | None,
    ) -> Binding:
        """A record of one field, or of an array, whose field becomes its own."""
        made = Binding(key=key, name="", kind=Kind.RECORD)
        if bound is not None and bound.kind is Kind.ARRAY:
            self._records.wholes[key] = self._records.wholes.get(bound.key, EMPTY)
            return replace(
                made,
                fields=bound.fields,
                content=bound.content,
                encoded=bound.encoded,
            )
        if bound is not None and bound.kind is Kind.OPAQUE:
            kept = self._complex_types.standing_in(bound)
            made = replace(made, kept=kept.kept, stand_in=kept.stand_in)
            type_ = Opaque()
        if isinstance(type_, Opaque):
            field = single("content", Place.WHOLE, type_, Facets())
            return replace(made, fields=(field,))
        field = single("value", Place.TEXT, type_, facets)
        if node is not None:
            known = scope(node, facets, node.default, node.fixed)
            field = replace(field, default=node.default, fixed=node.fixed, scope=known)
        return replace(made, fields=(field,))
