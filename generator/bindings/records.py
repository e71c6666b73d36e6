"""Complex types that are records: a field for each thing that may stand in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xsdata.models import xsd

from . import arrays, passes
from .attributes import Attributes, Holder
from .catalogue import Binding, Field, Kind, Place
from .components import resolve
from .content_models import Model
from .contents import Contents
from .fields import Collector, group_word, is_ordered, single
from .particles import EMPTY, ElementUse, GroupUse, joined
from .simple import Simple
from .types import Definition, Types
from .values import Key


class Records:
    """Binds records.

    Args:
        types: Finds the types of what is in them.
        uses: Who uses which type.

    Attributes:
        contents: Reads content models.
        attributes: Reads attributes.
        wholes: The content models of what is bound, with those of their bases.
    """

    def __init__(self, types: Types, uses: passes.Uses) -> None:
        self.types = types
        self.contents = Contents(types.components)
        self.attributes = Attributes(types.components, types.simples, types.names)
        self.wholes: dict[Key, GroupUse] = {}
        self._uses = uses

    def plain(self, of: Definition, holder: Holder) -> Binding:
        """A type that derives from no other record.

        Args:
            of: The type.
            holder: What has its content: itself, or what it does to a simple base.
        """
        key = of.key
        if not isinstance(holder, xsd.AttributeGroup):
            self.wholes[key] = self.contents.of(holder, of.home)
        collector = self.collector(key)
        text = self._text(holder, key) if of.node.simple_content is not None else None
        if text is not None:
            collector.add(text)
        content = collector.whole(self.wholes[key])
        for attribute in self.attributes.of(holder, of.home, key):
            collector.add(attribute)
        binding = self.made(of, collector, content)
        wraps = arrays.wraps(binding) and key.name not in self._uses.derived
        is_open = self.attributes.left_open(holder, of.home)
        kind = Kind.ARRAY if wraps else Kind.RECORD
        return replace(binding, kind=kind, open=is_open)

    def extension(self, of: Definition, step: xsd.Extension, base: Key) -> Binding:
        """A type that adds to its base (XML Schema Part 1, 3.4.2)."""
        own = self.contents.of(step, of.home)
        self.wholes[of.key] = joined(self.wholes.get(base, EMPTY), own)
        inherited = self.types.fields(base)
        collector = self.collector(of.key, inherited)
        added = collector.whole(own)
        known = {f.wire: f.name for f in inherited if f.place is Place.ATTRIBUTE}
        open_before = any(f.place is Place.ATTRIBUTES for f in inherited)
        of_base = self.types.made[base]
        prohibited = dict.fromkeys(of_base.prohibited)
        for attribute in self.attributes.of(step, of.home, of.key):
            again = open_before and attribute.place is Place.ATTRIBUTES
            prohibited.pop(known.get(attribute.wire, ""), None)
            if not again and attribute.wire not in known:
                collector.add(attribute)
        content = of_base.content
        if added.items:
            content = Model(items=(content, added)) if content.items else added
        return replace(
            self.made(of, collector, content),
            base=base,
            open=self.attributes.left_open(step, of.home, of_base.open),
            prohibited=tuple(prohibited),
        )

    def collector(self, key: Key, inherited: Iterable[Field] = ()) -> Collector:
        """What collects the fields of a record, behind those of its base."""

        def type_of(use: ElementUse) -> Simple:
            if use.is_global:
                return self.types.of_element(use, Key(use.name, element=True))
            return self.types.of_element(use, key.within(use.name.name))

        def group_of(group: GroupUse, number: int) -> Key:
            return self._group(key, group, number)

        return Collector(self.types.names, type_of, group_of, list(inherited))

    def made(self, of: Definition, collector: Collector, content: Model) -> Binding:
        """The record of a type, with the fields that were collected."""
        key, node = of.key, of.node
        every = [*collector.inherited, *collector.fields]
        groups = any(field.place is Place.GROUP for field in every)
        folded = None if key.element or key.inner else self._uses.folded.get(key.name)
        element = key.name if key.element and not key.inner else folded
        help_ = node.display_help or ""
        if not help_ and element is not None:
            declared = self.types.components.elements.get(element)
            help_ = "" if declared is None else declared.display_help or ""
        return Binding(
            key=key,
            name="",
            kind=Kind.RECORD,
            element=element,
            folded="" if folded is None else key.name.name,
            abstract=node.abstract,
            fields=tuple(collector.fields),
            content=content,
            ordered=is_ordered(self.wholes[key], groups),
            help=help_,
        )

    def _group(self, owner: Key, group: GroupUse, number: int) -> Key:
        """The record of elements that repeat together."""
        # No element can have this name: one may well be called `choice`.
        step = f"*{group_word(group)}{number if number > 1 else ''}"
        key = owner.within(step)
        self.wholes[key] = once = replace(group, least=1, most=1)
        collector = self.collector(key)
        content = collector.whole(once)
        self.types.made[key] = Binding(
            key=key,
            name="",
            kind=Kind.RECORD,
            group=True,
            fields=tuple(collector.fields),
            content=content,
            ordered=True,
        )
        return key

    def _text(self, holder: Holder, key: Key) -> Field | None:
        """The text of a type with simple content."""
        if not isinstance(holder, xsd.Extension | xsd.Restriction) or not holder.base:
            return None
        simples = self.types.simples
        found = simples.named(resolve(holder, holder.base))
        if isinstance(holder, xsd.Restriction):
            if holder.simple_type is not None:
                found = simples.of(holder.simple_type, key.within("value"))
            if found is not None:
                found = simples.narrowed(holder, *found, key.within("value"))
        return None if found is None else single("value", Place.TEXT, *found)
