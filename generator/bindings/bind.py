"""Schemas to the catalogue: a binding for each type that the messages reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lxml import etree

from ..model import Attachment, QName
from ..naming import Names
from ..source import Source
from . import arrays, derivation, passes, schemas, spelling
from .accessors import loosened
from .attachments import attached
from .catalogue import Binding, Bindings, Kind, Place
from .complex_types import ComplexTypes
from .components import Components
from .messages import Messages
from .particles import stated
from .records import Records
from .types import Types
from .values import Key, Reference


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
    every = Types(source, names, Components.of(parsed))
    records = Records(every, uses)
    complex_types = ComplexTypes(every, records, uses)
    messages = Messages(every, records, complex_types)
    elements = {root: messages.of_element(root) for root in roots}
    typed = {name: messages.of_type(name) for name in types}
    complex_types.rest()
    found = _finished(every, records, complex_types)
    for name, given in attachments.items():
        if name in typed:
            found[typed[name]] = attached(found[typed[name]], given, names)
    known = spelling.ranks(parsed, uses)
    keys = sorted(found, key=lambda key: spelling.rank(key, known))
    spelt = spelling.spell(keys, known, uses, names)
    bound = {key: replace(found[key], name=spelt[key]) for key in keys}
    whole = Bindings(
        types=derivation.reached(bound, [*elements.values(), *typed.values()]),
        elements=elements,
        declared=passes.declared(parsed, uses.folded),
        messages=typed,
        nillable=frozenset(filter(messages.may_be_nil, elements)),
    )
    return loosened(whole, [typed[name] for name in typed if name in encoded])


def _finished(
    types: Types, records: Records, complex_types: ComplexTypes
) -> dict[Key, Binding]:
    """Everything that was bound, with what only the whole tells."""
    found = types.made
    for key, binding in found.items():
        _check_scopes(types, binding)
        found[key] = complex_types.standing_in(binding)
    for key, whole in records.wholes.items():
        if key in found:
            found[key] = replace(found[key], whole=stated(whole))
    return arrays.without_endless(found)


def _check_scopes(types: Types, binding: Binding) -> None:
    """Refuse what a prefix of a schema would have to mean within a message.

    An element with attributes that is empty has the text of its default; where that
    holds names, there is no scope that both are read in.
    """
    for field in binding.fields:
        if field.given is None or not isinstance(field.type, Reference):
            continue
        if types.made[field.type.key].kind is not Kind.RECORD:
            continue
        inner = types.fields(field.type.key)
        if any(f.place is Place.TEXT and f.facets.named for f in inner):
            what = f"element {field.wire.name!r} has attributes, and a default or"
            what = f"{what} fixed value that is a qualified name: not supported"
            raise types.unsupported(field.wire, what)
