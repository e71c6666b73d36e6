"""Schemas to the catalogue: a binding for each type that the messages reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from lxml import etree
from xsdata.models import xsd

from ..atomics import ATOMICS
from ..errors import Refused
from ..model import Attachment, QName
from ..naming import Names
from ..source import Source, refusal
from ..xml import XSD
from . import arrays, derivation, enumerations, passes, schemas, spelling
from .accessors import loosened
from .arrays import SOAP_ENCODINGS
from .attachments import attached
from .attributes import Attributes, Holder
from .catalogue import (
    Atomic,
    Binding,
    Bindings,
    Facets,
    Field,
    Key,
    Kind,
    Model,
    Opaque,
    Place,
    Reference,
    Type,
)
from .components import ANY_TYPE, Components, resolve
from .fields import Collector, Unmatched, group_word, is_ordered
from .particles import EMPTY, Contents, ElementUse, GroupUse, joined, leaves, stated
from .scopes import scope
from .simple import Simple, Simples


def bind(
    source: Source,
    names: Names,
    roots: Iterable[QName],
    types: Iterable[QName] = (),
    made: etree._Element | None = None,
    encoded: Collection[QName] = (),
    attachments: Mapping[QName, tuple[Attachment, ...]] = MappingProxyType({}),
) -> Bindings:
    """Bind the schemas of a source.

    Args:
        source: The WSDL and its import closure, as `guard.check` left it.
        names: The spelling rules of the package.
        roots: The global elements that its messages use.
        types: The types that its messages use without an element.
        made: A schema of types that were made for messages, or None.
        encoded: Those of the types whose messages are in SOAP's encoding.
        attachments: What some of these types hold besides.

    Returns:
        The catalogue of the types that the roots reach, in the order of the schemas.

    Raises:
        Refused: A type needs what the generator cannot express yet.
    """
    parsed = list(schemas.parse(source, made))
    uses = passes.uses(parsed)
    binder = _Binder(source, names, Components.of(parsed), uses)
    elements = {root: binder.root(root) for root in roots}
    messages = {name: binder.type(name) for name in types}
    found = binder.finished()
    for name, given in attachments.items():
        if name in messages:
            found[messages[name]] = attached(found[messages[name]], given, names)
    known = spelling.ranks(parsed, uses)
    keys = sorted(found, key=lambda key: spelling.rank(key, known))
    spelt = spelling.spell(keys, known, uses, names)
    bound = {key: replace(found[key], name=spelt[key]) for key in keys}
    whole = Bindings(
        types=derivation.reached(bound, [*elements.values(), *messages.values()]),
        elements=elements,
        declared=passes.declared(parsed, uses.folded),
        messages=messages,
        nillable=frozenset(filter(binder.may_be_nil, elements)),
    )
    return loosened(whole, [messages[name] for name in messages if name in encoded])


class _Binder:
    """Makes the bindings of types, each when it is first asked for."""

    def __init__(
        self, source: Source, names: Names, components: Components, uses: passes.Uses
    ) -> None:
        self.source = source
        self.arrays = arrays.items(source)
        self.names = names
        self.components = components
        self.uses = uses
        self.contents = Contents(components)
        self.simples = Simples(components, self.enumeration)
        self.attributes = Attributes(components, self.simples, names)
        # Restrictions have no types of their own, but what they allow of others.
        self.allowed = Simples(components, lambda *_: None)
        self.allowed_attributes = Attributes(components, self.allowed, names)
        self.made: dict[Key, Binding] = {}
        self.wholes: dict[Key, GroupUse] = {}
        self.queue: dict[Key, tuple[xsd.ComplexType, str]] = {}

    def finished(self) -> dict[Key, Binding]:
        """Everything that was asked for, and what that needs."""
        while self.queue:
            key, waiting = self.queue.popitem()
            self.bound(key, *waiting)
        for key, binding in self.made.items():
            self.resolvable(binding)
            self.made[key] = self.standing_in(binding)
        for key, whole in self.wholes.items():
            if key in self.made:
                self.made[key] = replace(self.made[key], whole=stated(whole))
        return arrays.without_endless(self.made)

    def resolvable(self, binding: Binding) -> None:
        """Refuse what a prefix of a schema would have to mean within a message.

        An element with attributes that is empty has the text of its default; where that
        holds names, there is no scope that both are read in.
        """
        for field in binding.fields:
            if field.given is None or not isinstance(field.type, Reference):
                continue
            if self.made[field.type.key].kind is not Kind.RECORD:
                continue
            texts_ = self.all_fields(field.type.key)
            if any(f.place is Place.TEXT and f.facets.named for f in texts_):
                what = f"element {field.wire.name!r} has attributes, and a default or"
                what = f"{what} fixed value that is a qualified name: not supported"
                raise self.unsupported(field.wire, what)

    # What messages are

    def root(self, name: QName) -> Key:
        """The record of a global element; a new one where its type is no record."""
        node = self.components.elements.get(name)
        if node is None:
            raise Refused(f"element {name} is not defined", file=self.source.entry.file)
        use = ElementUse(name=name, node=node, home=name.namespace, is_global=True)
        type_, facets = self.element_type(use, Key(name, element=True))
        key = Key(name, element=True, inner=("#message",))
        return self.record(key, type_, facets, node)

    def may_be_nil(self, name: QName) -> bool:
        """Whether a global element is nillable."""
        return self.components.elements[name].nillable

    def type(self, name: QName) -> Key:
        """The record of a type; a new one where it is no record."""
        type_, facets = self.named(name)
        return self.record(Key(name, inner=("#message",)), type_, facets)

    def record(
        self, key: Key, type_: Type, facets: Facets, node: xsd.Element | None = None
    ) -> Key:
        wrapped: tuple[Field, ...]
        if isinstance(type_, Reference) and self.kind(type_.key) is Kind.RECORD:
            return type_.key
        content, encoded, kept = Model(), False, None
        if isinstance(type_, Reference) and self.kind(type_.key) is Kind.ARRAY:
            array = self.made[type_.key]
            wrapped, content, encoded = array.fields, array.content, array.encoded
            self.wholes[key] = self.wholes.get(type_.key, EMPTY)
        elif isinstance(type_, Opaque) or self._is_opaque(type_):
            wrapped = (_single("content", Place.WHOLE, Opaque(), Facets()),)
            if isinstance(type_, Reference):
                kept = self.standing_in(self.made[type_.key])
        else:
            text = _single("value", Place.TEXT, type_, facets)
            if node is not None:
                given = (node.default, node.fixed)
                known = scope(node, facets, *given)
                text = replace(text, default=given[0], fixed=given[1], scope=known)
            wrapped = (text,)
        element = key.name if key.element else None
        self.made[key] = Binding(
            key=key,
            name="",
            kind=Kind.RECORD,
            element=element,
            fields=wrapped,
            content=content,
            encoded=encoded,
            kept=() if kept is None else kept.kept,
            stand_in=None if kept is None else kept.stand_in,
        )
        return key

    def _is_opaque(self, type_: Type) -> bool:
        return isinstance(type_, Reference) and self.kind(type_.key) is Kind.OPAQUE

    def kind(self, key: Key) -> Kind:
        waiting = self.queue.pop(key, None)
        if waiting is not None:
            self.bound(key, *waiting)
        return self.made[key].kind

    # Types

    def named(self, name: QName) -> Simple:
        """The type of that name."""
        if name == ANY_TYPE:
            return Opaque(), Facets()
        if name.namespace in SOAP_ENCODINGS and name.name in ATOMICS:
            return Atomic(name.name), Facets(base=name.name)
        simple = self.simples.named(name)
        if simple is not None:
            return simple
        node = self.components.types.get(name)
        if not isinstance(node, xsd.ComplexType):
            raise self.unsupported(name, f"type {name} is not defined")
        return Reference(self.later(Key(name), node, name.namespace)), Facets()

    def element_type(self, use: ElementUse, key: Key) -> Simple:
        """The type of an element; `key` names it where it has no name."""
        node = use.node
        if node.complex_type is not None:
            return Reference(self.later(key, node.complex_type, use.home)), Facets()
        if node.simple_type is not None:
            inner = key.within("value") if use.is_global else key
            return self.simples.of(node.simple_type, inner)
        if node.type:
            return self.named(resolve(node, node.type))
        for head in node.substitutions:
            name = resolve(node, head)
            found = self.components.elements.get(name)
            if found is not None:
                home = name.namespace
                above = ElementUse(name=name, node=found, home=home, is_global=True)
                return self.element_type(above, Key(name, element=True))
        return Opaque(), Facets()

    def later(self, key: Key, node: xsd.ComplexType, home: str) -> Key:
        """Bind a type when there is time; it may need itself."""
        if key not in self.made:
            self.queue[key] = (node, home)
        return key

    def enumeration(self, key: Key, node: xsd.Restriction, base: Type) -> None:
        """Bind an enumeration."""
        if self.is_name(base):
            base = Atomic("QName")
            try:
                members = enumerations.qualified(node, self.names)
            except ValueError as error:
                raise self.unsupported(key.name, f"an enumeration: {error}") from error
        else:
            members = enumerations.plain(node, self.names)
        self.made[key] = Binding(
            key=key,
            name="",
            kind=Kind.ENUMERATION,
            members=tuple(members),
            text=base,
            help=_help(self.components.types.get(key.name)) if not key.inner else "",
        )

    def is_name(self, base: Type) -> bool:
        """Whether the values of a type are qualified names, or some of them."""
        if isinstance(base, Reference):
            return self.made[base.key].text == Atomic("QName")
        return base == Atomic("QName")

    # Complex types

    def bound(self, key: Key, node: xsd.ComplexType, home: str) -> None:
        """Bind a complex type, and ask for all that it needs."""
        if key in self.made:
            return
        self.made[key] = Binding(key=key, name="", kind=Kind.OPAQUE)
        content = node.complex_content or node.simple_content
        step = None if content is None else content.extension or content.restriction
        base = self.base(step)
        if key.name in arrays.BASES and not key.inner:
            binding = self.encoded_array(key, xsd.Restriction(), home)
        elif node.is_mixed or (base and self.made[base].kind is Kind.OPAQUE):
            kept = tuple(self.kept(key, step or node, home, base))
            binding = replace(
                self.made[key],
                help=node.display_help or "",
                abstract=node.abstract,
                kept=kept,
            )
        elif (
            isinstance(step, xsd.Restriction)
            and base is not None
            and base.name in arrays.BASES
        ):
            binding = self.encoded_array(key, step, home)
        elif base and self.made[base].encoded:  # what derives from an array is one
            binding = replace(self.made[base], key=key)
        elif step is None:
            binding = self.plain(key, node, node, home)
        elif base is None:
            binding = self.plain(key, node, step, home)
        elif isinstance(step, xsd.Extension):
            binding = self.extension(key, node, step, home, base)
        else:
            binding = self.restriction(key, node, step, home, base)
        self.made[key] = binding
        if not key.inner and not key.element:
            for name in self.uses.derived.get(key.name, ()):
                self.named(name)

    def kept(
        self, key: Key, step: Holder, home: str, base: Key | None
    ) -> Iterator[str]:
        """The attributes that must stand on an element that is kept as XML."""
        if base is not None:
            yield from self.made[base].kept
        for attribute in self.allowed_attributes.of(step, home, key):
            if attribute.place is Place.ATTRIBUTE and attribute.required:
                yield attribute.wire.name

    def standing_in(self, binding: Binding) -> Binding:
        """The same, with a type that one that is kept and abstract may say when nil."""
        if binding.kind is not Kind.OPAQUE or not binding.abstract:
            return binding
        queue = [binding.key.name]
        while queue:
            name = queue.pop(0)
            self.kind(Key(name))
            found = self.made[Key(name)]
            if not found.abstract and not found.kept:
                return replace(binding, kept=(), stand_in=name)
            queue += self.uses.derived.get(name, ())
        return replace(binding, kept=binding.kept or ("xsi:type",))

    def base(self, step: xsd.Extension | xsd.Restriction | None) -> Key | None:
        """The complex type that a derivation starts from, bound."""
        if step is None or not step.base:
            return None
        name = resolve(step, step.base)
        node = self.components.types.get(name)
        if name == ANY_TYPE or not isinstance(node, xsd.ComplexType):
            return None
        key = Key(name)
        self.queue.pop(key, None)
        self.bound(key, node, name.namespace)
        return key

    def plain(
        self, key: Key, node: xsd.ComplexType, step: Holder, home: str
    ) -> Binding:
        """A type that derives from no other record."""
        if not isinstance(step, xsd.AttributeGroup):
            self.wholes[key] = self.contents.of(step, home)
        collector = self.collector(key)
        text = self.text(step, key) if node.simple_content is not None else None
        if text is not None:
            collector.add(text)
        content = collector.whole(self.wholes[key])
        for attribute in self.attributes.of(step, home, key):
            collector.add(attribute)
        binding = self.made_of(key, node, collector, content)
        is_open = self.attributes.left_open(step, home)
        return replace(binding, kind=self.array_or_record(binding), open=is_open)

    def extension(
        self,
        key: Key,
        node: xsd.ComplexType,
        step: xsd.Extension,
        home: str,
        base: Key,
    ) -> Binding:
        """A type that adds to its base."""
        own = self.contents.of(step, home)
        before = self.wholes.get(base, EMPTY)
        self.wholes[key] = joined(before, own)
        inherited = self.all_fields(base)
        collector = self.collector(key, inherited)
        added = collector.whole(own)
        known = {f.wire: f.name for f in inherited if f.place is Place.ATTRIBUTE}
        open_before = any(f.place is Place.ATTRIBUTES for f in inherited)
        of_base = self.made[base]
        prohibited = dict.fromkeys(of_base.prohibited)
        for attribute in self.attributes.of(step, home, key):
            again = open_before and attribute.place is Place.ATTRIBUTES
            prohibited.pop(known.get(attribute.wire, ""), None)
            if not again and attribute.wire not in known:
                collector.add(attribute)
        content = of_base.content
        if added.items:
            content = Model(items=(content, added)) if content.items else added
        binding = self.made_of(key, node, collector, content)
        is_open = self.attributes.left_open(step, home, of_base.open)
        return replace(
            binding,
            base=base,
            open=is_open,
            prohibited=tuple(prohibited),
        )

    def restriction(
        self,
        key: Key,
        node: xsd.ComplexType,
        step: xsd.Restriction,
        home: str,
        base: Key,
    ) -> Binding:
        """A type that allows less than its base: a subclass without own fields.

        Where it has something that the base does not name (it fills a wildcard, say),
        it is a record of its own, which cannot stand for its base.
        """
        self.wholes[key] = self.contents.of(step, home)
        inherited = self.all_fields(base)
        collector = self.collector(key, inherited)
        collector.type_of = partial(self.allowed_type, key)
        collector.restricts = True
        try:
            content = collector.whole(self.wholes[key])
        except Unmatched:
            return self.plain(key, node, step, home)
        by_wire = {f.wire: f for f in inherited if f.place is Place.ATTRIBUTE}
        demanded = []
        prohibited = dict.fromkeys(self.made[base].prohibited)
        for attribute in self.allowed_attributes.of(step, home, key):
            if attribute.wire in by_wire:
                old = by_wire[attribute.wire]
                collector.narrow(old, attribute.facets)
                if attribute.required and not old.required:
                    demanded.append(old.name)
        gone = self.attributes.prohibited(step, home)
        prohibited |= {f.name: None for wire, f in by_wire.items() if wire in gone}
        for text in inherited:
            if text.place is Place.TEXT:
                collector.narrow(text, self.allowed_text(step, text, key))
        binding = self.made_of(key, node, collector, content)
        less = tuple(collector.narrowed.items())
        is_open = self.attributes.left_open(step, home)
        return replace(
            binding,
            base=base,
            restricts=True,
            narrowed=less,
            open=is_open,
            prohibited=tuple(prohibited),
            demanded=tuple(demanded),
        )

    def allowed_type(self, key: Key, use: ElementUse) -> Simple:
        """What a restriction allows of an element with a simple type."""
        node, found = use.node, None
        if node.simple_type is not None:
            found = self.allowed.of(node.simple_type, key)
        elif node.type:
            found = self.allowed.named(resolve(node, node.type))
        return found or (Opaque(), Facets())

    def allowed_text(self, step: xsd.Restriction, text: Field, key: Key) -> Facets:
        """What a restriction allows of the text of its base."""
        found = (text.type, text.facets)
        if step.simple_type is not None:
            found = self.allowed.of(step.simple_type, key)
        return self.allowed.narrowed(step, *found, key)[1]

    def encoded_array(self, key: Key, step: xsd.Restriction, home: str) -> Binding:
        """An array of SOAP's encoding (SOAP 1.1, 5.4.2): a list."""
        uses = list(leaves(self.contents.of(step, home)))
        only = uses[0] if len(uses) == 1 else None
        given = self.arrays.get(key.name)
        of: Simple = (Opaque(), Facets())
        name = "item"
        if isinstance(only, ElementUse):
            name = only.name.name
        ranks: tuple[int, ...] = (1,)
        if given is not None:
            of = self.named(given.name)
            ranks = given.ranks
        elif isinstance(only, ElementUse):
            of = self.element_type(only, key.within(name))
        for level, rank in enumerate(ranks[:-1]):
            inner = key.within(*["item"] * (len(ranks) - 1 - level))
            self.made[inner] = self.array_of(inner, name, of, rank)
            of = (Reference(inner), Facets())
        return self.array_of(key, name, of, ranks[-1])

    def array_of(self, key: Key, name: str, of: Simple, rank: int) -> Binding:
        """An array; one of several dimensions is an array of its rows."""
        for level in range(rank - 1, 0, -1):
            row = key.within(*["row"] * level)
            rows = level < rank - 1
            self.made[row] = arrays.binding(row, name, of, self.names, rows=rows)
            of = (Reference(row), Facets())
        return arrays.binding(key, name, of, self.names, rank=rank)

    def collector(self, key: Key, inherited: Iterable[Field] = ()) -> Collector:
        def type_of(use: ElementUse) -> Simple:
            if use.is_global:
                return self.element_type(use, Key(use.name, element=True))
            return self.element_type(use, key.within(use.name.name))

        def group_of(group: GroupUse, number: int) -> Key:
            return self.group(key, group, number)

        return Collector(self.names, type_of, group_of, list(inherited))

    def group(self, owner: Key, group: GroupUse, number: int) -> Key:
        """The record of elements that repeat together."""
        # No element can have this name: one may well be called `choice`.
        step = f"*{group_word(group)}{number if number > 1 else ''}"
        key = owner.within(step)
        self.wholes[key] = once = replace(group, least=1, most=1)
        collector = self.collector(key)
        content = collector.whole(once)
        self.made[key] = Binding(
            key=key,
            name="",
            kind=Kind.RECORD,
            group=True,
            fields=tuple(collector.fields),
            content=content,
            ordered=True,
        )
        return key

    def made_of(
        self, key: Key, node: xsd.ComplexType, collector: Collector, content: Model
    ) -> Binding:
        every = [*collector.inherited, *collector.fields]
        groups = any(field.place is Place.GROUP for field in every)
        folded = None if key.element or key.inner else self.uses.folded.get(key.name)
        element = key.name if key.element and not key.inner else folded
        help_ = node.display_help or ""
        if not help_ and element is not None:
            help_ = _help(self.components.elements.get(element))
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

    def array_or_record(self, binding: Binding) -> Kind:
        derived_from = binding.key.name in self.uses.derived
        wraps = arrays.wraps(binding) and not derived_from
        return Kind.ARRAY if wraps else Kind.RECORD

    def text(self, step: Holder, key: Key) -> Field | None:
        """The text of a type with simple content."""
        if not isinstance(step, xsd.Extension | xsd.Restriction) or not step.base:
            return None
        found = self.simples.named(resolve(step, step.base))
        if isinstance(step, xsd.Restriction):
            if step.simple_type is not None:
                found = self.simples.of(step.simple_type, key.within("value"))
            if found is not None:
                found = self.simples.narrowed(step, *found, key.within("value"))
        if found is None:
            return None
        return _single("value", Place.TEXT, *found)

    def all_fields(self, key: Key) -> tuple[Field, ...]:
        binding = self.made[key]
        inherited = () if binding.base is None else self.all_fields(binding.base)
        return binding.fields_after(inherited)

    def unsupported(self, name: QName, what: str) -> Refused:
        for document in self.source.documents:
            for node in document.root.iter(f"{{{XSD}}}*"):
                if node.get("name") == name.name:
                    return refusal(document.file, node, what)
        return Refused(what, file=self.source.entry.file)


def _single(name: str, place: Place, type_: Type, facets: Facets) -> Field:
    return Field(
        name=name,
        wire=QName("", ""),
        place=place,
        type=type_,
        required=True,
        repeated=False,
        nillable=False,
        facets=facets,
    )


def _help(node: xsd.Element | xsd.SimpleType | xsd.ComplexType | None) -> str:
    return "" if node is None else node.display_help or ""
