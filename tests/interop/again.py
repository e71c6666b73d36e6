"""zeep reads our message of every golden, and writes the same again.

zeep has the message from our bytes, by its own reading of the schema, so that what it
then writes is its message for the same input.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from generator import guard, source
from generator.generate import bound
from generator.naming import Names
from tests.corpus.instances import Instances
from tests.corpus.samples import Samples, Shape
from tests.corpus.trips import Called, called
from tests.corpus.wild import Wild

from ..packages import chosen, generated, overlay
from .same import same

GOLDEN = Path(__file__).parents[1] / "golden"
_MOST = 60
"""Samples that are tried for one that has no empty element."""

_EMPTY = "zeep reads an empty element as no value, and cannot write that again"
_ANY = "zeep keeps values of any type as it likes, and cannot write them again"

NOT: dict[str, dict[str, str]] = {
    "abstract-heads": {"TeaPort.brew ": "zeep does not know substitution groups"},
    "anonymous-types": {"TeaPort.brew ": _EMPTY},
    "arrays": {"TeaPort.brew small: ValidationError": _EMPTY},
    "attachments": {"no client: NamespaceError": "zeep does not know wsi:swaRef"},
    "attribute-groups": {
        "TeaPort.brew small: /Body/brew/leaf: {": "zeep writes an attribute's default"
    },
    "attributes": {
        "TeaPort.brew small: /Body/brew/leaf: {": "zeep writes an attribute's default"
    },
    "built-in-types": {
        "TeaPort.brew full: /Body/brew/aDouble": "zeep writes -inf, which is no double"
    },
    "choice": {
        "TeaPort.brew full: /Body/brew/heat/start": "zeep gives fractions six digits"
    },
    "circular-import": {
        "TeaPort.brew small: ValidationError": _EMPTY,
        "TeaPort.brew full: /Body/brew/leaf": _EMPTY,
    },
    "data-set": {"TeaPort.brew ": _ANY},
    "document-bodies": {
        "Tea_soap.brew ": "zeep writes one element into a body that has several",
        "Tea_soap.fill ": "zeep takes every body for one element",
        "Tea_soap.say ": "zeep takes every body for one element",
    },
    "draft-schemas": {"no client: ValueError": "zeep does not know drafts of schemas"},
    "durations-and-partial-dates": {
        "TeaPort.brew small: /Body/brew/aGMonth": "zeep writes months without a zero",
        "TeaPort.brew full: /Body/brew/aGMonth": "zeep writes months without a zero",
    },
    "encoded-attachments": {"no client: NamespaceError": "zeep knows no DataHandler"},
    "enumerations-of-any-base": {
        "TeaPort.brew full: /Body/brew/much": "zeep spells numbers in its own way"
    },
    "facets": {"no client: AttributeError": "zeep fails at lists of their own type"},
    "header-types": {"TeaPort.brew ": _EMPTY},
    "leading-zeros": {
        "TeaPort.brew small: ValidationError": _EMPTY,
        "TeaPort.brew full: /Body/brew/": "zeep writes no zeros before a number",
    },
    "lists-and-unions": {"TeaPort.brew small: ValidationError": _EMPTY},
    "names": {"TeaPort.brew ": "zeep has no element that is called self"},
    "overloads": {"Tea_soap.brew ": "zeep has one operation of each name"},
    "recursive": {"TeaPort.brew full: ValidationError": _EMPTY},
    "redefine": {"no client: ValueError": "zeep does not know xs:redefine"},
    "repeated-groups": {"TeaPort.brew ": "zeep loses how a group repeats"},
    "reserved-names": {"TeaPort.": _EMPTY},
    "rpc-encoded": {"Tea_soap.": _ANY},
    "rpc-encoded-arrays": {
        "Tea_soap.brew small: ValidationError": _EMPTY,
        "Tea_soap.brew full: TypeError": "zeep does not write again arrays of arrays",
    },
    "rpc-literal": {"Tea_soap.rest ": _EMPTY},
    "several-ports": {"Kitchen.rinse ": _EMPTY},
    "substitution-groups": {"TeaPort.brew ": "zeep does not know substitution groups"},
    "well-known-imports": {"no client: NamespaceError": "zeep has no schema of XLink"},
    "wildcards": {"TeaPort.brew full: ValidationError": _EMPTY},
}
"""What zeep does otherwise, by the golden and the start of what is found, and why."""


def compare(feature: str, folder: Path, client: Callable[[str], Any]) -> None:
    """Hold zeep's messages of a golden against ours.

    Args:
        feature: The golden.
        folder: Where packages may be written; it is on the path of imports.
        client: Makes zeep's client of a WSDL.

    Raises:
        AssertionError: A message is not the same, and `NOT` does not say why; or it
            says why and they are all the same.
    """
    excused = NOT.get(feature, {})
    try:
        theirs = client(str(GOLDEN / feature / "service.wsdl"))
    except Exception as error:
        found = [f"no client: {type(error).__name__}: {error}"]
    else:
        found = list(differences(feature, folder, theirs))
    for each in found:
        assert "MessageError" not in each, each
        assert any(each.startswith(start) for start in excused), each
    for start in excused:
        same = not any(each.startswith(start) for each in found)
        assert not same, f"zeep does it now: {start}"


def features() -> list[str]:
    """The goldens, by name."""
    return sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def differences(feature: str, folder: Path, client: Any) -> Iterator[str]:
    """What zeep writes otherwise, or why it cannot; nothing where all is the same.

    Args:
        feature: The golden.
        folder: Where packages may be written; it is on the path of imports.
        client: zeep's client of the golden's WSDL.
    """
    wsdl = GOLDEN / feature / "service.wsdl"
    package = "again_" + feature.replace("-", "_")
    generated(wsdl, folder / package)
    said = overlay(wsdl)
    loaded = source.load(wsdl)
    guard.check(loaded)
    importlib.invalidate_caches()
    names = Names(said.words, said.renamed)
    service, catalogue = bound(loaded, said, names, chosen(wsdl))
    samples = Samples(catalogue, package, Wild(Instances.of(loaded)))
    for one in called(service, said, names, package):
        for shape in (Shape.SMALL, Shape.FULL):
            try:
                found = _difference(one, shape, samples, client)
            except Exception as error:
                reason = str(error).partition("\n")[0]
                found = f"{type(error).__name__}: {reason}"
            if found:
                yield f"{one.where} {shape.value}: {found}"


def _difference(one: Called, shape: Shape, samples: Samples, client: Any) -> str:
    operation: Any = one.operation
    content = _content(one, shape, samples)
    ours = etree.fromstring(content).find("{*}Body")
    port = one.where.partition(".")[0]
    message = _binding(client, port)._operations[operation.name].input
    theirs = etree.Element("Body" if ours is None else ours.tag)
    read = message._deserialize_body(etree.fromstring(content).find("{*}Body"))
    message.body.render(theirs, read["body"])
    return same(ours, theirs, encoded=operation.encoding is not None)


def _content(one: Called, shape: Shape, samples: Samples) -> bytes:
    """Our message; if it can be, one with a value in each element.

    zeep reads an empty text, like nil, as no value at all, and cannot write that again.
    """
    operation: Any = one.operation
    for number in range(_MOST):
        samples.begin(shape, f"{one.where} {shape.value} {number}")
        value = samples.of(one.carried.request.key(samples.bindings))
        content: bytes = operation.pack_request(value, mtom=False).body
        leaves = (n for n in etree.fromstring(content).iter("*") if not len(n))
        if all(leaf.text for leaf in leaves):
            break
    return content


def _binding(client: Any, port: str) -> Any:
    for service in client.wsdl.services.values():
        if port in service.ports:
            return service.ports[port].binding
    return next(b for name, b in client.wsdl.bindings.items() if name.endswith(port))
