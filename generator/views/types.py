"""Modules of `types/`: dataclasses and enumerations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import literal
from ..bindings import (
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    ListOf,
    Place,
    Reference,
)
from ..bindings import Member as Enumerated
from ..profile import Profile, TypeNotes
from . import facets
from .documentation import WIDTH, argument, described, parted, rules
from .imports import Imports
from .layout import Layout
from .python_types import Annotations

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
    yield from literal.wrap(summary or _plain(binding), WIDTH - 3)
    description = said.description or ("" if said.summary else more)
    if description:
        yield ""
        yield from literal.paragraphs(description, WIDTH)
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
            yield from argument(name, text, WIDTH)
