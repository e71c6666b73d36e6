"""Complex types that allow less than their base (XML Schema Part 1, 3.4.2)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from xsdata.models import xsd

from .attributes import Attributes
from .catalogue import Binding, Field, Place
from .components import resolve
from .fields import Collector, Unmatched
from .particles import ElementUse
from .records import Records
from .simple import Simple, Simples
from .types import Definition
from .values import Facets, Key, Opaque


class Restrictions:
    """Binds restrictions: subclasses without fields of their own.

    They have no types of their own either, but what they allow of others.

    Args:
        records: Binds what is a record after all.

    Attributes:
        attributes: Reads attributes, and makes no enumerations of their types.
    """

    def __init__(self, records: Records) -> None:
        types = records.types
        self._records = records
        self._simples = Simples(types.components, lambda *_: None)
        self.attributes = Attributes(types.components, self._simples, types.names)

    def of(self, of: Definition, step: xsd.Restriction, base: Key) -> Binding:
        """A type that allows less than its base.

        Where it has something that the base does not name (it fills a wildcard, say),
        it is a record of its own, which cannot stand for its base.
        """
        records, key = self._records, of.key
        records.wholes[key] = records.contents.of(step, of.home)
        inherited = records.types.fields(base)
        collector = records.collector(key, inherited)
        collector.type_of = partial(self._type, key)
        collector.restricts = True
        try:
            content = collector.whole(records.wholes[key])
        except Unmatched:
            return records.plain(of, step)
        demanded = self._attributes(of, step, collector)
        for text in inherited:
            if text.place is Place.TEXT:
                collector.narrow(text, self._text(step, text, key))
        return replace(
            records.made(of, collector, content),
            base=base,
            restricts=True,
            narrowed=tuple(collector.narrowed.items()),
            open=records.attributes.left_open(step, of.home),
            prohibited=self._prohibited(of, step, base),
            demanded=demanded,
        )

    def _attributes(
        self, of: Definition, step: xsd.Restriction, collector: Collector
    ) -> tuple[str, ...]:
        """Narrow the attributes of the base; those that only this type demands."""
        known = {f.wire: f for f in collector.inherited if f.place is Place.ATTRIBUTE}
        demanded = []
        for attribute in self.attributes.of(step, of.home, of.key):
            old = known.get(attribute.wire)
            if old is not None:
                collector.narrow(old, attribute.facets)
                if attribute.required and not old.required:
                    demanded.append(old.name)
        return tuple(demanded)

    def _prohibited(
        self, of: Definition, step: xsd.Restriction, base: Key
    ) -> tuple[str, ...]:
        """The attributes of the base that neither it nor this type has."""
        types = self._records.types
        gone = self._records.attributes.prohibited(step, of.home)
        more = [
            f.name
            for f in types.fields(base)
            if f.place is Place.ATTRIBUTE and f.wire in gone
        ]
        return tuple(dict.fromkeys((*types.made[base].prohibited, *more)))

    def _type(self, key: Key, use: ElementUse) -> Simple:
        """What a restriction allows of an element with a simple type."""
        node, found = use.node, None
        if node.simple_type is not None:
            found = self._simples.of(node.simple_type, key)
        elif node.type:
            found = self._simples.named(resolve(node, node.type))
        return found or (Opaque(), Facets())

    def _text(self, step: xsd.Restriction, text: Field, key: Key) -> Facets:
        """What a restriction allows of the text of its base."""
        found = (text.type, text.facets)
        if step.simple_type is not None:
            found = self._simples.of(step.simple_type, key)
        return self._simples.narrowed(step, *found, key)[1]
