"""Proves a document sound before anything else sees it.

Everything after this module may rely on: every name is an NCName; every reference
resolves or names a built-in; nothing is defined twice, by itself, or so deep or so wide
that it cannot be handled; addresses, actions and namespaces hold no control character.
What is unsound and reached by no operation is taken out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from . import components, extent, kinds, known, location, references, structure
from .components import Component, Components, Problem
from .document import Document, Source, parent, refusal, remove
from .errors import HINTS, Refused, near
from .model import QName
from .references import BUILT_IN, SPACES, Reference
from .xml import NCNAME, QNAME, WSDL, XSD, attributes, local

MAX_NAME: Final = 1000
"""Characters that a name may have, and a namespace."""
MAX_VALUE: Final = 200_000
"""Characters that an attribute may have: some must be looked at, or printed, as one."""
_UNPRINTABLE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f"\u2028\u2029]')
_UNUSED_NAMES: Final = {f"{{{WSDL}}}definitions"}
"""What has a name that nothing reads."""


def check(source: Source) -> tuple[str, ...]:
    """Refuse what is unsound and needed; take out what is unsound and not needed.

    Args:
        source: The WSDL and its import closure.

    Returns:
        A note on each thing that was taken out, or read as the documents do not say.

    Raises:
        Refused: The first thing that is wrong, with its file and line.
    """
    for document in source.documents:
        _check_names(document)
        _check_lengths(document)
        _check_schemas(document)
    idle = [note for document in source.documents for note in _facets(document)]
    found = components.of(source)
    needed = found.needed()
    problems = [
        *_malformed(found),
        *found.repeated(),
        *_unresolved(source, found, needed),
        *extent.unfit(found),
        *extent.too_large(found),
    ]
    for problem in problems:
        if problem.owner in needed:
            raise refusal(problem.owner.document.file, problem.node, problem.reason)
    if extent.put_in(found, needed) > extent.MAX_PUT_IN:
        reason = "its types, groups and heads, each put in where it is used, have more"
        reason = f"{reason} than {extent.MAX_PUT_IN} parts"
        raise Refused(reason, file=source.entry.file, line=1)
    return (*_not_here(source), *source.notes, *idle, *found.take_out(problems))


def _not_here(source: Source) -> Iterator[str]:
    for namespace, where in source.missing.items():
        if namespace not in known.FILES:
            shown = where[: location.SHOWN]
            yield f"the import of {shown!r} is left out: it is not here, nor needed"


def _check_names(document: Document) -> None:
    for node in document.root.iter(f"{{{WSDL}}}*", f"{{{XSD}}}*"):
        name = node.get("name")
        if name is None or node.tag in _UNUSED_NAMES:
            continue
        if len(name) > MAX_NAME:
            reason = f"a name of {local(node)} has more than {MAX_NAME} characters"
            raise refusal(document.file, node, reason)
        if not NCNAME.fullmatch(name.strip()):
            reason = f"{name!r} is not a name (an NCName) of {local(node)}"
            raise refusal(document.file, node, reason)
    for node in document.root.iter("*"):
        for key in ("soapAction", "location", "targetNamespace", "namespace"):
            value = node.get(key)
            if value is not None and _UNPRINTABLE.search(value):
                raise refusal(document.file, node, f"{key} {value!r} is not a URI")


def _check_lengths(document: Document) -> None:
    for node in document.root.iter("*"):
        for key, value in attributes(node).items():
            most = MAX_NAME if key == "targetNamespace" else MAX_VALUE
            if len(value) > most:
                said = f"{key.rpartition('}')[2]} of {local(node)}"
                reason = f"{said} has more than {most} characters"
                raise refusal(document.file, node, reason)


def _check_schemas(document: Document) -> None:
    for schema in references.schemas(document.root):
        reason = structure.wrong(schema)
        if reason:
            raise refusal(document.file, schema, reason)


def _facets(document: Document) -> Iterator[str]:
    """Take out facets without a value, which forbid nothing (Part 2, 4.3)."""
    for node in list(document.root.iter(*structure.FACETS)):
        if node.get("value") is None and parent(node).tag == f"{{{XSD}}}restriction":
            where = f"{document.file}:{node.sourceline}"
            remove(node)
            yield f"{where}: xs:{local(node)} has no value, and is not checked"


def _malformed(found: Components) -> Iterator[Problem]:
    """What says something that a schema cannot say."""
    for component in found.all:
        if component.symbol[0] in SPACES.values():
            for node in references.elements(component.node):
                reason = structure.wrong(node, top=node is component.node)
                if reason:
                    yield Problem(node, reason, component)


def _unresolved(
    source: Source, found: Components, needed: set[Component]
) -> Iterator[Problem]:
    """The references that lead nowhere or to no such thing, in document order."""
    told = Counter[bool]()  # so that the first that is needed is told
    for component in found.all:
        for reference in component.references:
            reason = _wrong(found, reference)
            if reason:
                told[component in needed] += 1
                if told[component in needed] <= HINTS:
                    reason += _meant(source, found, reference)
            else:
                reason = kinds.wrong(reference, found.definition)
            if reason:
                yield Problem(reference.node, reason, component)


def _wrong(found: Components, reference: Reference) -> str:
    """Why a reference leads nowhere, or nothing."""
    name, space, value = reference.name, reference.space, reference.value
    if not QNAME.fullmatch(value):
        return f"{value!r} is not a name (a QName)"
    if name is None:
        prefix = value.partition(":")[0]
        return f"the prefix of {value!r} ({prefix}) is not declared"
    if (space, name) in found.by_symbol or reference.is_built_in:
        return ""
    return f"there is no {space} {value!r} ({name})"


def _meant(source: Source, found: Components, reference: Reference) -> str:
    """What a reference that leads nowhere may have meant, or nothing."""
    name, space = reference.name, reference.space
    if name is None or not QNAME.fullmatch(reference.value):
        return ""
    address = source.missing.get(name.namespace)
    if address is not None and location.is_remote(address):
        return (
            f"; it would be at {address!r}, which is not opened: "
            "import a local copy, or use `fetch`"
        )
    if address is not None:
        return f"; it would be in {address!r}, which does not exist"
    names = [n for s, n in found.by_symbol if s == space]
    if space == "type":
        names += [QName(XSD, n) for n in sorted(BUILT_IN)]
    elsewhere = [n for n in names if n.name == name.name]
    if elsewhere:
        return f"; there is {elsewhere[0]}"
    return near(name.name, (n.name for n in names if n.namespace == name.namespace))
