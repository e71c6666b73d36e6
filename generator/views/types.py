"""Modules of `types/`: dataclasses and enumerations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import literal
from ..atomics import ATOMICS
from ..bindings import (
    Atomic,
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    ListOf,
    Model,
    Place,
    Reference,
    Type,
    UnionOf,
)
from ..bindings import Member as Enumerated
from ..profile import Profile, TypeNotes
from . import facets, together
from .documentation import parted
from .imports import Imports
from .layout import Layout

_WIDTH = 84
_OWN_NAMES = frozenset({"date", "datetime", "time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One field of a dataclass or one value of an enumeration, as source."""

    name: str
    annotation: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """One class, as source."""

    name: str
    decorator: str
    bases: str
    doc: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """One module of `types/`."""

    doc: str
    imports: tuple[str, ...]
    exported: tuple[str, ...]
    classes: tuple[ClassView, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """Spells the Python types of fields, and notes what they need imported."""

    bindings: Bindings
    layout: Layout

    def one(
        self, field: Field, imports: Imports, taken: frozenset[str] = frozenset()
    ) -> str:
        """The type of one value of a field."""
        return self.type(field.type, imports, taken)

    def type(self, type_: Type, imports: Imports, taken: frozenset[str]) -> str:
        """The Python type of the values of a type."""
        if isinstance(type_, Atomic):
            simple = ATOMICS[type_.name]
            alias = simple.annotation in taken
            if simple.home:
                name = simple.annotation
                imports.add(simple.home, f"{name} as {name}_" if alias else name)
            return f"{simple.annotation}_" if alias else simple.annotation
        if isinstance(type_, Reference):
            return self.of(type_.key, imports, taken)
        if isinstance(type_, ListOf):
            return f"list[{self.type(type_.item, imports, taken)}]"
        if isinstance(type_, UnionOf):
            members = (self.type(m, imports, taken) for m in type_.members)
            return " | ".join(dict.fromkeys(members))
        imports.add("_runtime.opaque", "Xml")
        return "Xml"

    def of(
        self, key: Key, imports: Imports, taken: frozenset[str] = frozenset()
    ) -> str:
        """The type of a value of a type of the package."""
        binding = self.bindings.types[key]
        if binding.kind is Kind.ARRAY:
            return f"list[{self.item(binding.fields[0], imports, taken)}]"
        if binding.kind is Kind.OPAQUE:
            imports.add("_runtime.opaque", "Xml")
            return "Xml"
        imports.add(f"types.{self.layout.home[key]}", binding.name)
        return binding.name

    def item(self, field: Field, imports: Imports, taken: frozenset[str]) -> str:
        """The type of one item of a list."""
        name = self.one(field, imports, taken)
        return f"{name} | None" if field.nillable else name

    def whole(
        self, field: Field, imports: Imports, taken: frozenset[str] = frozenset()
    ) -> str:
        """The type of a field, as its dataclass and its argument have it."""
        if field.place is Place.ATTRIBUTES:
            return "dict[str, str]"
        if field.repeated:
            return f"list[{self.item(field, imports, taken)}]"
        name = self.one(field, imports, taken)
        return name if field.required and not field.nillable else f"{name} | None"


def values(bindings: Bindings, layout: Layout) -> dict[str, str]:
    """The types of simple values that a package uses, and where each lives.

    Fields of a `datetime` may hold a `DateTime`, which keeps its spelling.
    """
    imports = Imports()
    spell = Annotations(bindings, layout)
    for key, binding in bindings.types.items():
        spell.of(key, imports)
        if any(member.expanded for member in binding.members):
            imports.add("_runtime.qnames", "QName")
        for field in binding.fields:
            spell.one(field, imports)
    exact = {"datetime": "DateTime", "date": "Date", "time": "Time"}
    dates = {exact[name]: "_runtime.dates" for name in imports.names("datetime")}
    return {**dates, **imports.below("_runtime")}


def wire_name(binding: Binding) -> str:
    """The name of a type on the wire, as profiles use it."""
    return binding.key.name.name


def _notes(
    profile: Profile, binding: Binding, said: Mapping[Key, TypeNotes]
) -> TypeNotes:
    """What there is to say about a type, by its name or that of the type it folds."""
    if binding.key.inner:  # has no name of its own
        return said.get(binding.key, TypeNotes())
    names = (wire_name(binding), binding.folded)
    found = (profile.types[name] for name in names if name in profile.types)
    return next(found, said.get(binding.key, TypeNotes()))


def module(
    name: str,
    bindings: Bindings,
    layout: Layout,
    profile: Profile,
    said: Mapping[Key, TypeNotes],
) -> ModuleView | None:
    """The module of that name, or None where it would be empty."""
    kinds = (Kind.RECORD, Kind.ENUMERATION)
    keys = [k for k in layout.modules[name] if bindings.types[k].kind in kinds]
    if not keys:
        return None
    imports = Imports("types")
    spell = Annotations(bindings, layout)
    taken = _OWN_NAMES & {f.name for k in keys for f in bindings.types[k].fields}
    classes = [
        _class(
            bindings.types[key],
            _notes(profile, bindings.types[key], said),
            spell,
            imports,
            taken,
        )
        for key in keys
    ]
    own = {view.name for view in classes}
    return ModuleView(
        doc=_module_doc(name, layout),
        imports=tuple(_without_own(imports, name)),
        exported=tuple(sorted(own)),
        classes=tuple(classes),
    )


def _module_doc(name: str, layout: Layout) -> str:
    if name in layout.operations:
        return f"The types that only `{name}` uses."
    return "Types that several operations use."


def _without_own(imports: Imports, name: str) -> Iterator[str]:
    imports.drop(f"types.{name}")
    return imports.lines()


def _class(
    binding: Binding,
    said: TypeNotes,
    spell: Annotations,
    imports: Imports,
    taken: frozenset[str],
) -> ClassView:
    if binding.kind is Kind.ENUMERATION:
        named = any(m.expanded for m in binding.members)
        decorator, bases = "", "Enum" if named else "StrEnum"
        imports.add("enum", bases)
        if named:
            imports.add("_runtime.qnames", "QName")
        members = tuple(
            Member(name=m.name, annotation="", definition=_value(m))
            for m in binding.members
        )
    else:
        imports.add("dataclasses", "dataclass")
        if binding.fields:
            imports.add("dataclasses", "field")
        members = tuple(_member(f, spell, imports, taken) for f in binding.fields)
        decorator, bases = "@dataclass(slots=True, kw_only=True)", ""
        if binding.base is not None:
            bases = spell.of(binding.base, imports)
    return ClassView(
        name=binding.name,
        decorator=decorator,
        bases=bases,
        doc=tuple(_doc(binding, said, spell.bindings)),
        members=members,
    )


def _value(member: Enumerated) -> str:
    """What a member of an enumeration is, as source."""
    name = member.expanded
    if name is None:
        return literal.string(member.value)
    return f"QName({literal.string(name.namespace)}, {literal.string(name.name)})"


def _member(
    field: Field, spell: Annotations, imports: Imports, taken: frozenset[str]
) -> Member:
    default = ""
    if field.repeated:
        default = "default_factory=list, "
    elif field.place is Place.ATTRIBUTES:
        default = "default_factory=dict, "
    elif not field.required:
        default = "default=None, "
    marks = literal.value(_metadata(field, spell.bindings))
    return Member(
        name=field.name,
        annotation=spell.whole(field, imports, taken),
        definition=f"field({default}metadata={marks})",
    )


def _metadata(field: Field, bindings: Bindings) -> dict[str, str | bool]:
    """What xsdata's own runtime needs to know of a field."""
    if field.place in (Place.GROUP, Place.WHOLE, Place.ATTACHMENT):
        return {"type": "Ignore"}
    named = field.place in (Place.ELEMENT, Place.ATTRIBUTE)
    marks: dict[str, str | bool] = {"name": field.wire.name} if named else {}
    marks["type"] = field.place.value
    if field.place is Place.WILDCARD:
        marks["namespace"] = field.wire.name
    elif named:
        marks["namespace"] = field.wire.namespace
    marks |= _array(field, bindings)
    flags = {
        "required": field.required and not field.repeated,
        "nillable": field.nillable,
        "tokens": isinstance(field.type, ListOf),
    }
    return marks | {name: True for name, given in flags.items() if given}


def _array(field: Field, bindings: Bindings) -> dict[str, str]:
    """The names of a list's own element and of its items, as xsdata has them."""
    if not isinstance(field.type, Reference) or field.repeated:
        return {}
    binding = bindings.types[field.type.key]
    if binding.kind is not Kind.ARRAY:
        return {}
    item = binding.fields[0].wire
    return {"wrapper": field.wire.name, "name": item.name, "namespace": item.namespace}


def _doc(binding: Binding, said: TypeNotes, bindings: Bindings) -> Iterator[str]:
    documented, more = parted(binding.help)
    summary = literal.prose(said.summary or documented)
    yield from literal.wrap(summary or _plain(binding), _WIDTH - 3)
    description = said.description or ("" if said.summary else more)
    if description:
        yield ""
        yield from literal.paragraphs(description, _WIDTH)
    yield from rules(binding.content)
    described = list(_attributes(binding, said, bindings))
    if described:
        yield from ("", "Attributes:", *described)


def _plain(binding: Binding) -> str:
    """What a type is where nobody has said it: where it stands in the schema."""
    steps = [step for step in binding.key.inner if step[0] not in "#*"]
    place = literal.prose("/".join((wire_name(binding), *steps)))
    return f"What repeats in `{place}`." if binding.group else f"`{place}`."


def _attributes(binding: Binding, said: TypeNotes, bindings: Bindings) -> Iterator[str]:
    entries = [
        (f.name, described(f, said.fields.get(f.wire.name) or f.help, bindings))
        for f in binding.fields
    ]
    entries += [
        (name, facets.said(less) or facets.one_of(less))
        for name, less in binding.narrowed
    ]
    entries += [(m.name, said.fields.get(m.value) or m.help) for m in binding.members]
    for name, text in entries:
        if text:
            yield from argument(name, text, _WIDTH)


def described(field: Field, about: str, bindings: Bindings) -> str:
    """All that is to be said of a field, or "".

    Args:
        field: The field.
        about: What somebody wrote of it.
        bindings: The catalogue.
    """
    said = " ".join(filter(None, _said(field, bindings)))
    about = about.strip()
    if said and about and about[-1] not in ".!?:":
        about += "."
    return f"{about} {said}".strip()


def _said(field: Field, bindings: Bindings) -> Iterator[str]:
    """What the schema says of the values of a field."""
    yield constant(field)
    yield facets.said(field.facets)
    if isinstance(field.type, Reference) and not field.repeated:
        array = bindings.types[field.type.key]
        if array.kind is Kind.ARRAY:
            yield from together.counted(array.content)
            yield from facets.each(described(array.fields[0], "", bindings))


def rules(model: Model) -> Iterator[str]:
    """What a docstring says of fields that stand together."""
    for sentence in together.said(model):
        yield from ("", *literal.wrap(literal.prose(sentence), _WIDTH))


def constant(field: Field) -> str:
    """What the schema says of a value that is not given."""
    if field.fixed is not None:
        return f"Always `{facets.plain(field.fixed, field.scope)}`, if it is there."
    if field.default is not None:
        text = facets.plain(field.default, field.scope)
        return f"Counts as `{text}` where it is left out."
    return ""


def argument(name: str, text: str, width: int) -> list[str]:
    """One entry of an `Args:` or an `Attributes:` section."""
    lines = literal.wrap(f"{name}: {literal.prose(text)}", width - 4, "    ")
    return [f"    {line}" for line in lines]
