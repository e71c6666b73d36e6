"""Which type a name means, or an element is of.

What is complex is only asked for here: it is bound when there is time, as it may need
itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from xsdata.models import xsd

from ..atomics import ATOMICS
from ..errors import Refused
from ..model import QName
from ..naming import Names
from ..source import Source, refusal
from ..xml import SOAP_ENCODINGS, XSD
from . import enumerations
from .catalogue import Binding, Field, Kind
from .components import ANY_TYPE, Components, resolve, step_of
from .particles import ElementUse
from .simple import Simple, Simples
from .values import Atomic, Facets, Key, Opaque, Reference, Type


@dataclass(frozen=True, slots=True)
class Definition:
    """A complex type where it is defined.

    Attributes:
        key: What names it.
        node: Its definition.
        home: The target namespace of its schema.
    """

    key: Key
    node: xsd.ComplexType
    home: str

    @property
    def step(self) -> xsd.Extension | xsd.Restriction | None:
        """What it does to its base, or None where it has none."""
        return step_of(self.node)


class Types:
    """Finds types, and takes note of those that are to be bound.

    Args:
        source: The WSDL and its import closure, for refusals.
        names: The spelling rules.
        components: What the schemas define.

    Attributes:
        simples: Reads simple types.
        made: The types that are bound.
        waiting: The complex types that are asked for.
    """

    def __init__(self, source: Source, names: Names, components: Components) -> None:
        self.source = source
        self.names = names
        self.components = components
        self.simples = Simples(components, self._enumeration)
        self.made: dict[Key, Binding] = {}
        self.waiting: dict[Key, Definition] = {}

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
        return self._later(Definition(Key(name), node, name.namespace))

    def of_element(self, use: ElementUse, key: Key) -> Simple:
        """The type of an element; `key` names it where it has no name."""
        node = use.node
        if node.complex_type is not None:
            return self._later(Definition(key, node.complex_type, use.home))
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
                return self.of_element(above, Key(name, element=True))
        return Opaque(), Facets()

    def fields(self, key: Key) -> tuple[Field, ...]:
        """All fields of a record that is bound, with those of its base."""
        binding = self.made[key]
        inherited = () if binding.base is None else self.fields(binding.base)
        return binding.fields_after(inherited)

    def unsupported(self, name: QName, what: str) -> Refused:
        """The refusal of what the generator cannot express, where it is named."""
        for document in self.source.documents:
            for node in document.root.iter(f"{{{XSD}}}*"):
                if node.get("name") == name.name:
                    return refusal(document.file, node, what)
        return Refused(what, file=self.source.entry.file)

    def _later(self, of: Definition) -> Simple:
        if of.key not in self.made:
            self.waiting[of.key] = of
        return Reference(of.key), Facets()

    def _enumeration(self, key: Key, node: xsd.Restriction, base: Type) -> None:
        """Bind an enumeration."""
        if self._is_name(base):
            base = Atomic("QName")
            try:
                members = enumerations.qualified(node, self.names)
            except ValueError as error:
                raise self.unsupported(key.name, f"an enumeration: {error}") from error
        else:
            members = enumerations.plain(node, self.names)
        named = None if key.inner else self.components.types.get(key.name)
        self.made[key] = Binding(
            key=key,
            name="",
            kind=Kind.ENUMERATION,
            members=tuple(members),
            text=base,
            help="" if named is None else named.display_help or "",
        )

    def _is_name(self, base: Type) -> bool:
        """Whether the values of a type are qualified names, or some of them."""
        if isinstance(base, Reference):
            return self.made[base.key].text == Atomic("QName")
        return base == Atomic("QName")
