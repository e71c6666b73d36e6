"""The messages that `scripts/fuzz` breaks, and how each is read."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from mktows import OPERATIONS, ServiceError

from generator import guard, source
from generator.generate import bound
from generator.naming import Names

from .corpus.instances import Instances
from .corpus.samples import Samples, Shape
from .corpus.trips import Called, called
from .corpus.wild import Wild
from .packages import chosen, imported, overlay

HERE: Final = Path(__file__).parent
FEATURES: Final = (
    "attachments",
    "built-in-types",
    "encoded-headers",
    "facets",
    "facets-rpc",
    "headers-and-faults",
    "lists-and-unions",
    "mtom",
    "rpc-encoded",
    "rpc-encoded-arrays",
    "substitution-groups",
    "wildcards",
)
"""Features whose messages are broken: all of SOAP's encoding, and of several parts."""

OPTIONS: Final = tuple(
    dict(zip(("check_facets", "strict_order", "keep_nil"), flags, strict=True))
    for flags in itertools.product((False, True), repeat=3)
)
"""Every way of reading a message."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What can be broken.

    Attributes:
        what: What it is.
        content: What it is when whole.
        read: Reads it; what it raises but its own errors is wrong.
        own: The errors that it may raise.
    """

    what: str
    content: bytes
    read: Callable[..., object]
    own: type[Exception]

    def tried(self, content: bytes, chance: random.Random) -> None:
        """Read what was made of it, in one of the ways in which it can be read."""
        try:
            self.read(content, **chance.choice(OPTIONS))
        except self.own:
            return


def documented() -> Iterator[Broken]:
    """The documented answers and faults of mktows."""
    known = {name.lower(): name for name in OPERATIONS}
    envelopes = HERE / "envelopes"
    for file in sorted(envelopes.glob("*.response.xml")):
        name = known.get(file.name.split(".")[0].lower())
        if name is not None:
            read = OPERATIONS[name].decode_response
            yield Broken(file.name, file.read_bytes(), read, ServiceError)
    read = OPERATIONS["syncLead"].decode_response
    for file in sorted(envelopes.glob("fault.*.xml")):
        yield Broken(file.name, file.read_bytes(), read, ServiceError)


def of_features(folder: Path) -> Iterator[Broken]:
    """Messages of features, both ways and with all that is beside them."""
    for feature in FEATURES:
        wsdl = HERE / "golden" / feature / "service.wsdl"
        package = f"fuzz_{feature.replace('-', '_')}"
        with imported(wsdl, folder / package) as made:
            yield from _messages(wsdl, package, made.ServiceError)


def _messages(wsdl: Path, package: str, own: type[Exception]) -> Iterator[Broken]:
    loaded = source.load(wsdl)
    guard.check(loaded)
    said = overlay(wsdl)
    names = Names(said.words, said.renamed)
    service, catalogue = bound(loaded, said, names, chosen(wsdl))
    samples = Samples(catalogue, package, Wild(Instances.of(loaded)))
    for one in called(service, said, names, package):
        yield from _sent(one, samples, catalogue, own)


def _sent(
    one: Called, samples: Samples, catalogue: Any, own: type[Exception]
) -> Iterator[Broken]:
    def values(*carriers: Any) -> list[Any]:
        samples.begin(Shape.FULL, one.where)
        return [samples.of(carrier.key(catalogue)) for carrier in carriers]

    operation, carried = one.operation, one.carried
    for mtom in (False, True):
        value, *blocks = values(carried.request, *carried.headers)
        given = zip(operation.headers, blocks, strict=True)
        sent = operation.pack_request(value, [*given], mtom=mtom)
        read = partial(operation.decode_request, content_type=sent.content_type)
        yield Broken(f"{one.where} request", sent.body, read, own)
        if carried.response is None:
            continue
        value, *blocks = values(carried.response, *carried.response_headers)
        given = zip(operation.response_headers, blocks, strict=True)
        sent = operation.pack_response(value, [*given], mtom=mtom)
        kind = sent.content_type
        for reads in (operation.decode_response, operation.decode_response_headers):
            read = partial(reads, content_type=kind)
            yield Broken(f"{one.where} answer", sent.body, read, own)
