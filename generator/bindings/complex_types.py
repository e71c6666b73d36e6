"""Complex types: what each becomes (XML Schema Part 1, 3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xsdata.models import xsd

from . import passes
from .catalogue import Binding, Kind, Place
from .components import ANY_TYPE, resolve
from .encoded_arrays import BASES, EncodedArrays
from .records import Records
from .restrictions import Restrictions
from .types import Definition, Types
from .values import Key


class ComplexTypes:
    """Binds the complex types that are asked for.

    Args:
        types: Takes note of what is asked for, and of what is bound.
        records: Binds records.
        uses: Who uses which type.
    """

    def __init__(self, types: Types, records: Records, uses: passes.Uses) -> None:
        self._types = types
        self._records = records
        self._restrictions = Restrictions(records)
        self._arrays = EncodedArrays(types, records.contents)
        self._uses = uses

    def rest(self) -> None:
        """Bind everything that was asked for, and what that needs."""
        while self._types.waiting:
            _, of = self._types.waiting.popitem()
            self._bind(of)

    def bound(self, key: Key) -> Binding:
        """A type that was asked for; it is bound now, if it waits for that."""
        of = self._types.waiting.pop(key, None)
        if of is not None:
            self._bind(of)
        return self._types.made[key]

    def _bind(self, of: Definition) -> None:
        """Bind a complex type, and ask for all that it needs."""
        key, made = of.key, self._types.made
        if key in made:
            return
        made[key] = Binding(key=key, name="", kind=Kind.OPAQUE)  # if it needs itself
        made[key] = self._binding(of)
        if not key.inner and not key.element:
            for name in self._uses.derived.get(key.name, ()):
                self._types.named(name)

    def _binding(self, of: Definition) -> Binding:
        key, step = of.key, of.step
        base = self._base(step)
        if key.name in BASES and not key.inner:
            return self._arrays.of(of, xsd.Restriction())
        if of.node.is_mixed or (base and base.kind is Kind.OPAQUE) or _is_any(step):
            return self._opaque(of, base)
        if base and base.key.name in BASES and isinstance(step, xsd.Restriction):
            return self._arrays.of(of, step)
        if base and base.encoded:  # what derives from an array is one
            return replace(base, key=key)
        if base is None or step is None:
            return self._records.plain(of, step or of.node)
        if isinstance(step, xsd.Extension):
            return self._records.extension(of, step, base.key)
        return self._restrictions.of(of, step, base.key)

    def _base(self, step: xsd.Extension | xsd.Restriction | None) -> Binding | None:
        """The complex type that a derivation starts from, bound."""
        if step is None or not step.base:
            return None
        name = resolve(step, step.base)
        node = self._types.components.types.get(name)
        if name == ANY_TYPE or not isinstance(node, xsd.ComplexType):
            return None
        key = Key(name)
        self._types.waiting.pop(key, None)
        self._bind(Definition(key, node, name.namespace))
        return self._types.made[key]

    # Types that are kept as XML

    def _opaque(self, of: Definition, base: Binding | None) -> Binding:
        return Binding(
            key=of.key,
            name="",
            kind=Kind.OPAQUE,
            help=of.node.display_help or "",
            abstract=of.node.abstract,
            kept=tuple(self._kept(of, base)),
        )

    def _kept(self, of: Definition, base: Binding | None) -> Iterator[str]:
        """The attributes that must stand on an element that is kept as XML."""
        if base is not None:
            yield from base.kept
        attributes = self._restrictions.attributes
        for attribute in attributes.of(of.step or of.node, of.home, of.key):
            if attribute.place is Place.ATTRIBUTE and attribute.required:
                yield attribute.wire.name

    def standing_in(self, binding: Binding) -> Binding:
        """The same, with a type that one that is kept and abstract may say when nil."""
        if binding.kind is not Kind.OPAQUE or not binding.abstract:
            return binding
        queue = [binding.key.name]
        while queue:
            name = queue.pop(0)
            found = self.bound(Key(name))
            if not found.abstract and not found.kept:
                return replace(binding, kept=(), stand_in=name)
            queue += self._uses.derived.get(name, ())
        return replace(binding, kept=binding.kept or ("xsi:type",))


def _is_any(step: xsd.Extension | xsd.Restriction | None) -> bool:
    """Whether a type has the content of xs:anyType, to which it adds no elements."""
    if not isinstance(step, xsd.Extension) or not step.base:
        return False
    own = (step.group, step.all, step.choice, step.sequence)
    return resolve(step, step.base) == ANY_TYPE and not any(own)
